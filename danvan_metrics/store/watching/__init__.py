"""What whoever runs the program wants to know of its store: can it be worked with, how much was done, what failed."""
