"""What leaves the dashboard, a table of contents each: slides, report, workbook, chart pack; and the letters."""
