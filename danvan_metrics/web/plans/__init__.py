"""A year of one plan beside the year of the plan before, on the screen."""
