"""A framework as a workbook: export it, read it back, and plan what an import would write."""

from dataclasses import dataclass
from pathlib import Path

from tht_xl.errors import DefinitionError
from tht_xl.framework.load import load_framework
from tht_xl.framework.source import definition_files
from tht_xl.framework.validate import validate
from tht_xl.framework.writing.content import fingerprint
from tht_xl.framework.writing.digits import with_digits_of
from tht_xl.framework.writing.plan import WritingPlan, plan_writing
from tht_xl.model.definition import Framework
from tht_xl.model.finding import Report
from tht_xl.templates.frameworks.content import content_of_tables
from tht_xl.templates.frameworks.rows import FRAMEWORK_TEMPLATE, rows_of
from tht_xl.templates.load import load_template
from tht_xl.workbook.registers.check import read_workbook
from tht_xl.workbook.registers.write import write_register


@dataclass(frozen=True)
class FrameworkWorkbook:
    """A workbook of definitions as it was read.

    Attributes:
        report: Everything that is wrong with it.
        framework: What it defines; None where it has errors.
        exported: Fingerprint of the definitions that it was exported from; "" where it does not say.
    """

    report: Report
    framework: Framework | None
    exported: str


@dataclass(frozen=True)
class ImportPlan:
    """What an import would do.

    Attributes:
        writing: What would be written.
        refusal: Why it must not be written; "" where it may.
        remedy: What to do then.
    """

    writing: WritingPlan
    refusal: str = ""
    remedy: str = ""


def export_framework(framework: Framework, path: str | Path) -> Path:
    """Write a workbook with every field of a framework; the same framework gives the same bytes.

    Args:
        framework: The definitions.
        path: The .xlsx file to write; one that is there is not replaced.

    Raises:
        DomainError: The file is there already, is not an .xlsx file or cannot be written; a text fits no cell.
        MissingExtraError: XlsxWriter is not installed.
    """
    return write_register(
        Path(path),
        load_template(FRAMEWORK_TEMPLATE),
        framework,
        rows_of(framework),
        title=f"{framework.name}: definitions",
        definitions=fingerprint(framework),
    )


def read_framework(path: str | Path) -> FrameworkWorkbook:
    """Read a workbook of definitions. Whatever the file is, no exception: everything wrong is in its report.

    Raises:
        MissingExtraError: The library that reads workbooks is not installed.
    """
    filled = read_workbook(path, template=FRAMEWORK_TEMPLATE)
    if filled.report.errors or filled.tables is None:
        return FrameworkWorkbook(filled.report, None, filled.origin.definitions)
    framework, _ = validate(content_of_tables(filled.tables).content)
    return FrameworkWorkbook(filled.report, framework, filled.origin.definitions)


def plan_import(framework: Framework, folder: Path, exported: str) -> ImportPlan:
    """Plan what to write into a folder so that it holds the framework of a workbook. Nothing is written.

    Args:
        framework: What the workbook defines.
        folder: The folder; it may be missing or without definitions.
        exported: Fingerprint of the definitions that the workbook was exported from.

    Raises:
        DefinitionError: The folder's definitions cannot be read, or contradict themselves.
    """
    before = load_framework(folder) if _has_definitions(folder) else None
    if before is not None:
        framework = with_digits_of(before, framework)
    writing = plan_writing(folder, framework, before)
    if before is None or not writing.changes or fingerprint(before) == exported:
        return ImportPlan(writing)
    if before.id != framework.id:
        what = f"{folder} holds another framework, {before.id!r}; the workbook's is {framework.id!r}"
        return ImportPlan(writing, what, "Name another folder")
    what = f"{folder} is not as it was when the workbook was exported: somebody has changed it since"
    remedy = "Export it again (tht-xl framework export) and enter your changes there; or name a new folder"
    return ImportPlan(writing, what, remedy)


def _has_definitions(folder: Path) -> bool:
    if not folder.exists():
        return False
    try:
        return bool(definition_files(folder))
    except OSError as error:
        raise DefinitionError(f"{folder} cannot be read as a folder ({error.strerror})",
                              remedy="Name a folder, or one that is not there yet") from None  # fmt: skip
