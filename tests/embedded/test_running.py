import json
import os
import subprocess

from cpboard.embedded.running import recall, remember


def test_a_living_process_is_recalled(tmp_path):
    remember(tmp_path / "note", os.getpid(), "somewhere")

    assert recall(tmp_path / "note").url == "somewhere"


def test_a_dead_process_is_forgotten(tmp_path):
    child = subprocess.Popen(["true"])
    remember(tmp_path / "note", child.pid, "somewhere")
    child.wait()

    assert recall(tmp_path / "note") is None


def test_another_process_with_the_same_number_does_not_count(tmp_path):
    remember(tmp_path / "note", os.getpid(), "somewhere")
    note = json.loads((tmp_path / "note").read_text())
    (tmp_path / "note").write_text(json.dumps({**note, "born": "1"}))

    assert recall(tmp_path / "note") is None


def test_a_server_whose_starter_is_gone_does_not_count(tmp_path):
    remember(tmp_path / "note", os.getpid(), "somewhere")
    note = json.loads((tmp_path / "note").read_text())
    (tmp_path / "note").write_text(json.dumps({**note, "starter_born": "1"}))

    assert recall(tmp_path / "note") is None


def test_a_broken_note_is_no_note(tmp_path):
    (tmp_path / "note").write_text("{half")

    assert recall(tmp_path / "note") is None
