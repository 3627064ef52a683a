"""The interim file is taken over once, whole or not at all, and stays where it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from math import nan
from pathlib import Path

import pytest
from interim import write_interim

from tht_xl.errors import ConfigError
from tht_xl.model.periods.period import Period
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.parts import SharedSheetConfig
from tht_xl.month.memory.interim.sheet_months import months_file
from tht_xl.month.memory.memory import Memory
from tht_xl.month.memory.open import OpenMemory, open_memory
from tht_xl.store.open import create_store, open_store
from tht_xl.store.records.remembered import Remembered

OCTOBER, NOVEMBER = Period.parse("Oct 2026"), Period.parse("Nov 2026")
ROW = Remembered(
    "year-6-obesity", "tower-hamlets", "2022/23", "Persons", "10-11", 920.0, 3280.0, nan, nan, nan, "=NCMP", "",
    "child.xlsx", "-Data", 5, "G5", 0, date(2026, 10, 30), "@health", OCTOBER,
)  # fmt: skip
KEPT = (
    Memory()
    .with_returned([ROW, replace(ROW, period="2021/22")])
    .with_returned([replace(ROW, month=NOVEMBER, count=930.0)])
    .with_withdrawn({("year-6-obesity", "tower-hamlets", "2021/22"): ("lead", "twice")}, NOVEMBER, date(2026, 11, 30))
)
SHEET = "0123456789/Outcomes"

Look = Callable[..., OpenMemory]


@pytest.fixture
def interim(tmp_path: Path) -> Path:
    path = tmp_path / "tht-xl-memory.csv"
    write_interim(path, KEPT, "tht", {SHEET: "Nov 2026"})
    return path


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """Open the memory as a run does, and close it again."""

    def open_and_close(*, apply: bool = True, rehearse: bool = False, sheet: bool = True) -> OpenMemory:
        shared = SharedSheetConfig(spreadsheet="0123456789") if sheet else None
        config = MonthConfig.model_validate({
            "month": "Dec 2026", "returns": [{"workbook": "x.xlsx", "partner": "p"}], "output": tmp_path / "out",
            "memory": tmp_path / "tht-xl-memory.csv", "sheet": shared,
        })  # fmt: skip
        with open_memory(config, "tht", apply=apply, rehearse=rehearse) as memory:
            return memory

    return open_and_close


def told(memory: OpenMemory) -> list[str]:
    return [repr(row) for row in memory.memory.rows]


def test_it_is_taken_over_whole_with_the_months_of_the_sheets(interim: Path, look: Look, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in (interim, months_file(interim))}
    first = look()
    assert told(first) == [repr(row) for row in KEPT.rows]
    assert first.sheet_months == {SHEET: NOVEMBER}
    assert first.notices == (
        "took over 4 rows from tht-xl-memory.csv into tht-xl-memory.sqlite; tht-xl-memory.csv stays as it is and is "
        "not read again",
    )
    second = look()
    assert (told(second), second.notices, second.written) == (told(first), (), False)
    assert {path: path.read_bytes() for path in before} == before
    with open_store(tmp_path / "tht-xl-memory.sqlite") as store:
        assert [row["what"] for row in store.read("SELECT * FROM log")] == ["take over"]


@pytest.mark.usefixtures("interim")
def test_a_plan_reads_it_and_makes_no_store(look: Look, tmp_path: Path) -> None:
    plan = look(apply=False)
    assert (told(plan), plan.sheet_months) == ([repr(row) for row in KEPT.rows], {SHEET: NOVEMBER})
    create_store(tmp_path / "tht-xl-memory.sqlite", "tht")
    assert told(look(apply=False)) == told(plan)


def test_a_damaged_one_leaves_the_store_empty(interim: Path, look: Look) -> None:
    text = interim.read_text(encoding="utf-8")
    interim.write_text(text.replace("930.0", "931.0"), encoding="utf-8", newline="")
    for _ in range(2):
        with pytest.raises(ConfigError, match="this line was changed"):
            look()
    interim.write_text(text, encoding="utf-8", newline="")
    assert len(look().memory.rows) == 4


@pytest.mark.parametrize("text", ["{", "[]", '{"a": "sometime"}', '{"a": 1}', '"a"'])
def test_months_that_were_changed_stop_the_month(interim: Path, look: Look, text: str) -> None:
    months_file(interim).write_text(text)
    for apply in (True, False):
        with pytest.raises(ConfigError, match=r"does not say which month each sheet was brought to\. Move the file"):
            look(apply=apply)
    months_file(interim).unlink()
    assert look().notices[0].startswith("took over 4 rows")


def test_what_an_older_version_adds_to_it_later_is_said(interim: Path, look: Look) -> None:
    look()
    write_interim(interim, KEPT.with_returned([replace(ROW, period="2020/21")]), "tht")
    said = look()
    assert len(said.memory.rows) == 4
    assert [notice[:54] for notice in said.notices] == ["tht-xl-memory.csv has changed since the store took it "]


def test_a_store_that_has_rows_does_not_take_it_over(look: Look, tmp_path: Path) -> None:
    with open_store(tmp_path / "tht-xl-memory.sqlite", framework="tht", writes=True, create=True) as store:
        OpenMemory(Memory(), None, writes=True, framework="tht", store=store).remember(Memory().with_returned([ROW]))
    write_interim(tmp_path / "tht-xl-memory.csv", KEPT, "tht")
    assert len(look().memory.rows) == 1


def test_a_rehearsal_begins_with_the_newer_of_the_two(interim: Path, look: Look, tmp_path: Path) -> None:
    trial = interim.with_name("tht-xl-memory.rehearsal.csv")
    write_interim(trial, Memory(KEPT.rows[:1]), "tht")
    assert len(look(rehearse=True).memory.rows) == 1
    assert not (tmp_path / "tht-xl-memory.sqlite").exists()
    assert len(look().memory.rows) == 4
    assert len(look(rehearse=True).memory.rows) == 4
