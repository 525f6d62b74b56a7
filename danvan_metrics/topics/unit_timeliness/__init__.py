"""When the returns of the schools under each unit came in, and which units have how many schools behind."""
