"""The folder of a month that is run, closed and shown by its commands."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tht_xl.cli.main import code

CONFIG = """month: {month}
framework: tht
published: no
returns:
  - workbook: return.xlsx
    partner: london-borough-of-tower-hamlets
output: results
"""
ROLE = ("--role", "public health lead")


class ClosingMonth:
    """A month with one return, as the person who runs it has it."""

    def __init__(self, folder: Path, write: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.write, self.capsys = folder, write, capsys
        self.config = folder / "month.yaml"
        self.store = folder / "tht-xl-store.sqlite"
        self.named("Nov 2026")
        self.write()

    def named(self, month: str) -> None:
        """Make it the configuration of another month."""
        self.config.write_text(CONFIG.format(month=month), encoding="utf-8")

    def does(self, *arguments: str) -> str:
        """Carry out a command that succeeds, or finds something, and return what it said."""
        self.capsys.readouterr()
        ended = code(["month", *arguments, str(self.config)])
        said = self.capsys.readouterr()
        assert ended < 2, said.err
        return said.out

    def data(self, *arguments: str) -> dict:
        """Return what a command says to a program."""
        return json.loads(self.does(*arguments, "--format", "json"))

    def refusal(self, *arguments: str) -> str:
        """Return the one line with which a command is refused."""
        self.capsys.readouterr()
        ended = code(["month", *arguments, str(self.config)])
        said = self.capsys.readouterr()
        assert ended == 2, said.out
        assert said.err.count("\n") == 1
        return said.err

    @property
    def page(self) -> bytes:
        """The board page of the output folder."""
        return (self.folder / "results" / "board.html").read_bytes()
