"""An office that runs the month: a folder with a configuration, partners who answer, and days that pass."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from returned import write_rows

from tht_xl.cli.main import code

COUNCIL, BARTS = "london-borough-of-tower-hamlets", "barts-health"
CONFIG = f"""\
month: {{name}}
secretary: {{{{role: performance officer, email: performance@example.org}}}}
returns:
  - workbook: returns/{{{{month}}}}/child-weight.xlsx
    partner: {COUNCIL}
    indicators: [reception-obesity, year-6-obesity]
    contact: {{{{role: public health analyst, email: analyst@example.org}}}}
  - workbook: returns/{{{{month}}}}/smoking.xlsx
    partner: {BARTS}
    indicators: [smoking-prevalence-adults]
output: papers/{{{{month}}}}
"""
WEIGHT = (
    ("reception-obesity", "Tower Hamlets", "2024/25", 370, 3205),
    ("year-6-obesity", "Tower Hamlets", "2024/25", 930, 3290),
)
SMOKING = (("smoking-prevalence-adults", "Tower Hamlets", "2024", None, None, 13.1, 10.9, 15.3),)


class Office:
    """What the person who runs the month does, and what partners send."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, read: Callable[[], str]) -> None:
        self.folder, self.monkeypatch, self.read = folder, monkeypatch, read
        monkeypatch.chdir(folder)

    def configure(self, month: str, text: str = CONFIG, **changes: str) -> None:
        text = text.format(name=month)
        for old, new in changes.items():
            text = text.replace(old, new)
        (self.folder / "month.yaml").write_text(text, encoding="utf-8")

    def on(self, day: str) -> "Office":
        self.monkeypatch.setenv("THT_XL_TODAY", day)
        return self

    def does(self, *arguments: str, ends: int = 0) -> str:
        assert code(["month", *arguments]) == ends
        return self.read()

    def asks_json(self, *arguments: str, ends: int = 0) -> dict:
        return json.loads(self.does(*arguments, "--format", "json", ends=ends))

    def states(self, *, ends: int = 0) -> dict[str, str]:
        return {each["workbook"]: each["state"] for each in self.asks_json("status", ends=ends)["returns"]}

    def gets(self, name: str, rows: Sequence[tuple], month: str = "2026-11") -> Path:
        path = self.folder / "returns" / month / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return write_rows(path, rows)

    def emails(self) -> list[Path]:
        return sorted((self.folder / "asked").rglob("*.eml"))
