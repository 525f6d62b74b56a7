"""What the office found where it looked: coverage, differences, verification, and the models on their way."""
