"""The table `sheet_month`: the month that each shared sheet was last brought to."""

from tht_xl.model.periods.period import Period
from tht_xl.store.store import Store
from tht_xl.store.times import month_of, month_text, time_text


def sheet_months(store: Store) -> dict[str, Period]:
    """Return the month of each sheet: the last that was noted, which `--set-back` makes an earlier one."""
    return {row["sheet"]: month_of(row["month"]) for row in store.read("SELECT * FROM sheet_month ORDER BY id")}


def note_sheet_month(store: Store, sheet: str, month: Period, *, run: str | None = None) -> None:
    """Record that a sheet is being brought to a month; nothing where it shows that month already."""
    if sheet_months(store).get(sheet) != month:
        store.add("sheet_month", sheet=sheet, month=month_text(month), noted_at=time_text(), run=run)
