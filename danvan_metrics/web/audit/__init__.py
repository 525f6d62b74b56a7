"""The page Nhật ký."""
