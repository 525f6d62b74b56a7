"""A store opened part by part."""
