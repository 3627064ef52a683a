"""Twelve months as the person who runs them goes through them, with the command line alone.

Two officers share the papers and the rehearsed sheet; the store moves from one to the other in April. Each month is
kept as it was when it was closed, to be held against what `show` gives back at the end.
"""

import csv
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from colleague import Colleague
from openpyxl import load_workbook
from returned import write_rows

from tht_xl.cli.main import code
from tht_xl.month.configuration.load import load_config

COUNCIL, BARTS = "london-borough-of-tower-hamlets", "barts-health"
CARE = ("short-term-services-outcome", "service-users-find-information", "social-care-quality-of-life")
CONFIG = f"""\
month: {{month}}
secretary: {{{{role: performance officer, email: performance@example.org}}}}
returns:
  - workbook: returns/{{{{month}}}}/child-weight.xlsx
    partner: {COUNCIL}
    indicators: [reception-obesity, year-6-obesity]
    contact: {{{{role: public health analyst, email: analyst@example.org}}}}
  - workbook: returns/{{{{month}}}}/adult-social-care.xlsx
    partner: {COUNCIL}
    indicators: [{", ".join(CARE)}]
    contact: {{{{role: adult social care analyst, email: care@example.org}}}}
  - workbook: returns/{{{{month}}}}/smoking.xlsx
    partner: {BARTS}
    indicators: [smoking-prevalence-adults]
    contact: {{{{role: stop smoking lead, email: smoking@example.org}}}}
output: ../papers
"""
ROLE = ("--role", "public health lead")
MONTHS = tuple(
    f"{name} {year}" for year, names in ((2025, "Nov Dec"), (2026, "Jan Feb Mar Apr May Jun Jul Aug Sep Oct"))
    for name in names.split()
)  # fmt: skip


def number_of(month: str) -> str:
    """Return a month as the commands take it.

    Examples:
        >>> number_of("Nov 2025")
        '2025-11'
    """
    name, year = month.split()
    return f"{year}-{'JanFebMarAprMayJunJulAugSepOctNovDec'.index(name) // 3 + 1:02}"


@dataclass
class Year:
    """An office that runs the month.

    Attributes:
        top: Folder of the papers and of both officers' folders.
        monkeypatch: Changes the folder and the day.
        read: Gives back what was printed since it was last asked.
        officer: Name of the folder of who runs the month.
        month: The month that is run.
        more: Further lines of the configuration.
        said: What each command answered, in order.
        closed: The files of each month as they were when it was closed.
    """

    top: Path
    monkeypatch: pytest.MonkeyPatch
    read: Callable[[], str]
    officer: str = "first"
    month: str = MONTHS[0]
    more: str = ""
    said: list[str] = field(default_factory=list)
    closed: dict[str, dict[str, bytes]] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return self.top / self.officer

    def begins(self, month: str, day: str, *, officer: str = "", more: str | None = None) -> None:
        """Make it another month, on a day."""
        self.month, self.officer = month, officer or self.officer
        self.more = self.more if more is None else more
        self.folder.mkdir(parents=True, exist_ok=True)
        self.monkeypatch.chdir(self.folder)
        (self.folder / "month.yaml").write_text(CONFIG.format(month=month) + self.more, encoding="utf-8")
        self.on(day)

    def on(self, day: str) -> None:
        self.monkeypatch.setenv("THT_XL_TODAY", day)

    def does(self, *arguments: str, ends: int | None = 0) -> str:
        """Carry out a command and return what it said; it ends as expected."""
        ended = code(list(arguments))
        said = self.read()
        self.said.append(f"$ tht-xl {' '.join(arguments)}\n{said}[{ended}]\n")
        assert "Traceback" not in said
        assert ends in (None, ended), said
        return said

    def asks_json(self, *arguments: str, ends: int | None = 0) -> dict:
        return json.loads(self.does(*arguments, "--format", "json", ends=ends))

    def moves(self, to: Path) -> None:
        """Move the whole folder, papers and stores with it."""
        self.monkeypatch.chdir(self.top.parent)
        self.top.rename(to)
        self.top = to
        self.monkeypatch.chdir(self.folder)

    def runs(self, ends: int | None = 0) -> str:
        return self.does("month", "run", "--rehearse", "--apply", ends=ends)

    def closes(self, *arguments: str) -> None:
        """Close the month, and keep its files as they are."""
        self.does("month", "close", *ROLE, *arguments)
        names = ("board.html", "results.csv", "findings.csv", "month-report.html", "plan.txt")
        papers = self.top / "papers"
        self.closed[self.month] = {name: (papers / name).read_bytes() for name in names if (papers / name).exists()}

    def fills_in(self, name: str, figures: Mapping[str, Mapping[str, object]], partner: str = COUNCIL) -> None:
        """Fill in the return that `month new` wrote, as its partner would, and put it where returns come back."""
        month = number_of(self.month)
        book = load_workbook(self.folder / "asked" / month / partner / name)
        data = book["Data"]
        rows = list(data.iter_rows())
        head = next(number for number, row in enumerate(rows) if any(cell.value == "Indicator" for cell in row))
        at = {str(cell.value): number for number, cell in enumerate(rows[head])}
        for row in rows[head + 1 :]:
            for heading, value in figures.get(str(row[at["Indicator"]].value), {}).items():
                row[at[heading]].value = value  # pyright: ignore[reportAttributeAccessIssue] - no merged cells there
        book.save(self._place_of(name))

    def sends(self, name: str, *rows: tuple) -> None:
        """Put a return there that nobody asked for, such as a correction."""
        write_rows(self._place_of(name), rows)

    def _place_of(self, name: str) -> Path:
        path = self.folder / "returns" / number_of(self.month) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def types(self, key: str, heading: str, text: str) -> None:
        """Type into the rehearsed sheet as a colleague would."""
        with Colleague(load_config(self.folder / "month.yaml")) as colleague:
            colleague.types(key, heading, text)

    def cell(self, key: str, heading: str) -> object:
        with Colleague(load_config(self.folder / "month.yaml")) as colleague:
            return colleague.cell(key, heading)

    @property
    def page(self) -> str:
        return (self.top / "papers" / "board.html").read_text(encoding="utf-8")

    def results(self) -> dict[str, dict[str, str]]:
        """Return the rows of results.csv by indicator, area and period."""
        with (self.top / "papers" / "results.csv").open(encoding="utf-8-sig", newline="") as file:
            return {"|".join((row["indicator"], row["area"], row["period"])): row for row in csv.DictReader(file)}
