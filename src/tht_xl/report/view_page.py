"""A view of the partnership's registers as one HTML page that needs nothing but itself."""

from datetime import date

from tht_xl.model.periods.label import day_label
from tht_xl.partnership.view import View, cell_words, numeric_columns
from tht_xl.report.charts.process import process_drawing
from tht_xl.report.environment import environment


def view_page(view: View, *, today: date) -> str:
    """Return a view as a page, to be written as UTF-8. The same input gives the same bytes.

    Args:
        view: What is shown.
        today: The day on which it is said.

    Raises:
        MissingExtraError: Jinja2 is not installed.
    """
    template = environment().get_template("view.html.j2")
    numeric = [numeric_columns(section.rows) for section in view.sections]
    drawings = [process_drawing(section.chart) if section.chart else None for section in view.sections]
    return template.render(view=view, day=day_label(today), words=cell_words, numeric=numeric, drawings=drawings)
