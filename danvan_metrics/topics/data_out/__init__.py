"""Tidy tables for Power BI, Excel and R: what each holds, and its rows from the figures that pages show."""
