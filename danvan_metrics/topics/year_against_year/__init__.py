"""One year against the year before: what rose, what fell, and what the two plans ask in two ways."""
