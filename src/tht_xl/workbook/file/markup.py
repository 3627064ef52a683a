"""Reading the XML of a workbook element by element, whatever prefix or variant of the standard it uses."""

from collections.abc import Callable
from xml.parsers import expat

from tht_xl.workbook.file.container import DamagedError, StrangeMarkupError

Attributes = dict[str, str]
Start = Callable[[Attributes], None]

MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
PACKAGE = ("http://schemas.openxmlformats.org/package/2006/relationships",)
RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
"""The two names of the attribute r:id."""


def new_parser() -> expat.XMLParserType:
    """Return a parser that gives names as "namespace name" and refuses document types, hence entities."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise StrangeMarkupError("a part declares a document type")


def run(parser: expat.XMLParserType, data: bytes, part: str) -> None:
    """Parse a part with the handlers that the parser has been given.

    Raises:
        DamagedError: The part is not well-formed, or a handler cannot read an attribute.
    """
    try:
        parser.Parse(data, True)
    except expat.ExpatError as problem:
        raise DamagedError(f"the part {part} is not well-formed ({problem})") from problem
    except (KeyError, ValueError) as problem:
        raise DamagedError(f"the part {part} has an attribute that is missing or is not a number") from problem
    except LookupError as problem:
        raise DamagedError(f"the part {part} names an unknown encoding") from problem


def read_starts(data: bytes, part: str, starts: dict[str, Start], namespaces: tuple[str, ...] = MAIN) -> None:
    """Call a function with the attributes of each element of interest, in the order of the part.

    Args:
        data: The part.
        part: Its name, for the message.
        starts: What to call, by the local name of the element.
        namespaces: The namespaces in which those names count.

    Raises:
        DamagedError: The part is not well-formed.
    """
    named = {f"{namespace} {name}": call for namespace in namespaces for name, call in starts.items()}

    def start(name: str, attributes: Attributes) -> None:
        call = named.get(name)
        if call:
            call(attributes)

    parser = new_parser()
    parser.StartElementHandler = start
    run(parser, data, part)
