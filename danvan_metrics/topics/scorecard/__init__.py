"""Every school by every group."""
