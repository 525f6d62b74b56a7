"""The office's own list: what it has done itself, and what it has organised."""
