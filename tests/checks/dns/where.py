"""Faults that depend on the whole question, as on its EDNS or its letters."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from provision.model.query import Answer, Query
from tests.checks.dns.world import CHILD, Fault

Condition = Callable[[Query], bool]


def where(condition: Condition, addresses: str | Sequence[str] = CHILD, **parts: Any) -> Fault:
    """Return the fault that changes parts of the answers to some questions; for `silence=` all of it."""
    chosen = {addresses} if isinstance(addresses, str) else {*addresses}

    def fault(query: Query, answer: Answer) -> Answer:
        if str(query.server) not in chosen or not condition(query):
            return answer
        if "silence" in parts:
            return Answer(query, parts["silence"])
        return replace(answer, **parts)

    return fault


def has_edns(query: Query) -> bool:
    return query.edns is not None
