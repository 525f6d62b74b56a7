"""What leadership looks at first."""
