"""What has changed since the last meeting."""
