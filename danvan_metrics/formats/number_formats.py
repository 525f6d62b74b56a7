"""How Office programs are told to write numbers and days."""

from typing import Final

from danvan_metrics.vietnamese import NBSP

SHARE_FORMAT: Final = f'0"{NBSP}"%'
WHOLE_FORMAT: Final = "#,##0"
DECIMAL_FORMAT: Final = "#,##0.0"
CHANGE_FORMAT: Final = "+0;\u22120;0"  # a true minus sign
DATE_FORMAT: Final = "dd/mm/yyyy"
