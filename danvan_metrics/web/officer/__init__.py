"""What the office's officer works with."""
