"""What was decided about units and schools."""
