"""Every sentence is there in both languages, and every command shows an example."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from provision.cli.main import main
from provision.cli.words import speak
from provision.i18n import Text
from tests import catalogue

PROVISION = Path(catalogue.PROVISION)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_message_of_the_code_and_of_click_is_translated() -> None:
    known = catalogue.catalogue()
    ids = [message if isinstance(message, str) else message[0] for message in catalogue.messages()]
    assert len(ids) > 400
    assert [i for i in ids if not (found := known.get(i)) or not found.string or found.fuzzy] == []


def test_translations_have_the_places_of_their_messages() -> None:
    differ = []
    for message in catalogue.catalogue():
        words = message.string if isinstance(message.string, str) else message.string[-1]
        one = message.id if isinstance(message.id, str) else message.id[-1]
        if message.id and places(words) != places(one) and "%" not in one:
            differ.append((one, words))
    assert differ == []


def test_letters_say_what_to_correct_on_a_second_line_in_both_languages() -> None:
    two = [
        m
        for m in catalogue.catalogue()
        if isinstance(m.id, str) and m.id.count("\n") == 1 and "\t" not in m.id
    ]
    telling = [m for m in two if "{first}" not in m.id]
    assert len(telling) > 15
    assert [
        m.id for m in telling if m.string.count("\n") != 1 or not m.string.partition("\n")[2][0].islower()
    ] == []


def test_what_is_compiled_is_what_is_written() -> None:
    assert catalogue.MO.read_bytes() == catalogue.mo_bytes()
    assert catalogue.PO.read_bytes() == catalogue.po_bytes(catalogue.updated())


def calls(name: str) -> Iterator[tuple[Path, ast.Call]]:
    for path in sorted(PROVISION.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                yield path, node


def test_no_sentence_is_put_together_before_it_is_translated() -> None:
    built = (ast.JoinedStr, ast.BinOp, ast.Call)
    wrong = [
        f"{path.name}:{call.lineno}"
        for path, call in calls("Text")
        if not call.args or (isinstance(call.args[0], built) and "get" not in ast.unparse(call.args[0]))
    ]
    assert wrong == []


def test_every_help_is_marked() -> None:
    unmarked = [
        f"{path.name}:{keyword.value.lineno}"
        for path in sorted((PROVISION / "cli").glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg in {"help", "short_help"} and isinstance(keyword.value, ast.Constant)
    ]
    assert unmarked == []


def commands(
    group: click.Group, above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*above, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*above, name))


COMMANDS = dict(commands(main))


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_a_command_helps_in_both_languages_with_an_example(
    path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "")
    said = {}
    for lang in ("id", "en"):
        speak(lang)
        said[lang] = COMMANDS[path].get_help(click.Context(COMMANDS[path], info_name=path[-1]))
    assert "Example" in said["en"]
    assert "  provision " in said["en"]
    assert "Contoh" in said["id"]
    assert not [word for word in ("Usage", "Example", "Show this", "Options") if word in said["id"]]


def test_a_sentence_inside_a_sentence_is_translated_too() -> None:
    said = Text("{path} cannot be used: {reason}", path="a", reason=Text("no answer in time"))
    assert said.to("id") == "a tidak dapat dipakai: tidak ada jawaban sampai batas waktu"
    assert said.to("en") == "a cannot be used: no answer in time"
    assert Text.from_json(said.to_json()) == said
