from pathlib import Path

import pytest

from tht_xl.errors import ConfigError
from tht_xl.month.configuration.find import find_config

ONE = "month: Nov 2026\nreturns:\n  - workbook: a.xlsx\n    partner: x\n"


def test_the_only_configuration_of_a_folder_is_found_beside_other_yaml_files(tmp_path: Path) -> None:
    (tmp_path / "areas.yaml").write_text("areas: []\n", encoding="utf-8")
    (tmp_path / "waivers.yml").write_text("returns: []\nnot_a_month: x\n", encoding="utf-8")
    (tmp_path / ".month.yaml").write_text(ONE, encoding="utf-8")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "NOVEMBER.YML").write_text(f"\ufeff# ours\r\n{ONE}", encoding="utf-8")
    assert find_config(tmp_path) == tmp_path / "NOVEMBER.YML"


def test_a_configuration_with_a_slip_is_found_so_that_it_can_say_so_itself(tmp_path: Path) -> None:
    path = tmp_path / "month.yaml"
    path.write_text('"month": Nov 2026\nreturns: [\n', encoding="utf-8")
    assert find_config(tmp_path) == path


def test_several_are_listed_with_their_months(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(ONE.replace("Nov", "Dec"), encoding="utf-8")
    (tmp_path / "a.yaml").write_text(ONE.replace("Nov 2026", "'Nov 2026'  # soon"), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        find_config(tmp_path)
    said = str(caught.value)
    assert "2 files here are configurations of a month: a.yaml (Nov 2026), b.yaml (Dec 2026)" in said
    assert said.endswith("Name the one you mean, as in: tht-xl month status a.yaml")


def test_none_says_where_it_looked_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no YAML file here has 'month:' and 'returns:'") as caught:
        find_config(tmp_path)
    assert str(tmp_path) in str(caught.value)
    with pytest.raises(ConfigError, match="cannot be read"):
        find_config(tmp_path / "nowhere")
