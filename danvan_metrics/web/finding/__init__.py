"""Finding one's way: the search, the way back, and whose figures these are."""
