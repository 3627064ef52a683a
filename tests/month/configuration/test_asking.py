from pathlib import Path

import pytest

from tht_xl.errors import ConfigError
from tht_xl.month.configuration.load import load_config

WHOLE = """\
month: Nov 2026
secretary: {role: performance officer, email: performance@example.org}
returns:
  - workbook: returns/{month}/child-weight.xlsx
    partner: london-borough-of-tower-hamlets
    indicators: [year-6-obesity]
    contact: {role: public health analyst, email: analyst@example.org}
    due: 2026-11-27
    grace_days: 5
    periods: [2025/2026]
output: papers/{month}
asked: sent
"""

TEN = """\
month: Dec 2026
secretary: {role: jane@example.org, email: performance}
returns:
  - workbook: a.xlsx
    partner: london-borough-of-tower-hamlets
    indicators: [year-6-obesity, reception-obesity]
    due: 2026-11-27
    grace_days: soon
  - workbook: b.xlsx
    partner: london-borough-of-tower-hamlets
    indicators: [Reception-obesity, year-6-obesity]
    periods: [sometime]
    contact: {role: analyst, email: "a@b.org\\nBcc: c@d.org"}
  - workbook: c.xlsx
    partner: barts-helth
    indicators: [year6-obesity]
due_day: 32
grace_day: 2
later_figures: perhaps
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "month.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_to_ask_is_read_and_paths_take_the_month(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, WHOLE))
    (source,) = config.returns
    assert source.workbook == tmp_path / "returns" / "2026-11" / "child-weight.xlsx"
    assert (config.output, config.asked) == (tmp_path / "papers" / "2026-11", tmp_path / "sent")
    assert source.contact is not None
    assert (source.contact.email, str(source.due), source.grace_days) == ("analyst@example.org", "2026-11-27", 5)
    assert source.periods == ("2025/26",)
    assert (config.due_day, config.grace_days) == (20, 2)


def test_many_mistakes_are_told_at_once_each_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(written(tmp_path, TEN))
    *said, last = str(caught.value).split("\n")
    assert [line.removeprefix("month.yaml:")[:48] for line in said] == [
        "2: role: an e-mail address is a person. Write wh",
        "2: email: 'performance' is not an e-mail address",
        "7: due: 2026-11-27 does not belong to Dec 2026. ",
        "8: grace_days is 'soon', not a whole number. Wri",
        "9: the return on line 4 asks the same partner fo",
        '12: periods: "sometime" is not a period. Write f',
        "13: email: 'a@b.org\\nBcc: c@d.org' is not an e-m",
        "15: unknown partner 'barts-helth'. Did you mean ",
        "16: unknown indicator 'year6-obesity'. Did you m",
        "17: due_day is '32'. Expected at most 31",
        "18: unknown key 'grace_day'. Did you mean 'grace",
        '19: later_figures is \'perhaps\'. Write "yes" or "',
    ]
    assert last == "docs/month.md shows a whole file."


@pytest.mark.parametrize(
    "address", ["Jane <jane@example.org>", "a b@example.org", "a@example", "ä@example.org", "a@b@c.org"]
)
def test_only_plain_addresses_are_taken(tmp_path: Path, address: str) -> None:
    with pytest.raises(ConfigError, match="is not an e-mail address"):
        load_config(written(tmp_path, WHOLE.replace("analyst@example.org", f"'{address}'")))


def test_a_due_day_of_another_month_is_refused_although_all_else_is_right(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"month\.yaml:8: due: 2026-11-27 does not belong to Dec 2026"):
        load_config(written(tmp_path, WHOLE.replace("Nov 2026", "Dec 2026")))
