"""The school's own workbook sent back with its issues."""
