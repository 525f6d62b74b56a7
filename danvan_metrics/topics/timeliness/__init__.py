"""Who handed in, and when."""
