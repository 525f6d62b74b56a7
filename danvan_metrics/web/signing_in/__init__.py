"""Who is here: the name said at a laptop, or the person who signed in."""
