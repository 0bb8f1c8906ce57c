import subprocess
import sys

import pytest
from cryptography.fernet import Fernet

from cpboard.embedded import manage
from cpboard.embedded.paths import ROOT
from tests.embedded.waiting import processes_naming


def bin_manage(env, *arguments, **variables):
    command = [sys.executable, "-m", "cpboard.embedded.manage", *arguments]
    env = {**env, "PYTHONPATH": str(ROOT), **variables}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=300)


def test_field_key_is_made_without_any_setting(bare_environment, scratch):
    done = bin_manage(bare_environment, "make_field_key", DATA_DIR=str(scratch / "none"))

    assert done.returncode == 0
    assert Fernet(done.stdout.strip())
    assert not (scratch / "none").exists()


def test_configured_database_without_keys_is_refused_in_words(bare_environment, scratch):
    done = bin_manage(bare_environment, "migrate", DATA_DIR=str(scratch), DATABASE_URL="postgresql://a@127.0.0.1:1/a")

    assert done.returncode == 1
    assert "SECRET_KEY and FIELD_KEY not set, and DATABASE_URL names a database of yours" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (scratch / "keys.json").exists()


def test_configured_database_that_does_not_answer_is_told_in_words(bare_environment, scratch):
    keys = {"SECRET_KEY": "x" * 50, "FIELD_KEY": Fernet.generate_key().decode()}
    done = bin_manage(bare_environment, "check", DATA_DIR=str(scratch), DATABASE_URL="postgresql://a@127.0.0.1:1/a", **keys)

    assert done.returncode == 1
    assert "The database does not answer" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.jobs
@pytest.mark.timeout(400)
def test_command_on_a_new_embedded_database_finds_its_tables_and_stops_it_again(bare_environment, data_folder):
    question = "from django.db import connection; print(len(connection.introspection.table_names()) > 20)"
    done = bin_manage(bare_environment, "shell", "--no-imports", "-c", question, DATA_DIR=str(data_folder))

    assert (done.stdout.strip(), done.returncode) == ("True", 0), done.stderr
    assert processes_naming(str(data_folder)) == []


def test_exit_code_of_the_command_is_ours(bare_environment, scratch):
    assert bin_manage(bare_environment, "no_such_command", "--help", DATA_DIR=str(scratch)).returncode == 1
    assert bin_manage(bare_environment, "check", "--help", DATA_DIR=str(scratch)).returncode == 0


def test_help_starts_no_database(bare_environment, scratch, monkeypatch):
    assert "--help" in manage.ONLY_WORDS

    bin_manage(bare_environment, "migrate", "--help", DATA_DIR=str(scratch))

    assert not (scratch / "postgres").exists()
