"""The month as the person who runs it meets it: returns good and bad, the shared sheet between two runs, the files."""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from tht_xl.errors import ConfigError, SheetError
from tht_xl.month.config import MonthConfig, ReturnSource
from tht_xl.month.run import MonthResult, run_month
from tht_xl.month.sheet_rows import key_of
from tht_xl.month.sync import STORE, WORKSHEET
from tht_xl.rehearsal.server import RehearsalServer

WriteReturn = Callable[..., Path]
ConfigFor = Callable[..., MonthConfig]
KEY = key_of("year-6-obesity", "tower-hamlets", "2022/23")

HEADERS = ("Indicator", "Area", "Period", "Numerator", "Denominator", "Value", "Lower limit", "Upper limit",
           "Published value", "Published lower", "Published upper", "Source", "Note")  # fmt: skip

GOOD = (
    ("year-6-obesity", "Tower Hamlets", "2021/22", 910, 3065),
    ("year-6-obesity", "Tower Hamlets", "2022/23", 920, 3280),
    ("year-6-obesity", "England", "2022/23", None, None, 22.65001, 22.54541, 22.75488),
)


@pytest.fixture
def write_return(tmp_path: Path) -> WriteReturn:
    """Write a return with these rows; cells as in the columns of HEADERS, short rows are filled with blanks."""

    def write(name: str = "return.xlsx", rows: Sequence[tuple] = GOOD, sheet: str = "Data") -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(str(path)) as book:
            data = book.add_worksheet(sheet)
            for number, row in enumerate([HEADERS, *rows]):
                for column, cell in enumerate(row):
                    if cell is not None:
                        data.write(number, column, cell)
        return path

    return write


@pytest.fixture
def config_for(tmp_path: Path) -> Callable[..., MonthConfig]:
    """A month on these workbooks, with its own output folder and no published series."""

    def make(*workbooks: Path) -> MonthConfig:
        sources = [ReturnSource(workbook=w, partner="london-borough-of-tower-hamlets") for w in workbooks]
        return MonthConfig.model_validate(
            {"month": "Nov 2026", "returns": sources, "published": False, "output": tmp_path / "out"}
        )

    return make


def rehearsed(config: MonthConfig, *, apply: bool = True) -> MonthResult:
    return run_month(config, apply=apply, rehearse=True)


class Colleague:
    """Somebody who opens the rehearsal sheet between two runs."""

    def __init__(self, config: MonthConfig) -> None:
        self.server = RehearsalServer(store=config.output / STORE)
        self.sheet = self.server.spreadsheet(self.server.create(config.title))

    def __enter__(self) -> "Colleague":
        self.server.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.server.close()

    def rows(self) -> list[list]:
        return self.sheet.values(WORKSHEET, render="UNFORMATTED_VALUE")

    def address(self, key: str, heading: str) -> str:
        rows = self.rows()
        column = rows[0].index(heading)
        number = next(n for n, row in enumerate(rows, 1) if row and row[0] == key)
        return f"{chr(65 + column)}{number}"

    def cell(self, key: str, heading: str) -> object:
        rows = self.rows()
        row = next(row for row in rows if row and row[0] == key)
        at = rows[0].index(heading)
        return row[at] if at < len(row) else ""

    def types(self, key: str, heading: str, text: str) -> None:
        self.sheet.type(WORKSHEET, self.address(key, heading), text)


def test_a_whole_month(write_return: WriteReturn, config_for: ConfigFor) -> None:
    result = rehearsed(config_for(write_return()))
    assert not result.needs_attention
    assert sorted(result.files) == ["board.html", "findings.csv", "plan.txt", "results.csv"]
    page = result.files["board.html"].read_text(encoding="utf-8")
    assert "28 in 100; worse than England; 178 fewer children would match it" in page
    results = pd.read_csv(result.files["results.csv"])
    assert results.loc[1, "value"] == pytest.approx(28.04878, abs=5e-6)
    assert results.loc[1, "cell"] == "Data!F3" or results.loc[1, "cell"] == "F3"
    with Colleague(result.config) as colleague:
        assert colleague.cell(KEY, "Value") == pytest.approx(28.04878, abs=5e-6)
        assert colleague.cell(KEY, "Compared with England") == "Worse"


def test_without_apply_nothing_is_written_to_the_sheet(write_return: WriteReturn, config_for: ConfigFor) -> None:
    config = config_for(write_return())
    result = rehearsed(config, apply=False)
    assert result.sync is not None
    assert f"+ {KEY}: new row" in result.files["plan.txt"].read_text(encoding="utf-8")
    assert not result.sync.applied
    with Colleague(config) as colleague:
        assert len(colleague.rows()) == 1


def test_a_second_run_changes_nothing(write_return: WriteReturn, config_for: ConfigFor) -> None:
    config = config_for(write_return())
    rehearsed(config)
    store = (config.output / STORE).read_bytes()
    again = rehearsed(config)
    assert again.sync is not None
    assert again.sync.changes_nothing
    assert "nothing changed" in again.sync.sentence
    assert (config.output / STORE).read_bytes() == store


def test_what_a_person_typed_survives_and_is_in_the_paper(write_return: WriteReturn, config_for: ConfigFor) -> None:
    config = config_for(write_return())
    rehearsed(config)
    with Colleague(config) as colleague:
        colleague.types(KEY, "Narrative", "The new pathway <b>opened</b> in May")
        colleague.types(KEY, "Value", "27.5")
        colleague.types(KEY, "Target", "=1+1")
    again = rehearsed(config)
    assert again.sync is not None
    assert {(k.column, k.theirs) for k in again.sync.plan.kept} == {("Value", 27.5), ("Target", "=1+1")}
    assert not again.sync.conflicts
    page = again.files["board.html"].read_text(encoding="utf-8")
    assert "The new pathway &lt;b&gt;opened&lt;/b&gt; in May" in page
    with Colleague(config) as colleague:
        assert colleague.cell(KEY, "Value") == 27.5
        assert colleague.cell(KEY, "Narrative") == "The new pathway <b>opened</b> in May"


def test_a_cell_that_both_changed_is_a_conflict_and_theirs_stays(
    write_return: WriteReturn, config_for: ConfigFor
) -> None:
    config = config_for(write_return())
    rehearsed(config)
    with Colleague(config) as colleague:
        colleague.types(KEY, "Value", "27.5")
    write_return(rows=[GOOD[0], (*GOOD[1][:3], 925, 3280), GOOD[2]])
    again = rehearsed(config)
    assert again.needs_attention
    assert again.sync is not None
    assert [(c.column, c.theirs) for c in again.sync.plan.conflicts] == [("Value", 27.5)]
    assert any(w.column == "Upper limit" for w in again.sync.plan.writes)
    with Colleague(config) as colleague:
        assert colleague.cell(KEY, "Value") == 27.5


@pytest.mark.parametrize(
    ("row", "where"),
    [
        (("year-6-obesity", "Tower Hamlets", "2020/21", 3000, 2950), "numerator above denominator"),
        (("year-6-obesity", "Tower Hamlets", "2020/21", "many", 2950), "text in a number"),
        (("year-6-obesitty", "Tower Hamlets", "2020/21", 5, 10), "an unknown indicator"),
        (("year-6-obesity", "Tower Hamlets", "last year", 5, 10), "no period"),
    ],
)
def test_an_error_holds_back_its_row_and_the_last_good_value_stays(
    write_return: WriteReturn, config_for: ConfigFor, row: tuple, where: str
) -> None:
    config = config_for(write_return(rows=[*GOOD, ("year-6-obesity", "Tower Hamlets", "2020/21", 985, 2950)]))
    rehearsed(config)
    write_return(rows=[*GOOD, row])
    result = rehearsed(config)
    assert result.needs_attention, where
    assert [finding.cell[-1] for finding in result.returns[0].report.errors] == ["5"]
    assert len(result.results) == len(GOOD)
    old = key_of("year-6-obesity", "tower-hamlets", "2020/21")
    assert result.sync is not None
    assert result.sync.plan.no_longer_computed == (old,)
    with Colleague(config) as colleague:
        assert colleague.cell(old, "Value") == pytest.approx(33.38983051)


@pytest.mark.parametrize("bad", ["not a workbook", "missing", "no data sheet"])
def test_a_bad_return_holds_back_its_partner_not_the_month(
    write_return: WriteReturn, config_for: ConfigFor, tmp_path: Path, bad: str
) -> None:
    good = write_return()
    other = tmp_path / "other.xlsx"
    if bad == "not a workbook":
        other.write_text("this is no workbook")
    elif bad == "no data sheet":
        write_return("other.xlsx", sheet="Dater")
    result = rehearsed(config_for(good, other))
    assert result.needs_attention
    assert result.returns[1].report.is_held_back
    assert len(result.results) == len(GOOD)
    with result.files["findings.csv"].open(encoding="utf-8", newline="") as file:
        assert {row["workbook"] for row in csv.DictReader(file) if row["severity"] == "error"} == {"other.xlsx"}
    page = result.files["board.html"].read_text(encoding="utf-8")
    assert "other.xlsx" in page
    assert ("Not received" if bad == "missing" else "Held back") in page


def test_a_sheet_that_changed_under_us_is_refused_and_nothing_is_written(
    write_return: WriteReturn, config_for: ConfigFor
) -> None:
    config = config_for(write_return())
    rehearsed(config)
    page = (config.output / "board.html").read_bytes()
    with Colleague(config) as colleague:
        colleague.sheet.type(WORKSHEET, "D1", "Figure")
    store = (config.output / STORE).read_bytes()
    with pytest.raises(SheetError, match="Value"):
        rehearsed(config)
    assert (config.output / STORE).read_bytes() == store
    assert (config.output / "board.html").read_bytes() == page


def test_nothing_computed_never_empties_the_sheet(write_return: WriteReturn, config_for: ConfigFor) -> None:
    config = config_for(write_return())
    rehearsed(config)
    write_return(rows=[])
    with pytest.raises(SheetError, match="nothing was computed"):
        rehearsed(config)


def test_apply_without_a_sheet_is_refused(write_return: WriteReturn, config_for: ConfigFor) -> None:
    with pytest.raises(ConfigError, match="no sheet to apply"):
        run_month(config_for(write_return()), apply=True)
    result = run_month(config_for(write_return()))
    assert result.sync is None
    assert "plan.txt" not in result.files


def test_results_open_in_a_spreadsheet_without_running_anything(
    write_return: WriteReturn, config_for: ConfigFor
) -> None:
    row = (*GOOD[1], *[None] * 6, "=HYPERLINK(1)", "")
    result = run_month(config_for(write_return(rows=[row])))
    text = result.files["results.csv"].read_text(encoding="utf-8")
    assert ",=" not in text
    assert "\n=" not in text


def test_the_summary_is_plain_data(demo: MonthResult) -> None:
    assert json.loads(json.dumps(demo.summary()))["returns"][0]["errors"] == 0


def test_progress_is_told(write_return: WriteReturn, config_for: ConfigFor) -> None:
    told: list[tuple[str, int, int]] = []
    run_month(config_for(write_return()), rehearse=True, notify=lambda *step: told.append(step))
    assert all(0 <= done <= total for _, done, total in told)
    for what in {what for what, _, _ in told}:
        assert [done for name, done, total in told if name == what][-1] == next(t for n, _, t in told if n == what)
