"""What a meeting works with."""
