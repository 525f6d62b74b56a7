"""What is agreed in meetings, and what is weak."""
