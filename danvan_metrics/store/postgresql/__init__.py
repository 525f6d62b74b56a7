"""What of the store is PostgreSQL's alone."""
