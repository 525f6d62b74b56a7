"""A workbook whose parts stand elsewhere than programs put them: found by its relations, and put where parsers look."""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

WORKBOOK_PARTS: Final = ("xl/workbook.xml", "xl/workbook.bin")  # of an .xlsx or .xlsm, and of an .xlsb

_ROOT_RELATIONS: Final = "_rels/.rels"
_TYPES: Final = "[Content_Types].xml"
_MAIN: Final = "/officeDocument"  # relations are told by the ends of their types: “Strict Open XML” begins them otherwise
_PLACES: Final = {  # {n}: the number of the relation; {end}: xml or bin
    "/worksheet": "worksheets/sheet{n}.{end}",
    "/sharedStrings": "sharedStrings.{end}",
    "/styles": "styles.{end}",
}
_USUAL_SHEET: Final = (b'Target="worksheets/', b'Target="/xl/worksheets/')
_SHEET: Final = (b'/worksheet"', b"/worksheet'")
_RELATIONS_NAMESPACE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"

Members = Mapping[str, tuple[bytes, int]]


@dataclass(frozen=True, slots=True)
class _Relation:
    key: str
    kind: str
    target: str
    outside: bool


def is_usual_workbook(members: Members) -> bool:
    """Whether the parts stand where programs put them; a quick look, for nearly all do."""
    main = next((part for part in WORKBOOK_PARTS if part in members), None)
    if main is None or main.encode() not in members.get(_ROOT_RELATIONS, (main.encode(), 0))[0]:
        return False
    relations = members.get(_name_relations(main), (b"", 0))[0]
    return sum(map(relations.count, _SHEET)) == sum(map(relations.count, _USUAL_SHEET))


def _find_main_part(members: Members) -> str | None:
    """The name of the workbook's own part, as the package's relations say; None where they name none that is there."""
    relations = _read_relations(members, _ROOT_RELATIONS, "")
    return next((one.target for one in relations if one.kind.endswith(_MAIN) and one.target in members), None)


def put_in_place(members: Members) -> dict[str, tuple[bytes, int]]:
    """The same parts by the usual names; as they are where no relation tells of a workbook."""
    spelled: dict[str, tuple[bytes, int]] = {}
    for name, part in members.items():
        spelled.setdefault(name.replace("\\", "/").lstrip("/"), part)
    main = _find_main_part(spelled)
    if main is None:
        return dict(members)
    usual = WORKBOOK_PARTS[main.endswith(".bin")]
    relations = list(_read_relations(spelled, _name_relations(main), posixpath.dirname(main)))
    moved = {main: usual, **_find_places(relations, spelled, usual[-3:])}
    kept = {name: part for name, part in spelled.items() if name not in moved and name not in moved.values()}
    written = {
        _ROOT_RELATIONS: _write_relations(_move(one, moved) for one in _read_relations(spelled, _ROOT_RELATIONS, "")),
        _name_relations(usual): _write_relations(_move(one, moved) for one in relations),
        _TYPES: _move_types(spelled[_TYPES][0], moved),
    }
    parts = {name: (part, zlib.crc32(part)) for name, part in written.items()}
    return {**kept, **{place: spelled[name] for name, place in moved.items()}, **parts}


def _find_places(relations: list[_Relation], members: Members, end: str) -> dict[str, str]:
    """Where each part that parsers look for belongs; two relations to one part are one."""
    places: dict[str, str] = {}
    for number, one in enumerate(relations, start=1):
        place = next((place for kind, place in _PLACES.items() if one.kind.endswith(kind)), None)
        if place and one.target in members and not one.outside:
            places.setdefault(one.target, "xl/" + place.format(n=number, end=end))
    return places


def _move(one: _Relation, moved: Mapping[str, str]) -> _Relation:
    target = one.target if one.outside else "/" + moved.get(one.target, one.target)
    return _Relation(one.key, one.kind, target, one.outside)


def _move_types(types: bytes, moved: Mapping[str, str]) -> bytes:
    """The list of the parts' types by their new names."""
    root = ET.fromstring(types)  # noqa: S314 - DOCTYPE is refused before
    for override in root.iterfind("{*}Override"):
        name = override.get("PartName", "").replace("\\", "/").lstrip("/")
        override.set("PartName", "/" + moved.get(name, name))
    return ET.tostring(root)


def _read_relations(members: Members, name: str, folder: str) -> Iterator[_Relation]:
    """What a part of relations says, targets as whole names; nothing where there is none."""
    if name not in members:
        return
    spelled = {part.casefold(): part for part in members}
    for one in ET.fromstring(members[name][0]):  # noqa: S314
        target, outside = one.get("Target", ""), one.get("TargetMode") == "External"
        path = target if outside else _resolve(target, folder)
        yield _Relation(one.get("Id", ""), one.get("Type", ""), spelled.get(path.casefold(), path), outside)


def _resolve(target: str, folder: str) -> str:
    path = target.replace("\\", "/")
    return posixpath.normpath(path if path.startswith("/") else posixpath.join("/", folder, path)).lstrip("/")


def _write_relations(relations: Iterable[_Relation]) -> bytes:
    lines = (
        f"<Relationship Id={quoteattr(one.key)} Type={quoteattr(one.kind)} Target={quoteattr(one.target)}"
        f"{' TargetMode=' + quoteattr('External') if one.outside else ''}/>"
        for one in relations
    )
    return f'<Relationships xmlns="{_RELATIONS_NAMESPACE}">{"".join(lines)}</Relationships>'.encode()


def _name_relations(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")
