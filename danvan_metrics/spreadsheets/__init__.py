"""Any stranger's file becomes cells: judged, parsed apart from this process, and told where it cannot be read."""
