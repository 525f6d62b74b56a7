"""How the decree (NĐ 30/2020/NĐ-CP) writes names, numbers and days."""

from __future__ import annotations

from datetime import date
from typing import Final

from danvan_metrics.plan.model import Office, Plan
from danvan_metrics.vietnamese import NBSP, lower_first

NUMBER: Final = f"Số:{NBSP * 10}/"
_COMMITTEE: Final = "Ủy ban nhân dân"


def write_day(day: date) -> str:
    """“ngày 06 tháng 02 năm 2020”: days under 10 and months 1–2 have a zero before them."""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def name_parent(office: Office) -> str:
    """“UBND HUYỆN BA CHẼ”."""
    return office.parent.replace(_COMMITTEE, "UBND").upper()


def name_office(office: Office) -> str:
    """“PHÒNG GIÁO DỤC VÀ ĐÀO TẠO”: the office without its district, which stands in the line above."""
    return _own_name(office).upper()


def name_number(office: Office, sign: str = "BC") -> str:
    """“BC-PGDĐT”, the sign of the office's reports; “TTr-PGDĐT” of its submissions."""
    initials = (word[0] for word in _own_name(office).split() if word != "và")
    return f"{sign}-{''.join(initials).upper()}"


def name_matter(plan: Plan, period: str, *, unbroken: bool = False) -> str:
    """“kết quả thực hiện năm “Dân vận khéo” kỳ 9 tháng năm 2020”, what the office's papers of a period (a code) are about.

    unbroken: no line ends within the period's name, as titles want it.
    """
    year = str(plan.year)
    what = plan.title.removeprefix("Kế hoạch ").removesuffix(year).strip().removesuffix(" năm")
    when = f"kỳ {lower_first(plan.find_period(period).title)}"
    dated = f"{when} {year}" if when.endswith(" năm") else f"{when} năm {year}"
    return f"kết quả {what} {dated.replace(' ', NBSP) if unbroken else dated}"


def _own_name(office: Office) -> str:
    place = office.parent.removeprefix(_COMMITTEE).strip()
    return office.name.removesuffix(place).strip()
