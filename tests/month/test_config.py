from pathlib import Path

import pytest

from tht_xl.errors import ConfigError
from tht_xl.month.config import load_config

WHOLE = """\
month: Nov 2026
returns:
  - workbook: returns/child-weight.xlsx
    partner: someone
sheet:
  spreadsheet: 1AbCdEfGhIjKlMnOp
  key_file: key.json
published: no
output: results
"""


TWIN = """\
  - workbook: ./returns/../returns/child-weight.xlsx
    partner: somebody else
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
        ("- a list", "month.yaml:1: the file holds no keys."),
        (WHOLE + "retuns: []\n", "month.yaml:10: unknown key 'retuns'. Did you mean 'returns'?"),
        (WHOLE + "month: Dec 2026\n", "month.yaml:10: key 'month' is already given on line 1. Keep one of the two"),
        (WHOLE.replace("Nov 2026", "sometime"), 'month.yaml:1: month: "sometime" is not a period.'),
        (WHOLE.replace("Nov 2026", "2023/24"), "month.yaml:1: month: '2023/24' is no month. Write it as Nov 2026"),
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


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.yaml: cannot be read"):
        load_config(tmp_path / "nowhere.yaml")
