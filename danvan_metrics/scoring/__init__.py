"""What submissions are worth, computed once and kept as rows, and what units add up to (many.md)."""
