"""A sheet of many formulas, all of functions that Excel has had since 2007."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet


class FormulaSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter tells no types
    """A worksheet that writes a formula as it is given.

    XlsxWriter looks through each for thirty functions that came later and bear another name in the file: a fifth of the time a
    whole workbook takes, for functions that no program older than them could compute.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002 - as XlsxWriter calls it
        return formula.removeprefix("=")
