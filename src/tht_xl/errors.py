"""The one family of exceptions: each says what, where and what to do, in one line a cell could show."""

from difflib import get_close_matches

from tht_xl.installation import install_command

MAX_NAME_LENGTH = 100
"""Longer names are cut: whole pages get pasted into cells. [characters]"""


class ThtError(Exception):
    """Anything tht_xl refuses to do. The message is one line for the person who gave the input.

    Args:
        message: What is wrong, with the value given.
        where: File and line, sheet and cell, or argument. Empty when the message says it.
        remedy: What to do about it.
    """

    def __init__(self, message: str, *, where: str = "", remedy: str = "") -> None:
        self.message, self.where, self.remedy = message, where, remedy
        super().__init__(f"{where + ': ' if where else ''}{message}{'. ' + remedy if remedy else ''}")

    def __reduce__(self) -> "tuple[object, ...]":
        # Errors cross process borders, and not every one of the family can be rebuilt from its message.
        return _restore, (type(self), self.args, self.__dict__)


class DomainError(ThtError, ValueError):
    """An argument lies outside the range in which a method is defined."""


class PeriodError(ThtError, ValueError):
    """A text or a date names no period."""


class UnknownNameError(ThtError, KeyError):
    """An id, field or option that is not there; the nearest match is named.

    Args:
        kind: What was looked for, such as "indicator".
        given: What was written.
        known: What there is.
        where: File and line, sheet and cell, or argument.
        suggests: Whether to look for the nearest. It takes a millisecond, too long for the thousands of wrong names
            that a wrong column holds.
        instead: The name that is meant, where that is known for certain.
    """

    __str__ = Exception.__str__

    def __init__(
        self, kind: str, given: str, known: list[str], *, where: str = "", suggests: bool = True, instead: str = ""
    ) -> None:
        folded = {name.casefold(): name for name in reversed(known)}
        wanted = given[:MAX_NAME_LENGTH].casefold()
        close = get_close_matches(wanted, list(folded), n=1, cutoff=0.5) if suggests else []
        self.nearest = instead or (folded[close[0]] if close else "")
        super().__init__(
            f"unknown {kind} {given[:MAX_NAME_LENGTH]!r}",
            where=where,
            remedy=f"Did you mean {self.nearest!r}?" if self.nearest else _list_known(known),
        )


class AmbiguousNameError(UnknownNameError):
    """A name that several things carry."""

    def __init__(self, kind: str, given: str, ids: list[str], *, where: str = "") -> None:
        self.nearest = ids[0]
        ThtError.__init__(
            self,
            f"{kind} {given[:MAX_NAME_LENGTH]!r} can be any of {len(ids)}",
            where=where,
            remedy=f"Write the id of the one you mean: {', '.join(ids)}",
        )


class DefinitionError(ThtError):
    """A framework's definition contradicts itself or cannot be read.

    Attributes:
        problems: Everything that is wrong, each as "file.yaml:14: what. What to do".
    """

    def __init__(
        self, message: str, *, where: str = "", remedy: str = "", problems: "tuple[str, ...] | None" = None
    ) -> None:
        super().__init__(message, where=where, remedy=remedy)
        self.problems = (str(self),) if problems is None else problems


class WorkbookError(ThtError):
    """A file that cannot be read as a workbook."""


class SheetError(ThtError):
    """The shared sheet is not as we left it, or cannot be reached; nothing was written."""


class ConfigError(ThtError, ValueError):
    """A configuration file that cannot be used."""


class StoreError(ConfigError):
    """The store of the month cannot be used; it is as it was."""


class MissingExtraError(ThtError, ImportError):
    """A package that tht_xl needs for this is not installed, or cannot be loaded.

    Args:
        extra: The extra it belongs to, several separated by commas, as for pip; empty for what every installation has.
        package: Its name for pip; several separated by commas.
        because: Why it cannot be loaded, where it is there.
    """

    def __init__(self, extra: str, package: str, *, because: str = "") -> None:
        state = f"cannot be loaded ({because})" if because else f"{'are' if ',' in package else 'is'} not installed"
        kind = "extras" if "," in extra else "extra"
        part = f" ({kind} {extra.replace(',', ', ')})" if extra else ""
        command = install_command(extra.split(",") if extra else ())
        again = command.replace(" install ", " install --force-reinstall ", 1) if because else command
        super().__init__(f"{package}{part} {state}", remedy=f"Install {'it again' if because else 'it'} with: {again}")


def _list_known(known: list[str]) -> str:
    if not known:
        return "None is defined"
    return f"Known: {', '.join(known[:6])}" + (f" and {len(known) - 6} more" if len(known) > 6 else "")


def _restore(kind: type[ThtError], args: tuple[str, ...], state: dict[str, object]) -> ThtError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error
