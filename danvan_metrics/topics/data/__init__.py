"""The data sheet: every score, a row each, which the formulas of the other sheets count."""
