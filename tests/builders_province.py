"""A small part of the sample province: its recipe's folder with a few communes, and its store filled."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from danvan_metrics.district import District, open_district
from danvan_metrics.sample.province.place import PROVINCE, load_place
from danvan_metrics.sample.province.written_roster import write_roster_files
from danvan_metrics.settings import Settings, load_settings
from danvan_metrics.units.unit_sums import KEY, SHAPES, UnitSums

# One made of two others, two merged schools, a split one; the island has two schools; the last is late and has gaps.
COMMUNES = ("Bến Ngự", "Cửa Sông", "Suối Ngàn", "Đảo Ngọc", "Đồng Rui")


def cut_province(folder: Path, *communes: str) -> Settings:
    """Settings of an office that looks at the sample of a province with these communes alone, all of it in a folder."""
    recipe = folder / "province"
    recipe.mkdir(parents=True)
    write_roster_files(load_place().keep_communes(*(communes or COMMUNES)), recipe)
    for name in ("recipe.toml", "office.toml"):
        said = (PROVINCE / name).read_text(encoding="utf-8")
        (recipe / name).write_text(said.replace('base = "../', f'base = "{PROVINCE.parent.as_posix()}/'), encoding="utf-8")
    stores = {
        "DANVAN_DATABASE_URL": f"sqlite:///{folder / 'kho.sqlite3'}",
        "DANVAN_SAMPLE_DATABASE_URL": f"sqlite:///{folder / 'minh-hoa.sqlite3'}",
    }
    return replace(load_settings(stores), sample_folder=recipe)


def open_small_province(folder: Path, *communes: str) -> District:
    """The sample of a province with these communes alone, its store still empty."""
    return open_district(cut_province(folder, *communes), sample=True)


def read_figures(sums: UnitSums) -> dict[tuple[object, ...], tuple[float, ...]]:
    """Every row of the sums that has a figure other than 0, by table and what tells it apart; each to a millionth."""
    found = {}
    for name, (more, summed) in SHAPES.items():
        keys = [*KEY, *more]
        for row in getattr(sums, name)[[*keys, *summed]].itertuples(index=False, name=None):
            figures = tuple(round(float(value), 6) for value in row[len(keys) :])
            if any(figures):
                found[(name, *row[: len(keys)])] = figures
    return found
