"""The main job as a person at a keyboard does it: two commands on a house that has nothing yet (design §6)."""

import hashlib
import json
import subprocess

import pytest

from cpboard.embedded.paths import ROOT
from tests.embedded.test_manage import bin_manage
from tests.embedded.waiting import processes_naming

SOURCE = ROOT / "tests" / "data" / "peterborough-2020-21"


@pytest.mark.jobs
@pytest.mark.timeout(400)
def test_a_year_is_loaded_and_its_report_built_by_two_commands(bare_environment, data_folder, tmp_path):
    out = tmp_path / "report"
    loaded = bin_manage(bare_environment, "load_year", str(SOURCE), DATA_DIR=str(data_folder))
    built = bin_manage(bare_environment, "build_annual_report", "2020/21", "--out", str(out), DATA_DIR=str(data_folder))

    assert (loaded.returncode, built.returncode) == (0, 0), loaded.stderr + built.stderr
    assert "No worker took it up, so this command starts one." in built.stdout
    assert sorted(path.name for path in out.iterdir()) == ["manifest.json", "report.css", "report.html", "report.pdf"]
    told = json.loads((out / "manifest.json").read_text())
    assert {each["name"]: each["sha256"] for each in told["files"]} == {
        name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in ("report.html", "report.css", "report.pdf")
    }
    words = subprocess.run(["pdftotext", str(out / "report.pdf"), "-"], capture_output=True, text=True, check=True).stdout
    assert "67.9% (89 of 131), 0.9 percentage points higher than last year" in " ".join(words.split())
    assert processes_naming(str(data_folder)) == []
