"""The configuration of a month: whose returns, which framework, which shared sheet, where the results go."""

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from tht_xl.errors import ConfigError
from tht_xl.model.period import Period

DEFAULT_NARRATIVE = ("Narrative", "Action")


class Part(BaseModel):
    """A frozen part of the configuration; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class ReturnSource(Part):
    """One partner's return."""

    workbook: Path
    partner: str


class SharedSheetConfig(Part):
    """The shared Google Sheet, made by a person and shared with the service account."""

    spreadsheet: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{10,}$")]
    worksheet: str = "Outcomes"
    narrative: tuple[str, ...] = DEFAULT_NARRATIVE
    """Headings of the columns that people write in and whose text goes into the paper; no other column does."""
    key_file: Path | None = None
    """Service-account key; a path from the environment variable THT_XL_KEY_FILE where it is not given."""


class MonthConfig(Part):
    """A month's configuration, as the YAML file holds it. Paths are relative to that file."""

    month: Annotated[Period, BeforeValidator(Period.parse)]
    framework: str = "tht"
    title: str = "Outcomes report"
    returns: Annotated[tuple[ReturnSource, ...], Field(min_length=1)]
    published: bool = True
    """Whether the series that ship with the framework are shown beside the returns."""
    sheet: SharedSheetConfig | None = None
    output: Path = Path("results")


def load_config(path: Path | str) -> MonthConfig:
    """Read a month's configuration.

    Raises:
        ConfigError: The file is missing, is no YAML, or says something that cannot be used; all problems at once.
    """
    path = Path(path)
    try:
        given = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes texts only
    except OSError as error:
        raise ConfigError(
            f"cannot be read ({error.strerror})", where=str(path), remedy="Give the path of a month's YAML file"
        ) from None
    except UnicodeDecodeError:
        raise ConfigError("is not UTF-8 text", where=str(path), remedy="Save it as UTF-8") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise ConfigError(
            f"is not YAML: {getattr(error, 'problem', None) or 'cannot be parsed'}",
            where=f"{path}{line}",
            remedy="Compare it with docs/month.md",
        ) from None
    try:
        config = MonthConfig.model_validate(given)
    except ValidationError as error:
        raise ConfigError(
            "; ".join(_problems(error)), where=str(path), remedy="docs/month.md shows a whole file"
        ) from None
    return _beside(config, path.resolve().parent)


def _problems(error: ValidationError) -> list[str]:
    """Each problem as "returns.0.workbook: ..."."""
    return [
        f"{'.'.join(map(str, problem['loc'])) or 'the file'}: {problem['msg'].removeprefix('Value error, ').lower()}"
        for problem in error.errors()
    ]


def _beside(config: MonthConfig, folder: Path) -> MonthConfig:
    """The same configuration with every path made absolute from the file's own folder."""
    returns = tuple(r.model_copy(update={"workbook": folder / r.workbook}) for r in config.returns)
    sheet = config.sheet
    if sheet is not None and sheet.key_file is not None:
        sheet = sheet.model_copy(update={"key_file": folder / sheet.key_file})
    named = Path(config.framework)
    framework = str(folder / named) if (folder / named).is_dir() else config.framework
    return config.model_copy(
        update={"returns": returns, "sheet": sheet, "framework": framework, "output": folder / config.output}
    )
