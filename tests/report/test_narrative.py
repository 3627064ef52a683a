"""What partners wrote: whose it is, what it is about, and how much of it is shown at once."""

from collections.abc import Callable
from typing import Any

import pytest

Node = Any
Write = Callable[..., Node]
KEY = "year-6-obesity|tower-hamlets|2022/23"


@pytest.fixture
def write(render: Callable[..., str], read: Callable[[str], Node], card: Callable[..., Node]) -> Write:
    """The card's narrative after partners wrote something."""

    def narrative(**narratives: dict[str, str]) -> Node:
        keys = {"latest": KEY, "older": "year-6-obesity|tower-hamlets|2020/21"}
        page = read(render(narratives={keys[k]: words for k, words in narratives.items()}))
        return next(n for n in card("year-6-obesity", page) if "narrative" in n.attributes.get("class", "").split())

    return narrative


def test_each_column_is_shown_under_its_heading(write: Write) -> None:
    found = write(latest={"Narrative": "It rose.", "Action": "Superzones.", "Owner": " "})
    assert [n.text for n in found.all("dt")] == ["Narrative", "Action"]
    assert [n.text for n in found.all("dd")] == ["It rose.", "Superzones."]


def test_words_for_an_older_period_say_which(write: Write) -> None:
    found = write(older={"Narrative": "Schools were closed."})
    assert found.all("p")[0].text == "From the partners, written for 2020/21 and not since"


def test_the_latest_words_win(write: Write) -> None:
    found = write(older={"Narrative": "Old."}, latest={"Narrative": "New."})
    assert "Old." not in found.text
    assert "New." in found.text


def test_a_red_or_worse_value_without_words_says_so(write: Write) -> None:
    assert write().text == "No narrative has been given for this yet."


def test_long_words_unfold_and_nothing_is_lost(write: Write) -> None:
    words = " ".join(f"word{n}" for n in range(400))
    found = write(latest={"Narrative": words})
    lead, rest = (n.text for n in found.all("div", class_="words"))
    assert f"{lead} {rest}" == words
    assert len(lead) <= 600


def test_words_without_a_blank_are_cut_anywhere(write: Write) -> None:
    lead, rest = (n.text for n in write(latest={"Narrative": "x" * 1000}).all("div", class_="words"))
    assert (len(lead), lead + rest) == (600, "x" * 1000)


def test_every_text_finds_its_own_direction(write: Write) -> None:
    assert all(n.attributes["dir"] == "auto" for n in write(latest={"Narrative": "مرحبا"}).all("dt", "dd"))
