"""The dashboard as a server: how it is started, what it answers beside its pages, what it tells about itself."""
