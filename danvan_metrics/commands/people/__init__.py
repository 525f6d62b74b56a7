"""`people …`: who may sign in, and as what; an administrator's commands."""
