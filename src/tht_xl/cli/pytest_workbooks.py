"""A plugin for pytest that checks workbooks as tests: `pytest --tht-workbooks FOLDER`.

pytest imports this module at every start, so at its top is nothing but pytest itself; everything else is imported when
the option is given and a workbook is checked.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ENDINGS = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods"})
"""What is collected; tests/cli/test_pytest_workbooks.py holds them equal with those that `tht-xl check` looks for."""
MAX_LINES_OF_A_CODE = 20
"""Lines about one rule in the text of a failure."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("tht_xl", "workbooks of tht_xl")
    group.addoption(
        "--tht-workbooks",
        action="append",
        default=[],
        metavar="FOLDER",
        help="Check every workbook in FOLDER and the folders inside it, each as a test. Can be repeated.",
    )
    group.addoption("--tht-framework", default="", metavar="NAME", help="Framework of these workbooks, id or folder.")


def pytest_configure(config: pytest.Config) -> None:
    """Have pytest look into the folders that the option names, beside whatever else it was told."""
    for folder in _folders(config):
        if not folder.exists():
            raise pytest.UsageError(f"--tht-workbooks: there is no folder {folder}")
        if str(folder) not in config.args:
            config.args.append(str(folder))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "WorkbookFile | None":
    """Collect a workbook in one of the folders; not the copy that Excel keeps beside an open one."""
    folders = _folders(parent.config)
    if not folders or file_path.suffix.lower() not in ENDINGS or file_path.name.startswith(("~$", ".")):
        return None
    if not any(folder == file_path or folder in file_path.parents for folder in folders):
        return None
    return WorkbookFile.from_parent(parent, path=file_path)


def _folders(config: pytest.Config) -> list[Path]:
    given = config.getoption("--tht-workbooks") or ()
    return [(config.invocation_params.dir / folder).resolve() for folder in given]


class WorkbookFile(pytest.File):
    """A workbook, with its check as the one test in it."""

    def collect(self) -> Iterator["WorkbookCheck"]:
        """Yield the check."""
        yield WorkbookCheck.from_parent(self, name="check")


class WorkbookCheck(pytest.Item):
    """The check of one workbook. It fails where an error is found; what it warns of is beside it."""

    def runtest(self) -> None:
        """Check the workbook."""
        from tht_xl.workbook.check import check

        report = check(self.path, framework=self.config.getoption("--tht-framework") or None)
        if report.findings:
            from tht_xl.model.finding import summarise

            text = "\n".join(summarise(report, at_most=MAX_LINES_OF_A_CODE))
            if report.errors:
                raise FindingsError(text)
            self.add_report_section("call", "findings", text)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:  # noqa: ANN401 - as in pytest
        """Return the findings, or what tht_xl refused; a traceback only of what nobody expected."""
        from tht_xl.errors import ThtError

        if isinstance(excinfo.value, FindingsError | ThtError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo, style))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return how the item is called where it fails."""
        return self.path, None, f"check of {self.path.name}"


class FindingsError(AssertionError):
    """A workbook has errors."""
