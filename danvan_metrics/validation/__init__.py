"""What is wrong with a return: issues, checks, and the report on one file."""
