"""A letter to a partner: its paragraphs and lists, as plain text and as a page."""

import textwrap
from dataclasses import dataclass
from html import escape

LINE = 76
"""Where lines of plain text break. [characters]"""
STYLE = "font-family: Calibri, Arial, sans-serif; font-size: 11pt; line-height: 1.4; color: #222; max-width: 44em"


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a return, above what is said of it."""

    text: str


Block = str | Heading | tuple[str, ...]
"""A paragraph, a heading, or a list with a line for each item."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written to a partner.

    Attributes:
        subject: One line.
        blocks: In order.
    """

    subject: str
    blocks: tuple[Block, ...]

    def as_text(self) -> str:
        """Return the letter as plain text."""
        return "\n\n".join(map(_text, self.blocks)) + "\n"

    def as_page(self) -> str:
        """Return the letter as HTML that mail programs show, without anything that they would have to load."""
        body = "\n".join(map(_page, self.blocks))
        return (
            f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{escape(self.subject)}</title>'
            f'</head>\n<body style="{STYLE}">\n{body}\n</body></html>\n'
        )


def _text(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{block.text}\n{'-' * len(block.text)}"
    if isinstance(block, str):
        # Lines that the writer broke, as in the closing words, stay apart.
        return "\n".join(_wrapped(line, "", "") for line in block.split("\n"))
    return "\n".join(_wrapped(item, "- ", "  ") for item in block)


def _wrapped(text: str, first: str, others: str) -> str:
    return textwrap.fill(
        text, LINE, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    )


def _page(block: Block) -> str:
    if isinstance(block, Heading):
        return f'<h2 style="font-size: 12pt; margin: 1.4em 0 0.4em">{escape(block.text)}</h2>'
    if isinstance(block, str):
        return f"<p>{'<br>'.join(escape(line) for line in block.split(chr(10)))}</p>"
    return "<ul>" + "".join(f'<li style="margin: 0.3em 0">{escape(item)}</li>' for item in block) + "</ul>"
