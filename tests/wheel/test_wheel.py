"""The wheel, installed into an empty environment outside the checkout, is the whole program."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
WHERE = "import provision; print(provision.__path__[0])"


def run(*words: str | Path, **kwargs: object) -> str:
    environ = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PROVISION"))}
    done = subprocess.run(words, capture_output=True, text=True, env=environ, check=False, **kwargs)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def provision(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, CHECKOUT)
    venv.create(folder / "venv")
    (wheel,) = folder.glob("provision-*.whl")
    python = folder / "venv/bin/python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-compile", wheel)
    return folder / "venv/bin/provision"


def test_a_new_site_from_the_wheel_takes_a_letter(provision: Path, tmp_path: Path) -> None:
    site = tmp_path / "bengkalis"
    run(provision, "init", site, cwd=tmp_path)
    form = run(provision, "--lang", "en", "request", "template", "subdomain", cwd=site)
    assert "service: subdomain" in form
    letter = tmp_path / "surat.yaml"
    letter.write_text(
        "service: subdomain\naction: new\nagency: dinkes\n"
        "letter: {number: 015/DINKES/2026, date: 12 Januari 2026, subject: Permohonan}\n"
        "name: dinkes\nips: [103.147.10.80]\nns: office\n"
    )
    assert "SUB-2" in run(provision, "request", "import", letter, cwd=site)
    assert "dinkes.bengkaliskab.go.id" in run(provision, "request", "show", "dinkes", cwd=site)
    assert (site / "letters/surat-balasan-granted.docx").is_file()


def test_its_languages_and_data_come_along(provision: Path, tmp_path: Path) -> None:
    indonesian, english = (run(provision, "--lang", lang, "--help", cwd=tmp_path) for lang in ("id", "en"))
    assert indonesian != english
    package = Path(run(provision.with_name("python"), "-c", WHERE, cwd=tmp_path).strip())
    assert CHECKOUT not in package.parents
    kept = {"playbooks/subdomain.yaml", "inventory/site.yaml", "letters/surat-balasan-returned.docx"}
    assert all((package / "data" / file).is_file() for file in kept)
