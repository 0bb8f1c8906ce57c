"""The pictures of README.md: taken from the invented council by `make deep`, so that they show what there is."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from PIL import Image

from actions.models import Action
from cpboard.core.models import User
from cpboard.demo import council
from cpboard.demo.people import DOMAIN
from tests.cast import signed_in
from tests.nets.browsing import Window
from tests.nets.words import ROOT

# The browser's driver keeps a loop in this thread, and Django would refuse its database there. Nothing here is asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
FOLDER = ROOT / "docs" / "pictures"
NAMED = sorted(set(re.findall(r"docs/pictures/([\w-]+\.png)", (ROOT / "README.md").read_text())))
LARGEST = 150_000  # bytes
DAY = dt.datetime(2027, 1, 11, 9, 30, tzinfo=dt.UTC)  # a Monday
DESK, PHONE = (1280, 900), (390, 844)


@pytest.mark.parametrize("name", NAMED)
def test_a_picture_of_the_front_page_is_there_and_small(name: str) -> None:
    file = FOLDER / name
    assert file.stat().st_size < LARGEST
    assert Image.open(file).width == (PHONE if name == "child.png" else DESK)[0]


def test_the_front_page_names_five_pictures() -> None:
    assert NAMED == ["action.png", "child.png", "home-clerk.png", "public.png", "scorecard.png"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium where it has one."""
    own = shutil.which("chromium")
    return {**browser_type_launch_args, "args": ["--no-sandbox"], **({"executable_path": own} if own else {})}


def client_of(key: str) -> Client:
    return signed_in(User.objects.get(email=f"{key}@{DOMAIN}"))


def pages() -> dict[str, tuple[Client, str, tuple[int, int]]]:
    """Each picture: who looks, at what, through how large a window."""
    told = Action.objects.filter(closure__isnull=False, theme_links__isnull=False).order_by("pk")[0]
    return {
        "home-clerk.png": (client_of("ruth"), reverse("home"), DESK),
        "action.png": (client_of("margaret"), reverse("actions:action", args=[told.pk]), DESK),
        "scorecard.png": (client_of("margaret"), reverse("performance:scorecard"), DESK),
        "public.png": (Client(), reverse("public_home"), DESK),
        "child.png": (Client(), reverse("tell_us:start"), PHONE),
    }


@pytest.mark.deep
@pytest.mark.e2e
@pytest.mark.timeout(0)
@pytest.mark.django_db
def test_take_the_pictures(page: Any, settings: Any, files_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings.CHILD_FORM_OPEN = True
    with time_machine.travel(DAY, tick=False):
        council.fill(DAY.date())
        shown = {name: (client.get(path).content.decode(), size) for name, (client, path, size) in pages().items()}
        colours = Client().get(reverse("theme_css")).content.decode()
    window = Window(page, colours)
    sizes = {name: take(window, html, size, FOLDER / name) for name, (html, size) in shown.items()}
    with capsys.disabled():
        print("\npictures: " + ", ".join(f"{name} {size / 1000:.0f} kB" for name, size in sizes.items()))
    assert max(sizes.values()) < LARGEST
    assert sorted(shown) == NAMED


def take(window: Window, html: str, size: tuple[int, int], file: Path) -> int:
    """Take one picture, in 128 colours. Gives its size in bytes."""
    shown = window.show(html, *size)
    picture = Image.open(io.BytesIO(shown.screenshot())).convert("RGB")
    picture.quantize(128, dither=Image.Dither.NONE).save(file, optimize=True)
    return file.stat().st_size
