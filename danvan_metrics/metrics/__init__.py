"""What the answers mean: completion, timeliness, spread and comparison, as plain functions of plain tables."""
