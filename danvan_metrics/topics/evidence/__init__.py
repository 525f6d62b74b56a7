"""What a school offers as evidence."""
