"""Texts as the file holds them, whatever form the program that saved it gave them.

The lower bound of python-calamine stands on these: older releases lose some of the texts.
"""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tht_xl.model.definition import Framework
from tht_xl.workbook.check import check_return

STRINGS = "xl/sharedStrings.xml"
FORMS = [
    ("<t>R&amp;D, &lt;5 &gt; &quot;3&quot; &apos;s</t>", 'R&D, <5 > "3" \'s'),
    ("<t>&amp;lt;5</t>", "&lt;5"),
    ("<t>caf&#233; &#x2013; ten</t>", "café – ten"),
    ("<t>one&#10;two</t>", "one\ntwo"),
    ("<t>one_x000D_two_x0041_</t>", "one\rtwoA"),
    ("<t><![CDATA[R&D <5]]></t>", "R&D <5"),
    ("<t>one<!-- not shown -->two</t>", "onetwo"),
    ('<t xml:space="preserve">007  8</t>', "007  8"),
    ('<r><t xml:space="preserve">Mind </t></r><r><rPr><b/></rPr><t>the &amp; gap</t></r>', "Mind the & gap"),
    ('<r><t>東京</t></r><rPh sb="0" eb="2"><t>とうきょう</t></rPh>', "東京"),
]


@pytest.mark.parametrize(("form", "text"), FORMS)
def test_a_text_is_read_as_excel_shows_it(
    write_return: Callable[..., Path], framework: Framework, form: str, text: str
) -> None:
    path = write_return({"L6": "PLACE"})
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    assert "<t>PLACE</t>" in parts[STRINGS]
    parts[STRINGS] = parts[STRINGS].replace("<t>PLACE</t>", form)
    with zipfile.ZipFile(path, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)

    done = check_return(path, framework)

    assert done.observations["source"].tolist()[:2] == ["NCMP", text]
