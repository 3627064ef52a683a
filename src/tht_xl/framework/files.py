"""The files of a framework as they are, to be kept or compared."""

from importlib.resources import files
from pathlib import Path

from tht_xl.errors import DefinitionError
from tht_xl.framework import source
from tht_xl.framework.load import framework_names


def definition_files(name_or_path: str | Path) -> dict[str, bytes]:
    """Return what each YAML file of a framework holds, by its name, in the order of the names.

    Args:
        name_or_path: As `load_framework` takes it.

    Raises:
        DefinitionError: They cannot be read.
    """
    is_packaged = isinstance(name_or_path, str) and name_or_path in framework_names()
    folder = files("tht_xl") / "definitions" / str(name_or_path) if is_packaged else Path(name_or_path)
    try:
        return {file.name: file.read_bytes() for file in source.definition_files(folder)}
    except OSError as error:
        raise DefinitionError(f"{name_or_path} cannot be read ({error.strerror})", problems=()) from None
