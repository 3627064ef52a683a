"""A role: what somebody does, such as public health lead, and never who it is."""

import unicodedata

from tht_xl.errors import ConfigError

REMEDY = "Write what the person does, such as public health lead"


def as_role(given: str, *, where: str = "") -> str:
    """Return a role as it is recorded, without spaces and full stops at its ends.

    Everything that asks for a role asks here: a configuration, an option, the store. A role is shown in e-mails, on
    pages and in logs, one line each, so it cannot have a line break or a character that is not seen.

    Args:
        given: The role as somebody wrote it.
        where: Where it was written, for the message, such as the option.

    Raises:
        ConfigError: Nothing is said, it is an e-mail address, or it is not one line of text.

    Examples:
        >>> as_role(" Public health lead. ")
        'Public health lead'
    """
    # A non-breaking space, as word processors put in, is a space.
    role = "".join(" " if unicodedata.category(letter) == "Zs" else letter for letter in given).strip()
    role = role.rstrip(".… ")  # "..." is what a person is asked to replace
    if not role:
        raise ConfigError("nobody is named", where=where, remedy=REMEDY)
    if "@" in role:
        # Not repeated in the message: the address is what must not be passed on.
        raise ConfigError("an e-mail address is a person", where=where, remedy=REMEDY)
    if not role.isprintable():
        raise ConfigError(f"{role!r} is not one line of text", where=where, remedy=REMEDY)
    return role
