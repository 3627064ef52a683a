"""Narratives, approvals and explanations, as those who decide meet them over two months."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from colleague import Colleague
from returned import GOOD, write_rows

from tht_xl.cli.main import code
from tht_xl.month.configuration.load import load_config
from tht_xl.month.governance.approvals import value_hash
from tht_xl.month.governance.audience_files import exempt_file
from tht_xl.month.governance.restriction import PUBLISHED
from tht_xl.month.run import MonthResult, run_month
from tht_xl.store.open import open_store
from tht_xl.store.records.governance import approvals, explanations

pytestmark = pytest.mark.slow

KEY = "year-6-obesity|tower-hamlets|2022/23"
CHANGED = (*GOOD[1][:3], 960, 3280)
TEXT = "The pathway opened in May"
LEAD = ("--role", "Public health lead")

Run = Callable[..., MonthResult]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a month of these rows; the configuration is the one of the current folder."""
    monkeypatch.chdir(tmp_path)

    def month(name: str = "Nov 2026", *rows: tuple, more: str = "") -> MonthResult:
        monkeypatch.setenv("THT_XL_TODAY", {"Nov": "2026-11-30", "Dec": "2026-12-31", "Jan": "2027-01-31"}[name[:3]])
        write_rows(tmp_path / "return.xlsx", rows or GOOD)
        Path("month.yaml").write_text(
            f"month: {name}\npublished: no\nreturns:\n  - workbook: return.xlsx\n"
            f"    partner: london-borough-of-tower-hamlets\n{more}"
        )
        return run_month(load_config(Path("month.yaml")), apply=True, rehearse=True)

    return month


def page(result: MonthResult) -> str:
    return result.files["board.html"].read_text(encoding="utf-8")


def written(run: Run, *rows: tuple) -> MonthResult:
    """A first month, in which somebody has written a narrative."""
    result = run("Nov 2026", *rows)
    with Colleague(result.config) as colleague:
        colleague.types(KEY, "Narrative", TEXT)
    return run("Nov 2026", *rows)


def test_a_narrative_is_about_its_figure_and_owed_again_when_that_changes(run: Run) -> None:
    first = written(run)
    assert TEXT in page(first)
    assert "Written about" not in page(first)
    assert not first.standing.assessments["year-6-obesity"].lacks_narrative
    second = run("Dec 2026", GOOD[0], CHANGED, GOOD[2])
    assert f"Written about 28.0%, 2022/23: {TEXT}" in page(second)
    assert second.standing.assessments["year-6-obesity"].lacks_narrative
    again = run("Dec 2026", GOOD[0], CHANGED, GOOD[2])
    assert again.standing.assessments["year-6-obesity"].lacks_narrative
    with Colleague(again.config) as colleague:
        assert colleague.cell(KEY, "Narrative") == TEXT
        colleague.types(KEY, "Narrative", "It rose after the summer")
    answered = run("Dec 2026", GOOD[0], CHANGED, GOOD[2])
    assert "Written about" not in page(answered)
    assert not answered.standing.assessments["year-6-obesity"].lacks_narrative


def test_a_text_that_nobody_recorded_is_about_what_the_sheet_showed(run: Run) -> None:
    """It was typed after the last run, beside the figure that this run replaces."""
    first = run()
    with Colleague(first.config) as colleague:
        colleague.types(KEY, "Narrative", TEXT)
    assert f"Written about 28.0%, 2022/23: {TEXT}" in page(run("Dec 2026", GOOD[0], CHANGED, GOOD[2]))


def test_closing_puts_an_outdated_narrative_into_the_history(run: Run) -> None:
    written(run)
    result = run("Dec 2026", GOOD[0], CHANGED, GOOD[2])
    assert result.config.store_file is not None
    assert code(["month", "close", *LEAD]) == 0
    with open_store(result.config.store_file) as store:
        ended = store.read("SELECT * FROM narrative WHERE key = ? AND ended_on IS NOT NULL", KEY)
    assert [(row["written_about"], row["heading"], row["text"]) for row in ended] == [
        ("28.0%, 2022/23; 29.3% since", "Narrative", TEXT)
    ]
    again = run("Jan 2027", GOOD[0], CHANGED, GOOD[2])
    assert again.standing.assessments["year-6-obesity"].lacks_narrative


def test_closing_asks_for_a_named_role_and_on_a_restricted_day_for_a_reason(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    more = "restricted:\n  - {from: 2026-11-01, to: 2026-12-20}\nroles: {close: [Secretary], reopen: [Chair]}\n"
    result = run(more=more)
    assert code(["month", "close", *LEAD]) == 2
    assert "'Public health lead' is not named for 'close'" in capsys.readouterr().err
    assert code(["month", "close", "--role", "Secretary"]) == 2
    assert 'say why it may be published: --reason "..."' in capsys.readouterr().err
    assert code(["month", "close", "--role", "secretary", "--reason", "statutory"]) == 0
    assert result.config.store_file is not None
    with open_store(result.config.store_file) as store:
        said = store.read("SELECT role, reason FROM log WHERE what = ?", PUBLISHED)
        assert [tuple(row) for row in said] == [("Secretary", "statutory")]
    again = ["month", "reopen", "2026-11", "--reason", "a count was corrected", "--role"]
    assert code([*again, "Secretary"]) == 2
    assert "'Secretary' is not named for 'reopen'" in capsys.readouterr().err
    assert code([*again, "Chair"]) == 0


def test_a_closed_month_exports_nothing_that_is_exempt(run: Run, tmp_path: Path) -> None:
    """Neither the figure, nor what somebody wrote beside it before it became exempt, is in what `show` writes."""
    written(run)
    run(more="content:\n  - {figure: year-6-obesity|2022/23, audience: exempt}\n")
    assert code(["month", "close", *LEAD]) == 0
    assert code(["month", "show", "2026-11", "--out", str(tmp_path / "shown")]) in (0, 1)
    shown = [path for path in (tmp_path / "shown").rglob("*") if path.is_file()]
    assert shown
    texts = "".join(path.read_text(encoding="utf-8", errors="replace") for path in shown)
    assert TEXT not in texts
    assert "28.04" not in texts
    assert "28.0%" not in texts
    assert not re.search(r"\b920\b", texts)


def test_the_exempt_file_is_frozen_and_written_alone_and_only_when_asked_for(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = run(more="content:\n  - {figure: year-6-obesity|2022/23, audience: exempt}\n")
    exempt = exempt_file(result.config)
    before = exempt.read_bytes()
    assert code(["month", "close", *LEAD]) == 0
    exempt.unlink()
    assert code(["month", "show", "2026-11", "--verify", "--out", str(tmp_path / "shown")]) == 0
    assert "exempt.html (exempt, " in capsys.readouterr().out
    assert not list((tmp_path / "shown").rglob("exempt*"))
    assert code(["month", "show", "2026-11", "--exempt"]) == 2
    assert "Name one of its own: --out FOLDER" in capsys.readouterr().err
    assert code(["month", "show", "2026-11", "--exempt", "--out", str(tmp_path / "private")]) == 0
    assert [path.name for path in (tmp_path / "private").iterdir() if path.name[0] != "."] == ["exempt.html"]
    assert (tmp_path / "private" / "exempt.html").read_bytes() == before
    exempt.write_bytes(before)
    run("Dec 2026")
    assert "No figure is exempt" in exempt_file(result.config).read_text()


def test_closing_ends_an_outdated_narrative_beside_a_figure_for_partners(run: Run) -> None:
    written(run)
    partners = "content:\n  - {figure: year-6-obesity, audience: partners}\n"
    result = run("Dec 2026", GOOD[0], CHANGED, GOOD[2], more=partners)
    assert result.config.store_file is not None
    assert code(["month", "close", *LEAD]) == 0
    with open_store(result.config.store_file) as store:
        ended = store.read("SELECT written_about FROM narrative WHERE ended_on IS NOT NULL")
    assert [row[0] for row in ended] == ["28.0%, 2022/23; 29.3% since"]


def test_an_approval_is_shown_and_lapses_with_the_figure(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run()
    assert code(["month", "approve", KEY, "--word", "agreed", *LEAD]) == 0
    assert "It lapses when the figure changes." in capsys.readouterr().out
    agreed = run()
    assert "Agreed (Public health lead, 30 Nov 2026)" in page(agreed)
    assert "[p]" not in page(agreed)
    lapsed = run("Dec 2026", GOOD[0], CHANGED, GOOD[2])
    said = "[p] provisional: changed since it was agreed on 30 Nov 2026"
    assert said in page(lapsed)
    assert "29.3% [p]" in page(lapsed)
    with Colleague(lapsed.config) as colleague:
        assert colleague.cell(KEY, "Note") == f"{said}; [r] revised: 28.0% before, Nov 2026"
    frame = pd.read_csv(lapsed.files["results.csv"], keep_default_na=False)
    assert frame["approval"].tolist() == ["", said, ""]


def test_a_provisional_figure_is_marked(run: Run) -> None:
    run()
    assert code(["month", "approve", KEY, "--word", "provisional", *LEAD]) == 0
    result = run()
    assert "28.0% [p]" in page(result)
    with Colleague(result.config) as colleague:
        assert colleague.cell(KEY, "Note") == "[p] provisional (Public health lead, 30 Nov 2026)"


def test_a_narrative_is_approved_by_its_own_words(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run()
    assert code(["month", "approve", KEY, "--word", "checked", "--narrative", *LEAD]) == 2
    assert "no narrative is recorded beside this row" in capsys.readouterr().err
    result = written(run)
    assert code(["month", "approve", KEY, "--word", "checked", "--narrative", *LEAD]) == 0
    assert result.config.store_file is not None
    with open_store(result.config.store_file) as store:
        assert approvals(store, result.config.month)[KEY, "narrative"].word == "checked"
    assert "Narrative: checked (Public health lead, 30 Nov 2026)" in page(run())
    with Colleague(result.config) as colleague:
        colleague.types(KEY, "Narrative", "Other words")
    run()
    lapsed = run()
    said = "narrative: [p] provisional: changed since it was checked on 30 Nov 2026"
    assert said[1:] in page(lapsed)
    assert "28.0% [p]" not in page(lapsed)
    with Colleague(lapsed.config) as colleague:
        assert colleague.cell(KEY, "Note") == said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([KEY, "--word", "maybe", *LEAD], "'maybe' is not an approval. Write provisional, checked or agreed"),
        (["year-6|x|y", "--word", "agreed", *LEAD], "unknown row 'year-6|x|y'"),
        ([KEY, "--word", "agreed", "--role", "a.b@example.org"], "an e-mail address is a person"),
    ],
)
def test_an_approval_that_cannot_be_one_is_refused(
    run: Run, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    run()
    assert code(["month", "approve", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_of_a_withheld_figure_the_hash_says_only_that_it_is_withheld() -> None:
    assert value_hash(KEY, float("nan"), "[c]") == value_hash(KEY, 3.0, "[c]")
    assert value_hash(KEY, 28.0, "") != value_hash(KEY, 28.1, "")


def test_an_accepted_explanation_is_not_asked_for_again(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run()
    given = ["month", "accept", "r504", "--reason", "checked", *LEAD, "--format", "json"]
    assert code(given) == 2
    assert "R504 is found in 2 rows. Name one with --key:" in capsys.readouterr().err
    assert code([*given, "--key", KEY, "--until", "2027-06-30"]) == 0
    assert [each["key"] for each in json.loads(capsys.readouterr().out)] == [KEY]
    later = run("Dec 2026")
    waived = [f for f in later.returns[0].report if f.waiver]
    assert [f.code for f in waived] == ["R504"]
    assert waived[0].waiver is not None
    assert waived[0].waiver.reason == "Checked with the provider, who confirms the figure"
    assert "R603" not in {f.code for f in later.returns[0].report}
    assert later.config.store_file is not None
    with open_store(later.config.store_file) as store:
        assert [str(each.until) for each in explanations(store)] == ["2027-06-30"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["R504", "--reason", "nonsense"], "unknown reason 'nonsense'"),
        (["R203", "--reason", "checked"], "R203 may not be accepted"),
        (["R504", "--reason", "checked", "--until", "2036-01-01"], "not a day within the next 24 months"),
        (["R504", "--reason", "checked", "--until", "soon"], "'soon' is not a day"),
        (["R402", "--reason", "checked"], "no finding R402 is there"),
    ],
)
def test_an_explanation_that_cannot_be_one_is_refused(
    run: Run, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    run()
    assert code(["month", "accept", *arguments, *LEAD]) == 2
    assert said in capsys.readouterr().err
