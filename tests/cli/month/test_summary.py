"""What the terminal says of a month: each return in its own words, the memory, the shared sheet, the files."""

import io
import re
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from colleague import Colleague
from returned import write_rows

from tht_xl.cli.main import FINDINGS, code
from tht_xl.month.configuration.load import load_config
from tht_xl.month.configuration.parts import WORKSHEET

pytestmark = pytest.mark.slow

AREA = "Tower Hamlets"
YEARS = [f"{year}/{year - 1999:02}" for year in range(1999, 2011)]
RETURNS = {
    "fine.xlsx": [("life-satisfaction", AREA, year, None, None, 7.4) for year in YEARS],
    "noted.xlsx": [("year-6-obesity", AREA, "2022/23", 920, 3280)],
    "one.xlsx": [("reception-obesity", AREA, "2021/22", 300, 3000), ("reception-obesity", AREA, "2020/21", 30, 0)],
    "two.xlsx": [("reception-obesity", AREA, "2018/19", 30, 0), ("reception-obesity", AREA, "2019/20", 30, 0)],
    "twenty.xlsx": [(f"x-{number}-y", AREA, 2022, 10, 20) for number in range(3000, 3020)],
    "more.xlsx": [(f"x-{number}-y", AREA, 2022, 10, 20) for number in range(3000, 3021)],
}
"""Rows by workbook. A count without a value beside it is asked for its formula, so noted.xlsx gets one remark."""


def written_month(folder: Path) -> Path:
    """A month's configuration in a folder, with its returns: good, partly good, damaged and missing."""
    for name, rows in RETURNS.items():
        write_rows(folder / name, rows)
    (folder / "damaged.xlsx").write_text("this is no workbook", encoding="utf-8")
    names = (*RETURNS, "damaged.xlsx", "gone.xlsx")
    config = folder / "march.yaml"
    config.write_text(
        "month: Mar 2024\ntitle: Ours [draft]\npublished: no\noutput: out\nreturns:\n"
        + "".join(f"  - {{workbook: {name}, partner: barts-health}}\n" for name in names),
        encoding="utf-8",
    )
    return config


def shown(*arguments: object) -> list[str]:
    """The lines of `tht-xl month`, which has findings."""
    out = io.StringIO()
    with redirect_stdout(out):
        assert code(["month", *map(str, arguments)]) == FINDINGS
    return out.getvalue().splitlines()


def beneath(heading: str, lines: list[str]) -> list[str]:
    """The lines of one part, up to the blank line after it."""
    after = lines[lines.index(heading) + 1 :]
    return [line.strip() for line in (after[: after.index("")] if "" in after else after)]


OTHERS = "History, Definitions and About"
"""The worksheets beside the first."""


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """One month run five times, the third time after a colleague has renamed the column for narratives."""
    folder = tmp_path_factory.mktemp("month")
    config = written_month(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        said = {"plan": shown("march.yaml", "--rehearse"), "written": shown("march.yaml", "--rehearse", "--apply")}
        with Colleague(load_config(config)) as colleague:
            head = colleague.rows()[0]
            colleague.sheet.type(WORKSHEET, f"{chr(65 + head.index('Narrative'))}1", "[Story]")
        said["renamed"] = shown("march.yaml", "--rehearse")
        patch.chdir(folder.parent)
        said["no sheet"], said["no sheet again"] = shown(config), shown(config, "--out", folder / "other")
    return said


def test_the_title_is_shown_as_it_was_written(runs: dict[str, list[str]]) -> None:
    assert runs["plan"][1] == "Ours [draft], March 2024"


def test_each_return_is_told_in_its_own_words(runs: dict[str, list[str]]) -> None:
    lines = beneath("Returns", runs["plan"])
    assert [line for line in lines if ".xlsx: " in line] == [
        "✓ fine.xlsx: 12 rows, nothing wrong",
        "✓ noted.xlsx: 1 row, 1 thing to look at",
        "! one.xlsx: 1 row is held back",
        "! two.xlsx: 2 rows are held back",
        "! twenty.xlsx: 20 rows are held back",
        "! more.xlsx: 21 rows are held back",
        "✗ damaged.xlsx: held back; the month went on without it",
        "✗ gone.xlsx: not received; the last known figures are shown",
    ]
    # What is wrong with a file that is not there is that it is not there, and that has been said.
    assert lines[-1] == "✗ gone.xlsx: not received; the last known figures are shown"
    assert lines[lines.index("✓ noted.xlsx: 1 row, 1 thing to look at") + 1].startswith("! R504 Data!F2: ")


def test_twenty_findings_of_a_return_are_shown_and_the_rest_counted(runs: dict[str, list[str]]) -> None:
    lines = beneath("Returns", runs["plan"])
    first, second, end = (
        lines.index(next(line for line in lines if f"{name}.xlsx: " in line)) for name in ("twenty", "more", "damaged")
    )
    assert [line[:6] for line in lines[first + 1 : second]] == ["✗ R301"] * 20
    assert [line[:6] for line in lines[second + 1 : end - 1]] == ["✗ R301"] * 20
    assert lines[end - 1] == "… and 1 more in findings.csv"


def test_a_plan_says_that_it_only_looked(runs: dict[str, list[str]]) -> None:
    assert beneath("Memory", runs["plan"]) == [
        "this month's rows were not stored: a plan changes nothing; add --apply to store them"
    ]
    first, *lines, more, last = beneath("Shared sheet", runs["plan"])
    assert first == f"Rehearsal sheet: 3 new rows and 0 changed cells to be written; {OTHERS} to be brought up to date."
    assert len(lines) == 12
    assert all(line.startswith("+ ") for line in lines)
    # The others are all of History, Definitions and About.
    assert re.fullmatch(r"… and \d+ more in plan\.txt", more)
    assert [line for line in lines if not line.startswith("+ History: ")] == lines[:3]
    assert last == "Nothing was written to it; add --apply to write."


def test_what_was_written_is_not_called_a_plan(runs: dict[str, list[str]]) -> None:
    assert beneath("Memory", runs["written"]) == [
        "tht-xl-store.sqlite: holds counts as they were returned; not to be passed on"
    ]
    first, *_, last = beneath("Shared sheet", runs["written"])
    assert first == f"Rehearsal sheet: 3 new rows and 0 changed cells written; {OTHERS} brought up to date."
    assert re.fullmatch(r"… and \d+ more in plan\.txt", last)


def test_a_column_for_narratives_that_is_gone_is_named(runs: dict[str, list[str]]) -> None:
    assert not any("no column is headed" in line for line in runs["plan"] + runs["written"])
    # Nothing is to be written, so nobody is told to add --apply.
    assert beneath("Shared sheet", runs["renamed"]) == [
        "Rehearsal sheet: nothing changed.",
        "! no column is headed 'Narrative', so the paper has no such text",
    ]


def test_without_a_sheet_the_plan_of_an_earlier_run_is_named_where_there_was_one(runs: dict[str, list[str]]) -> None:
    none = "none in the configuration; --rehearse uses a local copy"
    taken_out = "the plan of an earlier run has been removed from plan.txt"
    assert beneath("Shared sheet", runs["no sheet"]) == [none, taken_out]
    assert beneath("Shared sheet", runs["no sheet again"]) == [none]


def test_files_are_named_as_somebody_in_this_folder_would_type_them(runs: dict[str, list[str]]) -> None:
    names = ["results.csv", "findings.csv", "board.html", "month-report.html", "plan.txt"]
    assert beneath("Files", runs["plan"]) == [f"out/{name}" for name in names]
    *there, folder = (line.rpartition("/")[0] for line in beneath("Files", runs["no sheet"]))
    assert set(there) == {folder}
    assert folder.endswith("/out")
