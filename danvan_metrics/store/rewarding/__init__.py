"""What the office recognised, proposed and decided in reward. Rows are only ever added."""
