"""The terminal a command runs in: how it ends, how much it says, how wide it may write, how far it has come."""
