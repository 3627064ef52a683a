"""R101 to R107: whether the file is a workbook at all. The first fault ends the matter."""

from collections.abc import Iterator
from contextlib import suppress

from tht_xl.model.finding import Scope, Severity
from tht_xl.workbook.file import container
from tht_xl.workbook.file.book import parts_read
from tht_xl.workbook.file.container import DamagedError, RawFile
from tht_xl.workbook.file.neighbours import copies_beside
from tht_xl.workbook.rule import Fault, rule
from tht_xl.workbook.values_only.kind import OLE, parts_of_values, values_kind

A_WORKBOOK = "an Excel workbook (.xlsx or .xlsm)"
BEGINNINGS = {
    b"%PDF": "a PDF document",
    b"{\\rtf": "a rich-text document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"<htm": "a web page",
    b"<!do": "a web page",
    b"<tab": "a web page",
    b"<?xm": "an XML file",
}
CSV = ".csv"
PARTS = {
    "xl/workbook.bin": "an Excel binary workbook (.xlsb)",
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "content.xml": "an OpenDocument file (.ods)",
    "Index/Document.iwa": "an Apple Numbers file",
}


@rule(
    "R101",
    "The file cannot be read",
    stage="file",
    scope=Scope.RETURN,
    why="Nothing in it can be checked.",
    fix="Check the name and the folder, and close the file in Excel.",
)
def file_is_unreadable(raw: RawFile) -> Iterator[Fault]:
    """Report a file that is missing, locked, a folder, or not readable by this user."""
    if raw.problem:
        yield Fault(raw.problem, "a file that can be read", fix=_advice_where_copies_are(raw))


def _advice_where_copies_are(raw: RawFile) -> str:
    """Return what to do where the file itself is missing and "child-weight (1).xlsx" is there."""
    copies = copies_beside(raw.path) if not raw.path.exists() else []
    return f"{copies[0]!r} is there: if that is the return, rename it to {raw.path.name}." if copies else ""


@rule(
    "R102",
    "The file is not an Excel workbook",
    stage="file",
    scope=Scope.RETURN,
    why="A renamed CSV, .xls or .ods file has lost, or never had, what the checks need to see.",
    fix="Open it in Excel and save it as an Excel workbook (.xlsx).",
)
def file_is_not_a_workbook(raw: RawFile) -> Iterator[Fault]:
    """Report a file that is not an Excel workbook, whatever its name says."""
    if raw.size > container.MAX_FILE_SIZE or values_kind(raw):
        return
    if raw.path.name.startswith("~$"):
        yield Fault("this is Excel's lock file", A_WORKBOOK, fix="Close the workbook in Excel and send the workbook.")
    elif not raw.data:
        yield Fault("the file is empty", A_WORKBOOK)
    elif raw.data.startswith(OLE):
        if _is_encrypted(raw):
            return
        yield Fault("this is an old Excel workbook (.xls) or another Office 97 file", A_WORKBOOK)
    elif not raw.is_zip:
        what = _looks_like(raw.data)
        fix = "Give it a name that ends in .csv, or open it in Excel and save it as a workbook." if CSV in what else ""
        yield Fault(f"this is {what}", A_WORKBOOK, fix=fix)
    elif directory := raw.directory():
        yield from _other_package({entry.filename for entry in directory})


def _other_package(names: set[str]) -> Iterator[Fault]:
    if any(f"/{name}".replace("\\", "/").casefold().endswith("/workbook.xml") for name in names):
        return
    kind = next((kind for part, kind in PARTS.items() if part in names), "a zip archive without a workbook in it")
    yield Fault(f"this is {kind}", A_WORKBOOK)


def _looks_like(data: bytes) -> str:
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    for beginning, kind in BEGINNINGS.items():
        if start[: len(beginning)].lower() == beginning.lower():
            return kind
    if b"\x00" in start:
        return "no format that is known here"
    return f"a text file ({CSV})" if any(mark in start for mark in b",;\t") else "a text file"


@rule(
    "R103",
    "The workbook needs a password",
    stage="file",
    scope=Scope.RETURN,
    why="An encrypted workbook cannot be opened without its password, and passwords do not belong in e-mails.",
    fix="In Excel: File, Info, Protect Workbook, Encrypt with Password; clear the password and save.",
)
def file_is_encrypted(raw: RawFile) -> Iterator[Fault]:
    """Excel keeps an encrypted workbook inside an Office 97 file."""
    if raw.data.startswith(OLE) and _is_encrypted(raw):
        yield Fault("the workbook is encrypted with a password", "a workbook that opens without one")


def _is_encrypted(raw: RawFile) -> bool:
    return "EncryptedPackage".encode("utf-16-le") in raw.data


@rule(
    "R104",
    "The file is too large to be a return",
    stage="file",
    scope=Scope.RETURN,
    why="A small file that expands to gigabytes stops the machine that opens it.",
    fix="Send only the sheets of the return; in Excel, delete the unused rows below the table and save.",
)
def file_is_too_large(raw: RawFile) -> Iterator[Fault]:
    """Too many bytes, or too many once expanded."""
    if raw.size > container.MAX_FILE_SIZE:
        yield Fault(f"the file has {raw.size:,} bytes", f"at most {container.MAX_FILE_SIZE:,}")
        return
    entries = raw.directory() if raw.is_zip else []
    if len(entries) > container.MAX_PARTS:
        yield Fault(f"the file has {len(entries):,} parts", f"at most {container.MAX_PARTS:,}")
    elif sum(entry.compress_size for entry in entries) > raw.size:
        yield Fault("parts of the file overlap", "parts that lie side by side")
    else:
        yield from _expands_too_far(raw) if entries else ()


def _expands_too_far(raw: RawFile) -> Iterator[Fault]:
    """Report a file whose parts would expand beyond the size limit. Parts that are not read are not expanded."""
    expanded = packed = 0
    for entry in (raw.container.entry(part) for part in _parts_read(raw) if raw.container.has(part)):
        expanded, packed = expanded + entry.file_size, packed + entry.compress_size
        if expanded > container.MAX_EXPANDED_SIZE:
            yield Fault(f"the file expands to {expanded:,} bytes", f"at most {container.MAX_EXPANDED_SIZE:,}")
            return
        if expanded > container.SMALL_PART and expanded > container.MAX_RATIO * max(packed, 1):
            given = f"the file expands to {expanded // max(packed, 1):,} times its size"
            yield Fault(given, f"at most {container.MAX_RATIO} times")
            return


def _parts_read(raw: RawFile) -> Iterator[str]:
    """Yield the parts that are read, as far as they can be found: one that is not well-formed names no others."""
    if kind := values_kind(raw):
        yield from parts_of_values(raw, kind)
        return
    with suppress(DamagedError):
        yield from parts_read(raw.container)


@rule(
    "R105",
    "The workbook is damaged",
    stage="file",
    scope=Scope.RETURN,
    why="Part of the file is missing, so figures may be missing too.",
    fix="Open it in Excel, let Excel repair it, compare it with your own copy, save it and send it again.",
)
def file_is_damaged(raw: RawFile) -> Iterator[Fault]:
    """Report an archive that was cut short, or a part that is missing or does not match its checksum."""
    if not raw.is_zip:
        return
    try:
        for part in _parts_read(raw) if raw.directory() else raw.container.names:
            raw.container.part(part)
    except DamagedError as problem:
        yield Fault(problem.message, "a complete workbook")


@rule(
    "R106",
    "The workbook holds markup that Excel never writes",
    stage="file",
    scope=Scope.RETURN,
    why="Document types and entities are a known way of attacking the program that reads a file.",
    fix="Ask where the file came from. Open it in Excel and save it as a new workbook.",
)
def file_declares_entities(raw: RawFile) -> Iterator[Fault]:
    """Report a part that declares a document type, or is not written in UTF-8."""
    for name in _parts_read(raw):
        if name.casefold().endswith(".bin"):
            continue  # records of a binary workbook, not markup
        part = raw.container.part(name)
        if b"\x00" in part[:64] or part[:2] in (b"\xff\xfe", b"\xfe\xff"):
            yield Fault(f"the part {name} is not written in UTF-8", "parts in UTF-8, as Excel writes them")
        elif b"<!DOCTYPE" in part or b"<!ENTITY" in part:
            yield Fault(f"the part {name} declares a document type", "parts without one, as Excel writes them")


@rule(
    "R107",
    "The file's name does not say that it is a workbook",
    stage="file",
    severity=Severity.WARNING,
    scope=Scope.RETURN,
    why="The next person's computer will not know how to open it.",
    fix="Rename it so that it ends in .xlsx (or .xlsm when it holds macros).",
)
def file_has_another_name(raw: RawFile) -> Iterator[Fault]:
    """Report a workbook whose file extension is wrong."""
    if raw.path.suffix.casefold() not in (".xlsx", ".xlsm") and not values_kind(raw):
        yield Fault(f"the name is {raw.path.name!r}", "a name that ends in .xlsx")
