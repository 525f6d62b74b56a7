"""What cells hold in place of a value, as a grid tells it: apart from what finds it, for the readers of grids are many."""

from typing import Final

FORMULA: Final = "công thức chưa tính"
PICTURE: Final = "ảnh trong ô"
Position = tuple[int, int]  # row and column, 1-based
