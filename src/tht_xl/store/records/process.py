"""How the months were worked: returns in time, late and missing, and cells that both sides had changed, in words."""

from datetime import date

from tht_xl.model.counted import counted
from tht_xl.store.store import Store

_RETURNS = """
    SELECT month, max(due_on) AS due, min(received_on) AS came FROM returned
    GROUP BY month, partner, workbook HAVING due IS NOT NULL AND due <= ? ORDER BY month"""
"""Each return with the last day that was set for it and the day on which it first came: an entry states one of them."""
_CONFLICTS = 'SELECT count(*) FROM (SELECT DISTINCT key, "column" FROM conflict)'
"""One cell that several runs found changed on both sides is one conflict."""


def process_in_words(store: Store, day: date) -> dict[str, str]:
    """Return what the store says of returns and conflicts; a heading is left out where it has recorded nothing.

    Args:
        store: The store.
        day: A return that was due by this day and has not come is missing.
    """
    said: dict[str, str] = {}
    due = store.read(_RETURNS, day.isoformat())
    if due:
        in_time = sum(row["came"] is not None and row["came"] <= row["due"] for row in due)
        late = sum(row["came"] is not None and row["came"] > row["due"] for row in due)
        months = " to ".join(dict.fromkeys((due[0]["month"], due[-1]["month"])))
        said["Returns"] = (
            f"{counted(len(due), 'return')} due in {months}: {in_time} in time, {late} late, "
            f"{len(due) - in_time - late} not received"
        )
    runs = store.read("SELECT count(*) FROM run")[0][0]
    if runs:
        many = store.read(_CONFLICTS)[0][0]
        said["Conflicts"] = f"{counted(many, 'cell')} that both sides had changed, in {counted(runs, 'run')}"
    return said
