"""The views of a month's registers, as pages of the output folder."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tht_xl.errors import ThtError
from tht_xl.evaluation.results import Results
from tht_xl.model.definition import Framework
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.registers.registers import MonthRegister
from tht_xl.partnership.view import Gap, View
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import find_view, make_view
from tht_xl.report.view_page import view_page
from tht_xl.templates.table import Tables


def view_pages(
    config: MonthConfig,
    framework: Framework,
    registers: Sequence[MonthRegister],
    results: Results,
    narratives: Mapping[str, Mapping[str, str]],
) -> dict[str, str]:
    """Return the page of each view that the configuration names, by its file's name.

    A view reads the month's registers alone. One that cannot be made says why on its own page: the others, and the
    month, go on.

    Args:
        config: The month's configuration.
        framework: The definitions.
        registers: The month's registers as checked.
        results: What everybody may see.
        narratives: What people wrote beside the figures, by key and heading.
    """
    day, pages = config.month.end, dict[str, str]()
    for source in config.views:
        definition = find_view(source.view)
        used, others, gaps = _by_template(registers, definition.several)
        given = ViewInput(
            framework,
            day,
            source.by,
            source.of,
            used,
            results if definition.reads_results else None,
            results_from=f"Results of {config.month.start:%B %Y}",
            narratives=narratives,
            uses_packaged=False,
            others=others,
        )
        try:
            made = make_view(source.view, given)
            read = {tables.template.id for tables in given.used}
            made = replace(made, gaps=(*(gap for of, gap in gaps if of in read), *made.gaps))
        except ThtError as error:
            made = View(f"{source.view}: cannot be shown", (), (), (Gap(error.message, ask=error.remedy),))
        pages[source.file] = view_page(made, today=day)
    return pages


def _by_template(
    registers: Sequence[MonthRegister], several: tuple[str, ...]
) -> tuple[dict[str, Tables], dict[str, tuple[Tables, ...]], list[tuple[str, Gap]]]:
    """Return the registers that count, and what their views should say about them, with the template of each.

    Args:
        registers: The month's registers as checked.
        several: Templates of which the view reads several registers: the further ones come second.
    """
    used, others, gaps = dict[str, Tables](), dict[str, tuple[Tables, ...]](), list[tuple[str, Gap]]()
    for register in registers:
        if not register.is_used or register.tables is None:
            continue
        template = register.tables.template.id
        if template in used and template not in several:
            first = used[template].name
            gaps.append((template, Gap(f"{register.name} is a register of the same kind, and is not in this view",
                                       ask=f"Bring its rows into {first}, or show it by itself")))  # fmt: skip
            continue
        if template in used:
            others[template] = (*others.get(template, ()), register.tables)
        used.setdefault(template, register.tables)
        if register.is_owed:
            gaps.append((template, Gap(f"{register.name} {register.says}", ask=f"Ask the {register.keeper}")))
        gaps += [
            (template, Gap(each.given, f"{register.name}, {each.place}", each.fix))
            for each in register.filled.report.findings
            if each.holds_back
        ]
    return used, others, gaps
