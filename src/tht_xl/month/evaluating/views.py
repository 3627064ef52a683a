"""A month's results as each audience may see them: everybody, the partners, the readers of the exempt file.

Each is computed from the rows that its audience may see, so that no trend, sentence or comparison of one of them tells
what belongs to another.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from tht_xl.evaluation.results import Results
from tht_xl.model.definition import Framework
from tht_xl.month.closing.results_table import last_seen
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.governance import Audience
from tht_xl.month.evaluating.areas import evaluate_protected
from tht_xl.month.evaluating.figure_marks import with_marks
from tht_xl.month.evaluating.gather import Gathered
from tht_xl.month.evaluating.held_rows import HeldRow, mark_held_rows
from tht_xl.month.evaluating.provenance import with_provenance
from tht_xl.month.evaluating.recollection import Recollection
from tht_xl.month.evaluating.revised import mark_revised
from tht_xl.month.governance.approvals import mark_approvals, text_hashes
from tht_xl.month.governance.protection import Protection
from tht_xl.month.memory.open import OpenMemory
from tht_xl.month.memory.recall import Recalled
from tht_xl.store.records.governance import approvals
from tht_xl.store.times import month_text
from tht_xl.workbook.check import Return


@dataclass(frozen=True, slots=True)
class MonthData:
    """What a month's results are computed from.

    Attributes:
        config: The month's configuration.
        framework: The definitions.
        returns: The checked returns.
        recalled: The returned rows that count.
        gathered: Every observation that counts.
        held: Rows that an error holds back.
        memory: The open memory.
        protection: Which figures are set apart.
    """

    config: MonthConfig
    framework: Framework
    returns: Sequence[Return]
    recalled: Recalled
    gathered: Gathered
    held: tuple[HeldRow, ...]
    memory: OpenMemory
    protection: Protection

    def observations(self, level: Audience) -> pd.DataFrame:
        """Return the rows that an audience may see."""
        return self.protection.visible_to(self.protection.released(self.gathered.observations), level)

    def view(self, level: Audience) -> tuple[Results, Recollection]:
        """Return the results that an audience may see, and what the memory gave to them.

        Areas are protected, revisions and held-back rows marked, and each figure says where it comes from.
        """
        results = evaluate_protected(self.observations(level), self.framework)
        seen = last_seen(self.memory.store, month_text(self.config.month))
        results, revisions = mark_revised(results, self.recalled.revised, self.framework, seen)
        results = mark_held_rows(results, self.held, self.framework, self.config.month)
        store = self.memory.store
        given, texts = (approvals(store, self.config.month), text_hashes(store)) if store else ({}, {})
        results = mark_approvals(results, given, texts)
        results = with_marks(results, self.framework)
        results = with_provenance(results, self.config, self.framework, self.recalled, self.returns)
        # Looked up once, and read by the sheet, the page, the report and the terminal.
        said = Recollection(self.memory, self.recalled, revisions, self.gathered.too_late, self.framework)
        return Results(results, self.framework), said

    def exempt(self) -> pd.DataFrame:
        """Return the results of exempt figures alone, with what they are compared with."""
        frame = self.view("exempt")[0].frame
        return frame[self.protection.is_exempt(frame)].reset_index(drop=True)
