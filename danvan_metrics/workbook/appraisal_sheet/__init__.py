"""The phiếu thẩm định as a workbook: written half done, and read when it comes back (appraisal.md, “The sheet”)."""
