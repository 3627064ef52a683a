"""What runs in a worker process: it takes workbooks from its input, one after the other, and answers each.

It is started by `pool` as a program of its own, not by multiprocessing, which would run the user's script again on
Windows and macOS.
"""

import pickle
import sys
from typing import BinaryIO

from tht_xl.errors import ThtError
from tht_xl.workbook.file.memory_limit import limit_memory
from tht_xl.workbook.file.own_program import answers_of_program
from tht_xl.workbook.many.task import HowToCheck, check_file


def serve(max_memory: int) -> None:
    """Answer until the input ends.

    Args:
        max_memory: How much more memory than at its start the process may ask for; 0 for no limit. [bytes]
    """
    answers = answers_of_program()
    how: HowToCheck = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    if max_memory:
        limit_memory(max_memory)
    _answer_all(sys.stdin.buffer, answers, how)


def _answer_all(questions: BinaryIO, answers: BinaryIO, how: HowToCheck) -> None:
    while True:
        try:
            path, waivers = pickle.load(questions)  # noqa: S301 - from the process that started this one
        except EOFError:
            return
        try:
            answer: object = check_file(path, how, waivers)
        except ThtError as error:
            answer = error
        except MemoryError:
            answer = "it needs more memory than a workbook may"
        except Exception as error:  # noqa: BLE001 - one workbook spoils itself, not the others
            answer = f"the check failed ({type(error).__name__})"
        pickle.dump(answer, answers)
        answers.flush()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
