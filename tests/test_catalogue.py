"""Every sentence is there in both languages, and every command shows an example."""

import ast
import re
import string
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Message

from provision.cli.main import COMMANDS as LINES
from provision.cli.main import main
from provision.cli.speech import speak
from provision.i18n import Text
from tests import catalogue

PROVISION = catalogue.PROVISION
MESSAGES = {catalogue.message_key(message): message for message in catalogue.catalogue() if message.id}
OURS = [message for _, message in catalogue.messages(PROVISION, catalogue.OURS) if message]
CLICKS = [message for _, message in catalogue.messages(catalogue.CLICK_FOLDER, catalogue.CLICKS)]
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PROVISION.rglob("*.py"))}
# What prints, and what click prints when it is raised.
PRINTS = ("say", "print", "echo", "secho", "prompt", "confirm", "styled", "style", "write",
          "UsageError", "BadParameter", "ClickException")  # fmt: skip
# The same in both languages.
SAME = {
    "No.",
    "Prakom",
    "Status",
    "Status: {status}",
    "Ledger",
    "info",
    "debug",
    "alias",
    "wildcard",
    "{text} {deprecated_message}",
}


def strings(message: Message) -> Sequence[str]:
    return [message.string] if isinstance(message.string, str) else message.string


def places(text: str) -> set[str]:
    """Return the places of a sentence, whole: a conversion and a format belong to them."""
    found = string.Formatter().parse(text)
    braces = {f"{name}!{how}:{form}" for _, name, form, how in found if name is not None}
    return braces | set(re.findall(r"%\(\w+\)\w", text))


def where(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(PROVISION)}:{getattr(node, 'lineno', 0)}"


def calls(*names: str) -> Iterator[tuple[Path, ast.Call]]:
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and catalogue.called(node) in names:
                yield path, node


def test_every_message_of_the_code_and_of_click_is_translated() -> None:
    wanted = [message if isinstance(message, str) else message[0] for message in (*OURS, *CLICKS)]
    assert len(wanted) > 500
    lacking = [msgid for msgid in dict.fromkeys(wanted) if msgid not in MESSAGES]
    assert not lacking, "run python -m tests.catalogue"
    told = [MESSAGES[msgid] for msgid in dict.fromkeys(wanted)]
    assert [message.id for message in told if not all(strings(message)) or message.fuzzy] == []


def test_nothing_stands_in_english_in_the_indonesian_catalogue() -> None:
    english = [
        msgid
        for msgid, message in MESSAGES.items()
        if msgid in strings(message)
        and msgid not in SAME
        and re.search("[a-z]{3}", re.sub("{.*?}", "", msgid))
    ]
    assert english == []


def test_no_message_is_kept_that_the_code_no_longer_has() -> None:
    kept = {msgid for msgid, message in MESSAGES.items() if not catalogue.is_click(message)}
    assert kept - set(OURS) == set()


def test_translations_have_the_places_of_their_messages() -> None:
    differ = []
    for msgid, message in MESSAGES.items():
        forms = [message.id] if isinstance(message.id, str) else list(message.id)
        may = set().union(*map(places, forms))
        must = may if len(forms) == 1 else set()
        differ += [(msgid, words) for words in strings(message) if not must <= places(words) <= may]
    assert differ == []


def test_translations_keep_line_breaks_ends_and_examples() -> None:
    def shape(text: str) -> object:
        commands = [
            line for line in text.splitlines() if line.lstrip().startswith(("provision", "sudo", "--"))
        ]
        return text.count("\b"), text.count("\n"), text[:1].isspace(), text[-1:].isspace(), commands

    single = [message for message in MESSAGES.values() if isinstance(message.id, str)]
    assert [message.id for message in single if shape(message.id) != shape(message.string)] == []


def test_letters_say_what_to_correct_on_a_second_line_in_both_languages() -> None:
    told = [
        str(part.args[0].value)
        for _, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "letter"
        for part in ast.walk(node.value)
        if isinstance(part, ast.Call)
        and catalogue.called(part) == "Text"
        and isinstance(part.args[0], ast.Constant)
    ]
    assert len(told) > 15
    wrong = []
    for msgid in told:
        english, indonesian = msgid.split("\n"), str(MESSAGES[msgid].string).split("\n")
        lines = [*english, *indonesian]
        good = len(english) == len(indonesian) == 2 and all(line.endswith(".") for line in lines)
        if not good or not indonesian[1][0].islower():
            wrong.append(msgid)
    assert wrong == []


def test_what_is_compiled_is_what_is_written() -> None:
    assert catalogue.MO.read_bytes() == catalogue.mo_bytes()


def test_the_catalogue_changes_with_its_messages_alone() -> None:
    text = catalogue.PO.read_text(encoding="utf-8")
    assert catalogue.po_bytes(catalogue.updated()) == catalogue.po_bytes(catalogue.updated())
    assert "Date" not in text.partition("\n\n")[0]
    assert not re.search(r"^#: .*(^|\s)/", text, re.MULTILINE)


def named(table: str, path: Path) -> Iterator[ast.expr]:
    """Yield what a name in capitals stands for, in its own file or, imported, in another."""
    trees = [TREES[path], *imported(table, path), *TREES.values()]
    for tree in trees:
        for node in tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            if any(isinstance(target, ast.Name) and target.id == table for target in targets):
                yield node.value  # type: ignore[attr-defined]
                return


def imported(name: str, path: Path) -> Iterator[ast.Module]:
    """Yield the file that a name was imported from, if it was."""
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.ImportFrom) and any(alias.name == name for alias in node.names):
            source = catalogue.PROVISION.parent / f"{str(node.module).replace('.', '/')}.py"
            yield from (TREES[known] for known in TREES if known == source)


def is_marked(value: ast.AST, path: Path) -> bool:
    """Tell whether the sentences of an expression went through msg(), here or in a table that it names."""
    nodes = list(ast.walk(value))
    if any(
        isinstance(node, ast.JoinedStr) or isinstance(getattr(node, "op", None), ast.Add) for node in nodes
    ):
        return False
    tables = [node.id for node in nodes if isinstance(node, ast.Name) and node.id.isupper()]
    bare = [node for node in nodes if isinstance(node, ast.Dict) and any(map(is_text, node.values))]
    marked = any(isinstance(node, ast.Call) and catalogue.called(node) == "msg" for node in nodes)
    inner = [found for table in tables for found in named(table, path)]
    return not bare and (marked or any(is_marked(found, path) for found in inner))


def is_text(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def bindings(name: str, call: ast.Call, tree: ast.Module) -> Iterator[ast.expr]:
    """Yield what a local name is bound to in the function around a call."""
    functions = [
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and call in ast.walk(node)
    ]
    for node in ast.walk(functions[-1] if functions else tree):
        if isinstance(node, ast.Assign):
            pairs = [(target, node.value) for target in node.targets]
        elif isinstance(node, ast.For | ast.comprehension):
            pairs = [(node.target, node.iter)]
        else:
            continue
        for target, value in pairs:
            if any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(target)):
                yield value


def is_translatable(call: ast.Call, path: Path) -> bool:
    """Tell whether the message of a Text is a literal, or comes from a table or a name that is marked."""
    if not call.args:
        return False
    first = call.args[0]
    if is_text(first) or is_of_a_test_case(first, path):
        return True
    if isinstance(first, ast.Name) and not first.id.isupper():
        bound = list(bindings(first.id, call, TREES[path]))
        return bool(bound) and all(is_marked(value, path) for value in bound)
    return is_marked(first, path)


def is_of_a_test_case(node: ast.expr, path: Path) -> bool:
    """Tell whether a message is one that a test case of the DNS holds: each of those is marked where it is written."""
    attribute = isinstance(node, ast.Attribute) and node.attr in {"why", "do", "letter"}
    return attribute and path.match("checks/dns/case.py")


def test_every_sentence_of_a_test_case_is_marked() -> None:
    told = [(path, value) for path, call in calls("Message") for value in words_of(call)]
    assert len(told) > 2
    assert [where(path, value) for path, value in told if not is_bound_to_a_mark(value, path)] == []


def is_bound_to_a_mark(value: ast.expr, path: Path) -> bool:
    """Tell whether a sentence is marked where it stands, where its name is bound, or where it is handed over."""
    base = value.value if isinstance(value, ast.Subscript) else value
    if not isinstance(base, ast.Name) or base.id.isupper():
        return is_marked(value, path)
    functions = [
        node
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.FunctionDef) and value in ast.walk(node)
    ]
    bound = [
        node.value
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == base.id
    ]
    handed = [
        call.args[place]
        for function in functions
        for place, argument in enumerate(function.args.args)
        if argument.arg == base.id
        for _, call in calls(function.name)
        if len(call.args) > place
    ]
    return bool(bound or handed) and all(is_bound_to_a_mark(one, path) for one in [*bound, *handed])


def words_of(call: ast.Call) -> list[ast.expr]:
    return [*call.args[1:], *(keyword.value for keyword in call.keywords if keyword.arg != "level")]


def test_no_sentence_is_put_together_before_it_is_translated() -> None:
    assert [where(path, call) for path, call in calls("Text") if not is_translatable(call, path)] == []


def test_a_rule_of_the_office_is_marked_and_one_of_the_world_is_a_reference() -> None:
    """What stands as the source of a finding is read by people too."""
    reference = r"(RFC \d+( section [\d.]+)?|RIPE-\d+|Zonemaster \w+)"
    values = [
        (path, node.value)
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if (isinstance(node, ast.keyword) and node.arg == "source")
        or (isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "SOURCE")
        if is_text(node.value)
    ]
    values += [(path, call.args[1]) for path, call in calls("Case") if len(call.args) > 1]
    assert len(values) > 13
    wrong = [
        where(path, value)
        for path, value in values
        if not re.fullmatch(rf"({reference}(; )?)+|provision ledger", str(getattr(value, "value", "")))
    ]
    assert wrong == []


def test_what_is_marked_is_a_literal() -> None:
    assert [where(path, call) for path, call in calls("msg") if not is_text(call.args[0])] == []


def test_every_help_is_marked() -> None:
    unmarked = [
        where(path, keyword.value)
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg in {"help", "short_help", "epilog"}
        and not (isinstance(keyword.value, ast.Call) and catalogue.called(keyword.value) == "msg")
    ]
    assert unmarked == []


def bare_words(node: ast.AST) -> Iterator[str]:
    """Yield the words of an expression that are printed as they stand; what a call returns is the call's."""
    if isinstance(node, ast.Constant):
        yield from re.findall("[A-Za-z]{2,}", str(node.value) if is_text(node) else "")
    elif isinstance(node, ast.JoinedStr | ast.BinOp | ast.IfExp):
        parts = node.values if isinstance(node, ast.JoinedStr) else ast.iter_child_nodes(node)
        for part in parts:
            yield from bare_words(part)


def test_no_bare_sentence_is_printed() -> None:
    wrong = [
        where(path, call)
        for path, call in calls(*PRINTS)
        if PROVISION / "cli" in path.parents and call.args and set(bare_words(call.args[0])) - {"provision"}
    ]
    assert wrong == []


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


COMMANDS = {("provision",): main, **dict(commands(main))}


def helps(command: click.Command, lang: str) -> str:
    """Return the messages that the help of a command is made of, as one text."""
    speak(lang)
    texts = [command.help, *(getattr(param, "help", None) for param in command.params)]
    return "\n\n".join(filter(None, texts))


def plain(text: str) -> str:
    """Return a text without line breaks, as help is wrapped at the width of the terminal."""
    return " ".join(text.replace("\b", "").split())


@pytest.fixture(params=COMMANDS, ids=" ".join)
def command(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> click.Command:
    monkeypatch.setenv("LANGUAGE", "")
    return COMMANDS[request.param]


def shown(command: click.Command, lang: str) -> str:
    speak(lang)
    command._help_option = None  # click keeps it in the language that was spoken first
    return plain(command.get_help(click.Context(command, info_name="x", terminal_width=100)))


def test_help_is_indonesian_throughout(command: click.Command) -> None:
    paragraphs = {lang: map(plain, helps(command, lang).split("\n\n")) for lang in ("en", "id")}
    told, english = shown(command, "id"), shown(command, "en")
    for original, translated in zip(paragraphs["en"], paragraphs["id"], strict=True):
        assert original in english
        assert translated in told
        assert original not in told
    assert not re.search(r"\b(Usage|OPTIONS|ARGS|Options|Commands|Examples?|Show|default|required)\b", told)


def test_help_shows_an_example(command: click.Command) -> None:
    for lang, word in (("en", "Example"), ("id", "Contoh:")):
        told = shown(command, lang)
        assert word in told
        assert " provision " in told.partition(word)[2]


def test_the_line_of_a_command_in_the_list_is_a_message() -> None:
    assert [line for _, line in LINES.values() if line not in MESSAGES] == []


def test_a_sentence_inside_a_sentence_is_translated_too() -> None:
    said = Text("{path} cannot be used: {reason}", path="a", reason=Text("no answer in time"))
    assert said.to("id") == "a tidak dapat dipakai: tidak ada jawaban sampai batas waktu"
    assert said.to("en") == "a cannot be used: no answer in time"
    assert Text.from_json(said.to_json()) == said
