"""Where things lie, and what the settings file says, before Django is loaded."""

import os
from pathlib import Path

from environs import Env

ROOT = Path(__file__).resolve().parent.parent.parent


def read_settings_file() -> None:
    """Takes what .env holds into the environment, where a variable that is already set wins."""
    Env().read_env(str(ROOT / ".env"), recurse=False)


def data_folder() -> Path:
    """The folder named by DATA_DIR, made if it is missing.

    The server programs may run as another account than ours (account.py), so the folder lets others pass through,
    and only through: they cannot list it, and what is private inside has a mode of its own.
    """
    folder = Path(os.environ.get("DATA_DIR", "") or ROOT / "var").resolve()
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    return folder
