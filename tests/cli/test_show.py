"""What is drawn on the terminal."""

import io
import re
from datetime import date
from typing import Any

import pytest
from rich.console import Console

from tht_xl.cli import show, show_definitions, show_functions
from tht_xl.cli.main import FINE, code
from tht_xl.framework.load import load_framework
from tht_xl.functions import REGISTRY
from tht_xl.model.definition import Target
from tht_xl.model.finding import Finding, Report, Severity
from tht_xl.model.periods.period import Period
from tht_xl.model.waiver import Waiver
from tht_xl.workbook.rules import RULES

YEAR = Period.parse("2013")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_drawn_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream, quiet, drawn in ((Terminal(), False, True), (Terminal(), True, False), (io.StringIO(), False, False)):
        monkeypatch.setattr("sys.stderr", stream)
        with show.progress(quiet=quiet) as notify:
            notify("Checking workbooks", 0, 3)
            notify("Checking workbooks", 3, 3)
        assert bool(stream.getvalue()) is drawn
        assert ("Checking workbooks" in stream.getvalue()) is drawn


def test_the_console_is_made_once_and_nothing_else_is_made_up() -> None:
    assert show.out is show.console()
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = show.nonsense  # pyright: ignore[reportAttributeAccessIssue]


@pytest.mark.parametrize(("number", "said"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1234, "1,234 rows")])
def test_a_number_of_things(number: int, said: str) -> None:
    assert show.counted(number, "row") == said


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of 80 columns, or no terminal at all."""
    monkeypatch.setattr(show, "out", Console(width=80, highlight=False, soft_wrap=True), raising=False)


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("name", ["tht", "strategy-2009"])
def test_every_id_of_a_framework_is_shown_whole(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It is typed into configurations and commands: one that is cut short is none."""
    assert code(["framework", "show", name]) == FINE
    shown = capsys.readouterr().out
    assert [i.id for i in load_framework(name).indicators if i.id not in shown.split()] == []
    assert "…" not in shown


@pytest.mark.usefixtures("narrow")
def test_every_function_and_finding_is_listed_by_its_whole_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["functions", "list"]) == FINE
    shown = capsys.readouterr().out
    assert set(REGISTRY) <= set(shown.split())
    assert re.split(r"\s{2,}", shown.splitlines()[0].strip()) == ["Function", "What it gives"]
    assert code(["explain"]) == FINE
    shown = capsys.readouterr().out
    lines = shown.splitlines()
    first = next(iter(RULES.values()))
    heading = next(line for line in lines if line.startswith("Finding"))
    row = next(line for line in lines if line.startswith(first.code))
    assert heading.index("What is wrong") == row.index(first.title[:9])
    assert any(re.fullmatch(r"Function +What it gives *", line) for line in lines)
    found = {line.split()[0]: line.split()[1] for line in lines if line[:1] == "R"}
    assert found == {rule.code: rule.severity.value for rule in RULES.values()}


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (Target(value=85.5, due=YEAR, agreed=True), "85.5 2013"),
        (Target(value=85, due=YEAR, agreed=False), "85 2013 (proposed)"),
        (Target(value=None, due=YEAR, agreed=False), "(proposed)"),
        (Target(value=None, due=YEAR, agreed=True), ""),
        (None, ""),
    ],
)
def test_a_target_says_whether_it_has_been_agreed(
    target: Target | None, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(show, "out", Console(width=200, highlight=False, soft_wrap=True), raising=False)
    framework = load_framework("tht")
    change = {"target": target, "unit": "per [head]", "state": "live", "polarity": "high"}
    changed = framework.indicators[0].model_copy(update=change)
    show_definitions.framework(framework.model_copy(update={"indicators": (changed,)}))
    row = next(line for line in capsys.readouterr().out.splitlines() if line.startswith(changed.label))
    assert row.removeprefix(changed.label).split() == ["per", "[head]", "high", "live", *said.split()]


def test_a_function_is_shown_with_arguments_and_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["functions", "show", "THT_DSR"]) == FINE
    lines = capsys.readouterr().out.splitlines()
    function = REGISTRY["THT_DSR"]
    assert lines[:2] == [function.signature, function.help]
    assert [line.partition(":")[0].strip() for line in lines[2 : 2 + len(function.arguments)]] == [
        argument.name for argument in function.arguments
    ]
    # Blocks as Excel writes them, words in quotes.
    assert '  =THT_DSR({8; 30}, {10000; 5000}, "ESP2013", {0 to 64; 65+}) → 181.4' in lines


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([["a", None, 1.5], [None, True, ""]], "a\t\t1.5\n\tTrue\t\n"),
        (None, "\n"),
        (0, "0\n"),
        ("[c]", "[c]\n"),
    ],
)
def test_cells_as_a_program_reads_them(given: Any, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    show_functions.cells(given)
    assert capsys.readouterr().out == said


@pytest.mark.parametrize(
    ("given", "said"), [([[1, None], ["a", 2]], "{1, ; a, 2}"), (None, ""), (0, "0"), ([[3]], "{3}")]
)
def test_an_example_s_result_in_one_line(given: Any, said: str) -> None:
    assert show_functions._result(given) == said


WAIVER = Waiver("R402", "row 5", "Note", "a1b2", "Analyst", "A clinic", date(2027, 1, 31))


def findings(*given: tuple[str, Severity, Waiver | None]) -> Report:
    found = (
        Finding(rule, severity, "Data", f"A{number}", f"[{number}]", "none", "Take it out", waiver=waiver)
        for number, (rule, severity, waiver) in enumerate(given, 2)
    )
    return Report("return.xlsx", tuple(found))


@pytest.mark.usefixtures("narrow")
def test_findings_are_counted_by_what_they_hold_back(capsys: pytest.CaptureFixture[str]) -> None:
    error, warning = ("R301", Severity.ERROR, None), ("R307", Severity.WARNING, None)
    show.report(findings(error, warning, ("R402", Severity.ERROR, WAIVER), warning))
    heading, first, second, third, fourth = capsys.readouterr().out.splitlines()
    assert heading == "return.xlsx: 1 error, 2 warnings, 1 waived"
    assert first == "  ✗ R301 Data!A2: [2]; expected none. Take it out"
    assert second == "  ! R307 Data!A3: [3]; expected none. Take it out"
    assert third.startswith("  – R402 Data!A4: [4]; expected none. ")
    assert fourth.startswith("  ! R307 Data!A5")
    show.report(findings(error))
    assert capsys.readouterr().out.startswith("return.xlsx: 1 error, 0 warnings\n")
    show.report(Report("fine.xlsx", ()))
    assert capsys.readouterr().out == "✓ fine.xlsx: nothing wrong\n"


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("number", [20, 21])
def test_twenty_lines_of_a_code_are_shown(number: int, capsys: pytest.CaptureFixture[str]) -> None:
    show.report(findings(*[("R301", Severity.ERROR, None)] * number, ("R307", Severity.WARNING, None)))
    lines = capsys.readouterr().out.splitlines()
    assert sum("R301 Data" in line for line in lines) == 20
    assert sum("R307 Data" in line for line in lines) == 1
    more = ["  … and 1 more finding R301; --format json gives all of them"] if number > 20 else []
    assert [line for line in lines if "--format json" in line] == more


def test_findings_for_a_program_say_what_is_waived() -> None:
    data = show.report_as_data(findings(("R301", Severity.ERROR, None), ("R402", Severity.ERROR, WAIVER)))
    first, second = data["findings"]  # pyright: ignore[reportGeneralTypeIssues] - a list
    assert (first["waiver"], first["holds_back"]) == (None, True)
    assert (second["waiver"]["role"], second["waiver"]["until"], second["holds_back"]) == (
        "Analyst", WAIVER.until, False
    )  # fmt: skip
    assert second["message"].startswith("R402 Data!A3: [3]; expected none. ")
