"""What a view is made from: the framework, the day, registers and figures, whether somebody gave them or not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from tht_xl.errors import DomainError
from tht_xl.model.periods.label import day_label
from tht_xl.templates.load import is_packaged
from tht_xl.templates.registers import about_register, load_register, register_names
from tht_xl.templates.table import Tables

if TYPE_CHECKING:
    from tht_xl.evaluation.results import Results
    from tht_xl.model.definition import Framework


@dataclass
class ViewInput:
    """What a view is made from.

    Attributes:
        framework: The definitions.
        as_of: The day on which it is said.
        by: What to group by; "" for the view's first choice.
        of: Which one is meant: a meeting, an area, an indicator; "" for all.
        registers: The registers that somebody gave, by the id of their template.
        results: The evaluated indicators that somebody gave; None where nobody did. Views read `figures`.
        results_from: What they are, for the line that says what a view was made from.
        narratives: What people wrote beside figures: texts by heading, by key "indicator|area|period".
        uses_packaged: Whether a register that nobody gave is taken from the package. A month uses its own alone: a
            register is off until it is switched on.
        used: The registers that were read, in order, for that line.
        has_read_figures: Whether the view has read them.
        others: Further registers of a template of which somebody gave several; `all` returns them with the first.
        process: What a month's store says of how the work was done, in words: "Returns", "Conflicts".
    """

    framework: "Framework"
    as_of: date
    by: str = ""
    of: str = ""
    registers: Mapping[str, Tables] = field(default_factory=dict[str, Tables])
    results: "Results | None" = None
    results_from: str = ""
    narratives: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    uses_packaged: bool = True
    used: list[Tables] = field(default_factory=list[Tables])
    has_read_figures: bool = False
    others: Mapping[str, tuple[Tables, ...]] = field(default_factory=dict[str, tuple[Tables, ...]])
    process: Mapping[str, str] = field(default_factory=dict[str, str])

    def figures(self) -> "Results":
        """Return the evaluated indicators: those that somebody gave, else the framework's published values.

        Published values are those that were out by the day of the view.
        """
        self.has_read_figures = True
        if self.results is None:
            from tht_xl.partnership.monitoring.published_figures import published_results

            self.results = published_results(self.framework, self.as_of)
            self.results_from = f"Published values of {self.framework.name}, as out by {day_label(self.as_of)}"
        return self.results

    def register(self, template: str) -> Tables:
        """Return the register made from a template: the one that was given, else the one that comes with the package.

        Raises:
            DomainError: None was given, and none comes with the package.
        """
        found = self.optional(template)
        if found is None and not self.uses_packaged:
            raise DomainError(
                f"no register of the template {template!r} is switched on",
                remedy="Name its workbook under 'registers:'",
            )
        if found is None:
            made_up = [name for name in self._packaged if self._packaged[name] == (template, True)]
            example = f"; {made_up[0]} in its place shows how it works" if made_up else ""
            raise DomainError(
                f"no register of the template {template!r} was given, and no paper has one",
                remedy=f"Name a file made by: tht-xl template new {template} --out FILE.xlsx{example}",
            )
        return found

    def optional(self, template: str, *, of_framework: bool = False) -> Tables | None:
        """Return the register made from a template; None where none was given and none comes with the package.

        Args:
            template: Its id.
            of_framework: Whether a packaged register must belong to the framework of the view: two frameworks may give
                one id to different indicators.
        """
        found = self.registers.get(template)
        if found is not None and not is_packaged(found.template):
            raise DomainError(
                f"{found.name!r} was made from another template that is also called {template!r}",
                remedy=f"Give your template another id; tht-xl template show {template} shows what is read",
            )
        if found is None and self.uses_packaged:
            wanted = self.framework.id if of_framework else ""
            name = next((each for each, about in self._packaged.items() if about == (template, False)
                         and wanted in ("", about_register(each).framework)), None)  # fmt: skip
            found = load_register(name, today=self.as_of) if name else None
        if found is not None and found not in self.used:
            self.used.append(found)
        return found

    def all(self, template: str) -> tuple[Tables, ...]:
        """Return every register of a template that somebody gave, in their order; none where nobody gave one.

        What comes with the package is left out: that a form or a plan is there does not say that it is meant.
        """
        first = self.registers.get(template)
        found = () if first is None else (first, *self.others.get(template, ()))
        self.used += [each for each in found if each not in self.used]
        return found

    @cached_property
    def _packaged(self) -> dict[str, tuple[str, bool]]:
        """The template of each packaged register, and whether it is made up."""
        about = {name: about_register(name) for name in register_names()}
        return {name: (each.template, each.illustrative) for name, each in about.items()}
