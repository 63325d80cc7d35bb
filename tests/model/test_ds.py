"""A DS record is parsed, or refused in one sentence."""

import pytest

from provision.errors import BadInput
from provision.model.ds import parse_ds

DIGEST = "F78CF3344F72137235098ECBBD08947C2C9001C7F6A085A17F518B5D8F6B916D"


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        (f"31406,8,2,{DIGEST}", f"31406 8 2 {DIGEST.lower()}"),
        (f"31406 8 2 {DIGEST.lower()}", f"31406 8 2 {DIGEST.lower()}"),
        (f"31406, 8, 2, {DIGEST[:32]} {DIGEST[32:]}", f"31406 8 2 {DIGEST.lower()}"),
        ("1,8,77,AB", "1 8 77 ab"),
    ],
)
def test_ds(word: str, wanted: str) -> None:
    assert parse_ds(word) == wanted


@pytest.mark.parametrize(
    "word",
    ["", "1,2,3", f"31406,8,2,{DIGEST[:-2]}", f"31406,8,2,{DIGEST[:-2]}XY", f"70000,8,2,{DIGEST}", f"1,300,2,{DIGEST}",
     f"1,8,999,{DIGEST}", f"-1,8,2,{DIGEST}", "1,8,77,ABC", "satu,8,2,AB"],
)  # fmt: skip
def test_no_ds(word: str) -> None:
    with pytest.raises(BadInput):
        parse_ds(word)
