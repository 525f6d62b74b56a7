"""How much is done, by level and group."""
