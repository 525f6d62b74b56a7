"""One year's figures beside those of the year before."""
