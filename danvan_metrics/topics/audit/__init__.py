"""Who did what to what, when, and from what to what."""
