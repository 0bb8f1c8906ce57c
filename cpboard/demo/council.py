"""Fills an empty database with Fenbridge: two municipal years behind it and one under way."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from cpboard.core import demonstration
from cpboard.core.models import User
from cpboard.demo.actions import fill_actions
from cpboard.demo.board import Fenbridge, fill_board, fill_champions
from cpboard.demo.calendar import Days
from cpboard.demo.figures import fill_figures
from cpboard.demo.meetings import fill_meetings
from cpboard.demo.packs import fill_packs
from cpboard.demo.people import make_people
from cpboard.demo.programme import fill_programme
from cpboard.demo.published import fill_published, fill_report
from cpboard.demo.themes import fill_themes
from cpboard.demo.told import Told


class NotEmpty(Exception):
    """Somebody works in this database who is not invented. The demo never comes on top of that."""


def is_filled() -> bool:
    """Whether the invented council is here already. Raises `NotEmpty` when it is not, and somebody has signed in.

    A year that `load_year` brought is no hindrance: its people have never signed in, and invented people sit on
    invented bodies alone.
    """
    if User.objects.filter(is_demo=True).exists():
        return True
    if User.objects.filter(is_demo=False, last_login__isnull=False).exists():
        raise NotEmpty("People work in this database. The demonstration needs one of its own: set another DATA_DIR or DATABASE_URL.")
    return False


def fill(today: dt.date) -> None:
    """Everything but the report and the packs in one transaction; those are built by the same work as any other."""
    days = Days(today)
    with transaction.atomic():
        fen = Fenbridge(days, make_people(days.years[2][0]))
        told = Told()
        fill_board(fen)
        fill_champions(fen)
        fill_themes(fen, told)
        fill_meetings(fen, told)
        fill_actions(fen, told)
        fill_programme(fen, told)
        fill_figures(fen)
        demonstration.fill_all(fen.people, today)
        fill_published(fen, told)
    fill_report(fen)
    fill_packs(fen)
