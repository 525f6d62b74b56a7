"""What the office concludes itself: the figures that belong to it, and the room to write it."""
