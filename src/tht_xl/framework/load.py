"""Load a framework from its folder of YAML files, and refuse one that contradicts itself."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from tht_xl.errors import DomainError, UnknownNameError

if TYPE_CHECKING:
    from tht_xl.framework.source import Folder
    from tht_xl.model.definition import Framework


def load_framework(name_or_path: str | FilePath) -> Framework:
    """Return the framework with this name, or the one in this folder.

    A framework that comes with the package is read once. A folder is read afresh each time, because somebody may be
    editing it. Text that is not a packaged name is taken for a folder.

    Args:
        name_or_path: Name of a packaged framework, such as "tht", or a folder of YAML files.

    Raises:
        DomainError: It is neither a text nor a path.
        UnknownNameError: The text is neither a packaged framework nor a path.
        DefinitionError: The folder cannot be read, or holds a definition that contradicts itself. Its `problems` are
            all that is wrong, each as "file.yaml:14: what. What to do".
    """
    if not isinstance(name_or_path, str | FilePath):
        raise DomainError(
            f"the framework is a {type(name_or_path).__name__}; expected a name or a folder",
            remedy=f"Write for instance {framework_names()[-1]!r}",
        )
    if isinstance(name_or_path, str):
        if name_or_path in framework_names():
            return load_packaged(name_or_path)
        if not FilePath(name_or_path).exists() and not set(name_or_path) & set("/\\."):
            raise UnknownNameError("framework", name_or_path, framework_names())
    return _load(FilePath(name_or_path))


@lru_cache(maxsize=32)
def load_packaged(name: str) -> Framework:
    """Return the framework of this name that comes with the package.

    Raises:
        UnknownNameError: There is none.
        DefinitionError: Its definition contradicts itself.
    """
    if name not in framework_names():
        raise UnknownNameError("framework", name, framework_names())
    return _load(definitions() / name)


def framework_names() -> list[str]:
    """Names of the frameworks that come with the package, in alphabetical order."""
    return list(_framework_names())


@lru_cache(maxsize=1)
def _framework_names() -> tuple[str, ...]:
    return tuple(sorted(item.name for item in definitions().iterdir() if (item / "framework.yaml").is_file()))


def definitions() -> Traversable:
    """Return the folder of the definitions that come with the package."""
    return files("tht_xl") / "definitions"


def _load(folder: Folder) -> Framework:
    # The readers take longer to import than most worksheet functions to compute, and few of those look anything up.
    from tht_xl.documents.problem import refusal_of
    from tht_xl.framework.source import read_source
    from tht_xl.framework.validate import validate

    source = read_source(folder)
    framework, problems = None, list(source.problems)
    # Of a file that was read in part, the areas below the fault are missing: to call each of them unknown would send
    # its owner after mistakes that are not there.
    if source.is_complete:
        framework, contradictions = validate(source.content)
        problems += [source.problem(found.path, found.what, found.remedy) for found in contradictions]
    if problems or framework is None:
        raise refusal_of(problems)
    return framework
