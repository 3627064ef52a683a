"""The list of rules, and the page that is written from it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tht_xl.errors import UnknownNameError
from tht_xl.model.finding import Scope, Severity
from tht_xl.workbook.rule import Fault, rule
from tht_xl.workbook.rules import RULES, explanation, findings_page

ROOT = Path(__file__).parents[2]


def test_findings_page_is_in_step_with_the_rules() -> None:
    assert (ROOT / "docs" / "findings.md").read_text(encoding="utf-8") == findings_page()


def test_every_rule_is_on_the_page_and_in_the_order_of_its_code() -> None:
    assert re.findall(r"^### (R\d{3}):", findings_page(), re.MULTILINE) == list(RULES) == sorted(RULES)


@pytest.mark.parametrize("code", list(RULES))
def test_every_rule_is_broken_by_a_test(code: str) -> None:
    cases = "".join(
        path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "invalid").glob("*.yaml"))
    )
    files = "".join(
        (Path(__file__).parent / name).read_text(encoding="utf-8")
        for name in (
            "test_comments.py",
            "test_pairs.py",
            "test_files.py",
            "test_neighbours.py",
            "test_cross_check.py",
            "test_waivers.py",
            "cross_checks/test_asked.py",
            "cross_checks/test_earlier.py",
            "registers/test_registers.py",
            "registers/test_framework_book.py",
            "many/test_jobs.py",
        )
    )

    assert f'"{code} ' in cases or f'"{code}"' in files


@pytest.mark.parametrize("code", list(RULES))
def test_every_rule_says_what_why_and_what_to_do(code: str) -> None:
    rule = RULES[code]

    assert rule.code == code
    assert rule.check.__doc__
    assert rule.why.endswith((".", "2020."))
    assert rule.fix.endswith(".")
    assert not rule.title.endswith(".")


def test_each_rule_advises_what_is_listed() -> None:
    listed = yaml.safe_load((Path(__file__).parent / "advice.yaml").read_text(encoding="utf-8"))

    assert {code: rule.fix for code, rule in RULES.items()} == listed


def test_what_holds_back_the_whole_return() -> None:
    whole = [code for code, rule in RULES.items() if rule.severity is Severity.ERROR and rule.scope is Scope.RETURN]

    assert {code[:2] for code in whole} == {"R1", "R4", "R8"}
    assert [code for code in whole if code[:2] == "R4"] == ["R401", "R402", "R403", "R408", "R411"]


def test_explanation() -> None:
    assert explanation("r203") == (
        "R203: The denominator is 0 (error: the row is held back)\n"
        "Why it matters: Nothing can be divided by 0, and a group without people has no percentage.\n"
        "What to do: Enter the population or clear the row."
    )


def test_what_a_person_may_answer_for() -> None:
    errors = [code for code, rule in RULES.items() if rule.waivable and rule.severity is Severity.ERROR]

    assert set(errors) >= {"R209", "R211", "R214", "R401", "R402", "R403", "R503"}
    assert not [code for code in errors if code[:2] in ("R1", "R6")]
    assert explanation("R402").endswith("\nIt can be waived in the month's configuration.")


def test_unknown_code_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"unknown finding code 'R2033'\. Did you mean 'R203'\?"):
        explanation("R2033")


def test_a_code_is_never_used_twice() -> None:
    with pytest.raises(ValueError, match="the code R203 is used twice: denominator_is_zero and again"):

        @rule("R203", "Again", stage="table", why="Why.", fix="Fix.")
        def again(_: object) -> Iterator[Fault]:  # pyright: ignore[reportUnusedFunction]
            yield from ()


@pytest.mark.parametrize(
    "module", sorted((ROOT / "src/tht_xl/workbook/rules").rglob("[!_]*.py")), ids=lambda path: path.stem
)
def test_the_first_line_of_a_module_names_its_codes(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    first = text.partition("\n")[0]
    ranges = re.findall(r"R(\d{3})(?: to R(\d{3}))?", first)
    said = {f"R{number}" for start, end in ranges for number in range(int(start), int(end or start) + 1)}
    assert said == set(re.findall(r'^    "(R\d{3})",', text, re.MULTILINE))
