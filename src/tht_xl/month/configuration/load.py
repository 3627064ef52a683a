"""Read a month's configuration, with everything that is wrong in it, a line each."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from tht_xl.documents.problem import Contradiction, Problem
from tht_xl.documents.yaml_document import Document, read_document
from tht_xl.errors import ConfigError, UnknownNameError
from tht_xl.framework.load import load_framework
from tht_xl.framework.wording import contradictions_of
from tht_xl.model.definition import Framework
from tht_xl.month.configuration.asking import MONTH, path_of_month, problems_of_asking
from tht_xl.month.configuration.config import MonthConfig, problem_in
from tht_xl.month.configuration.governance import unknown_figures
from tht_xl.month.configuration.names import problems_of_names, unknown_names, unknown_waived
from tht_xl.month.configuration.places import MEMORY, REHEARSED, STORE, wrong_places
from tht_xl.month.configuration.withdrawals import resolve_withdrawals


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
    folder, at = path.resolve().parent, partial(problem_in, document)
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
            problems += [problem_in(document, each.path, each.what, each.remedy) for each in _wrong(error)]
        problems += _wrong_names(document, folder)
    by_line = sorted(dict.fromkeys(problems), key=lambda problem: problem.line)
    raise ConfigError("\n".join([*map(str, by_line), "docs/month.md shows a whole file."]))


def _wrong(error: ValidationError) -> Iterator[Contradiction]:
    return contradictions_of(error, MonthConfig)


def _wrong_names(document: Document, folder: Path) -> list[Problem]:
    """Return the other names that are wrong, so that a file with several kinds of fault can be corrected in one go."""
    at = partial(problem_in, document)
    return [*problems_of_names(document.content, folder, at), *unknown_waived(document.content, at)]


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


def beside(config: MonthConfig, folder: Path) -> MonthConfig:
    """Return the same configuration with every path made absolute from the file's own folder."""

    def placed(path: Path) -> Path:
        return folder / path_of_month(path, config.month)

    returns = tuple(r.model_copy(update={"workbook": placed(r.workbook)}) for r in config.returns)
    registers = tuple(
        r.model_copy(update={"workbook": placed(r.workbook), "mapping": r.mapping and (folder / r.mapping)})
        for r in config.registers
    )
    waivers = tuple(w.model_copy(update={"workbook": placed(w.workbook)}) for w in config.waivers)
    sheet = config.sheet
    if sheet is not None and sheet.key_file is not None:
        sheet = sheet.model_copy(update={"key_file": folder / sheet.key_file})
    named = Path(config.framework)
    framework = str(folder / named) if (folder / named).is_dir() else config.framework
    output, memory = placed(config.output).resolve(), (folder / (config.memory or MEMORY)).resolve()
    store = (folder / (config.store or STORE)).resolve() if config.store or not config.memory else None
    rehearsal = (folder / config.rehearsal).resolve() if config.rehearsal else None
    if rehearsal is None and MONTH in str(config.output):
        # In a folder of its own each month would begin with a sheet in which nobody has typed a word.
        rehearsal = (store or memory).with_suffix(f".{REHEARSED}")
    return config.model_copy(
        update={
            "returns": returns,
            "registers": registers,
            "waivers": waivers,
            "sheet": sheet,
            "framework": framework,
            "output": output,
            "asked": (folder / config.asked).resolve(),
            "store": store,
            "rehearsal": rehearsal,
            "memory": memory,
        }
    )
