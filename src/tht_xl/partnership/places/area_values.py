"""The figures of a register of areas, each with the area that it is about."""

from dataclasses import dataclass
from datetime import date

from tht_xl.errors import UnknownNameError
from tht_xl.model.definition import Area, Framework
from tht_xl.model.periods.period import Period
from tht_xl.partnership.places.validity import areas_called, overlaps, plain_name
from tht_xl.partnership.sound_rows import sound_rows
from tht_xl.templates.table import Row, Tables

_WHOLES = frozenset({"country", "region", "county", "borough", "group"})
"""Kinds of areas that are not part of the borough."""


@dataclass(frozen=True, slots=True)
class AreaValue:
    """One figure of one area.

    Attributes:
        written: The area as the source writes it.
        area: The area; None where it is unresolved.
        could_be: The areas of its time that begin with the name.
        is_of_another_time: Whether the area was not there when the figure holds.
        place: Its row in the register.
        is_counted: Whether nothing is wrong with the row, so that it has a part in range, gap and slope.
    """

    written: str
    area: Area | None
    could_be: tuple[Area, ...]
    is_of_another_time: bool
    period: Period | None
    published: Period | None
    value: float
    lower: float | None
    upper: float | None
    population: int | None
    quantile: int | None
    source: str
    place: str
    is_counted: bool = True

    @property
    def plain(self) -> str:
        """Its name without what sources write differently."""
        return plain_name(self.written)

    @property
    def is_whole(self) -> bool:
        """Whether it is the borough or an area beyond it."""
        return self.area is not None and self.area.kind in _WHOLES


@dataclass(frozen=True, slots=True)
class AreaMeasure:
    """One measure and its figures, oldest first."""

    id: str
    name: str
    unit: str
    polarity: str
    values: tuple[AreaValue, ...]

    @property
    def small(self) -> tuple[AreaValue, ...]:
        """The figures of areas within the borough, unresolved ones too."""
        return tuple(each for each in self.values if not each.is_whole)

    @property
    def newest(self) -> Period | None:
        """The newest period of a small area; None where no period is stated."""
        return max(
            (each.period for each in self.small if each.period), key=lambda each: (each.end, each.start), default=None
        )

    @property
    def newest_small(self) -> tuple[AreaValue, ...]:
        """The figures of small areas for the newest period, without those of rows with an error."""
        return tuple(each for each in self.small if each.is_counted and each.period == self.newest)

    @property
    def wholes(self) -> tuple[AreaValue, ...]:
        """The figures of the borough and beyond for the same period."""
        return tuple(each for each in self.values if each.is_whole and each.period == self.newest)

    @property
    def when(self) -> str:
        """The period in words, after a comma; "" where none is stated."""
        return f", {self.newest}" if self.newest else ""


def area_measures(tables: Tables, framework: Framework, of: str = "") -> list[AreaMeasure]:
    """Return the measures of a register with their figures; rows without a value are left out.

    Args:
        tables: A register made from the template area-values.
        framework: The definitions that have its areas.
        of: Id of the one measure that is wanted; "" for all.

    Raises:
        UnknownNameError: The register has no such measure.
    """
    known = [row["id"] for row in tables["measures"] if row["id"]]
    if of and of not in known:
        raise UnknownNameError("measure", of, known)
    sound = {row.number for row in sound_rows(tables, "values", framework)}
    return [
        AreaMeasure(row["id"], row["name"] or row["id"], row["unit"] or "", row["polarity"] or "none",
                    tuple(sorted((area_value(each, framework, is_counted=each.number in sound)
                                  for each in tables["values"]
                                  if each["measure"] == row["id"] and each["value"] is not None), key=_when)))
        for row in tables["measures"]
        if row["id"] and of in ("", row["id"])
    ]  # fmt: skip


def area_value(row: Row, framework: Framework, *, is_counted: bool) -> AreaValue:
    """Return the figure of a row that has a value."""
    areas = {each.id: each for each in framework.areas}
    area, holds = areas.get(row["area"]), when_it_holds(row)
    written = row["written"] or (area.name if area else "")
    is_other = area is not None and holds is not None and not overlaps(area, holds.start, holds.end)
    return AreaValue(written, area, _could_be(written, holds, framework), is_other, row["period"], row["published"],
                     row["value"], row["lower"], row["upper"], row["population"], row["quantile"],
                     row["source"] or "", row.place, is_counted)  # fmt: skip


def when_it_holds(row: Row) -> Period | None:
    """Return when a figure holds: its period, else when it came out; None where neither is stated."""
    return row["period"] or row["published"]


def _could_be(written: str, holds: Period | None, framework: Framework) -> tuple[Area, ...]:
    def was_there(area: Area) -> bool:
        return holds is None or overlaps(area, holds.start, holds.end)

    exact = tuple(each for each in areas_called(written, framework) if was_there(each))
    name = plain_name(written)
    begin = tuple(each for each in framework.areas if was_there(each) and plain_name(each.name).startswith(f"{name} "))
    return exact or begin


def _when(value: AreaValue) -> tuple[date, str]:
    holds = value.period or value.published
    return (holds.end if holds else date.min), value.plain
