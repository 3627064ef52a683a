import re
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from tht_xl.errors import ConfigError
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.load import framework_of, load_config
from tht_xl.month.configuration.parts import ReturnSource, SharedSheetConfig, WaiverConfig, Withdrawal

PAGE = Path(__file__).parents[3] / "docs" / "month.md"

WHOLE = """\
month: Nov 2026
returns:
  - workbook: returns/child-weight.xlsx
    partner: london-borough-of-tower-hamlets
sheet:
  spreadsheet: 1AbCdEfGhIjKlMnOp
  key_file: key.json
published: no
output: results
"""


TWIN = """\
  - workbook: ./returns/../returns/child-weight.xlsx
    partner: london-borough-of-tower-hamlets
"""


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "month.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_paths_are_beside_the_file(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, WHOLE))
    assert config.returns[0].workbook == tmp_path / "returns" / "child-weight.xlsx"
    assert config.output == tmp_path / "results"
    assert config.sheet is not None
    assert config.sheet.key_file == tmp_path / "key.json"
    assert (config.framework, str(config.month), config.published) == ("tht", "Nov 2026", False)


def test_a_framework_folder_beside_the_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    assert load_config(written(tmp_path, WHOLE + "framework: ours\n")).framework == str(tmp_path / "ours")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("month: [", "month.yaml:2: this is not YAML"),
        (b"month: \xff", "month.yaml:1: byte 0xff is not UTF-8. Save the file as UTF-8"),
        ("- a list", "month.yaml:1: the file has no keys."),
        (WHOLE + "retuns: []\n", "month.yaml:10: unknown key 'retuns'. Did you mean 'returns'?"),
        (WHOLE + "month: Dec 2026\n", "month.yaml:10: key 'month' is already given on line 1. Keep one of the two"),
        (WHOLE.replace("Nov 2026", "sometime"), "month.yaml:1: month: 'sometime' is not a month. Write it as Nov 2026"),
        (WHOLE.replace("Nov 2026", "2023/24"), "month.yaml:1: month: '2023/24' is not a month. Write it as Nov 2026"),
        (
            WHOLE.replace("\nsheet:", f"\n{TWIN}sheet:"),
            "month.yaml:2: returns: returns/child-weight.xlsx is named twice",
        ),
        ("month: Nov 2026\nreturns: []\n", "month.yaml:2: returns: no return is named."),
        (WHOLE.replace("1AbCdEfGhIjKlMnOp", "https://docs"), "between /d/ and /edit"),
        ("month: Nov 2026\nreturns:\n  - workbook: a.xlsx\n", "month.yaml:3: key 'partner' is missing. Add it"),
    ],
)
def test_refusals_say_what_and_where(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(written(tmp_path, text))
    first, *rest = str(caught.value).split("\n")
    assert message in first
    assert rest == ["docs/month.md shows a whole file."]


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(
            written(tmp_path, WHOLE.replace("Nov 2026", "sometime").replace("published: no", "published: maybe"))
        )
    assert [line.partition(":")[2][0] for line in str(caught.value).split("\n")[:-1]] == ["1", "8"]


MANY_FAULTS = """\
month: sometime
returns:
  - workbook: a.xlsx
    partner: london-borough-of-tower-hamletts
    indicators: [year-6-obesity, year-6-obesitty]
  - workbook: a.xlsx
    partner: london-borough-of-tower-hamlets
withdraw:
  - {key: reception-obesitty|tower-hamlets|2022/23, role: lead, reason: slip}
  - {key: reception-obesity|tower-hamlets|2022/23, role: lead, reason: slip}
  - {key: Reception-Obesity|Tower Hamlets|2022/2023, role: lead, reason: other}
  - {key: reception-obesity, role: lead, reason: slip}
publishd: no
"""


def test_names_are_checked_together_with_everything_else(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(written(tmp_path, MANY_FAULTS))
    *said, last = str(caught.value).split("\n")
    assert [line.removeprefix("month.yaml:")[:50] for line in said] == [
        "1: month: 'sometime' is not a month. Write it as N",
        "2: returns: a.xlsx is named twice. Name each workb",
        "4: unknown partner 'london-borough-of-tower-hamlet",
        "5: unknown indicator 'year-6-obesitty'. Did you me",
        "9: unknown indicator 'reception-obesitty'. Did you",
        "11: reception-obesity|tower-hamlets|2022/23 is alr",
        "12: 'reception-obesity' is not the key of a row. W",
        "13: unknown key 'publishd'. Did you mean 'publishe",
    ]
    assert "Did you mean 'london-borough-of-tower-hamlets'?" in said[2]
    assert said[5].endswith("is already withdrawn on line 10. Keep one of the two")
    assert last == "docs/month.md shows a whole file."


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("month: sometime", "month: Nov 2026\nmonth: Dec 2026", 8),  # a key twice, and the names all the same
        ("publishd: no", "framework: thtt", 4),  # names are not looked up; a key of too few parts is wrong all the same
        ("returns:\n", "framework: [tht]\nreturns:\n", 5),
        ("withdraw:", "withdrawn:", 6),
    ],
)
def test_names_are_looked_up_as_far_as_they_can_be(tmp_path: Path, old: str, new: str, lines: int) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(written(tmp_path, MANY_FAULTS.replace(old, new)))
    assert len(str(caught.value).split("\n")) - 1 == lines, str(caught.value)


@pytest.mark.parametrize("returns", ["x", "[x]", "[{partner: {a: b}}]", "[{partner: , indicators: x}]", "{a: b}"])
def test_what_is_no_name_is_refused_once_and_in_plain_words(tmp_path: Path, returns: str) -> None:
    with pytest.raises(ConfigError, match=r"month\.yaml:2"):
        load_config(written(tmp_path, f"month: Nov 2026\nreturns: {returns}\nwithdraw: [x, {{key: [a]}}]\n"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.yaml: cannot be read"):
        load_config(tmp_path / "nowhere.yaml")


WAIVER = """\
waivers:
  - workbook: returns/child-weight.xlsx
    code: r402
    key: reception-obesity|tower-hamlets|2022/23
    column: Note
    fingerprint: 3F1D
    role: Public health analyst
    reason: The address of a clinic
    until: 2027-03-31
"""


def test_waivers_belong_to_a_return(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, WHOLE + WAIVER))

    (waiver,) = config.waivers_of(config.returns[0])
    assert (waiver.code, waiver.fingerprint, waiver.column) == ("R402", "3f1d", "Note")
    assert waiver.words == "Waived by Public health analyst until 31 Mar 2027: The address of a clinic."
    assert config.waivers_of(config.returns[0].model_copy(update={"workbook": tmp_path / "other.xlsx"})) == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("r402", "R105", "month.yaml:12: code: R105 may not be waived. See 'tht-xl explain R105' for what to do"),
        ("r402", "R4022", "month.yaml:12: code: unknown finding code 'R4022'. Did you mean 'R402'?"),
        ("3F1D", "3F1", "month.yaml:15: fingerprint: '3F1' is not a fingerprint. Copy the four characters"),
        ("2027-03-31", "soon", "month.yaml:18: until: 'soon' is not a day. Write the last day as 2027-03-31"),
        (
            "returns/child-weight.xlsx\n    code",
            "child.xlsx\n    code",
            "month.yaml:11: waivers: unknown return 'child.xlsx'",
        ),
        ("    role: Public health analyst\n", "", "key 'role' is missing"),
        ("The address of a clinic", '""', "month.yaml:17: reason: nothing is said. Give the role"),
    ],
)
def test_waivers_that_cannot_be_used(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(written(tmp_path, WHOLE + WAIVER.replace(old, new)))

    assert message in str(caught.value)


TWO_WAIVERS = WAIVER.replace("child-weight", "children-weight") + WAIVER.removeprefix("waivers:\n").replace(
    "returns/child-weight", "elsewhere"
)


@pytest.mark.parametrize(
    ("old", "new", "others"),
    [
        ("", "", []),
        ("r402", "R4022", ["month.yaml:12: code: unknown finding code", "month.yaml:20: code: unknown finding code"]),
        ("published: no", "framework: thy", ["month.yaml:8: unknown framework 'thy'"]),
        ("partner: london-borough-of-tower-hamlets", "partner: bart", ["unknown partner 'bart'"]),
        ("    partner: london-borough-of-tower-hamlets\n", "", ["key 'partner' is missing"]),
        ("until: 2027-03-31", "until: soon", ["month.yaml:18: until: 'soon' is not a day", "month.yaml:26: until"]),
    ],
)
def test_every_waiver_of_an_unknown_workbook_is_said_with_all_else(
    tmp_path: Path, old: str, new: str, others: list[str]
) -> None:
    text = (WHOLE + TWO_WAIVERS).replace(old, new) if old else WHOLE + TWO_WAIVERS
    with pytest.raises(ConfigError) as caught:
        load_config(written(tmp_path, text))
    said = str(caught.value)
    assert said.count("waivers: unknown return 'returns/children-weight.xlsx'") == 1, said
    assert said.count("waivers: unknown return 'elsewhere.xlsx'") == 1
    assert all(other in said for other in others), said
    assert len(said.splitlines()) == 3 + len(others)


def test_waivers_of_a_configuration_made_in_python_belong_to_a_return_too() -> None:
    with pytest.raises(ValidationError) as caught:
        MonthConfig.model_validate(yaml.safe_load(WHOLE + TWO_WAIVERS))
    assert [each["loc"] for each in caught.value.errors()] == [("waivers", 0), ("waivers", 1)]


@pytest.mark.parametrize(
    ("lines", "store", "memory"),
    [
        ("", "tht-xl-store.sqlite", "tht-xl-memory.csv"),
        ("store: kept/ours.sqlite\n", "kept/ours.sqlite", "tht-xl-memory.csv"),
        ("memory: kept/ours.csv\n", "kept/ours.sqlite", "kept/ours.csv"),
        ("memory: kept/ours.csv\nstore: other.db\n", "other.db", "kept/ours.csv"),
    ],
)
def test_the_store_is_beside_the_file_unless_it_is_named(tmp_path: Path, lines: str, store: str, memory: str) -> None:
    config = load_config(written(tmp_path, WHOLE + lines))
    assert (config.store_file, config.memory) == (tmp_path / store, tmp_path / memory)


def test_a_column_of_words_is_named_once(tmp_path: Path) -> None:
    twice = WHOLE.replace("  key_file", "  narrative: [Story, Story]\n  key_file")
    with pytest.raises(ConfigError, match="a heading is named twice"):
        load_config(written(tmp_path, twice))


@pytest.mark.parametrize("line", ["{key: a|b|c, role: lead}", "{key: a|b|c, role: lead, reason: }"])
def test_a_withdrawal_needs_its_reason(tmp_path: Path, line: str) -> None:
    with pytest.raises(ConfigError, match="reason"):
        load_config(written(tmp_path, WHOLE + f"withdraw:\n  - {line}\n"))


@pytest.mark.parametrize("line", ["{key: a|b|c, role: ' ', reason: x}", "{key: a|b|c, role: x, reason: ...}"])
def test_a_withdrawal_without_words_is_refused_in_plain_ones(tmp_path: Path, line: str) -> None:
    with pytest.raises(ConfigError, match=r"(role|reason): nothing is said. Give the role of the person"):
        load_config(written(tmp_path, WHOLE + f"withdraw:\n  - {line}\n"))


def test_the_page_about_the_month_has_every_key() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    shown = yaml.safe_load("".join(blocks))
    parts = {ReturnSource: shown["returns"], Withdrawal: shown["withdraw"], WaiverConfig: shown["waivers"]}
    for part, examples in {MonthConfig: [shown], SharedSheetConfig: [shown["sheet"]], **parts}.items():
        assert {name for example in examples for name in example} == set(part.model_fields)


def test_a_wrong_framework_hides_no_other_mistake(tmp_path: Path) -> None:
    """What needs no definitions is told with it, also where nothing else keeps the file from being read."""
    text = WHOLE + (
        "framework: thy\n"
        "withdraw:\n"
        "  - {key: year-6-obesity|tower-hamlets, role: public health lead, reason: counted twice}\n"
        "  - {key: year-6-obesity|tower-hamlets|last year, role: public health lead, reason: counted twice}\n"
        "not_before:\n"
        "  - {figure: a|b|c|d, day: 2026-12-10}\n"
        "content:\n"
        "  - {figure: year-6-obesity|soon, audience: exempt}\n"
    )
    with pytest.raises(ConfigError) as caught:
        framework_of(load_config(written(tmp_path, text)))
    said = str(caught.value).split("\n")
    assert [line.split(" ", 1)[0] for line in said] == [f"month.yaml:{n}:" for n in (10, 12, 13, 15, 17)]
    # The same beside a mistake of another kind, for which the file as a whole cannot be read.
    with pytest.raises(ConfigError) as caught:
        load_config(written(tmp_path, text.replace("published: no", "published: perhaps")))
    told = str(caught.value).split("\n")
    assert [line for line in told if line in said] == said
    assert any("published is 'perhaps'" in line for line in told)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("store: results/kept.sqlite\n", "month.yaml:10: store: the store kept.sqlite would lie in the output folder"),
        ("asked: results/asked\n", "month.yaml:10: asked: the folder asked would lie in the output folder"),
        ("asked: results\n", "month.yaml:10: asked: the folder results would lie in the output folder"),
        ("memory: results/kept.csv\n", "month.yaml:9: store: the store kept.sqlite would lie in the output folder"),
    ],
)
def test_what_may_not_lie_in_the_output_folder_is_told_with_the_rest(tmp_path: Path, more: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(written(tmp_path, WHOLE + more + "titel: Outcomes\n"))
    told = str(caught.value).split("\n")
    assert told[0].startswith(said)
    assert told[1].startswith("month.yaml:11: unknown key 'titel'")
