"""One workbook to check, whatever kind it is, and what came of it."""

from dataclasses import dataclass
from pathlib import Path

from tht_xl.model.definition import Framework
from tht_xl.model.finding import Report
from tht_xl.model.waiver import Waiver
from tht_xl.workbook.check import check_return, report_waivers
from tht_xl.workbook.file.container import RawFile
from tht_xl.workbook.for_reading import check_for_reading, is_for_reading
from tht_xl.workbook.origin import OURS
from tht_xl.workbook.registers.check import is_register, read_workbook
from tht_xl.workbook.registers.foreign import read_foreign
from tht_xl.workbook.waiving import Waivable, waivable


@dataclass(frozen=True, slots=True)
class HowToCheck:
    """What is the same for all workbooks of one check.

    Attributes:
        framework: The definitions; those that each workbook names itself where None.
        template: Name or file of the template that they were made from; what they say themselves where "".
        mapping: How trackers of somebody's own are read.
        most_waivable: How many findings are told what to write to waive them.
    """

    framework: Framework | None = None
    template: str = ""
    mapping: Path | None = None
    most_waivable: int = 0


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What came of one workbook: its findings, and what the configuration takes to waive the first of them."""

    report: Report
    to_waive: tuple[Waivable, ...] = ()


def check_file(path: Path, how: HowToCheck, waivers: tuple[Waiver, ...] = ()) -> CheckedFile:
    """Check one workbook: a tracker with its mapping, a register, or a partner's return.

    Raises:
        ThtError: The template or the mapping cannot be used.
    """
    if how.mapping:
        return CheckedFile(read_foreign(path, how.mapping, framework=how.framework or OURS).report)
    raw = RawFile.read(path)
    if how.template or is_register(raw):
        filled = read_workbook(path, template=how.template or None, framework=how.framework, raw=raw)
        return CheckedFile(filled.report)
    if is_for_reading(raw):
        return CheckedFile(check_for_reading(raw, how.framework))
    done = report_waivers(check_return(path, how.framework, waivers=waivers, raw=raw, takes_rows=False), waivers)
    return CheckedFile(done.report, waivable(done.report, done.places, at_most=how.most_waivable))
