"""The model schools on their way."""
