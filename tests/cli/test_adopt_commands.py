"""What `provision adopt` says of words that cannot be used: one sentence, exit code 2, nothing made."""

from pathlib import Path

import pytest

from tests.cli.sites import new_site, run

BAD: list[tuple[list[str], str]] = [
    (["dns", "siakkab.go.id", "--to", "nama.xlsx"], "siakkab.go.id bukan zona kantor ini"),
    (["dns", "bengkaliskab.go.id"], "--to BERKAS.xlsx"),
    (["dns", "bengkaliskab.go.id", "--to", "nama.ods"], "berakhiran .xlsx atau .csv"),
    (["dns", "bengkaliskab.go.id", "--convert", "--yes"], "people_edit"),
    (["import", "tidak-ada.xlsx"], "tidak-ada.xlsx"),
    (["import", "inventory/site.yaml"], "berakhiran .xlsx atau .csv"),
    (["forget", "jdih"], "--reason"),
    (["forget", "jdih", "--reason", "salah"], "Tidak ada pemberian jdih.bengkaliskab.go.id"),
    (["forget", "jdih", "--reason", " "], "1 sampai 300"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_site(tmp_path_factory.mktemp("kantor") / "situs", letters=False)


@pytest.mark.parametrize(("words", "sentence"), BAD, ids=[" ".join(words) for words, _ in BAD])
def test_words_that_cannot_be_used(site: Path, words: list[str], sentence: str) -> None:
    before = sorted(path.name for path in site.iterdir())
    done = run("adopt", *words, cwd=site)
    assert done.returncode == 2, done.stderr
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in site.iterdir()) == before


def test_a_new_site_lists_no_infrastructure_and_says_how(site: Path) -> None:
    text = (site / "inventory/ignored.yaml").read_text()
    assert "ignored: {}" in text
    assert "provision adopt" in text
    assert "backup/" in (site / ".gitignore").read_text()
