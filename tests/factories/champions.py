"""Rows of champions, as plain functions; every value can be replaced by name."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from champions.models import Appointment, Area, Cycle, Duty, ReportBack
from tests.cast import Cast
from tests.factories.board import days


def make_area(cast: Cast, **more: Any) -> Area:
    """An area of focus of the board, without a champion."""
    return Area.objects.create(**{"body": cast.body, "name": f"Health {Area.objects.count() + 1}", **more})


def make_appointment(cast: Cast, **more: Any) -> Appointment:
    """The councillor carries an area, with the officer as lead."""
    values = {"champion": cast.councillor, "officer_lead": cast.officer, "starts_on": days(-200)}
    if "area" not in more:
        values["area"] = make_area(cast)
    return Appointment.objects.create(**{**values, **more})


def make_cycle(cast: Cast, **more: Any) -> Cycle:
    """The time between two meetings that runs today: 30 days behind, 40 to come."""
    return Cycle.objects.create(**{"body": cast.body, "starts_on": days(-30), "ends_on": days(40), **more})


def make_duty(cast: Cast, appointment: Appointment, cycle: Cycle, **more: Any) -> Duty:
    """A visit, ten days ago."""
    values = {
        "kind": Duty.Kind.VISIT,
        "done_on": days(-10),
        "where": "a children’s home",
        "saw": "Warm, noisy kitchen. Everyone has a key.",
        "heard": "You came back. Most people only come once.",
        "heard_agreed": True,
        "logged_by": appointment.champion,
        "logged_at": timezone.now(),
    }
    return Duty.record(appointment=appointment, cycle=cycle, **{**values, **more})


def make_report(cast: Cast, appointment: Appointment, cycle: Cycle, **more: Any) -> ReportBack:
    """A report back."""
    values = {
        "did": "Visited a home.",
        "saw": "A warm kitchen.",
        "heard": "The dentist is full.",
        "should_change": "Dentist places are kept for children in our care.",
        "ask": "Ask the health board for places.",
        "filed_by": appointment.champion,
        "filed_at": timezone.now(),
    }
    return ReportBack.record(appointment=appointment, cycle=cycle, **{**values, **more})
