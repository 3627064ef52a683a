"""The page, the terminal and the JSON name the same indicators for the same reasons; bad news outlives its return."""

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from tht_xl.cli.month.summary import _exception
from tht_xl.cli.month.summary import month as show_month
from tht_xl.documents.addresses import column_letters
from tht_xl.evaluation.reasons import BY_SERIOUSNESS, NO_NARRATIVE, heading
from tht_xl.model.periods.period import Period
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.parts import WORKSHEET
from tht_xl.month.run import MonthResult, run_month
from tht_xl.month.shared_sheet import rows as sheet_rows_module
from tht_xl.month.shared_sheet.narratives import last_readings, last_values
from tht_xl.month.shared_sheet.rows import ATTENTION
from tht_xl.month.shared_sheet.sync import REHEARSAL, STORE
from tht_xl.rehearsal.page.person import Person
from tht_xl.rehearsal.server import RehearsalServer

pytestmark = pytest.mark.slow

HEADERS = ("Indicator", "Area", "Period", "Numerator", "Denominator", "Value", "Lower limit", "Upper limit",
           "Published value", "Published lower", "Published upper", "Source", "Note")  # fmt: skip
ONLY_LONDON = (
    ("year-6-obesity", "Tower Hamlets", "2022/23", 920, 3280),
    ("year-6-obesity", "London", "2022/23", None, None, 24.8, 24.5, 25.1),
)
WITH_ENGLAND = (*ONLY_LONDON, ("year-6-obesity", "England", "2022/23", None, None, 22.65, 22.5, 22.8))
FAR_OFF = (
    ("short-term-services-outcome", "Tower Hamlets", "2021/22", None, None, 78.1),
    ("short-term-services-outcome", "Tower Hamlets", "2022/23", None, None, 48.0),
    ("short-term-services-outcome", "Oflog comparator median", "2022/23", None, None, 78.2),
    ("life-satisfaction", "Tower Hamlets", "2022/23", None, None, 7.4, 7.1, 7.7),
)
KEY = "year-6-obesity|tower-hamlets|2022/23"
WriteReturn = Callable[..., Path]


@pytest.fixture
def month(tmp_path: Path) -> Callable[..., MonthConfig]:
    """A month of returns with these rows; None is a return that did not arrive, "damaged" one nobody can open."""

    def make(*returns: Sequence[tuple] | str | None) -> MonthConfig:
        sources = []
        for number, rows in enumerate(returns):
            path = tmp_path / f"return-{number}.xlsx"
            path.unlink(missing_ok=True)
            if isinstance(rows, str):
                path.write_text("this is no workbook")
            elif rows is not None:
                _write(path, rows)
            reported = ["year-6-obesity"] if number == 0 else ["short-term-services-outcome"]
            partner = "london-borough-of-tower-hamlets"
            sources.append({"workbook": path, "partner": partner, "indicators": reported})
        return MonthConfig.model_validate(
            {"month": "Mar 2024", "returns": sources, "published": False, "output": tmp_path / "out"}
        )

    return make


def _write(path: Path, rows: Sequence[tuple]) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        data = book.add_worksheet("Data")
        for number, row in enumerate([HEADERS, *rows]):
            data.write_row(number, 0, ["" if cell is None else cell for cell in row])


def rehearsed(config: MonthConfig, *, set_back: bool = False) -> MonthResult:
    return run_month(config, apply=True, rehearse=True, set_back=set_back)


def on_the_page(result: MonthResult) -> dict[str, list[str]]:
    page = result.files["board.html"].read_text(encoding="utf-8")
    section = page[page.index('<section class="attention"') : page.index('<section class="scorecard"')]
    groups = re.split(r'<div class="reason" id="', section)[1:]
    found = {g.partition('"')[0].removeprefix("reason-"): re.findall(r'href="#indicator-([\w-]+)"', g) for g in groups}
    return {name: indicators for name, indicators in found.items() if name in BY_SERIOUSNESS}


def in_the_json(result: MonthResult) -> dict[str, list[str]]:
    said = json.loads(json.dumps(result.summary()))["exceptions"]
    groups = {name: [e["indicator"] for e in said if e["reasons"][0] == name] for name in BY_SERIOUSNESS}
    return {name: indicators for name, indicators in groups.items() if indicators}


def on_the_terminal(result: MonthResult, capsys: pytest.CaptureFixture[str]) -> dict[str, list[str]]:
    show_month(result)
    shown = capsys.readouterr().out.partition("To look at")[2].partition("Shared sheet")[0]
    ids = {heading(name): name for name in BY_SERIOUSNESS if name != NO_NARRATIVE}
    labels = {a.indicator.label: a.indicator.id for a in result.standing.assessments.values()}
    found: dict[str, list[str]] = {}
    for line in shown.splitlines()[1:]:
        if line.startswith("    "):
            label = next(label for label in labels if line.strip().startswith(f"{label}, "))
            found[list(found)[-1]].append(labels[label])
        elif line.strip():
            found[ids[re.sub(r" \(\d+\)$", "", line.strip())]] = []
    return found


def test_a_london_value_without_one_of_england_is_worse_everywhere(
    month: Callable[..., MonthConfig], capsys: pytest.CaptureFixture[str]
) -> None:
    result = rehearsed(month(ONLY_LONDON, FAR_OFF))
    expected = {"worse": ["year-6-obesity"], "untested-gap": ["short-term-services-outcome"]}
    assert on_the_page(result) == expected
    assert in_the_json(result) == expected
    assert on_the_terminal(result, capsys) == expected
    assert result.summary()["exceptions"][0] == {  # pyright: ignore[reportIndexIssue] - a list
        "indicator": "year-6-obesity", "name": "Year 6 obesity", "period": "2022/23",
        "value": pytest.approx(28.04878), "reasons": ["worse", "no-narrative"],
        "words": {"worse": "worse than London (24.8%)", "no-narrative": "no narrative for 2022/23"},
        "narrative_owed": True,
    }  # fmt: skip
    page = result.files["board.html"].read_text(encoding="utf-8")
    card = page[page.index('id="indicator-short-term-services-outcome"') :].partition("</article>")[0]
    assert "Far from 78.2% (Oflog comparator median) and from 78.1% (2021/22), not tested: no interval." in card
    assert "Lower than before; not tested: no interval" in card
    worse = result.standing.exceptions["worse"]
    assert "28 in 100; worse than London" in _exception(worse[0])


def test_the_demo_says_the_same_everywhere(demo: MonthResult, capsys: pytest.CaptureFixture[str]) -> None:
    found = in_the_json(demo)
    assert {name: sorted(i) for name, i in on_the_page(demo).items()} == {n: sorted(i) for n, i in found.items()}
    assert on_the_terminal(demo, capsys) == found
    assert "short-term-services-outcome" in found["untested-gap"]


@pytest.mark.parametrize(("now", "reason", "why"), [
    (None, "late",
     "no newer return: the return return-0.xlsx of London Borough of Tower Hamlets has not been received"),
    ("damaged", "held-back", "the return return-0.xlsx was held back"),
])  # fmt: skip
def test_bad_news_stays_when_its_return_does_not_come(
    now: str | None, reason: str, why: str, month: Callable[..., MonthConfig], capsys: pytest.CaptureFixture[str]
) -> None:
    rehearsed(month(WITH_ENGLAND, FAR_OFF))
    result = rehearsed(month(now, FAR_OFF))
    said = next(e for e in result.summary()["exceptions"] if e["indicator"] == "year-6-obesity")  # pyright: ignore
    assert said["reasons"] == ["worse", reason, "no-narrative"]
    assert (said["period"], said["words"][reason]) == ("2022/23", why)
    assert on_the_page(result)["worse"] == on_the_terminal(result, capsys)["worse"] == ["year-6-obesity"]
    page = result.files["board.html"].read_text(encoding="utf-8")
    card = page[page.index('id="indicator-year-6-obesity"') :].partition("</article>")[0]
    assert "Worse than England" in card
    assert ("No newer return" if reason == "late" else "Newest figure held back") in card
    assert "28.0%" in card
    stands = "no newer return" if reason == "late" else "newest figure held back"
    assert f'<span class="when">2022/23, {stands}</span>' in page.partition('id="scorecard"')[2]


def test_bad_news_stays_when_no_return_comes_and_nothing_is_remembered(
    month: Callable[..., MonthConfig], capsys: pytest.CaptureFixture[str]
) -> None:
    rehearsed(month(WITH_ENGLAND))
    result = rehearsed(month(None))
    assert on_the_page(result) == in_the_json(result) == {"worse": ["year-6-obesity"]}
    assert result.standing.assessments["year-6-obesity"].reason_ids == ("worse", "late", "no-narrative")
    show_month(result)
    shown = capsys.readouterr().out
    assert "Rehearsal sheet: left alone, because no row could be used." in shown
    assert "Nothing was written" not in shown
    assert "Memory" not in shown


def test_a_sheet_that_nobody_prepared_has_no_last_status(month: Callable[..., MonthConfig]) -> None:
    result = rehearsed(month(None))
    assert result.standing.assessments["year-6-obesity"].reason_ids == ("late",)
    assert result.sync is not None
    assert result.sync.left_alone


def test_the_terminal_counts_the_same_indicators_as_the_page(
    month: Callable[..., MonthConfig], capsys: pytest.CaptureFixture[str]
) -> None:
    result = rehearsed(month(None, None))
    page = result.files["board.html"].read_text(encoding="utf-8")
    show_month(result)
    assert "To look at: 2 of 21 current indicators" in capsys.readouterr().out
    assert "<b>0</b> of 21 current indicators" in page


def with_memory(config: MonthConfig, **more: object) -> MonthConfig:
    """The same month, remembered beside its output folder."""
    memory = config.output.parent / "memory.csv"
    return MonthConfig.model_validate(config.model_dump() | {"memory": memory, "month": str(config.month)} | more)


def test_with_a_memory_the_earlier_rows_keep_the_last_status(month: Callable[..., MonthConfig]) -> None:
    rehearsed(with_memory(month(WITH_ENGLAND, FAR_OFF)))
    for now, reason in ((None, "late"), ("damaged", "held-back")):
        found = rehearsed(with_memory(month(now, FAR_OFF), month="Apr 2024")).standing.assessments["year-6-obesity"]
        assert found.reason_ids == ("worse", reason, "no-narrative")
        assert found.latest is not None
        assert found.latest.count == 920, "the row itself, not what the sheet says of it"


def test_what_is_too_late_for_the_month_does_not_come_from_the_sheet(month: Callable[..., MonthConfig]) -> None:
    rehearsed(month(WITH_ENGLAND, FAR_OFF))
    earlier = {"month": Period.parse("Mar 2022")}
    result = rehearsed(month(None, FAR_OFF).model_copy(update=earlier), set_back=True)
    assert result.standing.assessments["year-6-obesity"].latest is None
    asked_for = month(None, FAR_OFF).model_copy(update=earlier | {"later_figures": True})
    assert rehearsed(asked_for).standing.assessments["year-6-obesity"].latest is not None


def test_a_row_that_was_withdrawn_does_not_come_back_from_the_sheet(month: Callable[..., MonthConfig]) -> None:
    rehearsed(with_memory(month(WITH_ENGLAND, FAR_OFF)))
    withdrawn = [{"key": KEY, "role": "analyst", "reason": "counted twice"}]
    config = with_memory(month(None, FAR_OFF), withdraw=withdrawn, month="Apr 2024")
    found = rehearsed(config).standing.assessments["year-6-obesity"]
    assert found.latest is None
    assert found.reason_ids == ("late",)


def test_a_missing_return_is_counted_once(
    month: Callable[..., MonthConfig], capsys: pytest.CaptureFixture[str]
) -> None:
    result = rehearsed(month(ONLY_LONDON, None))
    missing = result.summary()["returns"][1]  # pyright: ignore[reportIndexIssue] - a list
    assert (missing["received"], missing["held_back"]) == (False, False)
    page = result.files["board.html"].read_text(encoding="utf-8")
    assert "<b>1</b> of 2; missing: London Borough of Tower Hamlets (return-1.xlsx)" in page
    assert "<dt>Returns held back</dt><dd>none</dd>" in page
    show_month(result)
    shown = capsys.readouterr().out
    assert "return-1.xlsx: not received" in shown
    assert "held back" not in shown.partition("To look at")[0]


def test_a_figure_that_was_withheld_is_not_repeated_because_its_return_is_late(
    month: Callable[..., MonthConfig],
) -> None:
    withheld = (("year-6-obesity", "Tower Hamlets", "2022/23", None, None, "[c]"),)
    rehearsed(month(withheld, FAR_OFF))
    result = rehearsed(month(None, FAR_OFF))
    assert result.sync is not None
    theirs = result.sync.theirs
    assert last_readings(theirs, result.framework)["year-6-obesity"].withheld == "[c]"
    theirs["year-6-obesity|tower-hamlets|2022/23"]["Value"] = 0.0914  # typed over by a person
    assert last_readings(theirs, result.framework)["year-6-obesity"].value is None
    assert "year-6-obesity" not in last_values(theirs, result.framework)


def sheet_of(config: MonthConfig) -> tuple[RehearsalServer, Person]:
    server = RehearsalServer(store=config.output / STORE)
    return server, server.spreadsheet(server.create(REHEARSAL))


def cells(person: Person, heading: str) -> dict[str, object]:
    rows = person.values(WORKSHEET, render="UNFORMATTED_VALUE")
    at = [str(h).strip() for h in rows[0]].index(heading)
    return {str(row[0]): row[at] if at < len(row) else "" for row in rows[1:] if row}


def test_the_shared_sheet_says_why_a_figure_needs_attention(month: Callable[..., MonthConfig]) -> None:
    older = (("year-6-obesity", "Tower Hamlets", "2021/22", 910, 3065), *ONLY_LONDON)
    config = month(older, FAR_OFF)
    rehearsed(config)
    server, sheet = sheet_of(config)
    with server:
        said = cells(sheet, ATTENTION)
    assert said[KEY] == "Worse than London (24.8%); narrative expected"
    assert "year-6-obesity|tower-hamlets|2021/22" not in said, "an older figure asks for nothing"
    assert said["life-satisfaction|tower-hamlets|2022/23"] == ""


@pytest.mark.parametrize("theirs", [None, "ask Amina", "head only"])
def test_a_sheet_from_before_the_column_goes_on_syncing(
    theirs: str | None, month: Callable[..., MonthConfig], monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """A sheet without the column, one whose people had a column of that name, and one where somebody heads it so."""
    config = month(ONLY_LONDON, FAR_OFF)
    whole = sheet_rows_module.sheet_columns
    monkeypatch.setattr("tht_xl.month.run.sheet_columns", lambda framework: whole(framework)[:-1])
    rehearsed(config)
    monkeypatch.undo()
    server, sheet = sheet_of(config)
    with server:
        if theirs is not None:
            rows = sheet.values(WORKSHEET, render="UNFORMATTED_VALUE")
            letter = column_letters(len(rows[0]))
            sheet.type(WORKSHEET, f"{letter}1", ATTENTION)
            if theirs != "head only":
                number = next(n for n, row in enumerate(rows, 1) if row[0] == KEY)
                sheet.type(WORKSHEET, f"{letter}{number}", theirs)
    changed = ((*ONLY_LONDON[0][:3], 925, 3280), ONLY_LONDON[1])
    result = rehearsed(month(changed, FAR_OFF))
    assert result.sync is not None
    assert not result.sync.conflicts
    assert ("Value", pytest.approx(28.2012, abs=1e-3)) in [(w.column, w.after) for w in result.sync.plan.writes]
    show_month(result)
    assert (f"head a blank column '{ATTENTION}'" in capsys.readouterr().out) is (theirs is None)
    again = rehearsed(month(changed, FAR_OFF))
    assert again.sync is not None
    assert again.sync.changes_nothing
    server, sheet = sheet_of(config)
    with server:
        if theirs is None:
            assert ATTENTION not in sheet.values(WORKSHEET)[0]
        else:
            ours = "Worse than London (24.8%); narrative expected"
            assert cells(sheet, ATTENTION)[KEY] == (ours if theirs == "head only" else theirs)


def test_each_card_gives_the_age_of_its_figure_and_when_the_next_is_expected(
    month: Callable[..., MonthConfig],
) -> None:
    config = month(WITH_ENGLAND, FAR_OFF)
    for when, age, following in (
        ("Mar 2024", "1 year: its period ended on 31 March 2023", "2023/24, expected by March 2025"),
        ("Jun 2025", "2 years 3 months: its period ended on 31 March 2023", "2023/24, expected by March 2025; overdue"),
    ):
        result = rehearsed(MonthConfig.model_validate(config.model_dump() | {"month": when}))
        page = result.files["board.html"].read_text(encoding="utf-8")
        for name in ("year-6-obesity", "life-satisfaction"):
            card = page[page.index(f'id="indicator-{name}"') :].partition("</article>")[0]
            assert f"<dt>Age of this figure</dt><dd>{age}</dd>" in card
            assert f"<dt>Next figure</dt><dd>{following}</dd>" in card
        assert ("stale" in result.standing.assessments["life-satisfaction"].reason_ids) is (when == "Jun 2025")
