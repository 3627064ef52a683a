"""A cell that is not what its column holds: nothing is counted, computed or released by it, and it stays in sight."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tht_xl.cli.main import code
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.table import Tables

Fill = Callable[..., Tables]
Make = Callable[..., ViewInput]

SAID = "The lift was broken again"
QUESTION = {"id": "1", "audience": "staff", "question": "How are you?"}


@pytest.mark.parametrize("likelihood", [0, 6, 2.5, "high"])
def test_a_risk_is_not_scored_by_a_likelihood_out_of_range(likelihood: object, fill: Fill, given: Make) -> None:
    limits = {"name": "Ours", "amber": 8, "red": 15, "source": "Made up"}
    risk = {"id": "R1", "risk": "Something", "likelihood": likelihood, "impact": 5, "status": "open"}
    tables = fill("risks", risks=[risk, risk | {"id": "R2", "likelihood": 3}], thresholds=[limits])
    first, second = tables["risks"].rows
    assert (first["score"], first["rating"]) == (None, None)
    assert (second["score"], second["rating"]) == (15, "red")
    made = make_view("risks", given(tables))
    assert made.sentences[0] == "2 open risks; 1 without a score."
    assert [row[1] for row in made.sections[0].rows] == ["R2", "R1"]
    assert any(each.row is first and each.column == "likelihood" for each in wrong_rows(tables))


def test_a_saving_below_nothing_is_in_no_total(fill: Fill, given: Make) -> None:
    saving = {"id": "S1", "scheme": "Costs up", "owner": "NHS", "kind": "cashable", "in-year": -20000}
    made = make_view("savings", given(fill("savings", schemes=[saving])))
    assert "20,000" not in str(made.sections)


@pytest.mark.parametrize("by", ["jane@example.org", "no", "No.", "not released", "Nobody", "n/a", "tbc"])
def test_only_a_role_releases_a_text(by: str, fill: Fill, given: Make) -> None:
    point = {
        "id": "P1",
        "response": "R1",
        "question": "1",
        "text": SAID,
        "released-by": by,
        "released-on": "2026-06-01",
    }
    tables = fill("consultation", questions=[QUESTION], points=[point])
    for name in ("consultation", "register"):
        made = str(make_view(name, given(tables)))
        assert SAID not in made
        assert "jane@example.org" not in made
    released = fill("consultation", questions=[QUESTION], points=[point | {"released-by": "Consultation lead"}])
    assert SAID in str(make_view("consultation", given(released)))


def test_the_view_of_any_register_holds_back_a_released_text_with_an_address(fill: Fill, given: Make) -> None:
    text = f"{SAID}, write to jo@example.org"
    point = {"id": "P1", "response": "R1", "question": "1", "text": text, "released-by": "Consultation lead"}
    assert SAID not in str(make_view("register", given(fill("consultation", questions=[QUESTION], points=[point]))))


@pytest.mark.parametrize("name", ["actions", "register"])
def test_an_address_in_the_place_of_an_owner_is_not_shown(name: str, fill: Fill, given: Make) -> None:
    action = {"id": "A1", "action": "Open", "owner": "jane@example.org", "status": "on track"}
    assert "jane@example.org" not in str(make_view(name, given(fill("action-tracker", actions=[action]))))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["savings", "risks-2019"], "does not read Risks of integration, 2019"),
        (["plan-on-a-page", "risks-2019"], "It reads no register"),
        (["facts", "--of", "Nothing"], "unknown topic 'Nothing'"),
        (["plan-dependencies", "--of", "9.9"], "unknown milestone '9.9'"),
        (["capital-schemes", "--of", "Atlantis"], "unknown locality 'Atlantis'"),
    ],
)
def test_what_a_view_does_not_know_is_refused(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code(["view", *arguments]) == 2
    assert said in " ".join(capsys.readouterr().err.split())


def test_a_page_in_a_folder_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["view", "actions", "--html", str(tmp_path / "nowhere" / "page.html")]) == 2
    assert "Choose another folder" in " ".join(capsys.readouterr().err.split())
