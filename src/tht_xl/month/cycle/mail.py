"""An e-mail as a file that opens as a draft in a mail program: whoever runs the month reads it before it goes out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from tht_xl.month.configuration.asking import Contact
from tht_xl.month.cycle.letter import Letter

WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
CALENDAR = ("text", "calendar")
CALENDAR_NAME = "due.ics"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with an e-mail."""

    name: str
    content: bytes
    kind: tuple[str, str] = WORKBOOK


def draft(
    letter: Letter, *, sender: Contact, to: Contact | None, attachments: Iterable[Attachment], written: datetime
) -> bytes:
    """Return an e-mail (RFC 5322) as Outlook, Thunderbird and Apple Mail open it.

    Args:
        letter: What it says, in plain text and as a page.
        sender: From whom.
        to: To whom; whoever sends it fills that in where nobody is named.
        attachments: What goes with it.
        written: The time it is written.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"  # Outlook opens the file as a draft that can be sent, not as a message received
    message["From"] = _address(sender)
    if to is not None:
        message["To"] = _address(to)
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = format_datetime(written)
    message.set_content(letter.as_text())
    message.add_alternative(letter.as_page(), subtype="html")
    for each in attachments:
        kind, subtype = each.kind
        params = {"charset": "utf-8"} if kind == "text" else {}
        message.add_attachment(each.content, maintype=kind, subtype=subtype, filename=each.name, params=params)
    return message.as_bytes()


def _address(contact: Contact) -> Address:
    return Address(display_name=contact.role, addr_spec=contact.email)
