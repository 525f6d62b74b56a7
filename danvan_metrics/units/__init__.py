"""Who reports, and to whom: schools, the units they stand under, and how both change with time."""
