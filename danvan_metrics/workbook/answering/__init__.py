"""From cells to answers."""
