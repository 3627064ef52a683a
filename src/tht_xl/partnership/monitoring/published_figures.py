"""What a view of indicators is made from where nobody gave results: the framework's own published series."""

from datetime import date

from tht_xl.evaluation.evaluate import evaluate
from tht_xl.evaluation.results import Results
from tht_xl.evaluation.rows.published import observations_out_by
from tht_xl.model.definition import Framework


def published_results(framework: Framework, day: date) -> Results:
    """Return the evaluated published values of a framework that were out by a day."""
    return Results(evaluate(observations_out_by(framework, day), framework), framework)
