"""The file and line of something in a framework, for checks that run on the framework itself."""

from collections.abc import Callable
from pathlib import Path as FilePath

from tht_xl.documents.problem import Path
from tht_xl.framework.load import definitions, framework_names
from tht_xl.framework.source import read_source


def place_finder(name_or_path: str | FilePath) -> Callable[[Path], str]:
    """Return a function from a place in a framework to its file and line: "indicators.yaml:14".

    The files are read once, when the function is made. A key that is not written leads to the line of
    what it belongs to.

    Args:
        name_or_path: As `load_framework` takes it.

    Raises:
        DefinitionError: The files cannot be read.
    """
    is_packaged = isinstance(name_or_path, str) and name_or_path in framework_names()
    folder = definitions() / str(name_or_path) if is_packaged else FilePath(name_or_path)
    source = read_source(folder)

    def find(path: Path) -> str:
        found = source.problem(path, "")
        return f"{found.file}:{found.line}" if found.line else found.file

    return find
