"""What `doctor` says of the shared sheet of a configuration that is named."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tht_xl.hosts.doctor import DoctorCheck

PATIENCE = 15.0
"""How long the doctor tries to reach Google. [s]"""


def sheets_examined(configs: Sequence[Path]) -> "Iterator[DoctorCheck]":
    """Yield what can be seen of the shared sheets of these configurations, without writing to them."""
    from tht_xl.hosts.doctor import DoctorCheck

    for config in configs:
        for state, said, remedy in _examined(config):
            yield DoctorCheck(f"sheet of {config.name}", state, said, remedy)  # pyright: ignore[reportArgumentType]


def _examined(config: Path) -> Iterator[tuple[str, str, str]]:
    from contextlib import closing

    from tht_xl.errors import ThtError
    from tht_xl.extras import is_installed
    from tht_xl.month.configuration.load import load_config

    try:
        sheet = load_config(config).sheet
        if sheet is None:
            yield "fine", "none is named; --rehearse uses a local copy", ""
            return
        if not is_installed("gspread"):
            return  # said beside the extra
        from tht_xl.month.shared_sheet.sync import key_file
        from tht_xl.sheets.connection.client import connect
        from tht_xl.sheets.examine import examine_sheet

        with closing(connect(key_file=key_file(sheet.key_file), patience=PATIENCE)) as http:
            for check in examine_sheet(http, sheet.spreadsheet, sheet.worksheet):
                yield check.state, check.said, check.remedy
    except ThtError as error:
        yield "fault", f"{error.where}: {error.message}" if error.where else error.message, error.remedy
