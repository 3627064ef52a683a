"""The extension file that a LibreOffice installs, and the same files loose for one that installs nothing."""

import sys
from importlib.metadata import distribution, version
from importlib.resources import files
from pathlib import Path, PurePath
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tht_xl.errors import ConfigError
from tht_xl.hosts.libreoffice.description import catalogue, components, type_library

IDENTIFIER = "uk.tht.xl"
TYPES, COMPONENTS = "types.idl", "tht_xl.components"

_PACKAGE = "pythonpath/tht_xl_libreoffice"
_MODULES = ("__init__.py", "calculator.py", "cell_range.py", "component.py", "messages.py", "values.py")
_ABOUT = """The worksheet functions of Tower Hamlets Together: =THT_RAG(B2,C2,"low") and others, with help and reasons.
"""
# A zip's earliest date, so that the same functions always give the same bytes.
_DATED = (1980, 1, 1, 0, 0, 0)
_COMPONENT = '''"""Tell LibreOffice where the add-in is."""

import os

from tht_xl_libreoffice.component import implementation

g_ImplementationHelper = implementation(os.path.dirname(__file__))
'''
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">
 <manifest:file-entry manifest:full-path="{TYPES}"
   manifest:media-type="application/vnd.sun.star.uno-typelibrary;type=RDB"/>
 <manifest:file-entry manifest:full-path="{COMPONENTS}"
   manifest:media-type="application/vnd.sun.star.uno-components"/>
</manifest:manifest>
"""


def write_extension(path: Path, *, python: PurePath | None = None) -> Path:
    """Write the extension for LibreOffice.

    The same functions and the same Python give the same bytes.

    Args:
        path: Where to; the name usually ends in .oxt.
        python: The Python in which tht_xl is installed on the computers that install the extension; this one if None.

    Returns:
        The path.

    Raises:
        ConfigError: The file cannot be written.
    """
    try:
        with ZipFile(path, "w", ZIP_DEFLATED) as extension:
            for name, text in _files(python).items():
                entry = ZipInfo(name, _DATED)
                entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
                extension.writestr(entry, text.encode())
    except OSError as error:
        raise ConfigError(
            f"cannot be written: {error.strerror}", where=str(path), remedy="Choose another place"
        ) from None
    return path


def unpack_extension(folder: Path, *, python: PurePath | None = None) -> None:
    """Write the extension's files into a folder, for a LibreOffice that is to load them without installing."""
    for name, text in _files(python).items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())


def _files(python: PurePath | None) -> dict[str, str]:
    sources = files("tht_xl.hosts.libreoffice.addin")
    return {
        "META-INF/manifest.xml": _MANIFEST,
        "description.xml": _description(),
        "licence.txt": distribution("tht_xl").read_text("licenses/LICENSE") or "MIT\n",
        "description.txt": _ABOUT,
        TYPES: type_library(),
        COMPONENTS: components(["component.py"]),
        "component.py": _COMPONENT,
        "functions.json": catalogue(),
        "python.txt": f"{python or sys.executable}\n",
        **{f"{_PACKAGE}/{module}": (sources / module).read_text("utf-8") for module in _MODULES},
    }


def _description() -> str:
    stamp = escape(version("tht_xl"))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<description xmlns="http://openoffice.org/extensions/description/2006" xmlns:xlink="http://www.w3.org/1999/xlink">
 <identifier value="{IDENTIFIER}"/>
 <version value="{stamp}"/>
 <dependencies>
  <lo:LibreOffice-minimal-version xmlns:lo="http://libreoffice.org/extensions/description/2011"
    value="7.4" name="LibreOffice 7.4"/>
 </dependencies>
 <registration>
  <simple-license accept-by="admin" suppress-on-update="true" suppress-if-required="true">
   <license-text xlink:href="licence.txt" lang="en"/>
  </simple-license>
 </registration>
 <display-name><name lang="en">Tower Hamlets Together: worksheet functions {stamp}</name></display-name>
 <extension-description><src lang="en" xlink:href="description.txt"/></extension-description>
</description>
"""
