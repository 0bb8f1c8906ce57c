import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cpboard.embedded.postgres import Postgres
from tests.embedded.waiting import processes_naming
from tests.migrated import KEPT, mark


@pytest.fixture
def scratch() -> Iterator[Path]:
    """A folder that the server's account can come to; pytest's own are closed to it."""
    folder = Path(tempfile.mkdtemp(prefix="cpb-scratch-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def fresh_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a server that was created and has not run yet, to copy: creating one takes seconds."""
    home = tmp_path_factory.mktemp("postgres") / "home"
    kept = Path(tempfile.mkdtemp(prefix="cpb-scratch-", dir="/tmp"))
    kept.chmod(0o711)
    server = Postgres(kept / "home", kept / "log", careless=True)
    server.prepare()
    subprocess.run(["cp", "-a", kept / "home", home], check=True)
    shutil.rmtree(kept)
    return home


@pytest.fixture
def server(scratch: Path, fresh_data: Path) -> Iterator[Postgres]:
    subprocess.run(["cp", "-a", fresh_data, scratch / "home"], check=True)
    server = Postgres(scratch / "home", scratch / "postgres.log", careless=True)
    yield server
    server.stop()
    assert processes_naming(str(scratch)) == []


@pytest.fixture
def data_folder(scratch: Path, fresh_data: Path) -> Path:
    """A DATA_DIR whose database was created and does not run."""
    subprocess.run(["cp", "-a", fresh_data, scratch / "postgres"], check=True)
    return scratch


@pytest.fixture
def migrated_folder(scratch: Path, fresh_data: Path) -> Path:
    """A DATA_DIR whose database has its tables already, where the test run has made such a one."""
    kept = KEPT / mark()
    subprocess.run(["cp", "-a", kept if kept.exists() else fresh_data, scratch / "postgres"], check=True)
    return scratch


@pytest.fixture
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Our environment as it is on a machine where nothing was set up; for children, and for us during the test."""
    for name in ("DATABASE_URL", "REDIS_URL", "DATA_DIR", "SECRET_KEY", "FIELD_KEY", "FIELD_KEYS", "DEMO", "BEHIND_TLS", "STATIC_MANIFEST"):
        monkeypatch.delenv(name, raising=False)
    for name in [name for name in os.environ if name.startswith(("PYTEST_", "COV_", "MAKE", "DJANGO_"))]:
        monkeypatch.delenv(name)
    return dict(os.environ)
