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
        ("month: [", "month.yaml:1: is not YAML"),
        (b"month: \xff", "is not UTF-8 text"),
        ("- a list", "the file: input should be"),
        (WHOLE + "retuns: []\n", "retuns: extra inputs are not permitted"),
        (WHOLE.replace("Nov 2026", "sometime"), "month: "),
        ("month: Nov 2026\nreturns: []\n", "returns: tuple should have at least 1 item"),
        (WHOLE.replace("1AbCdEfGhIjKlMnOp", "https://docs"), "sheet.spreadsheet: string should match pattern"),
        ("month: Nov 2026\nreturns:\n  - workbook: a.xlsx\n", "returns.0.partner: field required"),
    ],
)
def test_refusals_say_what_and_where(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(written(tmp_path, text))
    assert message in str(caught.value)
    assert "month.yaml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.yaml: cannot be read"):
        load_config(tmp_path / "nowhere.yaml")
