"""Writes a checked year by the operations of each app, in one transaction."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from actions import operations as actions
from champions import operations as champions
from champions.models import Area
from cpboard.board import operations as board
from cpboard.board.models import Body, MunicipalYear, Seat
from cpboard.core import operations as core
from cpboard.core.access import Denied, Standing, Viewer
from cpboard.core.models import Council, User
from cpboard.core.roles import Role
from cpboard.publishing import operations as publishing
from cpboard.publishing.loading.tables import Row
from cpboard.publishing.models import AnnualReport
from meetings import operations as meetings
from performance import operations as performance
from performance.checking import WrongFigure
from performance.models import Indicator, Value

Rows = dict[str, list[Row]]


class CannotWrite(Exception):
    """The database refused what the files say. The message is a sentence."""


class AtTheConsole(Viewer):
    """Whoever runs a command on the server: acts as clerk, administrator and performance officer at once.

    Deeds are written down under the clerk that year.csv names. Made in commands only.
    """

    def is_self(self, person: User) -> bool:
        """Never: whoever has the server gives the clerk of the files their role, as with `add_administrator`."""
        return False

    @cached_property
    def standings(self) -> frozenset[Standing]:
        """The three roles that loading needs."""
        return frozenset(Standing(role) for role in (Role.CLERK, Role.ADMINISTRATOR, Role.PERFORMANCE))


class _DryRun(Exception):
    """Everything went well; undo it all the same."""


def write_year(rows: Rows, *, now: dt.datetime, keep: bool = True) -> list[str]:
    """Write the year, or nothing. Gives a line for each kind of thing written. Raises `CannotWrite`."""
    told: list[str] = []
    try:
        with transaction.atomic():
            told = _Year(rows, now).write()
            if not keep:
                raise _DryRun
    except _DryRun:
        return told
    except Denied:
        raise CannotWrite("A row may not be written by the clerk of year.csv.") from None
    except (IntegrityError, ValidationError, WrongFigure) as fault:
        raise CannotWrite(_sentence(fault)) from None
    return told


def _sentence(fault: Exception) -> str:
    if isinstance(fault, IntegrityError):
        return "Something in these files is in the database already, or overlaps with it."
    return " ".join(getattr(fault, "messages", None) or [str(fault)])


class _Year:
    """One run: the rows, and what was made of them so far."""

    def __init__(self, rows: Rows, now: dt.datetime) -> None:
        self.rows, self.now = rows, now
        self.head = rows["year"][0]
        self.people: dict[str, User] = {}
        self.indicators: dict[str, Indicator] = {}

    def write(self) -> list[str]:
        """Everything, in the order in which one thing needs another."""
        self._refuse_a_second_time()
        Council.objects.get_or_create(pk=1, defaults={"name": self.head["council"], "place": self.head["place"]})
        self.by = AtTheConsole(self._clerk(), self.now.date())
        self._people()
        self._body_and_year()
        self._terms()
        self._meetings()
        self._champions()
        self._outcomes()
        self._figures()
        self._groups()
        self._report()
        counts = {name: len(found) for name, found in self.rows.items() if found}
        return [f"{name}: {count} row{'' if count == 1 else 's'}" for name, count in counts.items()]

    def _refuse_a_second_time(self) -> None:
        label, body = self.head["label"], self.head["body"]
        if AnnualReport.objects.filter(year__label=label, body__name=body).exists():
            raise CannotWrite(f"The year {label} of the {body} is in the record already.")

    def _clerk(self) -> User:
        """The clerk who enters it all; made first, since somebody has to begin."""
        address = self.head["entered_by"]
        row = next(row for row in self.rows["people"] if row["email"] == address)
        existing = User.objects.filter(email=address).first()
        return existing or User.objects.create_user(email=address, name=row["name"], job=row["job"] or "")

    def _people(self) -> None:
        known = {user.email: user for user in User.objects.all()}
        for row in self.rows["people"]:
            address = row["email"]
            if address not in known:
                known[address] = core.add_person(
                    by=self.by,
                    name=row["name"],
                    email=address,
                    job=row["job"] or "",
                    organisation=row["organisation"] or "",
                    invite=False,
                    now=self.now,
                )
        self.people = known

    def _body_and_year(self) -> None:
        head = self.head
        self.body = Body.objects.filter(name=head["body"]).first() or self._new_body()
        self.year = MunicipalYear.objects.filter(label=head["label"]).first() or board.add_year(
            starts_on=head["starts_on"], ends_on=head["ends_on"], label=head["label"], by=self.by, now=self.now
        )
        meetings.set_programme(
            body=self.body,
            year=self.year,
            formal_target=head["formal_target"],
            informal_target=head["informal_target"],
            themes=head["topics"] or "",
            shortfall_reason=head["shortfall_reason"] or "",
            by=self.by,
            now=self.now,
        )

    def _new_body(self) -> Body:
        head = self.head
        body = board.add_body(name=head["body"], kind=head["body_kind"], purpose=head["purpose"] or "", by=self.by, now=self.now)
        board.add_constitution(
            body=body,
            starts_on=head["starts_on"],
            regime=head["regime"],
            appointed_by=head["appointed_by"],
            meetings_a_year=head["formal_target"] + head["informal_target"],
            by=self.by,
            now=self.now,
        )
        return body

    def _terms(self) -> None:
        for row in self.rows["people"]:
            user = self.people[row["email"]]
            term = {"starts_on": row["starts_on"], "ends_on": row["ends_on"], "by": self.by, "now": self.now}
            if row["role"]:
                core.give_role(person=user, role=Role(row["role"]), **term)
            if row["seat"]:
                seat = board.add_seat(body=self.body, kind=Seat.Kind(row["seat"]), title=row["job"] or "", by=self.by, now=self.now)
                board.appoint_member(seat=seat, user=user, post=row["post"] or "member", political_group=row["group"] or "", **term)

    def _meetings(self) -> None:
        for row in self.rows["meetings"]:
            meeting = meetings.create_meeting(
                body=self.body,
                year=self.year,
                kind=row["kind"],
                regime="private" if row["kind"] == "informal" else self.head["regime"],
                starts_at=row["starts_at"],
                ends_at=row["ends_at"],
                place=row["place"],
                theme=row["theme"] or "",
                by=self.by,
                now=self.now,
            )
            if row["held"]:
                meetings.hold_meeting(meeting=meeting, by=self.by, now=self.now)

    def _champions(self) -> None:
        areas = {area.name: area for area in Area.objects.filter(body=self.body)}
        for row in self.rows["champions"]:
            if row["area"] not in areas:
                areas[row["area"]] = champions.add_area(body=self.body, name=row["area"], by=self.by, now=self.now)
            champions.appoint_champion(
                area=areas[row["area"]],
                champion=self.people[row["champion"]],
                officer_lead=self.people[row["officer_lead"]],
                starts_on=row["starts_on"],
                ends_on=row["ends_on"],
                by=self.by,
                now=self.now,
            )

    def _outcomes(self) -> None:
        for row in self.rows["outcomes"]:
            actions.record_outcome(
                body=self.body,
                year=self.year,
                kind=row["kind"],
                text=row["text"],
                difference=row["difference"],
                by=self.by,
                now=self.now,
            )

    def _figures(self) -> None:
        self.indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
        for place, row in enumerate(self.rows["indicators"], start=1):
            if row["code"] not in self.indicators:
                cells = {name: value for name, value in row.cells.items() if value is not None}
                self.indicators[row["code"]] = performance.add_indicator(by=self.by, now=self.now, position=place, **cells)
        for row in self.rows["comparators"]:
            performance.load_comparator(
                indicator=self.indicators[row["code"]],
                area=row["area"],
                period_ends_on=row["period_ends_on"],
                release=row["release"],
                value=row["value"],
                printed_decimals=row["decimals"],
                method=row["method"] or "",
                by=self.by,
                now=self.now,
            )
        for row in self.rows["figures"]:
            self._figure(row)

    def _figure(self, row: Row) -> None:
        value: Value = performance.load_value(
            indicator=self.indicators[row["code"]],
            period_starts_on=row["period_starts_on"],
            period_ends_on=row["period_ends_on"],
            source=row["source"],
            numerator=row["numerator"],
            denominator=row["denominator"],
            value=None if row["numerator"] is not None else row["value"],
            by=self.by,
            now=self.now,
        )
        performance.rate(value=value, by=self.by, now=self.now)
        if row["commentary"]:
            performance.comment(value=value, text=row["commentary"], by=self.by, now=self.now)

    def _groups(self) -> None:
        groups = {}
        for row in self.rows["groups"]:
            groups[row["name"]] = board.add_group(
                name=row["name"],
                about=row["about"] or "",
                meets=row["meets"] or "",
                usual_number=row["usual_number"],
                says_about_board=row["says_about_board"] or "",
                by=self.by,
                now=self.now,
            )
        for row in self.rows["activities"]:
            board.add_activity(group=groups[row["group"]], year=self.year, text=row["text"], by=self.by, now=self.now)

    def _report(self) -> None:
        report: AnnualReport = publishing.start_report(
            body=self.body,
            year=self.year,
            title=self.head["report_title"],
            goes_to=self.head["goes_to"],
            by=self.by,
            now=self.now,
        )
        sections = {section.key: section for section in report.sections.all()}
        for row in self.rows["chapters"]:
            publishing.write_chapter(sections[row["key"]], officer_text=row["text"], version=0, by=self.by, now=self.now)
