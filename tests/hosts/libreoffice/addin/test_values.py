"""Cells between LibreOffice and the functions."""

import math
import struct

import pytest

from tht_xl.functions.engine.cells import CellError
from tht_xl.hosts.libreoffice.addin.values import ERROR_NUMBERS, error_text, error_value, rows_of


@pytest.mark.parametrize("text", ERROR_NUMBERS)
def test_an_error_is_no_number_and_carries_its_own(text: str) -> None:
    value = error_value(text)
    assert math.isnan(value)
    assert struct.unpack("<I", struct.pack("<d", value)[:4])[0] == ERROR_NUMBERS[text]
    assert error_text(ERROR_NUMBERS[text]) == text


@pytest.mark.parametrize("error", CellError)
def test_every_error_becomes_one_that_libreoffice_has(error: CellError) -> None:
    assert math.isnan(rows_of(str(error))[0][0])


def test_results_are_rows_and_other_texts_stay_texts() -> None:
    assert rows_of(2.5) == ((2.5,),)
    assert rows_of([["[c]", 1.0], ["#5 High Street", "#"]]) == (("[c]", 1.0), ("#5 High Street", "#"))
