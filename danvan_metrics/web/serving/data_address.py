"""What an address under /du-lieu asks for, in the words of the pages' addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import QueryParams

from danvan_metrics.access.rights import WHOLE
from danvan_metrics.data_acts.data_request import DataRequest
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.plan.lens import Lens
from danvan_metrics.vietnamese import fold
from danvan_metrics.web import state
from danvan_metrics.web.resources import Edition, get_district, sample_is_ready

_KNOWN: Final = (state.PERIOD, state.UNIT, state.LENS, state.LEVEL, state.PLAN, state.SNAPSHOT, state.SAMPLE)
_ALSO: Final = {"goc-nhin": state.LENS}


@dataclass(frozen=True)
class DataAddress:
    """The data looked at and what of it is asked for; the table is named by the path."""

    district: District
    edition: Edition
    request: DataRequest


def read_address(table: str, query: QueryParams) -> DataAddress:
    """UserError, one sentence, for whatever the address says that there is not."""
    said = _read_words(query)
    sample = said.get(state.SAMPLE, "") == "1"
    if sample and not sample_is_ready():
        raise UserError("Chưa có dữ liệu minh họa trên máy chủ này; hãy mở trang /?minh-hoa=1 một lần rồi làm lại.")
    plan = said.get(state.PLAN, "")
    district = get_district(sample=sample, plan=plan)
    unit = said.get(state.UNIT, "")
    if unit and unit not in district.roster.tree.by_code:
        raise UserError(f"Không có đơn vị “{unit}” (thuoc=); hãy ghi mã đơn vị như trong bảng units.")
    edition = Edition(sample, said.get(state.SNAPSHOT, ""), WHOLE, unit, plan)
    request = DataRequest((table,), _find_period(district, said), _find_lens(said), _find_level(district, said), unit)
    return DataAddress(district, edition, request)


def _read_words(query: QueryParams) -> Mapping[str, str]:
    said: dict[str, str] = {}
    for name, value in query.multi_items():
        word = _ALSO.get(name, name)
        if word not in _KNOWN:
            raise UserError(f"Địa chỉ có “{name}=” không dùng được; chỉ dùng: {', '.join(f'{one}=' for one in _KNOWN)}.")
        if word in said:
            raise UserError(f"Địa chỉ ghi “{word}=” hai lần; hãy bỏ bớt một.")
        said[word] = value
    return said


def _find_period(district: District, said: Mapping[str, str]) -> str:
    code = said.get(state.PERIOD, "")
    if code and code not in district.plan.period_by_code:
        raise UserError(f"Không có kỳ báo cáo “{code}” (ky=); hãy chọn: {', '.join(district.plan.period_by_code)}.")
    return code


def _find_lens(said: Mapping[str, str]) -> Lens | None:
    word = said.get(state.LENS, "")
    if word and word not in list(Lens):
        known = ", ".join(f"{lens} ({lens.words})" for lens in Lens)
        raise UserError(f"Không có góc nhìn “{word}” (goc=); hãy chọn: {known}.")
    return Lens(word) if word else None


def _find_level(district: District, said: Mapping[str, str]) -> str | None:
    name = said.get(state.LEVEL, "")
    found = next((level for level in district.plan.levels if fold(level) == fold(name)), None)
    if name and found is None:
        raise UserError(f"Không có cấp học “{name}” (cap=); hãy chọn: {', '.join(district.plan.levels)}.")
    return found
