"""What was decided about units and schools since the files were written, and the roster that comes of it."""
