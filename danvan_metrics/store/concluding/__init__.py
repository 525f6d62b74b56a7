"""What meetings concluded: kept with the actions made from it, and corrected by a new version."""
