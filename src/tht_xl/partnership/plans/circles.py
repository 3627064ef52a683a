"""Milestones that wait for each other: nobody can begin."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from tht_xl.model.definition import Framework
from tht_xl.partnership.checks import partnership_check, wrong
from tht_xl.templates.check import Wrong
from tht_xl.templates.table import Row, Tables

MAX_NAMED = 8
"""Steps of a circle that are named; somebody who has to take one out needs no more. [steps]"""
Graph = Mapping[str, Sequence[str]]
"""From each milestone to those that it waits for, by their ids in small letters."""


def waiting(plan: Tables) -> list[tuple[Row, str, str]]:
    """Return each dependency between two milestones of the plan: its row, who waits, and for what, in small letters."""
    known = {str(row["id"]).casefold() for row in plan["milestones"] if row["id"]}
    found = [(row, str(row["milestone"] or "").casefold(), str(row["waits-for"] or "").casefold())
             for row in plan["dependencies"]]  # fmt: skip
    return [(row, who, what) for row, who, what in found if who in known and what in known]


def find_circles(graph: Graph) -> list[tuple[str, ...]]:
    """Return circles of milestones that wait for each other, each as its milestones in order.

    Where there is any circle one is found; of several that share steps, some may show only when others are gone.

    Examples:
        >>> find_circles({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]})
        [('a', 'b', 'c')]
    """
    done = set[str]()
    return [circle for start in graph if start not in done for circle in _circles_from(start, graph, done)]


def _circles_from(start: str, graph: Graph, done: set[str]) -> Iterator[tuple[str, ...]]:
    """Follow every way from a milestone; where one comes again that is on the way, there is a circle."""
    way, at = [start], {start: 0}
    branches = [iter(graph.get(start, ()))]
    while branches:
        following = next(branches[-1], None)
        if following is None:
            branches.pop()
            done.add(way[-1])
            del at[way.pop()]
        elif following in at:
            yield tuple(way[at[following] :])
        elif following not in done:
            at[following] = len(way)
            way.append(following)
            branches.append(iter(graph.get(following, ())))


def circle_in_words(circle: Sequence[str], plan: Tables) -> str:
    """Return a circle as it is written: "1.1-M1 waits for 1.1-M2, which waits for 1.1-M1".

    Of a long one only the first steps are named.
    """
    written = {str(row["id"]).casefold(): str(row["id"]) for row in plan["milestones"]}
    first, *others = [written[each] for each in (*circle, circle[0])]
    if len(others) > MAX_NAMED:
        others = [*others[:MAX_NAMED], f"{len(others) - MAX_NAMED - 1} more before {first}"]
    return f"{first} waits for {', which waits for '.join(others)}"


def graph_of(plan: Tables) -> dict[str, list[str]]:
    """Return what waits for what."""
    graph: dict[str, list[str]] = {}
    for _, who, what in waiting(plan):
        graph.setdefault(who, []).append(what)
    return graph


@partnership_check("milestones-in-a-circle", template="delivery-plan")
def milestones_in_a_circle(tables: Tables, _: Framework) -> Iterator[Wrong]:
    """Yield each dependency that is part of a circle; one of a milestone on itself is a rule of the template."""
    told, rows = set[int](), dict[tuple[str, str], list[Row]]()
    for row, who, what in waiting(tables):
        rows.setdefault((who, what), []).append(row)
    for circle in find_circles(graph_of(tables)):
        for who, what in pairwise((*circle, circle[0])):
            for row in rows[who, what]:
                if who == what or row.number in told:
                    continue
                told.add(row.number)
                yield wrong("milestones-in-a-circle", row, "waits-for", circle_in_words(circle, tables),
                            expected="an order in which each can be done", fix="Take one of the steps out")  # fmt: skip
