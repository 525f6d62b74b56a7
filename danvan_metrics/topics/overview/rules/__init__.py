"""The fixed rules that the sentences of Tổng quan are made by, one subject a module."""
