"""`export data`: tables for Power BI, Excel and R."""
