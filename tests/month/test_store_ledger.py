"""The month's store and the shared sheet: each knows the other, and no older copy writes."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from colleague import Colleague
from returned import GOOD

from tht_xl.cli.main import code
from tht_xl.errors import SheetError
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.parts import WORKSHEET, SharedSheetConfig
from tht_xl.month.run import MonthResult, run_month
from tht_xl.month.shared_sheet.sync import STORE
from tht_xl.store.open import open_store

pytestmark = pytest.mark.slow

Month = Callable[..., MonthConfig]
CHANGED = [GOOD[0], (*GOOD[1][:3], 925, 3280), GOOD[2]]


@pytest.fixture
def month(tmp_path: Path, write_return: Callable[..., Path], config_for: Callable[..., MonthConfig]) -> Month:
    """A month with a store, whose shared sheet is the rehearsal."""

    def make(rows: Sequence[tuple] = GOOD, label: str = "Nov 2026") -> MonthConfig:
        given = config_for(write_return(rows=rows)).model_dump()
        return MonthConfig.model_validate(given | {"store": tmp_path / "store.sqlite", "month": label})

    return make


def applied(config: MonthConfig, *, set_back: bool = False, take_over: bool = False) -> MonthResult:
    return run_month(config, apply=True, rehearse=True, set_back=set_back, take_over=take_over)


def all_of(config: MonthConfig, sql: str) -> list[tuple]:
    assert config.store is not None
    with open_store(config.store) as store:
        return [tuple(row) for row in store.read(sql)]


def test_a_run_and_its_write_are_in_the_store(month: Month) -> None:
    config = month()
    applied(config)
    assert all_of(config, "SELECT kind, month, apply, outcome FROM run") == [("month", "2026-11", 1, "completed")]
    ((name, sheet, state, sequence, reported),) = all_of(
        config, 'SELECT name, sheet, state, sequence, reported_by IS NOT NULL FROM "write"'
    )
    assert (sheet, state, sequence, reported) == (str((config.output / STORE).resolve()), "confirmed", 1, 1)
    assert f'\\"{name}\\"' in (config.output / STORE).read_text(encoding="utf-8")
    assert all_of(config, "SELECT DISTINCT recorded_by_run IS NOT NULL FROM observation") == [(1,)]
    applied(month(rows=CHANGED))
    changed = all_of(config, "SELECT before, after FROM planned_cell WHERE \"column\" = 'Value'")
    assert len(changed) == 2, "in the first worksheet and in History"
    for before, after in changed:
        assert (float(before), float(after)) == pytest.approx((920 / 32.8, 925 / 32.8))


def test_a_run_that_stops_says_so_in_the_store(month: Month) -> None:
    applied(month())
    with Colleague(month()) as colleague:
        colleague.renames_the_worksheet("Old")
    with pytest.raises(SheetError, match=WORKSHEET):
        applied(month(rows=CHANGED))
    assert all_of(month(), "SELECT outcome FROM run") == [("completed",), ("stopped (SheetError)",)]


def test_an_older_copy_of_the_store_is_refused_and_remembers_nothing(month: Month, tmp_path: Path) -> None:
    applied(month())
    shutil.copy(tmp_path / "store.sqlite", tmp_path / "older.sqlite")
    applied(month(rows=CHANGED))
    (tmp_path / "older.sqlite").replace(tmp_path / "store.sqlite")
    sheet = (tmp_path / "out" / STORE).read_bytes()
    before = all_of(month(), "SELECT count(*) FROM observation")
    config = month(rows=[(*GOOD[0][:3], 911, 3065), *GOOD[1:]])
    with pytest.raises(SheetError, match="this store is an older copy"):
        applied(config)
    assert (tmp_path / "out" / STORE).read_bytes() == sheet
    assert all_of(config, "SELECT count(*) FROM observation") == before
    plan = run_month(config, rehearse=True).files["plan.txt"].read_text(encoding="utf-8")
    assert (
        "! With --apply this would be refused: this store is an older copy: the sheet was written from a newer one"
        in plan
    )


def test_another_officers_store_is_refused_until_the_sheet_is_taken_over(month: Month, tmp_path: Path) -> None:
    applied(month())
    (tmp_path / "store.sqlite").rename(tmp_path / "lost.sqlite")
    with pytest.raises(SheetError, match="is written from another store"):
        applied(month(rows=CHANGED))
    applied(month(rows=CHANGED), take_over=True)
    assert all_of(month(), "SELECT what FROM log WHERE what = 'take over'") == [("take over",)]
    applied(month(rows=CHANGED))
    (tmp_path / "lost.sqlite").replace(tmp_path / "store.sqlite")
    with pytest.raises(SheetError, match="is written from another store"):
        applied(month())


def test_another_officers_earlier_month_is_refused_by_the_sheet(month: Month, tmp_path: Path) -> None:
    applied(month())
    (tmp_path / "store.sqlite").unlink()
    earlier = month(label="Oct 2026")
    with pytest.raises(SheetError, match="the shared sheet was last brought to Nov 2026: writing Oct 2026"):
        applied(earlier, take_over=True)
    assert all_of(earlier, "SELECT count(*) FROM observation") == [(0,)]
    applied(earlier, take_over=True, set_back=True)


def test_a_rehearsal_of_the_real_sheet_takes_its_own_over_without_asking(month: Month, tmp_path: Path) -> None:
    real = SharedSheetConfig(spreadsheet="1AbCdEfGhIjKlMnOpQr")
    for rows in (GOOD, CHANGED):
        trial = month(rows=rows).model_copy(update={"sheet": real})
        applied(trial)
        with open_store(tmp_path / "store.sqlite", framework="tht", writes=True, create=True) as store:
            store.log("waive")  # the real store has moved on: the next trial begins anew from it
        applied(trial)


def test_a_sheet_is_taken_over_from_the_command_line(
    tmp_path: Path, write_return: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    write_return()
    config = tmp_path / "month.yaml"
    partner = "london-borough-of-tower-hamlets"
    config.write_text(f"month: Nov 2026\nreturns:\n  - workbook: return.xlsx\n    partner: {partner}\n")
    arguments = ["month", str(config), "--apply", "--rehearse"]
    assert code(arguments) == 0
    (tmp_path / "tht-xl-store.sqlite").unlink()
    capsys.readouterr()
    assert code(arguments) == 2
    said = capsys.readouterr().err
    assert "is written from another store" in said
    assert "--take-over" in said
    assert code([*arguments, "--take-over"]) == 0
