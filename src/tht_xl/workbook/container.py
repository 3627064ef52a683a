"""The file as bytes, and the parts inside it, opened so that no file can do harm."""

import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

from tht_xl.errors import WorkbookError

LARGEST_FILE = 100_000_000
"""A partner's return is a few hundred kilobytes. [bytes]"""
LARGEST_EXPANDED = 400_000_000
"""All parts together, once expanded. [bytes]"""
HIGHEST_RATIO = 250
"""Expanded size to packed size; a worksheet reaches 10 to 40."""
SMALL_PART = 10_000_000
"""Below this expanded size the ratio does not matter. [bytes]"""
MOST_PARTS = 10_000


class DamagedError(WorkbookError):
    """A part of the workbook is missing or is not what it should be."""


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
            return RawFile(path, path.read_bytes() if size <= LARGEST_FILE else b"", size)
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
        """The parts inside, expanded once.

        Raises:
            DamagedError: A part cannot be expanded.
        """
        return Container.open(self)

    def directory(self) -> list[zipfile.ZipInfo]:
        """The parts inside, or none where the list of parts itself is damaged."""
        try:
            with zipfile.ZipFile(BytesIO(self.data)) as package:
                return package.infolist()
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, OSError):
            return []


@dataclass(frozen=True, slots=True)
class Container:
    """The parts of a workbook, each expanded and verified once."""

    parts: dict[str, bytes]

    @staticmethod
    def open(raw: RawFile) -> "Container":
        """Expand every part, none beyond the size that its entry declares.

        Raises:
            DamagedError: A part cannot be expanded, or does not match its checksum.
        """
        parts: dict[str, bytes] = {}
        try:
            with zipfile.ZipFile(BytesIO(raw.data)) as package:
                for entry in package.infolist():
                    if entry.flag_bits & 1:
                        raise DamagedError(f"{entry.filename} is encrypted inside the file")
                    parts[entry.filename] = package.read(entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as problem:
            raise DamagedError(f"the file is damaged ({problem})") from problem
        return Container(parts)

    def part(self, name: str) -> bytes:
        """One part.

        Raises:
            DamagedError: It is not there.
        """
        if name not in self.parts:
            raise DamagedError(f"the part {name} is missing")
        return self.parts[name]
