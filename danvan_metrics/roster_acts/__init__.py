"""Changing the roster: an officer's and an administrator's acts."""
