"""Every kind of mess in a filled-in return beside what the check says of it."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from filled_return import FilledReturn
from finding_lines import finding_lines
from mess_table import MESSES, Mess

from tht_xl.framework.load import load_framework
from tht_xl.workbook.check import check_return

FINDINGS = yaml.safe_load(Path(__file__).with_name("findings.yaml").read_text(encoding="utf-8"))


@pytest.mark.slow
@pytest.mark.parametrize("mess", MESSES, ids=lambda mess: mess.what)
def test_the_check_says_what_is_wrong_and_nothing_else(mess: Mess, tmp_path: Path) -> None:
    book = FilledReturn()
    book.put(mess.do) if isinstance(mess.do, Mapping) else mess.do(book)

    report = check_return(book.save(tmp_path / "return.xlsx"), load_framework("tht")).report

    said = [str(finding) for finding in report]
    assert " ".join(f"{finding.code} {finding.cell}" for finding in report) == mess.expected, said
    for words in mess.advice:
        assert any(words in text for text in said), said
    assert finding_lines(report) == FINDINGS.get(mess.what, [])


def test_no_mess_is_described_twice() -> None:
    described = [mess.what for mess in MESSES]

    assert len(set(described)) == len(described)
    assert set(FINDINGS) == {mess.what for mess in MESSES if mess.expected}
