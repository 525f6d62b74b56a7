"""What is known of units that have schools or other units under them: sums, never a school's own line (many.md)."""
