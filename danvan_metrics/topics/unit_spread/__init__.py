"""How far the movement has come in the schools under each unit."""
