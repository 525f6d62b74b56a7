"""Commands that look at one unit of the tree: what is asked, loaded and printed of it."""
