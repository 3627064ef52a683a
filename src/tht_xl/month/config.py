"""The configuration of a month: whose returns, which framework, which shared sheet, where the results go."""

import os
import re
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from tht_xl.errors import ConfigError, PeriodError, UnknownNameError
from tht_xl.framework.document import Document, read_document
from tht_xl.framework.problem import Path as KeyPath
from tht_xl.framework.problem import Problem
from tht_xl.framework.wording import contradictions_of
from tht_xl.model.period import Period
from tht_xl.model.waiver import Waiver

WORKSHEET = "Outcomes"
DEFAULT_NARRATIVE = ("Narrative", "Action")
MEMORY = "tht-xl-memory.csv"
"""The memory's file where the configuration names none: beside the configuration, one for all months there."""


class Part(BaseModel):
    """A frozen part of the configuration; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class ReturnSource(Part):
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
    role: Annotated[str, Field(min_length=1)]
    reason: Annotated[str, Field(min_length=1)]


class WaiverConfig(Part):
    """A finding that somebody has answered for. `tht-xl check` prints all but role, reason and until."""

    workbook: Path
    code: str
    key: str
    column: str
    fingerprint: str
    role: str
    reason: str
    until: date

    @field_validator("role", "reason")
    @classmethod
    def _is_said(cls, given: str) -> str:
        if not given.strip("."):
            raise ConfigError(
                "nothing is said", remedy="Give the role of the person who answers for it, and the reason"
            )
        return given

    @field_validator("until", mode="before")
    @classmethod
    def _is_a_day(cls, given: object) -> date:
        try:
            return date.fromisoformat(str(given))
        except ValueError:
            raise ConfigError(f"{given!r} is no day", remedy="Write the last day as 2027-03-31") from None

    @field_validator("code")
    @classmethod
    def _may_be_waived(cls, given: str) -> str:
        from tht_xl.workbook.rules import RULES  # only where something is waived

        code = given.upper()
        waivable = [name for name, rule in RULES.items() if rule.waivable]
        if code in RULES and code not in waivable:
            raise ConfigError(f"{code} may not be waived", remedy=f"See 'tht-xl explain {code}' for what to do")
        if code not in RULES:
            raise _as_config_error(UnknownNameError("finding code", given, waivable))
        return code

    @field_validator("fingerprint")
    @classmethod
    def _is_a_fingerprint(cls, given: str) -> str:
        if not re.fullmatch(r"[0-9a-f]{4}", given.lower()):
            raise ConfigError(
                f"{given!r} is no fingerprint", remedy="Copy the four characters that tht-xl check prints"
            )
        return given.lower()

    @property
    def waiver(self) -> Waiver:
        """The waiver, apart from the workbook it belongs to."""
        return Waiver(self.code, self.key, self.column, self.fingerprint, self.role, self.reason, self.until)


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
                f"{given!r} is no spreadsheet's id", remedy="Take the part of its address between /d/ and /edit"
            )
        return given


class MonthConfig(Part):
    """A month's configuration, as the YAML file holds it. Paths are relative to that file."""

    month: Annotated[Period, BeforeValidator(Period.parse)]
    framework: str = "tht"
    title: str = "Outcomes report"
    returns: tuple[ReturnSource, ...]
    published: bool = True
    """Whether the series that ship with the framework are shown beside the returns."""
    later_figures: bool = False
    """Whether figures enter that were published, or returned, after the month."""
    sheet: SharedSheetConfig | None = None
    output: Path = Path("results")
    memory: Path | None = None
    """Where returned rows are remembered from month to month. Only a configuration made in Python can have none."""
    withdraw: tuple[Withdrawal, ...] = ()
    waivers: tuple[WaiverConfig, ...] = ()
    _document: Document | None = PrivateAttr(default=None)

    def at(self, path: KeyPath, what: str, remedy: str = "") -> Problem:
        """Something that is wrong with what stands at a place of the file, with its line."""
        document = self._document
        return Problem(document.name if document else "", document.line_of(path) if document else 0, what, remedy)

    @field_validator("waivers")
    @classmethod
    def _are_of_returns(cls, given: tuple[WaiverConfig, ...], info: ValidationInfo) -> tuple[WaiverConfig, ...]:
        returns = info.data.get("returns", ())
        known = {os.path.normpath(source.workbook) for source in returns}
        for waiver in given:
            # Where the returns themselves cannot be read, that is what is said.
            if known and os.path.normpath(waiver.workbook) not in known:
                raise _as_config_error(UnknownNameError("return", str(waiver.workbook), sorted(known)))
        return given

    def waivers_of(self, source: ReturnSource) -> tuple[Waiver, ...]:
        """The waivers of a return."""
        path = os.path.normpath(source.workbook)
        return tuple(each.waiver for each in self.waivers if os.path.normpath(each.workbook) == path)

    @field_validator("returns")
    @classmethod
    def _are_some(cls, given: tuple[ReturnSource, ...]) -> tuple[ReturnSource, ...]:
        if not given:
            raise ConfigError("no return is named", remedy="Name each partner's workbook: '- workbook: FILE.xlsx'")
        files = [os.path.normpath(source.workbook) for source in given]
        twice = next((name for name in files if files.count(name) > 1), None)
        if twice:
            raise ConfigError(f"{twice} is named twice", remedy="Name each workbook once")
        return given

    @field_validator("month")
    @classmethod
    def _is_a_month(cls, given: Period) -> Period:
        if given.kind != "month":
            raise PeriodError(f"'{given}' is no month", remedy="Write it as Nov 2026")
        return given


def _as_config_error(problem: UnknownNameError) -> ConfigError:
    # pydantic collects what is a ValueError, and says the line of it.
    return ConfigError(problem.message, remedy=problem.remedy)


def load_config(path: Path | str) -> MonthConfig:
    """Read a month's configuration.

    Raises:
        ConfigError: The file is missing, is no YAML, or says something that cannot be used: all problems, a line each.
    """
    path = Path(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigError(
            f"cannot be read ({error.strerror})", where=str(path), remedy="Give the path of a month's YAML file"
        ) from None
    _refuse_workbook(path, content)
    document = read_document(path.name, content)
    problems = [str(problem) for problem in document.problems]
    if not problems:
        try:
            config = _beside(MonthConfig.model_validate(document.content), path.resolve().parent)
            config._document = document
            return config
        except ValidationError as error:
            problems = [
                str(Problem(path.name, document.line_of(found.path), found.what, found.remedy))
                for found in contradictions_of(error, MonthConfig)
            ]
    raise ConfigError("\n".join([*problems, "docs/month.md shows a whole file."]))


def _refuse_workbook(path: Path, content: bytes) -> None:
    """Say what is expected, where somebody gives a partner's workbook in place of the configuration.

    Raises:
        ConfigError: It is a workbook.
    """
    # What .xlsx and .ods begin with, and what .xls does.
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise ConfigError(
            "this is a workbook, or another packed file; expected the month's configuration, a YAML file that names "
            "the workbooks",
            where=str(path),
            remedy=f"docs/month.md shows one. To check a workbook: tht-xl check {path}",
        )


def _beside(config: MonthConfig, folder: Path) -> MonthConfig:
    """The same configuration with every path made absolute from the file's own folder."""
    returns = tuple(r.model_copy(update={"workbook": folder / r.workbook}) for r in config.returns)
    waivers = tuple(w.model_copy(update={"workbook": folder / w.workbook}) for w in config.waivers)
    sheet = config.sheet
    if sheet is not None and sheet.key_file is not None:
        sheet = sheet.model_copy(update={"key_file": folder / sheet.key_file})
    named = Path(config.framework)
    framework = str(folder / named) if (folder / named).is_dir() else config.framework
    output, memory = (folder / config.output).resolve(), (folder / (config.memory or MEMORY)).resolve()
    return config.model_copy(
        update={
            "returns": returns,
            "waivers": waivers,
            "sheet": sheet,
            "framework": framework,
            "output": output,
            "memory": memory,
        }
    )
