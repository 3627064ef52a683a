"""The data quality chapter: what became of each return."""

from typing import Any

Node = Any


def test_every_return_and_every_finding_is_listed(document: Node) -> None:
    quality = document.all(id="quality")[0]
    rows = [[n.text for n in row.all("th", "td")] for row in quality.all("table")[0].all("tbody")[0].all("tr")]
    assert rows == [
        ["child-weight.xlsx", "Tower Hamlets Council", "Accepted", "31", "0", "0", "0"],
        ["part.xlsx", "Barts Health", "Accepted in part", "9", "1", "1", "0"],
        ["social-care.xlsx", "Tower Hamlets Council", "Held back", "0", "12", "1", "1"],
        ["no file", "East London NHS Foundation Trust", "Not received", "0", "0", "0", "0"],
    ]
    assert [n.text for n in quality.all("summary")] == ["part.xlsx: 1 finding", "social-care.xlsx: 2 findings"]
    first = quality.all("details")[0].all("tbody")[0]
    assert [n.text for n in first.all("th", "td")] == [
        "R203", "Data!C14", "error", "denominator is 0", "above 0", "Enter the population or clear the row.",
    ]  # fmt: skip
