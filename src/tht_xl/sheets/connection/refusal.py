"""Google's refusals in the words of the person who runs the month, each with what to do."""

from google.auth.exceptions import GoogleAuthError
from gspread.exceptions import APIError

from tht_xl.errors import SheetError


class UncertainWriteError(SheetError):
    """A write was sent and no answer came: either all of it happened, or none."""


class NotPreparedError(SheetError):
    """A spreadsheet without our hidden worksheets: nothing of ours has ever been written to it."""


class RejectedRequestError(SheetError):
    """Google found a request impossible, for instance because the sheet has changed since it was read."""


def refusal(error: APIError, account: str) -> SheetError:
    """Return why Google refused, and what to do.

    Args:
        error: gspread's error.
        account: E-mail of the service account; "" if unknown.
    """
    who = account or "the service account"
    message = str(error.error.get("message", "")).strip() or f"HTTP {error.response.status_code}"
    match error.response.status_code:
        case 400:
            return RejectedRequestError(f"Google rejected the request: {message}")
        case 401:
            return SheetError(f"Google does not accept the sign-in of {who}", remedy="Make a new key for the account")
        case 403 if "has not been used" in message or "is disabled" in message:
            return SheetError(
                "the Google Sheets API is switched off in the service account's project",
                remedy="Switch it on in the Google Cloud console under APIs & Services, and wait a few minutes",
            )
        case 403:
            return SheetError(
                f"{who} may not edit the spreadsheet ({message})",
                remedy=f"Share the spreadsheet with {who} as Editor",
            )
        case 404:
            return SheetError(
                "there is no such spreadsheet",
                remedy="Check its id: the part of its address between /d/ and /edit",
            )
    return SheetError(f"Google answered {error.response.status_code}: {message}")


def sign_in_refusal(error: GoogleAuthError, account: str) -> SheetError:
    """Return why there is no token, and what to do. The key itself is never shown."""
    who = account or "the service account"
    if "invalid_grant" in str(error):
        return SheetError(
            f"Google refuses the key of {who} (invalid_grant)",
            remedy="The key was deleted, or this computer's clock is wrong: set the clock, or make a new key and "
            "delete the old one",
        )
    return SheetError(f"{who} could not sign in ({type(error).__name__})", remedy="Make a new key for the account")


def unreachable(error: Exception) -> SheetError:
    """Return what to say when all retries have failed."""
    if isinstance(error, APIError) and error.response.status_code == 429:
        return SheetError(
            "Google allows 60 reads and 60 writes a minute, and more were asked for",
            remedy="Wait a few minutes and run again",
        )
    what = f"HTTP {error.response.status_code}" if isinstance(error, APIError) else type(error).__name__
    return SheetError(
        f"Google cannot be reached ({what})", remedy="The sheet is intact; check the connection and run again"
    )
