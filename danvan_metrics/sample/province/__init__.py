"""The sample of a province: its units and schools by a recipe, and how a smaller one is cut from it."""
