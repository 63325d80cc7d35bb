"""A glance at the site and its register, for a shell that completes.

A person waits between two keys: no file is checked, no ledger opened as its own room opens it (that
loads a database toolkit, makes what is missing, and waits for locks). What cannot be read is not known.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from provision.config.data import site_folder
from provision.model.event import OPEN
from provision.model.playbook import ROLES

Word = tuple[str, str]
MOST = 200
LOCKED_SECONDS = 0.2
STILL_OPEN = "status IN ({})".format(", ".join(f"'{status}'" for status in OPEN))
BY_START = "SELECT id, object, agency, status FROM requests WHERE id LIKE ? OR object LIKE ? ORDER BY opened DESC LIMIT ?"
LATEST = f"SELECT id, object, agency, status FROM requests WHERE {STILL_OPEN} ORDER BY opened DESC LIMIT ?"  # noqa: S608 - a constant


def site_of(meta: Mapping[str, Any]) -> Path:
    """Return the folder that the commands typed so far would take for the site."""
    return Path(meta.get("provision.site") or os.environ.get("PROVISION_SITE") or ".")


def requests(site: Path, start: str) -> Iterator[Word]:
    """Return the open requests by their first label; once something is typed, all by label, object or id."""
    for name, about, agency, status in _rows(site, start):
        label = about.partition(".")[0]
        for word in (label, about, name) if start else (label,):
            if word.lower().startswith(start.lower()):
                yield word, f"{name} {agency} {status}"
                break


def agencies(site: Path, start: str) -> Iterator[Word]:
    """Return the agencies' keys, with their official names."""
    for key, agency in _mapping(site, "agencies", "agencies").items():
        if key.startswith(start.lower()):
            yield key, agency.get("name", "") if isinstance(agency, dict) else ""


def names(site: Path, start: str) -> Iterator[Word]:
    """Return the office's zones, and the objects of requests."""
    for zone in _mapping(site, "zones", "zones"):
        if zone.startswith(start.lower()):
            yield zone, ""
    for name, about, agency, _ in _rows(site, start):
        if about.startswith(start.lower()):
            yield about, f"{name} {agency}"


def anything(site: Path, start: str) -> Iterator[Word]:
    """Return what `show` takes: requests, agencies and zones."""
    yield from requests(site, start)
    yield from agencies(site, start)
    yield from (word for word in names(site, start) if not word[1])


def roles(_: Path, start: str) -> Iterator[Word]:
    """Return the keys of the roles."""
    yield from ((role.value, "") for role in ROLES if role.startswith(start.lower()))


def services(site: Path, start: str) -> Iterator[Word]:
    """Return the services that have a playbook."""
    for path in sorted(site_folder(site, "playbooks").glob("*.yaml")):
        if path.stem.startswith(start.lower()):
            yield path.stem, ""


def steps(site: Path, start: str) -> Iterator[Word]:
    """Return the steps that people take outside the program, and that are recorded for them."""
    for service, _ in services(site, ""):
        data = _tree(site_folder(site, "playbooks") / f"{service}.yaml")
        for step in data.get("procedure") or ():
            if not step.get("command") and step["key"].startswith(start.lower()):
                yield step["key"], step["title"]["id"]


def codes(site: Path, start: str) -> Iterator[Word]:
    """Return the findings that the site lets the head of division waive."""
    policy = _tree(site / "inventory" / "site.yaml").get("policy") or {}
    yield from ((code, "") for code in policy.get("waivable") or () if code.startswith(start.upper()))


KNOWN: Mapping[str, Callable[[Path, str], Iterable[Word]]] = {
    "requests": requests,
    "agencies": agencies,
    "names": names,
    "anything": anything,
    "roles": roles,
    "services": services,
    "steps": steps,
    "codes": codes,
}


def _mapping(site: Path, file: str, key: str) -> Mapping[str, Any]:
    found = _tree(site / "inventory" / f"{file}.yaml").get(key)
    return found if isinstance(found, dict) else {}


def _tree(path: Path) -> Mapping[str, Any]:
    from provision.config.tree import parse_tree

    data, _ = parse_tree(path.read_text(encoding="utf-8"))
    return data if isinstance(data, dict) else {}


def _rows(site: Path, start: str) -> Sequence[tuple[str, str, str, str]]:
    question, words = (BY_START, (f"{start}%", f"{start}%", MOST)) if start else (LATEST, (MOST,))
    with sqlite3.connect(_uri(site), uri=True, timeout=LOCKED_SECONDS) as conn:
        return conn.execute(question, words).fetchall()


def _uri(site: Path) -> str:
    """Return the ledger's file to read alone; a site whose ledger is on a server completes no requests."""
    written = str(_tree(site / "inventory" / "site.yaml").get("ledger", ""))
    path = written.removeprefix("sqlite:///") if "://" in written else str((site / written).resolve())
    return f"file:{quote(path)}?mode=ro"
