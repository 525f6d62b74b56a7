"""How far the movement has spread: ladder, communes, registered models."""
