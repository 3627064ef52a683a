"""A small framework that the tests of this folder evaluate against."""

import pytest

from tht_xl.model.definition import Framework


@pytest.fixture(scope="session")
def small() -> Framework:
    def indicator(name: str, **given: object) -> dict[str, object]:
        common = {
            "id": name,
            "name": name,
            "domain": "d",
            "definition": "x",
            "unit": "%",
            "frequency": "annual",
            "disclosure": "published",
            "measure": "proportion",
            "multiplier": 100,
            "polarity": "low",
        }
        return common | given

    return Framework.model_validate(
        {
            "id": "small",
            "name": "Small",
            "version": "1",
            "home": "tower-hamlets",
            "comparators": ["england", "london"],
            "areas": [
                {"id": "england", "name": "England", "kind": "country"},
                {"id": "london", "name": "London", "kind": "region", "parent": "england"},
                {"id": "tower-hamlets", "name": "Tower Hamlets", "kind": "borough", "parent": "london"},
            ],
            "domains": [{"id": "d", "name": "D"}],
            "indicators": [
                indicator("obesity", people="children", disclosure="round-5"),
                indicator("small-counts", disclosure="1-7"),
                indicator("rate", measure="rate", multiplier=100_000, unit="per 100,000"),
                indicator("survey", measure="survey", polarity="high"),
                indicator("context", polarity="none", rating="data-only"),
                indicator("women", sex="Female", age="53-64"),
                indicator("broken", breaks=["2014"]),
                indicator("proposed", target={"value": 9, "due": "2024/25", "agreed": "no"}),
                indicator("agreed", target={"value": 26.4, "minimum": 27, "due": "by 2013", "agreed": "yes"}),
                indicator(
                    "on-the-way",
                    polarity="high",
                    target={
                        "value": 80,
                        "due": "2024",
                        "baseline": 60,
                        "baseline_period": "2020",
                        "path": "linear",
                        "agreed": "yes",
                    },
                ),
            ],
        }
    )
