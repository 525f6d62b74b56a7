"""The office's own look: checked, and a folder to begin with."""
