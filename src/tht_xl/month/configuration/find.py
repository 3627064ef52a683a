"""The month's configuration in a folder, where nobody names one."""

import re
from pathlib import Path

from tht_xl.errors import ConfigError

ENDINGS = (".yaml", ".yml")
MAX_SIZE = 1_000_000
"""A configuration is a few kilobytes; nothing larger is looked into. [bytes]"""
_MONTH = re.compile(rb"^[\"']?month[\"']?[ \t]*:[ \t]*([^#\r\n]*)", re.MULTILINE)
_RETURNS = re.compile(rb"^[\"']?returns[\"']?[ \t]*:", re.MULTILINE)


def find_config(folder: Path) -> Path:
    """Return the one YAML file in a folder that has `month:` and `returns:`.

    Raises:
        ConfigError: There is none, or there are several, which are listed with their months.
    """
    found = {path: month for path in _yaml_files(folder) if (month := _month_of(path)) is not None}
    if len(found) == 1:
        return next(iter(found))
    if not found:
        raise ConfigError(
            "no YAML file here has 'month:' and 'returns:'",
            where=str(folder),
            remedy="Go to the folder of the month's configuration, or name the file: tht-xl month status november.yaml",
        )
    listed = ", ".join(f"{path.name} ({month or 'no month'})" for path, month in found.items())
    example = next(iter(found)).name
    raise ConfigError(
        f"{len(found)} files here are configurations of a month: {listed}",
        where=str(folder),
        remedy=f"Name the one you mean, as in: tht-xl month status {example}",
    )


def config_or_found(given: Path | None) -> Path:
    """Return the configuration that somebody names, or else the one in the current folder.

    Raises:
        ConfigError: Nobody names one, and the folder has none or several.
    """
    return given if given is not None else find_config(Path.cwd())


def _yaml_files(folder: Path) -> list[Path]:
    try:
        inside = sorted(folder.iterdir(), key=lambda path: (path.name.casefold(), path.name))
    except OSError as error:
        raise ConfigError(f"the folder cannot be read ({error.strerror})", where=str(folder)) from None
    return [path for path in inside if path.suffix.lower() in ENDINGS and not path.name.startswith(".")]


def _month_of(path: Path) -> str | None:
    """Return the month that a file is about, as it is written there; None where it is not a month's configuration."""
    # Read as text, not as YAML: a configuration with a slip in it is still the one that is meant, and says so itself.
    try:
        if not path.is_file() or path.stat().st_size > MAX_SIZE:
            return None
        content = path.read_bytes()
    except OSError:
        return None
    month = _MONTH.search(content)
    if month is None or not _RETURNS.search(content):
        return None
    return month[1].decode("utf-8", "replace").strip().strip("\"'")
