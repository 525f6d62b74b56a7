"""What a shell completes: commands, options, and the codes of this very office."""
