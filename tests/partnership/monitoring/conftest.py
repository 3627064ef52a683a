"""A framework that nobody tuned the views to, and figures for it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest

from tht_xl.evaluation.evaluate import evaluate
from tht_xl.evaluation.results import Results
from tht_xl.model.definition import Framework
from tht_xl.partnership.view_input import ViewInput

DAY = date(2026, 11, 30)
FIGURES = [
    # Far above its ceiling, and rising: red, worse, getting worse.
    *[("falls", "shire", str(year), 300 + 40 * (year - 2019), 1000) for year in range(2019, 2026)],
    *[("falls", "england", str(year), 25000, 100000) for year in range(2019, 2026)],
    ("visits", "shire", "2025", 450, 1000),
    ("visits", "england", "2025", 50000, 100000),
    ("checks", "shire", "2025", 920, 1000),
    ("falls", "north", "2025", 100, 200),
]


def indicator(name: str, **more: Any) -> dict[str, Any]:
    return {
        "id": name, "name": name.capitalize(), "domain": "care", "definition": f"{name}.", "measure": "proportion",
        "multiplier": 100, "unit": "%", "polarity": "high", "frequency": "annual", "disclosure": "1-7",
        "rating": "tolerance", "tolerance": 0.1, "people": "residents", **more,
    }  # fmt: skip


def target(value: float | None, **more: Any) -> dict[str, Any]:
    return {"value": value, "due": "2024", "agreed": True, **more}


@pytest.fixture
def framework() -> Framework:
    """Two workstreams, a priority without an indicator, an indicator without anything, one that ended, one wanted."""
    return Framework.model_validate({
        "id": "shire-2026", "name": "Shire outcomes", "version": "1", "home": "shire", "comparators": ["england"],
        "priorities": [{"id": "steady", "name": "Steady on your feet"}, {"id": "heard", "name": "Being heard"}],
        "partners": [{"id": "council", "name": "Shire Council"}, {"id": "trust", "name": "Shire Trust"}],
        "workstreams": [{"id": "older", "name": "Growing older"}, {"id": "younger", "name": "Growing up"}],
        "areas": [
            {"id": "england", "name": "England", "kind": "country"},
            {"id": "shire", "name": "Shire", "kind": "county", "parent": "england"},
            {"id": "north", "name": "North", "kind": "locality", "parent": "shire"},
            {"id": "south", "name": "South", "kind": "locality", "parent": "shire"},
        ],
        "domains": [{"id": "care", "name": "Care"}],
        "indicators": [
            indicator("checks", owner="trust", workstream="older", dashboard_priority="steady", target=target(90)),
            indicator("falls", owner="council", workstream="older", dashboard_priority="steady", polarity="low",
                      tier="primary", target=target(20)),
            indicator("visits", owner="council", target=target(60, agreed=False)),
            indicator("waits", workstream="younger", dashboard_priority="steady", polarity="low", target=target(5)),
            indicator("old-series", workstream="older", state="historic"),
            indicator("hopes", status="aspirational", workstream="younger"),
        ],
    })  # fmt: skip


@pytest.fixture
def results(framework: Framework) -> Results:
    columns = pd.Index(["indicator", "area", "period", "count", "denominator"])
    return Results(evaluate(pd.DataFrame(FIGURES, columns=columns), framework), framework)


@pytest.fixture
def given(framework: Framework, results: Results) -> Callable[..., ViewInput]:
    def make(**more: Any) -> ViewInput:
        return ViewInput(**{"framework": framework, "as_of": DAY, "results": results, **more})

    return make
