"""Cells as Office.js has them, without a host."""

from typing import Any

import pytest
from xlwings import XlwingsError

from tht_xl.functions import CellError
from tht_xl.hosts.officejs import ERROR_TYPES, OfficeCells

NEW = {"runtime": "1.4"}


class JsNull:
    """As Pyodide has JavaScript's null."""


@pytest.mark.parametrize(
    ("given", "cells"),
    [
        (5, 5),
        ([1, None, "x"], [[1, None, "x"]]),  # xlwings takes the outer list of a single row
        ([[1], [2]], [[1], [2]]),
        ([[1.5], [JsNull()]], [[1.5], [None]]),
        (JsNull(), None),
    ],
)
def test_what_comes_in(given: Any, cells: Any) -> None:
    assert OfficeCells.read_value(given, {}) == cells


def test_an_error_comes_in_as_it_is_for_the_cleaner_of_all_hosts() -> None:
    error = {"type": "Error", "basicValue": "#N/A", "errorType": "NotAvailable"}
    assert OfficeCells.read_value([[error]], {}) == [[error]]


def test_what_goes_out() -> None:
    assert OfficeCells.write_value(5.0, NEW) == [[5.0]]
    assert OfficeCells.write_value([["Green"], [CellError.NA]], NEW) == [
        ["Green"], [{"type": "Error", "errorType": "NotAvailable"}]
    ]  # fmt: skip


def test_text_that_looks_like_an_error_stays_text() -> None:
    assert OfficeCells.write_value("#N/A", NEW) == [["#N/A"]]


def test_an_old_excel_gets_a_reason_and_no_text_that_looks_like_an_error() -> None:
    assert OfficeCells.write_value([[1.0]], {"runtime": "1.1"}) == [[1.0]]
    with pytest.raises(XlwingsError, match="cannot show an error in a range"):
        OfficeCells.write_value([[1.0], [CellError.NA]], {"runtime": "1.3"})


def test_office_js_has_a_name_for_every_error() -> None:
    assert set(ERROR_TYPES) == set(CellError)
    assert len(set(ERROR_TYPES.values())) == len(CellError)
