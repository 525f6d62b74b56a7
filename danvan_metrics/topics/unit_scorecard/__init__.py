"""Every unit under a node by every group."""
