"""The indicators at a node: over all units, and one of them unit by unit."""
