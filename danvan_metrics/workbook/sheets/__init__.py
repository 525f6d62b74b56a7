"""One module per sheet of the report template, and what they share: styles, text heights, validations, page set-up."""
