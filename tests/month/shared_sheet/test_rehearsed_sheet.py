"""Where the rehearsed sheet lies, so that what was typed in it is there the month after."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from colleague import Colleague

from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.load import load_config
from tht_xl.month.run import run_month
from tht_xl.sheets.connection.transport import SheetsHTTPClient

pytestmark = pytest.mark.slow

KEY, TEXT = "year-6-obesity|tower-hamlets|2022/23", "Measured in all schools"
CONFIG = """\
month: {month}
published: no
returns:
  - workbook: return.xlsx
    partner: london-borough-of-tower-hamlets
output: papers/{{month}}
"""


def config_of(folder: Path, month: str, more: str = "") -> MonthConfig:
    (folder / "month.yaml").write_text(CONFIG.format(month=month) + more, encoding="utf-8")
    return load_config(folder / "month.yaml")


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ("", "tht-xl-store.rehearsal.json"),
        ("store: kept/ours.sqlite\n", "kept/ours.rehearsal.json"),
        ("rehearsal: typed.json\n", "typed.json"),
    ],
)
def test_months_with_folders_of_their_own_have_one_sheet(
    tmp_path: Path, write_return: Callable[..., Path], more: str, place: str
) -> None:
    write_return()
    (tmp_path / "kept").mkdir()
    november = config_of(tmp_path, "Nov 2026", more)
    assert november.rehearsed_sheet == tmp_path / place
    run_month(november, rehearse=True, apply=True)
    with Colleague(november) as colleague:
        colleague.types(KEY, "Narrative", TEXT)
    december = config_of(tmp_path, "Dec 2026", more)
    result = run_month(december, rehearse=True, apply=True)
    assert TEXT in result.files["board.html"].read_text(encoding="utf-8")
    assert not list((tmp_path / "papers").rglob("*.json"))


def test_a_sheet_in_the_folder_of_its_month_is_taken_along(tmp_path: Path, write_return: Callable[..., Path]) -> None:
    write_return()
    config = config_of(tmp_path, "Nov 2026")
    former = config.model_copy(update={"rehearsal": None})
    run_month(former, rehearse=True, apply=True)
    with Colleague(former) as colleague:
        colleague.types(KEY, "Narrative", TEXT)
    assert run_month(config, rehearse=True).sync is not None  # a plan moves nothing
    assert former.rehearsed_sheet.exists()
    result = run_month(config, rehearse=True, apply=True)
    assert TEXT in result.files["board.html"].read_text(encoding="utf-8")
    assert config.rehearsed_sheet.exists()
    assert not former.rehearsed_sheet.exists()


def test_a_month_with_nothing_new_is_one_call_and_one_download(
    tmp_path: Path, write_return: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_return()
    run_month(config_of(tmp_path, "Nov 2026"), apply=True, rehearse=True)
    asked: list[str] = []
    request = SheetsHTTPClient.request

    def counted(client: SheetsHTTPClient, method: str, endpoint: str, *args: Any, **more: Any) -> Any:
        asked.append(method)
        return request(client, method, endpoint, *args, **more)

    monkeypatch.setattr(SheetsHTTPClient, "request", counted)
    again = run_month(config_of(tmp_path, "Nov 2026"), apply=True, rehearse=True)
    assert again.sync is not None
    assert again.sync.applied
    assert again.sync.plan.is_empty
    assert asked == ["get"]
