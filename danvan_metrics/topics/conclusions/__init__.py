"""What a meeting concluded."""
