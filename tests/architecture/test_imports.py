"""The import contracts of pyproject.toml bite: each breach, written into a copy of the house, is found (style, appendix A)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("cpboard", "voice", "champions", "performance", "meetings", "actions")

# Who imports what, and the numbers of the contracts that this breaks.
BREACHES = {
    ("voice.models", "meetings.models"): {"1"},
    ("voice.models", "champions.models"): {"1"},
    ("champions.querysets", "performance.models"): {"1"},
    ("cpboard.core.access", "cpboard.board.models"): {"1"},
    ("cpboard.core.access", "meetings.closed.models"): {"1", "3"},
    ("actions.operations", "cpboard.demo.people"): {"1"},
    ("meetings.policies", "meetings.views"): {"2"},
    ("cpboard.publishing.operations", "cpboard.publishing.tasks"): {"2"},
    ("voice.postbox.models", "voice.postbox.operations"): {"2"},
    ("meetings.views.agenda", "meetings.closed.operations"): {"3"},
    ("actions.views", "meetings.closed.models"): {"3"},
    ("actions.operations", "voice.postbox.operations"): {"3"},
    ("cpboard.publishing.trail", "voice.postbox.models"): {"3"},
    ("cpboard.publishing.public_views", "meetings.models"): {"4"},
    ("cpboard.publishing.public_views", "cpboard.publishing.door"): {"4"},
    ("cpboard.publishing.models", "actions.models"): {"4"},
    ("cpboard.embedded.paths", "cpboard.core.calendar"): {"5"},
    ("cpboard.embedded.paths", "django.conf"): {"5"},
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house's modules and contracts, to break."""
    folder = tmp_path_factory.mktemp("house")
    for app in APPS:
        shutil.copytree(ROOT / app, folder / app, ignore=lambda _, names: [n for n in names if "." in n and not n.endswith(".py")])
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def broken(folder: Path) -> set[str]:
    """The numbers of the contracts that do not hold in this copy."""
    command = [Path(sys.executable).parent / "lint-imports", "--no-logo"]
    env = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    found = set(re.findall(r"^(\d)\. .* BROKEN$", done.stdout, re.M))
    assert bool(found) == bool(done.returncode)
    return found


def file_of(module: str, folder: Path) -> Path:
    path = folder / module.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def test_the_house_keeps_every_contract(copy: Path) -> None:
    assert broken(copy) == set()


@pytest.mark.parametrize(("importer", "imported"), BREACHES, ids=" imports ".join)
def test_a_breach_is_found(copy: Path, importer: str, imported: str) -> None:
    file = file_of(importer, copy)
    before = file.read_text()
    file.write_text(f"{before}\nimport {imported}\n")
    try:
        assert broken(copy) >= BREACHES[importer, imported]
    finally:
        file.write_text(before)


def test_every_contract_has_a_breach_of_its_own() -> None:
    contracts = set(re.findall(r'^name = "(\d)\. ', (ROOT / "pyproject.toml").read_text(), re.M))
    assert {number for numbers in BREACHES.values() if len(numbers) == 1 for number in numbers} == contracts
