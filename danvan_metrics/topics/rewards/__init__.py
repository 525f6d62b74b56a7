"""What was recognised, proposed and decided in reward, and the papers of it."""
