"""Which files are read by their values alone: what their name says, as long as their bytes agree."""

from collections.abc import Iterator
from typing import Literal

from tht_xl.workbook.file.container import RawFile

Kind = Literal["xls", "xlsb", "ods", "csv"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How every Office 97 file begins, and every encrypted one since."""
TEXT_ENDINGS = (".csv", ".tsv", ".tab")
MARKUP = (b"<htm", b"<!do", b"<tab", b"<?xm", b"%pdf", b"{\\rt")
"""How pages and documents begin. Many systems export a web page and call it .csv or .xls."""
OPENDOCUMENT = "content.xml"
OPENDOCUMENT_MANIFEST = "META-INF/manifest.xml"
BINARY = "xl/workbook.bin"


def values_kind(raw: RawFile) -> Kind | None:
    """Return which kind of file it is, where only its values are read; None for an Excel workbook and all others.

    None for a text under the name of a workbook, which may be anything, and for a workbook of one kind under the name
    of another: R102 says what it is.
    """
    ending = raw.path.suffix.casefold()
    if ending in TEXT_ENDINGS:
        return "csv" if _is_text(raw.data) else None
    if ending == ".xls":
        is_encrypted = "EncryptedPackage".encode("utf-16-le") in raw.data
        return "xls" if raw.data.startswith(OLE) and not is_encrypted else None
    if ending in (".ods", ".ots", ".xlsb") and raw.is_zip and raw.directory():
        if raw.container.has(BINARY):
            return "xlsb" if ending == ".xlsb" else None
        return "ods" if ending != ".xlsb" and raw.container.has(OPENDOCUMENT) else None
    return None


def _is_text(data: bytes) -> bool:
    if not data or data.startswith((b"PK\x03\x04", OLE)):
        return False
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return not start.startswith(MARKUP)


def parts_of_values(raw: RawFile, kind: Kind) -> Iterator[str]:
    """Yield the parts that are expanded to read such a file, so that they can be looked at first."""
    if kind == "ods":
        yield from (part for part in (OPENDOCUMENT, OPENDOCUMENT_MANIFEST) if raw.container.has(part))
    elif kind == "xlsb":
        yield from (name for name in raw.container.names if name.casefold().startswith("xl/") and _is_read(name))


def _is_read(name: str) -> bool:
    return name.casefold().endswith((".bin", ".rels")) and "vbaproject" not in name.casefold()
