"""Ready files for Excel on Windows: an add-in, a workbook with the functions inside, or the plain module.

The files start from the ones xlwings ships (BSD 3-clause), which hold the part that starts Python. Nothing has to be
imported, and nobody has to trust access to the VBA project.
"""

import io
import re
import zipfile
from pathlib import Path

from tht_xl.documents.files import check_new_file, write_new_file
from tht_xl.errors import DomainError
from tht_xl.extras import named_when_missing
from tht_xl.hosts.excel.vba import MODULE, vba_module

PROJECT = "tht_xl"
"""Settings are read from the file %USERPROFILE%\\.tht_xl\\tht_xl.conf and the file's own sheet tht_xl.conf."""
INTERPRETER = "pythonw"
"""The Python that Excel starts unless settings say otherwise: the one on the PATH."""
KINDS = {".xlam": "quickstart_addin.xlam", ".xlsm": "quickstart_standalone.xlsm"}
_DATE = (1980, 1, 1, 0, 0, 0)
_WORKBOOK = "xl/workbook.xml"
_INTERPRETER_DEFAULT = 'GetConfig("INTERPRETER", "pythonw")'
_FOLDER_DEFAULT = 'GetConfig("ADD_WORKBOOK_TO_PYTHONPATH", "true")'
# xlwings takes the folder from what is before the last backslash, and VBA no line of over 1,023 characters.
_INTERPRETER = re.compile(r'pythonw?|(?=.{1,260}$)[^"<>|?*/\x00-\x1f]*\\[^"<>|?*/\x00-\x1f]+')


def write_addin(path: Path, *, interpreter: str = INTERPRETER) -> Path:
    """Write the functions as a file that Excel opens, or as the module alone; which one is in the file's ending.

    Args:
        path: .xlam for an add-in, .xlsm for a workbook, .bas for the VBA module. A file that is there is not replaced.
        interpreter: Path of the pythonw.exe that Excel is to start; environment variables such as %LOCALAPPDATA% are
            filled in on the officer's computer.

    Returns:
        The path.

    Raises:
        DomainError: The ending is another one, the file is there or cannot be written, or the interpreter cannot be a
            path.
        MissingExtraError: pyOpenVBA is not installed.
    """
    check_new_file(path, *KINDS, ".bas")
    # What VBA's code page cannot hold becomes a question mark, and no path has one.
    if not _INTERPRETER.fullmatch(interpreter.encode("cp1252", "replace").decode("cp1252")):
        raise DomainError(
            f"the interpreter {interpreter!r} is not a path",
            remedy=r'Give a full path in western letters, such as "%LOCALAPPDATA%\tht_xl\Scripts\pythonw.exe"',
        )
    source = vba_module(addin=path.suffix.lower() == ".xlam")
    if path.suffix.lower() == ".bas":
        content = source.replace("\n", "\r\n").encode("cp1252")
    else:
        content = _with_module(path.suffix.lower(), source, interpreter)
    write_new_file(path, content)
    return path


def _with_module(suffix: str, source: str, interpreter: str) -> bytes:
    with named_when_missing():
        from pyopenvba import ExcelFile  # heavy
    import tempfile

    import xlwings

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / f"copy{suffix}"
        copy.write_bytes((Path(xlwings.__file__).parent / KINDS[suffix]).read_bytes())
        with ExcelFile(copy) as file:
            project = file.vba_project()
            project.delete_module("Module1")
            starter = project.get_module("xlwings").source
            file.set_module("xlwings", _configure(starter, interpreter))
            project.add_module(MODULE, source.replace("\n", "\r\n"))
            file.save()
        return _tidy(copy.read_bytes())


def _configure(starter: str, interpreter: str) -> str:
    """Return the module of xlwings that starts Python, with our own settings and interpreter.

    In xlwings' add-in whatever workbook is active may name the program to start, on a sheet or in a file beside it, and
    Python looks for modules beside it first. Here the settings are the add-in's and the user's own.
    """
    named, names = re.subn(r'(PROJECT_NAME As String = )"\w+"', rf'\1"{PROJECT}"', starter)
    if names != 1 or _INTERPRETER_DEFAULT not in named or _FOLDER_DEFAULT not in named:
        raise DomainError(
            "this xlwings starts Python in another way", remedy="Install a version that tht_xl was tested with"
        )
    own = named.replace("ActiveWorkbook", "ThisWorkbook").replace(_FOLDER_DEFAULT, '"false"')
    return own.replace(_INTERPRETER_DEFAULT, _INTERPRETER_DEFAULT.replace("pythonw", interpreter))


def _tidy(content: bytes) -> bytes:
    """Return the same file without the flag to recalculate on opening, with reproducible bytes.

    An Excel in which the functions do not work would otherwise turn every cell into an error at once.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as tidy:
        for name in sorted(given.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = given.read(name)
            if name == _WORKBOOK:
                part = re.sub(rb' fullCalcOnLoad="1"', b"", part)
                part = re.sub(rb"<mc:AlternateContent.*?</mc:AlternateContent>", b"", part, flags=re.DOTALL)
                part = re.sub(rb'name="_\w+\.conf"', f'name="_{PROJECT}.conf"'.encode(), part)
            tidy.writestr(zipfile.ZipInfo(name, _DATE), part, zipfile.ZIP_DEFLATED)
    return written.getvalue()
