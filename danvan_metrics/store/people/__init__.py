"""Who may sign in, and what was tried."""
