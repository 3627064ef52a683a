"""A service account's key file: what makes it usable, and safe."""

import json
import os
import stat
from pathlib import Path
from typing import Any

from google.auth.exceptions import GoogleAuthError
from google.oauth2.service_account import Credentials

from tht_xl.errors import SheetError

SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)
"""What the account may do: spreadsheets shared with it, and no other file."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def credentials_from(path: Path) -> Credentials:
    """Read a key file. The key itself never appears in a message.

    Raises:
        SheetError: The file is missing, readable by others, or not a service account's key.
    """
    info = _key(path)
    try:
        return Credentials.from_service_account_info(info, scopes=SCOPES)
    except (ValueError, GoogleAuthError) as error:
        raise SheetError(
            "the key file is incomplete or damaged", where=str(path), remedy="Make a new key and use its file unchanged"
        ) from error


def _key(path: Path) -> dict[str, Any]:
    try:
        mode = path.stat().st_mode
        info = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SheetError(f"the key file cannot be read ({reason})", where=str(path), remedy="Check its path") from error
    except ValueError as error:
        raise SheetError("the key file is not JSON", where=str(path), remedy="Make the key again as JSON") from error
    if os.name == "posix" and mode & _OTHERS:
        raise SheetError(
            f"others on this computer can read the key file (mode {stat.S_IMODE(mode):04o})",
            where=str(path),
            remedy=f"Run: chmod 600 {path}; if anybody may have read it, make a new key and delete this one",
        )
    if not isinstance(info, dict) or info.get("type") != "service_account":
        raise SheetError(
            "the file is not a service account's key",
            where=str(path),
            remedy="In the Google Cloud console: IAM & Admin > Service accounts > Keys > Add key > JSON",
        )
    return info
