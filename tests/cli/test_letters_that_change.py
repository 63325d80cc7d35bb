"""Letters about what was granted before, as people type them: what is recorded, and what is said of what cannot be."""

import json

import pytest

from tests.cli.shell import LETTER, Run, runner, shell

ABOUT = ("request", "new", "subdomain", *LETTER, "--name", "dinkes")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("office")
    assert shell(folder)("request", "list").returncode == 0
    return runner(folder / "site")


GOOD = [
    (("change", "--ip", "103.94.10.6"), {"ips": ["103.94.10.6"]}),
    (("change", "--no-www", "--reduces"), {"www": False, "reduces": True}),
    (("change", "--record", "@ MX 10 mail.penyedia.id", "--record", "_dmarc TXT v=DMARC1; p=none"),
     {"records": [{"label": "@", "type": "MX", "value": "10 mail.penyedia.id."},
                  {"label": "_dmarc", "type": "TXT", "value": '"v=DMARC1; p=none"'}]}),
    (("change", "--ns", "ns1.penyedia.id", "--ns", "ns2.penyedia.id"),
     {"ns": [{"name": "ns1.penyedia.id", "addresses": []}, {"name": "ns2.penyedia.id", "addresses": []}], "zone": False}),
    (("change", "--until", "31 Desember 2099"), {"until": "2099-12-31"}),
    (("rename", "--to", "sehat", "--until", "31-12-2099"), {"to": "sehat.bengkaliskab.go.id", "until": "2099-12-31"}),
    (("suspend",), {}),
    (("resume",), {}),
    (("revoke",), {}),
    (("handover", "--receiver", "Dinas Pendidikan"), {"receiver": "disdik"}),
]  # fmt: skip


@pytest.mark.parametrize(("words", "fields"), GOOD, ids=[" ".join(row[0])[:40] for row in GOOD])
def test_what_a_letter_asks_for_is_recorded(
    run: Run, words: tuple[str, ...], fields: dict[str, object]
) -> None:
    action, *rest = words
    typed = (*ABOUT, "--number", " ".join(words)[:40], "--action", action, *rest, "--output", "json")
    done = run(*typed)
    assert done.returncode == 0, done.stderr
    [made] = json.loads(done.stdout)
    assert (made["action"], made["fields"]) == (action, fields)
    shown = run("request", "show", made["id"])
    assert shown.returncode == 0
    assert "dinkes.bengkaliskab.go.id" in shown.stdout


BAD = [
    (("chnge",), "Did you mean “change”?"),
    (("change",), "asks for a change and names none"),
    (
        ("change", "--to", "sehat", "--ip", "103.94.10.6"),
        "--to: is no part of such a letter (change); remove it",
    ),
    (("change", "--record", "@ SRV x"), "is no record: write LABEL TYPE VALUE"),
    (("change", "--record", "a b"), "is no record: write LABEL TYPE VALUE"),
    (("change", "--record", "@ MX ten mail"), "ten mail is no value for a MX record"),
    (("change", "--until", "31-02-2099"), "--until: 31-02-2099 is not a day"),
    (("rename", "--to", "sehat"), "--until: is missing: the day until which the old name stays"),
    (("rename", "--until", "31-12-2099"), "--to: is missing: the new name"),
    (("rename", "--to", "dinkes", "--until", "31-12-2099"), "must be another name in the zone"),
    (("rename", "--to", "a..b", "--until", "31-12-2099"), "--to: a..b is not a domain name"),
    (("suspend", "--ip", "103.94.10.6"), "--ip: is no part of such a letter (suspend); remove it"),
    (("handover",), "--receiver: is missing: the agency that shall hold the name"),
    (("handover", "--receiver", "disdk"), "did you mean disdik?"),
]


@pytest.mark.parametrize(("words", "said"), BAD, ids=[" ".join(row[0])[:40] for row in BAD])
def test_what_cannot_be_recorded_is_said(run: Run, words: tuple[str, ...], said: str) -> None:
    before = run("request", "list", "--output", "json").stdout
    done = run(*ABOUT, "--action", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert run("request", "list", "--output", "json").stdout == before


ASKED = [
    ("change", ["103.94.10.7", "", "", "", "Pindah server"], {"ips": ["103.94.10.7"], "purpose": "Pindah server"}),
    ("rename", ["dinkes", "sehat2", "31 Desember 2099", ""], {"to": "sehat2.bengkaliskab.go.id", "until": "2099-12-31"}),
    ("handover", ["rsu", "rsud", ""], {"receiver": "rsud"}),
    ("suspend", [""], {}),
]  # fmt: skip


@pytest.mark.parametrize(("action", "answers", "fields"), ASKED, ids=[row[0] for row in ASKED])
def test_each_kind_of_letter_is_asked_for_what_it_needs(
    run: Run, action: str, answers: list[str], fields: dict[str, object]
) -> None:
    letter = ["dinkes", f"asked {action}", "17 Maret 2026", "Permohonan", "", "dinkes"]
    typed = "\n".join([*letter, *answers]) + "\n"
    done = run("request", "new", "subdomain", "--action", action, "--output", "json", typed=typed)
    assert done.returncode == 0, done.stderr
    [made] = json.loads(done.stdout)
    assert made["fields"] == fields
