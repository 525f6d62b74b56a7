"""A plan is parsed in one place, which checks it whole; the modules of the plan import each other one way."""

import grimp
import pytest

from danvan_metrics.errors import PlanError
from danvan_metrics.folders import SHIPPED
from danvan_metrics.plan.loader import load_plan, parse_plan

PACKAGE = SHIPPED / "danvan_metrics"
SMALL = load_plan(SHIPPED / "tests" / "plans" / "small")


def test_only_the_loader_parses_a_plan():
    parsing = [file.name for file in PACKAGE.rglob("*.py") if "Plan.model_validate" in file.read_text(encoding="utf-8")]
    assert parsing == ["loader.py"]


def test_a_plan_kept_as_a_document_comes_back_equal_and_is_checked_again():
    document = SMALL.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    assert parse_plan(document) == SMALL
    document["indicators"][0]["group"] = "KHAC"
    with pytest.raises(PlanError, match=r"^bản chốt: indicators\.T1\.group: không có nhóm “KHAC”"):
        parse_plan(document, name="bản chốt")


def test_no_modules_of_the_plan_import_each_other_in_a_circle():
    graph = grimp.build_graph("danvan_metrics", exclude_type_checking_imports=False)
    modules = {module for module in graph.modules if module.startswith("danvan_metrics.plan.")}
    circles = [
        (module, imported)
        for module in modules
        for imported in graph.find_modules_directly_imported_by(module) & modules
        if graph.chain_exists(importer=imported, imported=module)
    ]
    assert circles == []
