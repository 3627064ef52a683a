"""The configuration of a month: whose returns, which framework, which shared sheet, where the results go."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, PrivateAttr, ValidationError, ValidationInfo, field_validator

from tht_xl.documents.problem import Contradiction, Problem
from tht_xl.documents.problem import Path as KeyPath
from tht_xl.documents.yaml_document import Document, read_document
from tht_xl.errors import ConfigError, PeriodError, UnknownNameError
from tht_xl.framework.load import load_framework
from tht_xl.framework.wording import contradictions_of
from tht_xl.model.definition import Framework
from tht_xl.model.periods.period import Period
from tht_xl.model.periods.text import EXAMPLES
from tht_xl.model.waiver import Waiver
from tht_xl.month.configuration.asking import AskedInMonth, problems_of_asking
from tht_xl.month.configuration.governance import Governed, unknown_figures
from tht_xl.month.configuration.names import find_return, problems_of_names, unknown_names, unknown_waived
from tht_xl.month.configuration.parts import (
    ReturnSource,
    SharedSheetConfig,
    WaiverConfig,
    Withdrawal,
)
from tht_xl.month.configuration.places import OUTPUT, REHEARSED, STORE_SUFFIX, beside, wrong_places
from tht_xl.month.configuration.registers import RegisterSource, ViewEntry, require_grouping
from tht_xl.month.configuration.withdrawals import resolve_withdrawals


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
        return _problem(self._document, path, what, remedy)

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


def load_config(path: Path | str) -> MonthConfig:
    """Read a month's configuration.

    Raises:
        ConfigError: The file is missing, is not YAML, or has something that cannot be used: all problems, a line each.
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
    folder, at = path.resolve().parent, partial(_problem, document)
    problems = [
        *document.problems,
        *problems_of_asking(document.content, at),
        *wrong_places(document.content, folder, at),
    ]
    if document.is_complete:
        try:
            config = beside(MonthConfig.model_validate(document.content), folder)
            config._document, config._source = document, content
            if not problems:
                return config
        except ValidationError as error:
            problems += [_problem(document, each.path, each.what, each.remedy) for each in _wrong(error)]
        problems += _wrong_names(document, folder)
    by_line = sorted(dict.fromkeys(problems), key=lambda problem: problem.line)
    raise ConfigError("\n".join([*map(str, by_line), "docs/month.md shows a whole file."]))


def _wrong(error: ValidationError) -> Iterator[Contradiction]:
    return contradictions_of(error, MonthConfig)


def _wrong_names(document: Document, folder: Path) -> list[Problem]:
    """Return the other names that are wrong, so that a file with several kinds of fault can be corrected in one go."""
    at = partial(_problem, document)
    return [*problems_of_names(document.content, folder, at), *unknown_waived(document.content, at)]


def _problem(document: Document, path: KeyPath, what: str, remedy: str = "") -> Problem:
    return Problem(document.name, document.line_of(path), what, remedy)


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


def framework_of(config: MonthConfig) -> Framework:
    """Return the configuration's framework, which knows every partner and indicator that the configuration names.

    Raises:
        ConfigError: It does not: every unknown name, with its line and the nearest name that there is.
        DefinitionError: The framework's own definition cannot be read.
    """
    problems: list[Problem] = []
    try:
        framework = load_framework(config.framework)
    except UnknownNameError as error:
        framework = None
        problems.append(config.at(("framework",), error.message, error.remedy))
    returns = [{"partner": source.partner, "indicators": source.indicators} for source in config.returns]
    figures = {
        "not_before": [{"figure": each.figure} for each in config.not_before],
        "content": [{"figure": each.figure} for each in config.content],
    }
    problems += unknown_names(returns, framework, config.at) if framework is not None else ()
    problems += unknown_figures(figures, framework, config.at)
    if framework is None or problems:
        # Where withdrawals alone are wrong, `recall` says so: it knows too which rows there are.
        keys = [withdrawal.key for withdrawal in config.withdraw]
        problems += resolve_withdrawals(keys, framework, config.at)[1]
        raise ConfigError("\n".join(map(str, sorted(problems, key=lambda problem: problem.line))))
    return framework
