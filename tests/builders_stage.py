"""The small province of `builders_units` as an office's own files and store, for tests of pages."""

import csv

import streamlit as st

from danvan_metrics.district import open_district
from danvan_metrics.settings import load_settings
from tests.builders_units import AS_OF, SCHOOLS, UNITS, build_province, hand_in, read_table


def set_up_province(monkeypatch, folder):
    """Roster and units as files, the settings that name them, and every return in the store; the district."""
    units = {row["code"]: row for row in read_table(UNITS)}
    _write(folder / "units.csv", [_write_unit(row) for row in units.values()])
    _write(folder / "schools.csv", [_write_school(row, units) for row in read_table(SCHOOLS)])
    monkeypatch.setenv("DANVAN_UNITS", str(folder / "units.csv"))
    monkeypatch.setenv("DANVAN_ROSTER", str(folder / "schools.csv"))
    monkeypatch.setenv("DANVAN_TODAY", AS_OF.isoformat())
    st.cache_resource.clear()
    settings = load_settings()
    district = open_district(settings, create=settings.create_store)
    hand_in(district.repository, build_province())
    return district


def _write_unit(row):
    named = {"code": row["code"], "name": row["name"], "short_name": row["short"], "kind": row["kind"], "parent": row["parent"]}
    return named | dict.fromkeys(("other_names", "valid_from", "valid_to", "decision", "head", "signer", "recipients"), "")


def _write_school(row, units):
    unit = units[row["unit"]]
    return {
        "code": row["code"],
        "name": f"Trường {row['name']}",
        "short_name": row["name"],
        "other_names": "",
        "level": row["level"],
        "type": "",
        "commune": unit["short"],
        "model": "yes" if row["model"] else "no",
        "valid_from": "",
        "valid_to": "",
        "confirmed": "yes",
        "unit": row["unit"],
    }


def _write(path, rows):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
