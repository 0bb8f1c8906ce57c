"""The secrets of an installation that was given none: made once, kept in DATA_DIR for their owner alone."""

import base64
import json
import os
import secrets
from pathlib import Path

NAMES = ("SECRET_KEY", "FIELD_KEY")


def new_field_key() -> str:
    """A key that seals what children write: 32 random bytes, in the form FIELD_KEY takes."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def kept_keys(folder: Path, *, make: bool) -> dict[str, str]:
    """The keys kept in this DATA_DIR; made now if there are none and `make` says so, else empty."""
    kept = folder / "keys.json"
    if make and not kept.exists():
        write_once(kept, json.dumps({"SECRET_KEY": secrets.token_urlsafe(50), "FIELD_KEY": new_field_key()}))
    return dict(json.loads(kept.read_text())) if kept.exists() else {}


def write_once(path: Path, text: str) -> None:
    """A whole file for its owner alone. Of two commands that begin together, one writes and both read that one."""
    new = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
        handle.write(text)
    try:
        os.link(new, path)
    except FileExistsError:
        pass
    finally:
        new.unlink()


def missing_keys() -> list[str]:
    """Which of the two the environment lacks."""
    sealing = os.environ.get("FIELD_KEY") or os.environ.get("FIELD_KEYS")
    return [name for name, value in zip(NAMES, (os.environ.get("SECRET_KEY"), sealing), strict=True) if not value]
