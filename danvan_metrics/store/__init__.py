"""What is kept: the workbooks handed in, their answers, and who did what. Nothing is ever overwritten."""
