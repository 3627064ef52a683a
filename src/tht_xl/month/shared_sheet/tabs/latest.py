"""Which rows of a month are added to the first worksheet: the latest figure of each indicator."""

from tht_xl.month.shared_sheet.headings import EARLIER, WHICH
from tht_xl.sheets.plan.plan import Plan
from tht_xl.sheets.table import Table


def without_new_earlier_rows(ours: Table, plan: Plan) -> Table:
    """Return our rows without those of earlier figures that the sheet does not have.

    An earlier figure that is there already is kept up to date, with what people wrote beside it; one that somebody
    deleted is still reported. The others are in `History`.

    Args:
        ours: Every row, by key.
        plan: What a synchronisation of them would do.
    """
    left_out = {append.key for append in plan.appends if append.cells.get(WHICH) == EARLIER}
    return {key: row for key, row in ours.items() if key not in left_out} if left_out else ours
