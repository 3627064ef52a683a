"""The file of a definition, as it is read."""

from pathlib import Path

from tht_xl.errors import DefinitionError


def definition_bytes(path: Path) -> bytes:
    """Return what a definition's file holds.

    Raises:
        DefinitionError: It cannot be read: it is not there, is a folder, or is somebody else's.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise DefinitionError(f"cannot be read ({error.strerror})", where=str(path), remedy="Check the path") from None
