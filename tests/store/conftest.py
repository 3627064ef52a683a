"""A store, and rows to put into it."""

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tht_xl.model.periods.period import Period
from tht_xl.store.open import open_store
from tht_xl.store.records.remembered import Remembered
from tht_xl.store.store import Store

ROW = Remembered(
    indicator="year-6-obesity", area="tower-hamlets", period="2022/23", sex="", age="10-11", count=920.0,
    denominator=3280.0, value=math.nan, lower=math.nan, upper=math.nan, source="NCMP", symbol="",
    workbook="return.xlsx", sheet="Data", row=5, cell="E5", version=1, returned_on=date(2026, 11, 30),
    role="analyst", month=Period.parse("Nov 2026"),
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tht-xl-store.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path, framework="tht", writes=True, create=True) as store:
        yield store


@pytest.fixture
def row() -> Callable[..., Remembered]:
    """A row that differs from the usual one in what is named."""
    return lambda **other: replace(ROW, **other)
