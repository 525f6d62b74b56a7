"""From what is in force back to the cells, files and days it came with."""
