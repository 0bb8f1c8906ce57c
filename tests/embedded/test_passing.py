import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

from cpboard.embedded.passing import PassingFolder, sweep
from cpboard.embedded.paths import ROOT


def test_folder_is_ours_alone_and_removed_with_what_is_in_it():
    folder = PassingFolder()
    (folder.make() / "file").touch()
    assert folder.path.stat().st_mode & 0o077 == 0

    sweep()
    assert folder.path.exists()

    folder.remove()
    folder.remove()
    assert not folder.path.exists()


def test_folder_that_was_never_made_removes_nothing(tmp_path):
    PassingFolder(tmp_path).remove()

    assert tmp_path.exists()


def test_folder_of_a_killed_command_is_removed_by_the_next():
    code = """
        import signal
        from cpboard.embedded.passing import PassingFolder
        folder = PassingFolder()
        print(folder.make(), flush=True)
        signal.pause()
    """
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", textwrap.dedent(code)]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as killed:
        left = Path(killed.stdout.readline().strip())
        killed.send_signal(signal.SIGKILL)
    assert left.exists()

    sweep()

    assert not left.exists()
