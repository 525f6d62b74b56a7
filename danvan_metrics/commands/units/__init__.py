"""Commands about units and schools."""
