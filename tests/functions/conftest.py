"""A small framework with every disclosure rule and every word of a rating, behind the worksheet functions."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tht_xl.framework import load, snapshot
from tht_xl.framework.lookup import find_indicator
from tht_xl.functions.engine import lookups
from tht_xl.model.definition import Framework, Indicator


def _indicator(name: str, **given: object) -> dict[str, object]:
    common = {
        "id": name,
        "name": name.title(),
        "domain": "d",
        "definition": "x",
        "unit": "%",
        "frequency": "annual",
        "disclosure": "published",
        "measure": "proportion",
        "multiplier": 100,
        "polarity": "high",
    }
    return common | given


TARGET = {"value": 60, "due": "2023/24", "agreed": True}

SMALL = Framework.model_validate(
    {
        "id": "small",
        "name": "Small",
        "version": "1",
        "home": "here",
        "areas": [{"id": "here", "name": "Here", "kind": "borough"}],
        "domains": [{"id": "d", "name": "D"}],
        "indicators": [
            _indicator("share"),
            _indicator("share-1-5", disclosure="1-5"),
            _indicator("share-1-7", disclosure="1-7"),
            _indicator("share-round-5", disclosure="round-5"),
            _indicator("events", measure="rate", multiplier=100_000),
            _indicator("events-1-7", measure="rate", multiplier=100_000, disclosure="1-7"),
            _indicator("survey", measure="survey"),
            _indicator("agreed", target=TARGET | {"minimum": 50}),
            _indicator("proposed", target=TARGET | {"agreed": False}),
            _indicator("tolerant", target=TARGET, rating="tolerance", tolerance=0.1),
            _indicator("on-the-way", target=TARGET | {"baseline": 40, "baseline_period": "2021/22", "path": "linear"}),
            _indicator("unnumbered", target={"due": "2023/24", "agreed": True, "statement": "Better"}),
            _indicator("untargeted"),
            _indicator("pooled", period_kind="3 calendar years", target=TARGET | {"due": "2013"}),
            _indicator("contextual", polarity="none"),
        ],
    }
)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Framework:
    """Makes the ids of indicators mean those of SMALL."""

    def resolve(given: str) -> tuple[Framework, Indicator]:
        return SMALL, find_indicator(SMALL, given)

    monkeypatch.setattr(lookups, "resolve_indicator", resolve)
    return SMALL


@pytest.fixture
def definitions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder in place of the packaged definitions."""

    def forget() -> None:
        load.load_packaged.cache_clear()
        load._framework_names.cache_clear()
        snapshot.forget()

    monkeypatch.setattr(load, "definitions", lambda: tmp_path)
    forget()
    yield tmp_path
    monkeypatch.undo()
    forget()
