"""Waive findings: recognise the cell that somebody has waived, and say which waivers have lapsed.

Start with `FindingPlaces`, which says what a waiver names; docs/decisions/waivers.md says why fingerprints are made so.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from tht_xl.disclosure.personal_data.texts import MASK, masked
from tht_xl.documents.addresses import column_letters, column_number
from tht_xl.evaluation.rows.observations import key_of
from tht_xl.model.finding import Finding
from tht_xl.model.waiver import Waiver
from tht_xl.workbook.data_sheet.headings import NUMBERS, tidy
from tht_xl.workbook.data_sheet.sheet import DataSheet
from tht_xl.workbook.data_sheet.table import ReturnTable
from tht_xl.workbook.file.marks import DIGITS, Position
from tht_xl.workbook.rule import RULES

FINGERPRINT_DIGITS = 4
"""16 bits: of a thousand million NHS numbers fifteen thousand have the same fingerprint."""
SCRYPT = {"n": 2**14, "r": 8, "p": 1, "dklen": 8}
"""Costs a machine about a twentieth of a second, so that trying all NHS numbers takes it more than a year."""
MAX_COLUMN_LENGTH = 40

Outcome = Literal["applied", "over", "changed", "unused"]


@dataclass(frozen=True, slots=True, repr=False)
class Place:
    """The cell of a finding: what a waiver names, and the content, which is never shown."""

    key: str
    column: str
    content: str

    def fingerprint(self, code: str) -> str:
        """Return a few digits that change with the content, and do not tell it.

        The rule, the row and the column are mixed in, so that equal contents have different fingerprints elsewhere.
        """
        salt = f"{code}\x1f{tidy(self.key)}\x1f{tidy(self.column)}".encode()
        return hashlib.scrypt(self.content.encode(), salt=salt, **SCRYPT).hex()[:FINGERPRINT_DIGITS]


@dataclass(frozen=True, slots=True, repr=False)
class FindingPlaces:
    """Where findings are: the sheet, and the rows of its table where there is one.

    A figure of a protected row has no place: a thousand percentages are soon tried, so its fingerprint would tell it.
    Where the fingerprint stays in the store, which holds the counts themselves, `stays_private` lifts that.
    A finding in a comment has the place of its cell, and the comment's words as its content.
    """

    sheet: DataSheet
    table: ReturnTable | None
    comments: Mapping[Position, str] = field(default_factory=dict[Position, str])
    stays_private: bool = False

    def of(self, finding: Finding) -> Place | None:
        """Return the place of a finding that is about one cell of the sheet; None for others."""
        letters = finding.cell.rstrip(DIGITS)
        if finding.sheet != self.sheet.name or not letters:
            return None
        row, column = int(finding.cell[len(letters) :]), column_number(letters)
        if finding.code in RULES and RULES[finding.code].stage == "comments":
            return Place(self._key(row), self._column(column), " ".join(self.comments.get((row, column), "").split()))
        if not self.stays_private and self._is_protected(row, column):
            return None
        cells = self.sheet.values[row - 1] if row <= len(self.sheet.values) else ()
        content = cells[column] if column < len(cells) else ""
        shown = f"{content:.15g}" if isinstance(content, float) else " ".join(str(content).split())
        return Place(self._key(row), self._column(column), shown)

    def _is_protected(self, row: int, column: int) -> bool:
        if self.table is None or self.table.layout.heading_of(column) not in NUMBERS:
            return False
        index = self.table.index_of.get(row)
        return index is None or bool(self.table.is_protected[index])

    def _key(self, row: int) -> str:
        index = self.table.index_of.get(row) if self.table else None
        if self.table is not None and index is not None:
            indicator, area = self.table.indicators.things[index], self.table.areas.things[index]
            period = self.table.periods.things[index]
            if indicator is not None and area is not None and period is not None:
                return key_of(indicator.id, area.id, period.label)
        return f"row {row}"

    def _column(self, column: int) -> str:
        heading = " ".join(self.sheet.heading(column).split())
        # A heading of the partner's own may be anything, and the configuration is passed on.
        usable = heading and len(heading) <= MAX_COLUMN_LENGTH and MASK not in masked(heading)
        return heading if usable else column_letters(column)


def may_be_waived(code: str) -> bool:
    """Return whether a finding of this rule can be waived."""
    return code in RULES and RULES[code].waivable


def waive(findings: Iterable[Finding], waivers: Sequence[Waiver], places: FindingPlaces, today: date) -> list[Finding]:
    """Return the same findings, those that a waiver fits marked with it."""
    return [_waive(finding, waivers, places, today) for finding in findings]


def _waive(finding: Finding, waivers: Sequence[Waiver], places: FindingPlaces, today: date) -> Finding:
    if finding.waiver is not None or not may_be_waived(finding.code):
        return finding
    # The fingerprint is slow on purpose, so it is only made where all else fits.
    for waiver in waivers:
        if waiver.code == finding.code and today <= waiver.until:
            place = places.of(finding)
            if place and _names(waiver, place) and place.fingerprint(finding.code) == waiver.fingerprint:
                # Findings travel, so what somebody typed as a reason is masked like everything else.
                return replace(finding, waiver=replace(waiver, role=masked(waiver.role), reason=masked(waiver.reason)))
    return finding


def _names(waiver: Waiver, place: Place) -> bool:
    return tidy(waiver.key) == tidy(place.key) and tidy(waiver.column) == tidy(place.column)


@dataclass(frozen=True, slots=True)
class Use:
    """What became of a waiver.

    Attributes:
        waiver: The waiver.
        outcome: Whether it applied; else why not: its day is over, the content has changed, or nothing is found there.
        finding: The finding at the place it names, if any.
    """

    waiver: Waiver
    outcome: Outcome
    finding: Finding | None = None


def uses(
    findings: Sequence[Finding], waivers: Iterable[Waiver], places: FindingPlaces | None, today: date
) -> Iterator[Use]:
    """Yield what became of each waiver, after the findings have been marked.

    Args:
        findings: Of the whole return, marked by `waive`.
        waivers: Those of this return.
        places: None where the sheet could not be read.
        today: The day on which a waiver has ended or not.
    """
    for waiver in waivers:
        there = [(f, place) for f in findings if f.code == waiver.code and places and (place := places.of(f))]
        named = [(finding, place) for finding, place in there if _names(waiver, place)]
        if any(finding.waiver is not None and finding.waiver.fingerprint == waiver.fingerprint for finding, _ in named):
            yield Use(waiver, "applied")
        elif named:
            yield Use(waiver, "over" if today > waiver.until else "changed", named[0][0])
        elif today > waiver.until:
            yield Use(waiver, "over")
        elif places:
            # A return that is late, or cannot be read, says nothing about what it will hold.
            yield Use(waiver, "unused")


@dataclass(frozen=True, slots=True)
class Waivable:
    """A finding that can be waived, and what the configuration has to say."""

    finding: Finding
    key: str
    column: str
    fingerprint: str


def waivable(findings: Iterable[Finding], places: FindingPlaces | None, *, at_most: int) -> tuple[Waivable, ...]:
    """Return the errors that may be waived, the first ones only: a fingerprint takes its time."""
    found: list[Waivable] = []
    for finding in findings:
        if len(found) == at_most or places is None:
            break
        if finding.holds_back and may_be_waived(finding.code) and (place := places.of(finding)):
            found.append(Waivable(finding, place.key, place.column, place.fingerprint(finding.code)))
    return tuple(found)
