"""Indicators with one reading each, changed at will."""

from dataclasses import replace

from tht_xl.evaluation.result import ComparatorFigure, Result
from tht_xl.evaluation.target_status import TargetStatus
from tht_xl.model.definition import Area, Framework, Indicator
from tht_xl.model.periods.period import Period

HOME = Area(id="here", name="Here", kind="borough")
ENGLAND = Area(id="england", name="England", kind="country")
LONDON = Area(id="london", name="London", kind="region")


def an_indicator(name: str = "one", **more: object) -> Indicator:
    usual = {
        "id": name, "name": f"Long name of {name}", "domain": "all", "definition": "What it counts.",
        "measure": "survey", "unit": "%", "polarity": "high", "frequency": "annual", "disclosure": "published",
    }  # fmt: skip
    return Indicator.model_validate(usual | more)


def a_framework(*indicators: Indicator) -> Framework:
    return Framework.model_validate(
        {
            "id": "small", "name": "Small", "version": "1", "home": "here", "comparators": ["england", "london"],
            "areas": [HOME, ENGLAND, LONDON], "domains": [{"id": "all", "name": "All"}], "indicators": indicators,
        }
    )  # fmt: skip


def a_reading(period: str = "2022/23", name: str = "one", **changed: object) -> Result:
    nothing = TargetStatus("No target", None, None, "", None, None, None, None)
    blank = Result(
        f"{name}|here|{period}", Period.parse(period), 50.0, 45.0, 55.0, None, None, (), None, None, "", "", "", "",
        nothing, "", "", "50 in 100",
    )  # fmt: skip
    return replace(blank, **changed)  # pyright: ignore[reportArgumentType] - named by the tests


def beside(area: Area, value: float | None, word: str = "") -> ComparatorFigure:
    return ComparatorFigure(area, value, word, None)
