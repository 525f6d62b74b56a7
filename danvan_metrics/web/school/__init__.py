"""A school's page."""
