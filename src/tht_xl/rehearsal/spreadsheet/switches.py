"""Behaviours of Google Sheets that its documentation leaves open, each to be tried both ways.

The synchronisation may use the favourable one, and must lose nothing under the other: its random walks run under both.
"""

from dataclasses import dataclass, fields, replace

from tht_xl.errors import ConfigError

_WORDS = {"yes": True, "true": True, "on": True, "1": True, "no": False, "false": False, "off": False, "0": False}


@dataclass(frozen=True, slots=True)
class Switches:
    """What Google does where its documentation does not say.

    Attributes:
        no_match_fails: Whether deleting or updating developer metadata that no lookup finds is an error.
        metadata_follows_a_drag: Whether metadata of a row or column moves with it when it is dragged. That it moves
            with what is inserted or deleted before it is documented.
        metadata_follows_a_sort: Whether metadata of a row moves with the row's cells when they are sorted.
        edits_shift_addresses: Whether a colleague's edit that arrives while a batch is on its way moves the addresses
            in the batch, so that it changes the cells that were meant.
    """

    no_match_fails: bool = False
    metadata_follows_a_drag: bool = True
    metadata_follows_a_sort: bool = False
    edits_shift_addresses: bool = False

    def turned(self, text: str) -> "Switches":
        """Return the switches with one of them set, from a text such as "no_match_fails=yes".

        Raises:
            ConfigError: There is no such switch, or no such setting.
        """
        name, _, setting = text.replace("-", "_").partition("=")
        names = [field.name for field in fields(self)]
        if name.strip() not in names or setting.strip().casefold() not in _WORDS:
            raise ConfigError(
                f"{text!r} sets no switch", where="--switch", remedy=f"Write NAME=yes or NAME=no, of {', '.join(names)}"
            )
        return replace(self, **{name.strip(): _WORDS[setting.strip().casefold()]})
