"""Read one stream of an Office 97 file ([MS-CFB]), as .xls is one."""

import struct
from collections.abc import Sequence

from tht_xl.workbook.file.container import DamagedError

END = 0xFFFFFFFA
"""From here on a sector's number says that none follows."""
ENTRY = 128
"""Length of an entry of the directory. [bytes]"""
STREAM = 2


def read_stream(data: bytes, names: Sequence[str]) -> bytes:
    """Return the first stream in the file with one of these names.

    Raises:
        DamagedError: There is none, or the chain of its sectors is broken.
    """
    try:
        size = 1 << struct.unpack_from("<H", data, 30)[0]
        table = _allocation_table(data, size)
        directory = _chain(data, table, struct.unpack_from("<I", data, 48)[0], size)
        wanted = [name.casefold() for name in names]
        for at in range(0, len(directory) - ENTRY + 1, ENTRY):
            entry = directory[at : at + ENTRY]
            length = struct.unpack_from("<H", entry, 64)[0]
            name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
            if entry[66] == STREAM and name.casefold() in wanted:
                first, stream_size = struct.unpack_from("<I", entry, 116)[0], struct.unpack_from("<I", entry, 120)[0]
                # Streams below 4,096 bytes are kept elsewhere; a workbook never is one.
                return _chain(data, table, first, size)[:stream_size]
    except (struct.error, IndexError) as problem:
        raise DamagedError("the file is damaged (its table of sectors)") from problem
    raise DamagedError("there is no workbook in the file")


def _allocation_table(data: bytes, size: int) -> Sequence[int]:
    """Return the sector that follows each sector."""
    if not 128 <= size <= 65_536:
        raise DamagedError("the file is damaged (the size of its sectors)")
    numbers = list(struct.unpack_from("<109I", data, 76))
    following, more = struct.unpack_from("<II", data, 68)
    # A chain cannot be longer than the file has sectors, whatever it says.
    for _ in range(min(more, len(data) // size)):
        if following >= END:
            break
        words = struct.unpack_from(f"<{size // 4}I", data, (following + 1) * size)
        numbers += words[:-1]
        following = words[-1]
    table: list[int] = []
    for number in numbers:
        if number >= END:
            break
        table += struct.unpack_from(f"<{size // 4}I", data, (number + 1) * size)
        if len(table) > len(data) // size + size:
            raise DamagedError("the file is damaged (its table of sectors)")
    return table


def _chain(data: bytes, table: Sequence[int], first: int, size: int) -> bytes:
    pieces: list[bytes] = []
    while first < END:
        if len(pieces) * size > len(data):
            raise DamagedError("the file is damaged (its sectors go round in a circle)")
        pieces.append(data[(first + 1) * size : (first + 2) * size])
        first = table[first]
    return b"".join(pieces)
