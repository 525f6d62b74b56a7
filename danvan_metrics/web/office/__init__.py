"""The office's own work: its list, and the form it enters it in."""
