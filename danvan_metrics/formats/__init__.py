"""How things are written, whatever they say."""
