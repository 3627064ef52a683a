"""A register that copies a packaged one: what it changes, what it adds, and what it cannot change."""

from datetime import date
from pathlib import Path

import pytest

from tht_xl.errors import DefinitionError
from tht_xl.templates.registers import filled_register, load_register

COPY = """
id: ours
copy_of: action-tracker-2019
name: Ours
illustrative: yes
changes:
  actions:
    N1: {status: late, owner: Estates lead, forecast: 2027-01-31}
tables:
  actions:
    - {id: N6, action: One more, status: no update}
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    path = tmp_path / "ours.yaml"
    path.write_text(COPY, encoding="utf-8")
    return path


def test_a_copy_has_all_rows_some_changed_and_some_more(copy: Path) -> None:
    tables, original = load_register(copy), load_register("action-tracker-2019")
    rows, theirs = list(tables["actions"]), list(original["actions"])
    assert [row["id"] for row in rows] == ["N1", "N2", "N3", "N4", "N5", "N6"]
    assert (rows[0]["status"], rows[0]["forecast"]) == ("late", date(2027, 1, 31))
    assert rows[0]["action"] == theirs[0]["action"]
    assert [row.values for row in rows[1:5]] == [row.values for row in theirs[1:]]
    assert theirs[0]["status"] == "no update"
    about = filled_register(copy).about
    assert (about.name, about.illustrative, about.framework) == ("Ours", True, "tht")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("N1: {", "N9: {", "ours.yaml:8: action-tracker-2019 has no row 'N9' in 'actions'. Correct the id"),
        ("changes:\n  actions", "changes:\n  action", "ours.yaml:8: action-tracker-2019 has no row 'N1' in 'action'"),
        ("tracker-2019", "tracker-2018", "ours.yaml:3: unknown register 'action-tracker-2018'. Did you mean"),
        ("status: late", "state: late", "unknown column 'state'"),
        ("forecast: 2027-01-31", "forecast: soon", "'forecast' is 'soon'. Write a day"),
        ("- {id: N6, action: One more, status: no update}", "N6", "actions is 'N6', not a list"),
        ("- {id: N6, action: One more, status: no update}", "- N6", "ours.yaml:11: "),
        (
            "N1: {status: late, owner: Estates lead, forecast: 2027-01-31}",
            "N1: late",
            "ours.yaml:8: 'late' is not cells",
        ),
    ],
)
def test_what_does_not_fit_is_refused(copy: Path, old: str, new: str, said: str) -> None:
    copy.write_text(COPY.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as refused:
        load_register(copy)
    assert said in str(refused.value)


def test_the_example_of_the_delivery_plan_differs_in_progress_alone() -> None:
    made_up, plan = load_register("delivery-plan-2009-illustrative"), load_register("delivery-plan-2009")
    assert made_up.is_illustrative
    assert not plan.is_illustrative
    for ours, theirs in zip(made_up["milestones"], plan["milestones"], strict=True):
        assert all(ours[name] == theirs[name] for name in ("id", "milestone", "due", "printed", "indicator"))
    assert list(made_up["dependencies"])[-1]["source"] == "Made up"
