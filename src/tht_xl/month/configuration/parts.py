"""The parts of a month's configuration: a return, a withdrawal, a waiver, the shared sheet."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, field_validator

from tht_xl.errors import ConfigError, UnknownNameError
from tht_xl.model.waiver import Waiver
from tht_xl.month.configuration.asking import AskedOfPartner
from tht_xl.month.configuration.explanation_list import reasons
from tht_xl.month.configuration.part import Part

WORKSHEET, FORMER_WORKSHEET = "This month", "Outcomes"
"""What the first worksheet is called where nobody names it, and was in sheets that an earlier version made."""
DEFAULT_NARRATIVE = ("Narrative", "Action")


def _is_said(given: str) -> str:
    if not given.strip(". "):  # "..." is what `tht-xl check --waivers` prints for a person to replace
        raise ConfigError("nothing is said", remedy="Give the role of the person responsible, and the reason")
    return given


Said = Annotated[str, AfterValidator(_is_said)]
"""A person's own words, of which there must be some."""


class ReturnSource(AskedOfPartner):
    """One partner's return."""

    workbook: Path
    partner: str
    indicators: tuple[str, ...] = ()
    """Ids the return should report on, so that the paper can say what is missing when it does not arrive."""
    role: str = ""
    """Who returned it, for the month's memory: a role, not a name; the partner unless given."""


class Withdrawal(Part):
    """A row that was returned and is not to count any longer."""

    key: str
    """Indicator, area and period as in the shared sheet: "year-6-obesity|tower-hamlets|2022/23"."""
    role: Said
    reason: Said


class WaiverConfig(Part):
    """A finding that somebody has waived. `tht-xl check` prints all but role, reason and until."""

    workbook: Path
    code: str
    key: str
    column: str
    fingerprint: str
    role: Said
    reason: Said
    until: date

    @field_validator("until", mode="before")
    @classmethod
    def _is_a_day(cls, given: object) -> date:
        try:
            return date.fromisoformat(str(given))
        except ValueError:
            raise ConfigError(f"{given!r} is not a day", remedy="Write the last day as 2027-03-31") from None

    @field_validator("code")
    @classmethod
    def _may_be_waived(cls, given: str) -> str:
        from tht_xl.workbook.rules import RULES  # only where something is waived

        code = given.upper()
        if code not in RULES:
            waivable = [name for name, rule in RULES.items() if rule.waivable]
            raise as_config_error(UnknownNameError("finding code", given, waivable))
        if not RULES[code].waivable:
            raise ConfigError(f"{code} may not be waived", remedy=f"See 'tht-xl explain {code}' for what to do")
        return code

    @field_validator("fingerprint")
    @classmethod
    def _is_a_fingerprint(cls, given: str) -> str:
        if not re.fullmatch(r"[0-9a-f]{4}", given.lower()):
            raise ConfigError(
                f"{given!r} is not a fingerprint", remedy="Copy the four characters that tht-xl check prints"
            )
        return given.lower()

    @property
    def waiver(self) -> Waiver:
        """The waiver, apart from the workbook it belongs to."""
        reason = reasons().get(self.reason, self.reason)
        return Waiver(self.code, self.key, self.column, self.fingerprint, self.role, reason, self.until)


class SharedSheetConfig(Part):
    """The shared Google Sheet, made by a person and shared with the service account."""

    spreadsheet: str
    worksheet: str = WORKSHEET
    narrative: tuple[str, ...] = DEFAULT_NARRATIVE
    """Headings of the columns that people write in and whose text goes into the paper; no other column does."""
    key_file: Path | None = None
    """Service-account key; a path from the environment variable THT_XL_KEY_FILE where it is not given."""

    @field_validator("narrative")
    @classmethod
    def _are_different(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(given)) < len(given):
            raise ConfigError("a heading is named twice", remedy="Name each column once")
        return given

    @field_validator("spreadsheet")
    @classmethod
    def _is_an_id(cls, given: str) -> str:
        if not re.fullmatch(r"[A-Za-z0-9_-]{10,}", given):
            raise ConfigError(
                f"{given!r} is not the id of a spreadsheet", remedy="Take the part of its address between /d/ and /edit"
            )
        return given


def as_config_error(problem: UnknownNameError) -> ConfigError:
    """Return the same problem as a ValueError, which pydantic collects and says the line of."""
    return ConfigError(problem.message, remedy=problem.remedy)
