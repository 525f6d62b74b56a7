"""What to say from the figures: the scorecard and a few sentences, by fixed rules."""
