"""The title of the first worksheet: as named, as an earlier version made it, or "This month"."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from tht_xl.errors import SheetError
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.load import load_config
from tht_xl.month.configuration.parts import FORMER_WORKSHEET, WORKSHEET
from tht_xl.month.run import run_month
from tht_xl.rehearsal.server import RehearsalServer
from tht_xl.sheets.connection.client import connect

pytestmark = pytest.mark.slow


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[RehearsalServer]:
    with RehearsalServer() as running:
        monkeypatch.setattr(
            "tht_xl.month.shared_sheet.sync.connect",
            lambda **given: connect(**given) if "base_url" in given else connect(base_url=running.url),
        )
        yield running


@pytest.fixture
def config(tmp_path: Path, write_return: Callable[..., Path], server: RehearsalServer) -> Callable[..., MonthConfig]:
    number = server.create("The board's sheet")

    def make(worksheet: str = "", store: str = "kept.sqlite") -> MonthConfig:
        write_return()
        named = f"\n  worksheet: {worksheet}" if worksheet else ""
        (tmp_path / "month.yaml").write_text(
            "month: Nov 2026\npublished: no\noutput: out\n"
            f"store: {store}\nreturns: [{{workbook: return.xlsx, partner: london-borough-of-tower-hamlets}}]\n"
            f"sheet:\n  spreadsheet: {number}\n  key_file: key.json{named}\n",
            encoding="utf-8",
        )
        return load_config(tmp_path / "month.yaml")

    return make


def titles(server: RehearsalServer, config: MonthConfig) -> list[str]:
    assert config.sheet is not None
    found = requests.get(f"{server.url}/v4/spreadsheets/{config.sheet.spreadsheet}", timeout=5).json()
    return [sheet["properties"]["title"] for sheet in found["sheets"] if not sheet["properties"].get("hidden")]


def test_a_new_sheet_is_called_this_month(server: RehearsalServer, config: Callable[..., MonthConfig]) -> None:
    run_month(config(), apply=True)
    assert titles(server, config())[:2] == [WORKSHEET, "Exceptions"]


def test_a_sheet_of_before_keeps_its_title_where_the_store_knows_it(
    server: RehearsalServer, config: Callable[..., MonthConfig]
) -> None:
    run_month(config(FORMER_WORKSHEET), apply=True)
    again = run_month(config(), apply=True)
    assert again.sync is not None
    assert again.sync.changes_nothing
    assert titles(server, config())[0] == FORMER_WORKSHEET
    assert WORKSHEET not in titles(server, config())


def test_where_no_store_knows_it_the_title_to_name_is_said(config: Callable[..., MonthConfig]) -> None:
    run_month(config(FORMER_WORKSHEET), apply=True)
    with pytest.raises(SheetError, match=f"'{FORMER_WORKSHEET}'.*correct the name in the configuration"):
        run_month(config(store="other.sqlite"))


def test_a_rehearsed_sheet_of_before_keeps_its_title(
    server: RehearsalServer, config: Callable[..., MonthConfig]
) -> None:
    run_month(config(FORMER_WORKSHEET), apply=True, rehearse=True)
    again = run_month(config(), apply=True, rehearse=True)
    assert again.sync is not None
    assert again.sync.changes_nothing
    assert server.log == ()
