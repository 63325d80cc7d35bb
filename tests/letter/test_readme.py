"""What staff read about the templates is complete."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.letter.samples import DELEGATED

README = (Path(__file__).parents[2] / "letters" / "README.md").read_text(encoding="utf-8")


def names() -> Iterator[str]:
    for key, value in DELEGATED.context().items():
        if isinstance(value, dict):
            yield from (f"{{{{ {key}.{inner} }}}}" for inner in value)
        else:
            yield f" in {key} %}}" if isinstance(value, list) else f"{{{{ {key} }}}}"


@pytest.mark.parametrize("name", list(names()))
def test_every_fact_is_described(name: str) -> None:
    assert name in README
