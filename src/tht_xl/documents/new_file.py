"""A file that is about to be written: nothing that is there is lost."""

from pathlib import Path

from tht_xl.errors import DomainError


def check_new_file(path: Path, *endings: str) -> None:
    """Refuse a place where nothing should or can be written.

    Args:
        path: The file to be.
        endings: The endings its name may have, in any case; any where none is given.

    Raises:
        DomainError: It has another ending, it is there already, or its folder is not.
    """
    if endings and path.suffix.lower() not in endings:
        raise DomainError(f"{path.name} cannot be written", remedy=f"End the name in {' or '.join(endings)}")
    if path.exists():
        raise DomainError(f"{path} is there already", remedy="Choose another name, or move it away first")
    if not path.parent.is_dir():
        raise DomainError(f"there is no folder {path.parent}", remedy="Make it first, or choose another one")
