"""A year of one school in words: what the office found, in the plan's own words, without points of our own."""
