"""The SMART check of a framework that is written in a workbook: its questions, each at the cell that raises it."""

from collections.abc import Iterator

from tht_xl.framework.validate import validate
from tht_xl.model.definition import Framework
from tht_xl.partnership.checks import partnership_check, wrong
from tht_xl.partnership.smart.check import check_smart
from tht_xl.templates.check import Wrong
from tht_xl.templates.frameworks.content import content_of_tables
from tht_xl.templates.frameworks.rows import FRAMEWORK_TEMPLATE
from tht_xl.templates.table import Tables


@partnership_check("smart", template=FRAMEWORK_TEMPLATE)
def smart_questions(tables: Tables, _: Framework) -> Iterator[Wrong]:
    """Yield what the targets of a workbook of definitions leave open; none of it holds a row back.

    Definitions that contradict each other are corrected first: what follows from a contradiction would be asked twice.
    """
    read = content_of_tables(tables)
    framework, contradictions = validate(read.content)
    if read.problems or contradictions:
        return
    for finding in check_smart(framework).findings:
        found = read.cell_of(finding.path)
        if found is not None:
            row, column = found
            given = f"{finding.criterion}: {finding.fault}"
            yield wrong("smart", row, column, given, expected=f"that {_sentence(finding.test.says)}",
                        fix=finding.question, is_error=False)  # fmt: skip


def _sentence(says: str) -> str:
    return f"{says[:1].lower()}{says[1:]}".rstrip(".")
