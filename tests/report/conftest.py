"""A small framework with one indicator for every state a card can be in, on real figures."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from tht_xl.evaluation.evaluate import evaluate
from tht_xl.evaluation.returns import ReturnSummary
from tht_xl.model.definition import Framework
from tht_xl.model.finding import Finding, Scope, Severity
from tht_xl.report.board import board_page

AREAS = [
    {"id": "tower-hamlets", "name": "Tower Hamlets", "kind": "borough"},
    {"id": "london", "name": "London", "kind": "region"},
    {"id": "england", "name": "England", "kind": "country"},
]
DOMAINS = [
    {"id": "healthy-lives", "name": "Healthy lives", "narrative": "What helps people stay well."},
    {"id": "quality-of-life", "name": "Quality of life"},
    {"id": "no-figures", "name": "A domain without figures"},
]
STATEMENTS = [
    {"id": "choices", "domain": "healthy-lives", "text": "I am supported to make healthy choices", "confirmed": True},
    {"id": "understand", "domain": "healthy-lives", "text": "I understand healthy living", "confirmed": False},
    {"id": "wellbeing", "domain": "quality-of-life", "text": "I have a good level of wellbeing", "confirmed": False},
]


def indicator(name: str, **more: object) -> dict[str, object]:
    """An indicator's definition: a percentage that a survey published, unless told otherwise."""
    usual = {
        "id": name, "name": f"Long name of {name}", "short_name": name.replace("-", " ").capitalize(),
        "domain": "healthy-lives", "statement": "choices", "definition": f"What {name} counts.", "measure": "survey",
        "unit": "%", "polarity": "low", "frequency": "annual", "disclosure": "published", "multiplier": 100,
    }  # fmt: skip
    return usual | more


def target(value: float, due: str, **more: object) -> dict[str, object]:
    return {"value": value, "due": due, "agreed": True} | more


INDICATORS = [
    indicator("life-satisfaction", polarity="high", unit="out of 10", decimals=2, target=target(7.3, "2022/23")),
    indicator("smoking-prevalence-adults", target=target(12.0, "2022", minimum=12.2), tier="primary"),
    indicator("reception-obesity", measure="proportion", people="children", disclosure="round-5"),
    indicator(
        "year-6-obesity", measure="proportion", people="children", disclosure="round-5", short_name="Year 6 obesity",
        target=target(26.4, "by 2013", agreed=False),
    ),
    indicator("anxiety", unit="out of 10", decimals=2, target=target(3.1, "2022/23", minimum=3.3)),
    indicator("air-pollution-mortality-fraction", measure="published", statement=None),
    indicator("support-requests-resulting-in-service", measure="published", polarity="none", unit="per 100,000",
              rating="data-only", statement=None),
    indicator("hospital-admissions", measure="proportion", disclosure="1-7"),
    indicator("under-18-conceptions", measure="published", unit="per 1,000", state="historic"),
    indicator("healthy-life-expectancy-male", domain="quality-of-life", statement="wellbeing", unit="years",
              polarity="high", frequency="pooled", measure="life-expectancy", sex="Male", mapping_confirmed=True,
              target=target(65, "2040")),
    indicator("healthy-life-expectancy-female", domain="quality-of-life", statement="wellbeing", unit="years",
              polarity="high", frequency="pooled", measure="life-expectancy", sex="Female"),
    indicator("never-published", domain="quality-of-life", statement="wellbeing"),
    indicator("loneliness", domain="no-figures", statement=None, status="aspirational"),
    indicator("ward-figures", domain="no-figures", statement=None, status="data-gap", note="No ward publishes it."),
]  # fmt: skip


@pytest.fixture(scope="session")
def framework() -> Framework:
    return Framework.model_validate(
        {
            "id": "small", "name": "A small framework", "version": "2025.1", "home": "tower-hamlets",
            "comparators": ["england", "london"], "areas": AREAS, "domains": DOMAINS, "statements": STATEMENTS,
            "indicators": INDICATORS,
        }
    )  # fmt: skip


@pytest.fixture(scope="session")
def observations() -> pd.DataFrame:
    """Published figures; the hospital admissions are invented, to be withheld."""
    text = dict.fromkeys(("indicator", "area", "period", "source"), str)
    frame = pd.read_csv(Path(__file__).with_name("observations.csv"), dtype=text)
    mine = (frame["area"] == "tower-hamlets") & frame["indicator"].str.endswith("obesity")
    frame.loc[mine, "workbook"], frame.loc[mine, "sheet"] = "child-weight.xlsx", "Data"
    frame.loc[mine, "cell"] = [f"F{row}" for row in range(5, 5 + mine.sum())]
    admissions = pd.DataFrame(
        {"indicator": "hospital-admissions", "area": "tower-hamlets", "period": ["2021/22", "2022/23"],
         "count": [20.0, 4.0], "denominator": [400.0, 400.0], "source": "Illustrative"}
    )  # fmt: skip
    return pd.concat([frame, admissions], ignore_index=True)


@pytest.fixture(scope="session")
def results(observations: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    return evaluate(observations, framework)


def finding(severity: Severity, scope: Scope = Scope.ROW) -> Finding:
    return Finding(
        "R203", severity, "Data", "C14", "denominator is 0", "above 0", "Enter the population or clear the row.", scope
    )


@pytest.fixture(scope="session")
def returns() -> tuple[ReturnSummary, ...]:
    return (
        ReturnSummary("child-weight.xlsx", "Tower Hamlets Council", rows_used=31),
        ReturnSummary("part.xlsx", "Barts Health", rows_used=9, rows_held_back=1, findings=(finding(Severity.ERROR),)),
        ReturnSummary(
            "social-care.xlsx", "Tower Hamlets Council", rows_held_back=12, indicators=("never-published",),
            findings=(finding(Severity.ERROR, Scope.RETURN), finding(Severity.WARNING)),
        ),
        ReturnSummary("", "East London NHS Foundation Trust", received=False),
    )  # fmt: skip


Render = Callable[..., str]


@pytest.fixture(scope="session")
def render(results: pd.DataFrame, framework: Framework, returns: tuple[ReturnSummary, ...]) -> Render:
    """The page of the small framework, with anything about it changed."""

    def page(frame: pd.DataFrame = results, definitions: Framework = framework, **more: object) -> str:
        given = {"title": "Outcomes report", "month": "November 2025", "returns": returns, "narratives": {}, **more}
        return board_page(frame, definitions, **given)  # pyright: ignore[reportArgumentType] - checked by the tests

    return page


@pytest.fixture(scope="session")
def page(render: Render) -> str:
    return render()


VOID = {"meta", "link", "br", "img", "input", "hr"}


@dataclass
class Node:
    """An element of a parsed page; `tag` is "" for a text."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    words: str = ""
    children: list["Node"] = field(default_factory=list)

    def __iter__(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child

    def all(self, *tags: str, **attributes: str) -> list["Node"]:
        """Elements below with one of the tags and all the attributes, in document order."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            n for n in self
            if n is not self and (n.tag in tags or (not tags and n.tag))
            and all(value in n.attributes.get(name, "").split() for name, value in wanted.items())
        ]  # fmt: skip

    @property
    def text(self) -> str:
        """All words below, blanks collapsed."""
        return " ".join("".join(n.words for n in self).split())


class Reader(HTMLParser):
    """Builds the tree and refuses what is not well nested."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("page")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        assert len(node.attributes) == len(attrs), f"an attribute is there twice: {attrs}"
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(Node("", words=data))


def parse(html: str) -> Node:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert [n.tag for n in reader.open] == ["page"], "an element was left open"
    return reader.open[0]


@pytest.fixture(scope="session")
def read() -> Callable[[str], Node]:
    return parse


@pytest.fixture(scope="session")
def document(page: str) -> Node:
    return parse(page)


@pytest.fixture(scope="session")
def card(document: Node) -> Callable[..., Node]:
    """The card of an indicator in the usual page, or in another."""

    def find(name: str, within: Node = document) -> Node:
        return within.all(id=f"indicator-{name}")[0]

    return find
