"""What an office may choose: declared once, said in the environment or in danvan.toml, read here and nowhere else.

`sections` declares every setting, `gathering` puts environment over file over default, `load` settles what follows from that,
`settled` is what the program asks. Importing this loads next to nothing: the processes that read workbooks need the limits.
"""

from danvan_metrics.settings.load import (
    asks_for_progress,
    load_limits,
    load_serving,
    load_settings,
    load_sign_in,
    name_browser,
)
from danvan_metrics.settings.settled import MEBIBYTE, MEGABYTE, TIME_ZONE, Limits, Serving, Settings, SignIn

__all__ = [
    "MEBIBYTE",
    "MEGABYTE",
    "TIME_ZONE",
    "Limits",
    "Serving",
    "Settings",
    "SignIn",
    "asks_for_progress",
    "load_limits",
    "load_serving",
    "load_settings",
    "load_sign_in",
    "name_browser",
]
