"""What is told, a folder for each subject."""
