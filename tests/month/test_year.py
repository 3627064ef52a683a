"""Twelve months from the command line: late, corrected, typed over, handed over, reopened, purged, and shown again."""

import re
import shlex
import sqlite3
from pathlib import Path

import pytest
from year import BARTS, CARE, MONTHS, ROLE, Year, number_of

pytestmark = pytest.mark.slow

RECEPTION, YEAR_6 = "reception-obesity|tower-hamlets|", "year-6-obesity|tower-hamlets|"
QUALITY = "social-care-quality-of-life|tower-hamlets|2024/25"
WITHDRAWN = f"""\
withdraw:
  - {{key: {QUALITY}, role: public health lead, reason: another council's figure}}
"""


def weight(reception: tuple[int, int], year_6: tuple[int, int]) -> dict[str, dict[str, object]]:
    """Return the counts of both school years, by indicator and heading."""
    both = {"reception-obesity": reception, "year-6-obesity": year_6}
    return {name: {"Numerator": count, "Denominator": measured} for name, (count, measured) in both.items()}


def care(*values: float) -> dict[str, dict[str, object]]:
    """Return the values of adult social care, by indicator and heading."""
    return {name: {"Value": value} for name, value in zip(CARE, values, strict=True)}


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Year:
    def read() -> str:
        shown = capsys.readouterr()
        return shown.out + shown.err

    return Year(tmp_path / "office", monkeypatch, read)


def test_a_year_of_months(year: Year, tmp_path: Path) -> None:
    """One test, because each month begins from what those before it left."""
    november_and_its_narrative(year)
    december_with_a_correction_and_a_late_return(year)
    january_with_an_override(year)
    march_with_an_error(year)
    april_at_another_desk(year)
    summer_with_a_revision_a_withdrawal_and_a_wrong_clock(year)
    august_twice(year)
    september_with_a_purge(year)
    year.moves(tmp_path / "moved")
    october(year)
    the_year_is_as_it_was(year, tmp_path / "seen")
    nothing_typed_is_lost(year)
    who_did_what(year)
    the_page_about_it_says_what_was_done(year)


def november_and_its_narrative(year: Year) -> None:
    year.begins("Nov 2025", "2025-11-03")
    asked = year.asks_json("month", "new")["returns"]
    assert [each["outcome"] for each in asked] == ["written", "written", "nothing to give"]
    year.does("month", "remind")
    assert len(list((year.folder / "asked" / "2025-11" / "emails").glob("*.eml"))) == 2
    year.fills_in("child-weight.xlsx", weight((370, 3205), (930, 3290)))
    year.fills_in("adult-social-care.xlsx", care(72.1, 64.0, 18.4))
    year.on("2025-11-24")
    year.does("month", "status")
    year.runs()
    year.types(YEAR_6 + "2023/24", "Narrative", "Measured in all schools.")
    year.runs()
    assert "Measured in all schools." in year.page
    year.closes()


def december_with_a_correction_and_a_late_return(year: Year) -> None:
    year.begins("Dec 2025", "2025-12-01")
    year.does("month", "new")
    year.sends("child-weight.xlsx", ("year-6-obesity", "Tower Hamlets", "2023/24", 950, 3290))
    year.on("2026-01-04")
    assert "smoking.xlsx (Barts Health NHS Trust): awaited, overdue" in year.does("month", "status", ends=1)
    assert "chase-barts-health.eml" in year.does("month", "chase")
    year.runs(ends=1)
    row = year.results()[YEAR_6 + "2023/24"]
    assert (row["marks"], row["revised"], row["month_before"]) == ("[r]", "True", "Nov 2025")
    assert (round(float(row["value"]), 3), round(float(row["value_before"]), 3)) == (28.875, 28.267)
    assert year.cell(YEAR_6 + "2023/24", "Note") == "[r] revised: 28.3% before, Nov 2025"
    assert "Written about 28.3%, 2023/24" in year.page
    assert "not complete: smoking.xlsx not received" in year.does("month", "close", *ROLE, ends=2)
    year.closes("--reason", "the board meets today")
    assert "is closed already" in year.does("month", "close", *ROLE, ends=2)


def january_with_an_override(year: Year) -> None:
    year.begins("Jan 2026", "2026-01-05")
    year.does("month", "new")
    year.fills_in(
        "smoking.xlsx",
        {"smoking-prevalence-adults": {"Value": 13.1, "Lower limit": 10.9, "Upper limit": 15.3}},
        BARTS,
    )
    year.types(RECEPTION + "2023/24", "Value", "11.9")
    year.runs()
    assert "11.9 was typed here in Jan 2026; 11.5445 counts" in str(year.cell(RECEPTION + "2023/24", "Note"))
    year.closes()
    year.begins("Feb 2026", "2026-02-02")
    assert {each["outcome"] for each in year.asks_json("month", "new")["returns"]} == {"nothing to give"}
    year.runs()
    year.closes()


def march_with_an_error(year: Year) -> None:
    year.begins("Mar 2026", "2026-03-02")
    year.does("month", "new")
    year.fills_in("child-weight.xlsx", weight((365, 3190), (940, 0)))
    year.fills_in("adult-social-care.xlsx", care(73.0, 66.0, 18.6))
    year.on("2026-03-31")
    assert "denominator is 0" in year.runs(ends=1)
    assert YEAR_6 + "2024/25" not in year.results()
    assert year.results()[YEAR_6 + "2023/24"]["value"]
    year.does("month", "approve", RECEPTION + "2024/25", "--word", "provisional", *ROLE)
    year.runs(ends=1)
    assert year.results()[RECEPTION + "2024/25"]["marks"] == "[p]"
    year.closes("--reason", "Year 6 comes in April")


def april_at_another_desk(year: Year) -> None:
    year.does("store", "export", *ROLE, "--out", "../hand-over.sqlite")
    year.begins("Apr 2026", "2026-04-01", officer="second")
    year.does("store", "import", "../hand-over.sqlite")
    asked = year.asks_json("month", "new")["returns"]
    assert asked[0]["asked"] == {"reception-obesity": ["2024/25"], "year-6-obesity": ["2024/25"]}
    year.fills_in("child-weight.xlsx", weight((365, 3190), (940, 3300)))
    year.runs()
    year.does("month", "approve", RECEPTION + "2024/25", "--word", "agreed", *ROLE)
    year.runs()
    assert year.results()[RECEPTION + "2024/25"]["marks"] == ""
    year.closes()
    year.begins("May 2026", "2026-05-01", officer="first")
    assert "this store is an older copy" in year.runs(ends=2)


def summer_with_a_revision_a_withdrawal_and_a_wrong_clock(year: Year) -> None:
    year.begins("May 2026", "2026-05-01", officer="second")
    year.does("month", "new")
    year.sends("child-weight.xlsx", ("year-6-obesity", "Tower Hamlets", "2023/24", 945, 3290))
    year.runs()
    row = year.results()[YEAR_6 + "2023/24"]
    assert (row["marks"], row["month_before"], round(float(row["value_before"]), 3)) == ("[r]", "Apr 2026", 28.875)
    year.closes()
    year.begins("Jun 2026", "2026-06-01", more=WITHDRAWN)
    year.does("month", "new")
    assert f"withdrawn: {QUALITY}" in year.runs()
    assert QUALITY not in year.results()
    year.closes()
    year.begins("Jul 2026", "2026-07-20")
    assert year.asks_json("month", "new")["returns"][1]["asked"] == {"social-care-quality-of-life": ["2024/25"]}
    year.runs(ends=1)
    year.on("2026-06-01")
    assert year.runs(ends=1).count("this computer's clock says 2026-06-01") == 1
    year.on("2026-07-21")
    year.closes("--reason", "the figure comes in autumn")


def august_twice(year: Year) -> None:
    year.begins("Aug 2026", "2026-08-20")
    year.does("month", "new")
    year.runs(ends=1)
    year.closes("--reason", "the figure comes in autumn")
    year.sends("child-weight.xlsx", ("year-6-obesity", "Tower Hamlets", "2024/25", 945, 3300))
    assert "Aug 2026 is closed" in year.runs(ends=2)
    year.does("month", "reopen", *ROLE, "--reason", "a count was corrected")
    year.runs(ends=1)
    row = year.results()[YEAR_6 + "2024/25"]
    assert (row["marks"], row["month_before"], round(float(row["value_before"]), 3)) == ("[r]", "Aug 2026", 28.485)
    year.closes("--reason", "the figure comes in autumn")
    assert "edition 2" in year.said[-1]


def september_with_a_purge(year: Year) -> None:
    year.begins("Sep 2026", "2026-09-20")
    year.does("month", "new")
    year.runs(ends=1)
    year.closes("--reason", "the figure comes in autumn")
    named = ("month", "purge", "2025-11", "--file", "month-report.html", *ROLE, "--reason", "a name was in it")
    assert "Nothing was purged" in year.does(*named)
    year.does(*named, "--apply")
    assert year.closed["Nov 2025"].pop("month-report.html")


def october(year: Year) -> None:
    year.begins("Oct 2026", "2026-10-20")
    year.does("month", "new")
    year.fills_in("adult-social-care.xlsx", {"social-care-quality-of-life": {"Value": 18.7}})
    year.begins("Oct 2026", "2026-10-20", more="")  # the withdrawal has done its work
    year.runs()
    assert float(year.results()[QUALITY]["value"]) == pytest.approx(18.7)
    year.closes()


def the_year_is_as_it_was(year: Year, seen: Path) -> None:
    for month in MONTHS:
        said = year.does("month", "show", number_of(month), "--verify", "--out", str(seen / month))
        assert "agree" in said
        assert {name: (seen / month / name).read_bytes() for name in year.closed[month]} == year.closed[month]
    redacted = seen / "Nov 2025" / "month-report.html.redacted.txt"
    assert "a name was in it" in redacted.read_text(encoding="utf-8")
    changed = year.does("month", "show", "2025-11", "--verify")
    assert f"[r] {YEAR_6}2023/24: 28.3% then, 28.7% since" in changed
    year.does("store", "check")


def nothing_typed_is_lost(year: Year) -> None:
    assert year.cell(RECEPTION + "2023/24", "Value") == 11.9
    assert year.cell(YEAR_6 + "2023/24", "Narrative") == "Measured in all schools."
    assert b"Measured in all schools." in year.closed["Nov 2025"]["board.html"]
    with sqlite3.connect(year.folder / "tht-xl-store.sqlite") as store:
        assert store.execute("SELECT text FROM narrative WHERE ended_on IS NOT NULL").fetchall() == [
            ("Measured in all schools.",)
        ]


def who_did_what(year: Year) -> None:
    year.does("month", "log")
    done = [entry["what"] for entry in year.asks_json("month", "log")["log"]]
    assert done.count("close") == len(MONTHS) + 1
    for what in ("export", "import", "approved", "clock went back", "reopen", "purge"):
        assert what in done, done


def the_page_about_it_says_what_was_done(year: Year) -> None:
    page = (Path(__file__).parents[2] / "docs" / "year.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```console\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    commands = [" ".join(shlex.split(line)) for block in blocks for line in block.splitlines()]
    assert len(commands) > 12
    done = {said.partition("\n")[0].removeprefix("$ ") for said in year.said}
    assert [command for command in commands if command not in done] == []
    told = "\n".join(year.said)
    texts = re.findall(r"^```text\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    lines = [line for text in texts for line in text.splitlines()]
    assert [line for line in lines if line not in told] == []
