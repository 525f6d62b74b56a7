"""What stands in the cells of each format that its parser does not tell."""
