"""Which records have been kept for longer than the configuration says: a plan, which deletes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tht_xl.model.counted import counted
from tht_xl.model.days import months_later
from tht_xl.model.periods.label import day_label
from tht_xl.month.configuration.governance import Governed
from tht_xl.store.governance import older_than
from tht_xl.store.store import Store


@dataclass(frozen=True, slots=True)
class Expired:
    """Records of one type that are older than they are to be kept.

    Attributes:
        record_type: Their type, as the configuration names it.
        months: For how long they are kept. [month]
        before: The first day whose records are kept.
        count: How many there are. [count]
        oldest: The day of the oldest.
    """

    record_type: str
    months: int
    before: date
    count: int
    oldest: str

    @property
    def line(self) -> str:
        """The same in a line."""
        years, rest = divmod(self.months, 12)
        kept = counted(years, "year") if not rest else counted(self.months, "month")
        since = f", the oldest of {day_label(date.fromisoformat(self.oldest))}" if self.oldest else ""
        found = counted(self.count, "record")
        return f"{self.record_type}: kept {kept}; {found} from before {day_label(self.before)}{since}"


def plan_retention(config: Governed, store: Store, day: date) -> Iterator[Expired]:
    """Yield what a purge by age would take, a line for each type that the configuration gives a time for."""
    for record_type, months in sorted(config.retention.items()):
        before = months_later(day, -months)
        count, oldest = older_than(store, record_type, before)
        yield Expired(record_type, months, before, count, oldest)
