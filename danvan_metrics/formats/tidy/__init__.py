"""Tidy tables as files for other programs: declared once, written as CSV, Parquet or an Excel workbook."""
