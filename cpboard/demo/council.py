"""Fills an empty database with Fenbridge: two municipal years behind it and one under way."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from cpboard.core import demonstration
from cpboard.core.models import User
from cpboard.demo.board import Fenbridge, fill_board, fill_champions
from cpboard.demo.calendar import Days
from cpboard.demo.content import Told, fill_actions, fill_meetings, fill_themes
from cpboard.demo.figures import fill_figures
from cpboard.demo.people import make_people
from cpboard.demo.published import fill_published, fill_report


class NotEmpty(Exception):
    """There are people in this database who are not invented. The demo never mixes with them."""


def is_filled() -> bool:
    """Whether the invented council is here already. Raises `NotEmpty` when real people are."""
    if User.objects.filter(is_demo=False).exists():
        raise NotEmpty("There are real accounts in this database. The demonstration needs one of its own.")
    return User.objects.filter(is_demo=True).exists()


def fill(today: dt.date) -> None:
    """Everything but the report in one transaction; the report is built by the same work as any other."""
    days = Days(today)
    with transaction.atomic():
        fen = Fenbridge(days, make_people(days.years[2][0]))
        told = Told()
        fill_board(fen)
        fill_champions(fen)
        fill_themes(fen, told)
        fill_meetings(fen, told)
        fill_actions(fen, told)
        fill_figures(fen)
        demonstration.fill_all(fen.people, today)
        fill_published(fen, told)
    fill_report(fen)
