"""What a month is configured by: whose returns, which framework, which shared sheet, where the results go."""

import os
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, PrivateAttr, ValidationInfo, field_validator

from tht_xl.documents.problem import Path as KeyPath
from tht_xl.documents.problem import Problem
from tht_xl.documents.yaml_document import Document
from tht_xl.errors import ConfigError, PeriodError
from tht_xl.model.periods.period import Period
from tht_xl.model.periods.text import EXAMPLES
from tht_xl.model.waiver import Waiver
from tht_xl.month.configuration.asking import AskedInMonth
from tht_xl.month.configuration.governance import Governed
from tht_xl.month.configuration.names import find_return
from tht_xl.month.configuration.parts import (
    ReturnSource,
    SharedSheetConfig,
    WaiverConfig,
    Withdrawal,
)
from tht_xl.month.configuration.places import OUTPUT, REHEARSED, STORE_SUFFIX
from tht_xl.month.configuration.registers import RegisterSource, ViewEntry, require_grouping


def _is_of_a_return(given: WaiverConfig, info: ValidationInfo) -> WaiverConfig:
    # Where the returns themselves cannot be read, `unknown_waived` looks at what is written.
    if returns := info.data.get("returns"):
        find_return(given.workbook, [source.workbook for source in returns])
    return given


def _as_month(given: object) -> Period:
    """Return the month that is meant; where a text cannot be read as any period, ask for a month."""
    try:
        month = Period.parse(given)  # pyright: ignore[reportArgumentType] - whatever YAML gives is refused there
    except PeriodError as error:
        if error.remedy != EXAMPLES:
            raise  # "Nov-25" is told that the year is not whole
        month = None
    if month is None or month.kind != "month":
        raise PeriodError(f"'{given}' is not a month", remedy="Write it as Nov 2026")
    return month


def problem_in(document: Document, path: KeyPath, what: str, remedy: str = "") -> Problem:
    """Return what is wrong at a place of a document, with its line."""
    return Problem(document.name, document.line_of(path), what, remedy)


class MonthConfig(AskedInMonth, Governed):
    """A month's configuration, as the YAML file holds it. Paths are relative to that file."""

    month: Annotated[Period, BeforeValidator(_as_month)]
    framework: str = "tht"
    title: str = "Outcomes report"
    returns: tuple[ReturnSource, ...]
    registers: tuple[RegisterSource, ...] = ()
    """Plans, registers and logs. One that is not here is switched off."""
    views: Annotated[tuple[ViewEntry, ...], AfterValidator(require_grouping)] = ()
    """Views of the registers that are written as pages."""
    published: bool = True
    """Whether the series that ship with the framework are shown beside the returns."""
    later_figures: bool = False
    """Whether figures enter that were published, or returned, after the month."""
    sheet: SharedSheetConfig | None = None
    output: Path = Path(OUTPUT)
    store: Path | None = None
    """What the month keeps. Only a configuration made in Python can have none, where it names no `memory` either."""
    rehearsal: Path | None = None
    """The local copy of the shared sheet, for rehearsals: in the output folder; beside the store where each month has
    an output folder of its own."""
    memory: Path | None = None
    """The interim file of earlier versions. Where `store` is not given, the store lies beside it."""
    withdraw: tuple[Withdrawal, ...] = ()
    waivers: tuple[Annotated[WaiverConfig, AfterValidator(_is_of_a_return)], ...] = ()
    _document: Document | None = PrivateAttr(default=None)
    _source: bytes = PrivateAttr(default=b"")

    def at(self, path: KeyPath, what: str, remedy: str = "") -> Problem:
        """Something that is wrong at a place of the configuration, with file and line where it was read from one."""
        if self._document is None:
            return Problem(".".join(map(str, path)), 0, what, remedy)
        return problem_in(self._document, path, what, remedy)

    @property
    def store_file(self) -> Path | None:
        """The file of the store; None where nothing is kept."""
        return self.store or (self.memory.with_suffix(STORE_SUFFIX) if self.memory else None)

    @property
    def rehearsed_sheet(self) -> Path:
        """The file of the local copy of the shared sheet."""
        return self.rehearsal or self.output / REHEARSED

    @property
    def source(self) -> bytes:
        """The file it was read from, as it was written; its content as JSON where it was made in Python."""
        return self._source or self.model_dump_json(indent=2).encode()

    def waivers_of(self, source: ReturnSource) -> tuple[Waiver, ...]:
        """Return the waivers of a return."""
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

    @field_validator("registers")
    @classmethod
    def _are_different(cls, given: tuple[RegisterSource, ...]) -> tuple[RegisterSource, ...]:
        # The store knows a register by the name of its file, whatever folder a month keeps it in.
        names = [source.workbook.name for source in given]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise ConfigError(f"two registers are called {twice}", remedy="Give each file its own name")
        return given
