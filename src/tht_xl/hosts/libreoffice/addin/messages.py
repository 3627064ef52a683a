"""Messages between the add-in and the functions' process: a length, then the message.

Numbers go as they are in memory: as text they would take longer than most functions.
"""

from __future__ import annotations

import marshal
import struct
from typing import Any, BinaryIO

_LENGTH = struct.Struct("<I")
_VERSION = 2
"""The oldest format that holds numbers as they are; every Python 3 reads and writes it."""


def write_message(stream: BinaryIO, message: Any) -> None:  # noqa: ANN401 - numbers, texts, None and lists of them
    """Send a message.

    Raises:
        OSError: Nobody reads any more.
        ValueError: Something in it is not a number, text, None or list.
    """
    content = marshal.dumps(message, _VERSION)
    stream.write(_LENGTH.pack(len(content)) + content)
    stream.flush()


def read_message(stream: BinaryIO) -> Any:  # noqa: ANN401
    """Return the next message.

    Raises:
        EOFError: There is none.
    """
    head = stream.read(_LENGTH.size)
    content = stream.read(_LENGTH.unpack(head)[0]) if len(head) == _LENGTH.size else b""
    if not content:
        raise EOFError
    # Only the process at the other end of the pipe, which one of the two started, can have written it.
    return marshal.loads(content)  # noqa: S302
