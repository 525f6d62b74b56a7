"""The page Người dùng: who may sign in, and as what."""
