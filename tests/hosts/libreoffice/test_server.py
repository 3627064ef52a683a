"""The process behind the add-in."""

import subprocess
import sys
from io import BytesIO
from typing import Any

import pytest

from tht_xl.hosts.libreoffice.addin.messages import read_message, write_message
from tht_xl.hosts.libreoffice.server import READY, serve


def _ask(*questions: list[Any]) -> list[Any]:
    given, answers = BytesIO(), BytesIO()
    for question in questions:
        write_message(given, question)
    given.seek(0)
    serve(given, answers)
    answers.seek(0)
    return [read_message(answers) for _ in questions]


def test_each_question_is_answered_in_its_order() -> None:
    assert _ask([], ["THT_GAP", 55.0, 57.0, "high"], ["THT_RAG", ((1.0,), ("",)), 2.0, "low"]) == [
        READY,
        2.0,
        [["Green"], ["#N/A"]],
    ]


def test_a_range_of_one_cell_is_a_cell_and_the_text_of_a_boolean_is_one() -> None:
    assert _ask(["THT_GAP", ((55.0,),), (("TRUE",),), "high"]) == ["#VALUE!"]
    assert _ask(["THT_GAP", (("",),), 57.0, "high"], ["THT_GAP", (("[c]",),), 57.0, "high"]) == ["#N/A", "[c]"]


def test_a_row_and_a_column_of_cells_are_no_cell() -> None:
    assert _ask(["THT_RAG", ((1.0, 3.0),), 2.0, "low"], ["THT_RAG", ((1.0,), (3.0,)), 2.0, "low"]) == [
        [["Green", "Red"]],
        [["Green"], ["Red"]],
    ]


def test_unknown_functions_and_wrong_numbers_of_arguments_are_errors() -> None:
    assert _ask(["THT_NOTHING", 1.0], ["THT_GAP", 1.0]) == ["#NAME?", "#VALUE!"]


@pytest.mark.slow
def test_what_a_library_prints_is_no_answer() -> None:
    code = (
        "import sys; from tht_xl.hosts.libreoffice import server; old = server.serve\n"
        "def serve(questions, answers):\n    print('noise', flush=True); old(questions, answers)\n"
        "server.serve = serve; server.main()"
    )
    given = BytesIO()
    write_message(given, ["THT_GAP", 55.0, 57.0, "high"])
    said = subprocess.run([sys.executable, "-c", code], input=given.getvalue(), capture_output=True, check=True)
    assert read_message(BytesIO(said.stdout)) == 2.0
    assert b"noise" in said.stderr
