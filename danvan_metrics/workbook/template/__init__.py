"""Building the workbook that goes out."""
