"""What follows from rows that are kept: schools' scores and units' sums. It may be thrown away and computed again."""
