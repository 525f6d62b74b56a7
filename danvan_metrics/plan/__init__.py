"""What is asked: the plan, its rules and the roster, loaded once into frozen objects."""
