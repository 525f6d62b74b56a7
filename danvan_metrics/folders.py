"""Where what ships with the program stands, and where this machine keeps its own; nothing else knows a folder by heart."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from platformdirs import user_data_path

PACKAGE: Final = Path(__file__).resolve().parent

#: Whether the program runs from its source, where its pages stand beside the package; an installed one carries them inside.
FROM_SOURCE: Final = not (PACKAGE / "shipped").is_dir()
#: dashboard.py, pages/, .streamlit/, data/ and docs/ (the guide and its pictures); never written to.
SHIPPED: Final = PACKAGE.parent if FROM_SOURCE else PACKAGE / "shipped"
#: The plans, the schools, the map and the samples that come with the program.
DATA: Final = SHIPPED / "data"
#: Where this machine's stores are when no setting says otherwise: the checkout's data/, or the user's own folder for programs.
KEPT: Final = DATA if FROM_SOURCE else user_data_path("danvan", appauthor=False)
