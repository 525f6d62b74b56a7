"""The page Đơn vị, trường: who stands under whom, what became of whom, and the forms that change it."""
