"""The commands of the month before the figures are in: ask the partners, see who owes what, remind and chase them."""

from typing import TYPE_CHECKING

from tht_xl.cli import show
from tht_xl.cli.exit_codes import FINDINGS, FINE
from tht_xl.cli.options import Config, Format

if TYPE_CHECKING:
    from tht_xl.month.cycle.remind import Kind


def new(config: Config = None, format: Format = "text") -> int:  # noqa: A002
    """Write each partner's return for the month: what it has to give, and by when."""
    from tht_xl.cli.month.cycle_summary import asked, asked_as_data
    from tht_xl.model.days import today
    from tht_xl.month.configuration.find import config_or_found
    from tht_xl.month.configuration.load import framework_of, load_config
    from tht_xl.month.cycle.ask import ask_partners

    settings = load_config(config_or_found(config))
    with show.progress(quiet=format == "json") as notify:
        found, warnings = ask_partners(settings, framework_of(settings), today=today(), notify=notify)
    if format == "json":
        show.as_json(asked_as_data(settings, found, warnings))
    else:
        asked(settings, found, warnings)
    return FINE


def status(config: Config = None, format: Format = "text") -> int:  # noqa: A002
    """Show who owes what: asked, due, received, held back, questions. Ends with 1 when something is overdue."""
    from tht_xl.cli.month.cycle_summary import status_as_data, statuses
    from tht_xl.model.days import today
    from tht_xl.month.configuration.find import config_or_found
    from tht_xl.month.configuration.load import framework_of, load_config
    from tht_xl.month.cycle.status import month_status

    settings, day = load_config(config_or_found(config)), today()
    with show.progress(quiet=format == "json") as notify:
        found = month_status(settings, framework_of(settings), notify=notify)
    if format == "json":
        show.as_json(status_as_data(settings, found, day))
    else:
        statuses(settings, found, day)
    return FINDINGS if any(each.is_overdue(day) for each in found) else FINE


def remind(config: Config = None, format: Format = "text") -> int:  # noqa: A002
    """Write a draft e-mail to each partner whose return is due and not yet in, with the return attached."""
    return _write("remind", config, format)


def chase(config: Config = None, format: Format = "text") -> int:  # noqa: A002
    """Write a draft e-mail to each partner whose return is overdue, or has something to correct."""
    return _write("chase", config, format)


def _write(kind: "Kind", config: Config, format: Format) -> int:  # noqa: A002
    from tht_xl.cli.month.cycle_summary import emails, emails_as_data
    from tht_xl.model.days import today
    from tht_xl.month.configuration.find import config_or_found
    from tht_xl.month.configuration.load import framework_of, load_config
    from tht_xl.month.cycle.remind import write_emails

    settings = load_config(config_or_found(config))
    with show.progress(quiet=format == "json") as notify:
        found = write_emails(settings, framework_of(settings), kind, today=today(), notify=notify)
    if format == "json":
        show.as_json(emails_as_data(settings, found))
    else:
        emails(settings, found)
    return FINE
