"""The file as bytes, and the parts inside it, opened so that no file can do harm."""

import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TypeVar, cast

from tht_xl.errors import WorkbookError

MAX_FILE_SIZE = 100_000_000
"""A partner's return is a few hundred kilobytes. [bytes]"""
MAX_EXPANDED_SIZE = 400_000_000
"""All parts that are read, once expanded. [bytes]"""
MAX_RATIO = 250
"""Expanded size to packed size; a worksheet reaches 10 to 40."""
SMALL_PART = 10_000_000
"""Below this expanded size the ratio does not matter. [bytes]"""
MAX_PARTS = 10_000
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OverflowError, OSError)

Made = TypeVar("Made")


class DamagedError(WorkbookError):
    """A part of the workbook is missing or is not what it should be."""

    code = "R105"
    """The rule that says so."""
    expected = "a complete workbook"


class ExpandsTooFarError(DamagedError):
    """The parts of a workbook would take more room than a workbook may."""

    code = "R104"
    expected = "a file that stays small once expanded"


class TooManyCellsError(DamagedError):
    """A sheet has more cells, from A1 to its last filled one, than a table may."""

    code = "R109"
    expected = "a table that ends where its figures end"


class StrangeMarkupError(DamagedError):
    """A part declares what Excel never writes."""

    code = "R106"
    expected = "parts without one, as Excel writes them"


class EncryptedError(DamagedError):
    """The workbook needs a password."""

    code = "R103"
    expected = "a workbook that opens without one"


@dataclass(frozen=True)
class RawFile:
    """A file as it came.

    Attributes:
        path: Where it is.
        data: Its bytes; empty where they could not be read or are too many.
        size: How many bytes it has. [bytes]
        problem: Why it could not be read, or "".
    """

    path: Path
    data: bytes
    size: int
    problem: str = ""

    @staticmethod
    def read(path: Path) -> "RawFile":
        """Read the file; a reason takes the place of its bytes where that fails."""
        try:
            size = path.stat().st_size
            return RawFile(path, path.read_bytes() if size <= MAX_FILE_SIZE else b"", size)
        except FileNotFoundError:
            return RawFile(path, b"", 0, "there is no such file")
        except IsADirectoryError:
            return RawFile(path, b"", 0, "this is a folder")
        except PermissionError:
            reason = "this is a folder" if path.is_dir() else "the file is locked or may not be read"
            return RawFile(path, b"", 0, reason)
        except (OSError, ValueError) as problem:
            return RawFile(path, b"", 0, f"the file cannot be read ({getattr(problem, 'strerror', None) or problem})")

    @property
    def is_zip(self) -> bool:
        """Whether the bytes begin as those of every .xlsx file do."""
        return self.data.startswith(b"PK\x03\x04")

    @cached_property
    def container(self) -> "Container":
        """The parts inside, none of them expanded yet.

        Raises:
            DamagedError: The list of parts cannot be read.
        """
        try:
            package = zipfile.ZipFile(BytesIO(self.data))
            return Container(package, {_plain(entry.filename): entry for entry in package.infolist()})
        except _UNREADABLE as problem:
            raise DamagedError(f"the file is damaged ({problem})") from problem

    def directory(self) -> list[zipfile.ZipInfo]:
        """Return the parts inside, or none where the list of parts itself is damaged."""
        try:
            return list(self.container.entries.values())
        except DamagedError:
            return []


@dataclass(frozen=True)
class Container:
    """The parts of a workbook, each expanded and verified when it is asked for.

    A part that nobody asks for is never expanded, so a damaged picture or a huge pivot cache harms nothing.

    Attributes:
        package: The file, opened once: its list of parts takes longer to read than most parts do.
        entries: What the list of parts says of each, by its name in small letters.
    """

    package: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]
    _expanded: dict[str, bytes] = field(default_factory=dict[str, bytes])
    _made: dict[object, object] = field(default_factory=dict[object, object])

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts in the order of the file, as it spells them but for backslashes."""
        return tuple(entry.filename.replace("\\", "/") for entry in self.entries.values())

    def has(self, name: str) -> bool:
        """Return whether there is a part of this name, whatever its capitals."""
        return _plain(name) in self.entries

    def entry(self, name: str) -> zipfile.ZipInfo:
        """Return what the list of parts says of a part.

        Raises:
            DamagedError: It is not there.
        """
        if not self.has(name):
            raise DamagedError(f"the part {name} is missing")
        return self.entries[_plain(name)]

    def part(self, name: str) -> bytes:
        """One part, never expanded beyond the size that its entry declares.

        Raises:
            DamagedError: It is not there, cannot be expanded, or does not match its checksum.
        """
        key, entry = _plain(name), self.entry(name)
        if key not in self._expanded:
            self._expanded[key] = self._expand(entry)
        return self._expanded[key]

    def once(self, make: Callable[["Container"], Made]) -> Made:
        """Return what a function makes of the parts; it is called the first time only, unless it fails."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("Made", self._made[make])

    def _expand(self, entry: zipfile.ZipInfo) -> bytes:
        if entry.flag_bits & 1:
            raise DamagedError(f"{entry.filename} is encrypted inside the file")
        # The rules look at the parts of a return before they are read (R104); those of a register, whose names only its
        # own sheets tell, are held to the same limits here.
        expanded = sum(map(len, self._expanded.values())) + entry.file_size
        if expanded > MAX_EXPANDED_SIZE:
            raise ExpandsTooFarError(f"the file expands to {expanded:,} bytes")
        if entry.file_size > max(SMALL_PART, MAX_RATIO * entry.compress_size):
            times = entry.file_size // max(entry.compress_size, 1)
            raise ExpandsTooFarError(f"{entry.filename} expands to {times:,} times its size")
        try:
            return self.package.read(entry)
        except _UNREADABLE as problem:
            raise DamagedError(f"the file is damaged ({problem})") from problem


def _plain(name: str) -> str:
    # Names of parts are compared without regard to capitals (ECMA-376 part 2); some programs write backslashes.
    return name.replace("\\", "/").lstrip("/").casefold()
