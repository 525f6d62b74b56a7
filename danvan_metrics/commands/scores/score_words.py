"""What the commands about scores say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import click

from danvan_metrics.vietnamese import format_quantity

NO_UNITS: Final = "Các trường đứng thẳng dưới Phòng nên không có số cộng sẵn theo đơn vị; không phải làm gì."
COMPUTED: Final = "Đã tính báo cáo"
_MOST: Final = 20  # names of one kind: who has more knows enough


def tell_names(names: Iterable[str]) -> None:
    """The first of them, and how many more there are."""
    told = list(names)
    for name in told[:_MOST]:
        click.echo(f"- {name}", err=True)
    if len(told) > _MOST:
        click.echo(f"… và {format_quantity(len(told) - _MOST)} chỗ khác.", err=True)
