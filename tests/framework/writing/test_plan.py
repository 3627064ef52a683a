"""A framework written into its folder: only what changes, comments kept, and the folder read again is the framework."""

import shutil
from copy import deepcopy
from importlib.resources import as_file
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tht_xl.framework.load import definitions, framework_names, load_framework
from tht_xl.framework.writing.assignment import files_for
from tht_xl.framework.writing.changes import changes_between
from tht_xl.framework.writing.content import content_of, fingerprint
from tht_xl.framework.writing.digits import with_digits_of
from tht_xl.framework.writing.plan import WritingPlan, plan_writing, write_plan
from tht_xl.model.definition import Framework

FILES = {
    "a-framework.yaml": """\
# What the town agreed.
id: town
name: Town   # as on the paper
version: "2026"
home: town
comparators: [country]
note: >-
  Two lines
  of a note.
domains:
  - {id: health, name: Health}   # the first
  - {id: work, name: Work}
""",
    "b-areas.yaml": """\
# Codes: the register.
areas:
  # The country.
  - {id: country, name: Country, kind: country, code: E92000001,
     aliases: [Land, "The land"]}

  # Both towns.
  - id: town
    name: Town
    kind: borough
    parent: country

  - id: other-town
    name: Other town
    kind: borough
    note: "Said: once"  # by whom
# The end.
""",
    "indicators-1.yaml": """\
indicators:
  - id: smoking
    name: Adults who smoke
    domain: health
    definition: Adults who smoke
    measure: proportion
    multiplier: 100   # a percentage
    unit: "%"
    polarity: low
    frequency: annual
    disclosure: published
    target:
      # From the plan.
      value: 10
      due: 2030/31
      agreed: yes
""",
    "indicators-2.yaml": """\
# Work.
indicators:
  - id: jobs
    name: People with a job
    domain: work
    definition: >-
      People
      with a job
    measure: published
    unit: "%"
    polarity: high
    frequency: annual
    disclosure: published
published:
  - indicator: smoking
    source: A survey
    values:
      town:
        "2020/21": [14, 13, 15]  # revised
        "2021/22": 13.5
    releases: {"2020/21": 2022-01-31}
""",
}


def folder_of(place: Path) -> Path:
    folder = place / "town"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_bytes(text.encode())
    return folder


def write_changed(folder: Path, change: dict[str, Any]) -> WritingPlan:
    """Write a changed framework into its folder, and check that the folder holds it."""
    before, after = load_framework(folder), Framework.model_validate(change)
    plan = plan_writing(folder, after, before)
    write_plan(folder, plan)
    assert load_framework(folder) == after
    return plan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_of(tmp_path)


@pytest.fixture
def content(folder: Path) -> dict[str, Any]:
    return content_of(load_framework(folder))


@pytest.mark.parametrize("name", framework_names())
def test_a_packaged_framework_is_written_into_a_new_folder(name: str, tmp_path: Path) -> None:
    framework = load_framework(name)
    write_plan(tmp_path / "new", plan_writing(tmp_path / "new", framework, None))
    assert load_framework(tmp_path / "new") == framework


def test_nothing_is_written_where_nothing_changes(folder: Path) -> None:
    framework = load_framework(folder)
    assert plan_writing(folder, framework, framework) == WritingPlan([], {}, [], [])


def test_one_value_changes_one_place(folder: Path, content: dict[str, Any]) -> None:
    content["indicators"][0]["target"]["value"] = 9.5
    content["published"][0]["values"]["town"]["2020/21"] = [14, 13, 16]
    plan = write_changed(folder, content)
    assert plan.files == {
        "indicators-1.yaml": FILES["indicators-1.yaml"].replace("value: 10", "value: 9.5"),
        "indicators-2.yaml": FILES["indicators-2.yaml"].replace("13, 15]", "13, 16]"),
    }
    assert [str(change) for change in plan.changes] == [
        "indicators smoking, target value: 10 -> 9.5",
        "published smoking, values town 2020/21: 14, 13, 15 -> 14, 13, 16",
    ]


def test_items_come_and_go_and_comments_stay(folder: Path, content: dict[str, Any]) -> None:
    content["areas"][1:2] = []
    content["areas"].append({"id": "ward", "name": "Ward: one", "kind": "ward"})
    content["home"] = "other-town"
    content["published"] = []
    content["priorities"] = [{"id": "first", "name": "First"}]
    plan = write_changed(folder, content)
    assert plan.files["b-areas.yaml"] == FILES["b-areas.yaml"].replace(
        "  - id: town\n    name: Town\n    kind: borough\n    parent: country\n\n", "\n"
    ).replace("by whom\n", "by whom\n\n  - id: ward\n    name: 'Ward: one'\n    kind: ward\n")
    assert plan.files["a-framework.yaml"].endswith("Work}\n\npriorities:\n  - id: first\n    name: First\n")
    assert plan.lost_comments == ["indicators-2.yaml:19: # revised"]


def test_an_indicator_that_moves_past_another_file_is_written_there(folder: Path, content: dict[str, Any]) -> None:
    content["indicators"].reverse()
    plan = write_changed(folder, content)
    assert [str(change) for change in plan.changes] == ["indicators: in another order"]
    assert not plan.lost_comments
    assert not plan.rewritten


def test_a_file_that_cannot_be_edited_is_written_anew_and_says_so(folder: Path, content: dict[str, Any]) -> None:
    (folder / "a-framework.yaml").write_text(
        "# Why.\n{id: town, name: Town, version: '2026', home: town, comparators: [country],\n"
        "note: Two lines of a note., domains: [{id: health, name: Health}, {id: work, name: Work}]}\n",
        encoding="utf-8",
    )
    content["domains"][0]["name"] = "Good health"
    plan = write_changed(folder, content)
    assert "a-framework.yaml" in plan.rewritten
    assert "a-framework.yaml:1: # Why." in plan.lost_comments


def test_windows_line_breaks_stay(folder: Path, content: dict[str, Any]) -> None:
    path = folder / "a-framework.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    content["name"] = "New"
    write_changed(folder, content)
    assert (
        path.read_bytes()
        == FILES["a-framework.yaml"].replace("name: Town ", "name: New ").replace("\n", "\r\n").encode()
    )


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).map(str.strip).filter(bool)
odd = st.sampled_from(
    ["yes", "007", "a: b", "# no", "- x", "[a", "it's", '"', "2026-01-01", "~", "x #y", "é\n\nü", "a" * 300]
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_change_is_read_again(data: st.DataObject, tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    content = deepcopy(content_of(load_framework(folder)))
    for name in ("areas", "indicators", "domains"):
        items: list[dict[str, Any]] = content[name]  # type: ignore[assignment]
        for item in items:
            if data.draw(st.booleans()):
                item[data.draw(st.sampled_from(["name", "note", "source"]))] = data.draw(texts | odd)
            if data.draw(st.booleans()):
                item.pop("note", None)
            if name == "indicators":
                item["target"] = data.draw(
                    st.sampled_from([None, item.get("target"), {"due": "2031/32", "agreed": False, "value": 3}])
                )
            if name == "areas":
                item["aliases"] = data.draw(st.lists(texts | odd, max_size=3))
        content[name] = data.draw(st.permutations(items))
    plan = write_changed(folder, content)
    assert not plan.rewritten, "everything here can be edited piece by piece"


@pytest.mark.parametrize(
    ("order", "homes", "expected"),
    [
        ("abc", {"a": 0, "b": 1, "c": 2}, [0, 1, 2]),
        ("bac", {"a": 0, "b": 1, "c": 1}, [0, 0, 1]),
        ("xab", {"a": 1, "b": 1}, [1, 1, 1]),
        ("cba", {"a": 0, "b": 0, "c": 1}, [0, 0, 0]),
        ("xy", {}, [3, 3]),
        ("", {}, []),
    ],
)
def test_files_for(order: str, homes: dict[str, int], expected: list[int]) -> None:
    assert files_for(list(order), homes, 3) == expected


def test_the_fingerprint_is_that_of_the_definitions() -> None:
    with as_file(definitions() / "tht") as place:  # pyright: ignore[reportArgumentType] - a folder serves
        assert fingerprint(load_framework(place)) == fingerprint(load_framework("tht"))
    changed = load_framework("tht").model_copy(update={"version": "2027"})
    assert fingerprint(changed) != fingerprint(load_framework("tht"))


def test_long_texts_are_shown_where_they_differ() -> None:
    before = load_framework("tht")
    after = before.model_copy(update={"note": before.note.replace("by the partnership; so", "by the board; so")})
    (change,) = changes_between(before, after)
    assert str(change) == (
        "framework, note: ...be confirmed by the partnership; so is every target. -> "
        "...be confirmed by the board; so is every target."
    )


@pytest.mark.parametrize("saved", [87.4481464668611, 87.4481464668612])
def test_digits_cut_off_either_way_are_those_of_before(saved: float, content: dict[str, Any]) -> None:
    content["published"][0]["values"]["town"]["2021/22"] = [87.44814646686115]
    before = Framework.model_validate(content)
    content["published"][0]["values"]["town"]["2021/22"] = [saved]
    assert with_digits_of(before, Framework.model_validate(content)) == before
    content["published"][0]["values"]["town"]["2021/22"] = [87.44814646687]
    after = Framework.model_validate(content)
    assert with_digits_of(before, after) == after
