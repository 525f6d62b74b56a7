"""A whole copy of a store of one moment, while others work with it."""
