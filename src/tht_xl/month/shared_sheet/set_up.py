"""Set up the shared sheet: the worksheets, their look and what the sync keeps hidden, and no figure yet."""

from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.load import framework_of
from tht_xl.month.memory.open import open_memory
from tht_xl.month.shared_sheet.permission import sheet_writer, with_known_worksheet
from tht_xl.month.shared_sheet.rows import sheet_columns
from tht_xl.month.shared_sheet.sync import SheetSession, require_sheet


def set_up_sheet(config: MonthConfig, *, rehearse: bool) -> tuple[str, tuple[str, ...]]:
    """Make what the shared sheet lacks; what is there stays as it is.

    Args:
        config: The month's configuration.
        rehearse: Use a local copy of the shared sheet.

    Returns:
        Which sheet, in words, and the titles of the worksheets that were made; none where it was set up already.

    Raises:
        ThtError: The configuration names no sheet, or it cannot be reached or edited; nothing was written.
    """
    framework = framework_of(config)
    columns = sheet_columns(framework)
    require_sheet(config, columns, apply=True, rehearse=rehearse)
    with open_memory(config, framework.id, apply=False, rehearse=rehearse) as memory:
        known = with_known_worksheet(config, memory)
        writer = sheet_writer(known, memory, None, rehearse=rehearse)
        with SheetSession(known, columns, apply=True, rehearse=rehearse, writer=writer, framework=framework) as session:
            return session.set_up()
