"""A task about a weak cell, given where the cell stands."""
