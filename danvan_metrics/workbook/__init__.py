"""How the plan is asked and comes back: where lines stand, the template, and the reading of returned workbooks."""
