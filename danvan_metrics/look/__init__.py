"""The office's own look: its names, its crest, and the templates that its slides and papers are made on."""
