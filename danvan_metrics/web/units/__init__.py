"""Units that stand above the schools, on pages."""
