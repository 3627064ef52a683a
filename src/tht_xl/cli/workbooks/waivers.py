"""How to waive a finding: what the month's configuration takes."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tht_xl.cli.show import line
from tht_xl.model.finding import Report

if TYPE_CHECKING:
    from tht_xl.model.waiver import Waiver
    from tht_xl.workbook.waiving import Waivable

MAX_SHOWN = 5
"""How many findings are shown with what to write: each fingerprint takes its time."""
PLAIN = re.compile(r"[\w.][\w.|/ -]*")
"""A text that YAML reads as itself inside braces."""


def waivers_by_file(config: Path) -> "dict[Path, tuple[Waiver, ...]]":
    """Return the waivers of a month's configuration, by the workbook that each is of.

    Raises:
        ConfigError: The configuration cannot be used.
    """
    from tht_xl.month.configuration.load import load_config

    month = load_config(config)
    return {source.workbook.resolve(): month.waivers_of(source) for source in month.returns}


def how_to_waive(checked: Report, found: "Sequence[Waivable]") -> None:
    """Show what to write into the configuration to waive a finding, or how to find out."""
    if not found:
        if checked.is_held_back:
            line("  Is one of these right as it is? --waivers shows how to waive it.")
        return
    line("  To accept one of these as it is, add it to the month's configuration (docs/month.md). Do not pass these")
    line("  lines on with the findings: a postcode can be worked out from its fingerprint.")
    line("    waivers:")
    for each in found:
        place = {"workbook": Path(checked.path).name, "code": each.finding.code, "key": each.key}
        asked = {"role": "...", "reason": "...", "until": "YYYY-MM-DD"}
        texts = {**place, "column": each.column, "fingerprint": each.fingerprint, **asked}
        line(f"      - {{{', '.join(f'{key}: {_yaml(text)}' for key, text in texts.items())}}}")


def _yaml(text: str) -> str:
    return text if PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def as_data(found: "Sequence[Waivable]") -> list[dict[str, str]]:
    """Return the same for a program."""
    return [
        {
            "code": each.finding.code,
            "cell": each.finding.cell,
            "key": each.key,
            "column": each.column,
            "fingerprint": each.fingerprint,
        }
        for each in found
    ]
