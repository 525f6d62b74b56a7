"""Several plans side by side, and what a unit adds to the one that all are asked."""
