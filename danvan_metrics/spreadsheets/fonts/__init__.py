"""Text in the old Vietnamese fonts, decoded by the font of its cell."""
