"""What marks and words mean."""
