"""What leaves for a meeting about a node: the same kinds of file, told by unit; tables of contents only."""
