"""Is everything there, copies of it, and a store out of a copy."""
