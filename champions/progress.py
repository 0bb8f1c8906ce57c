"""How far champions have come between two meetings: three duties and a report back."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from champions.models import Appointment, Cycle, Duty, ReportBack
from champions.querysets import AppointmentQuerySet
from cpboard.core.templatetags.cpb import day

TO_DO = {
    Duty.Kind.MEET_LEAD: "Meet the lead officer",
    Duty.Kind.VISIT: "Visit",
    Duty.Kind.MEET_YOUNG_PERSON: "Meet young people",
}
WAS_DONE = {
    Duty.Kind.MEET_LEAD: "Met the lead officer",
    Duty.Kind.VISIT: "Visited",
    Duty.Kind.MEET_YOUNG_PERSON: "Met young people",
}
ALL = len(TO_DO) + 1


@dataclass(frozen=True)
class Step:
    """One of the four duties. `kind` is empty for the report back."""

    kind: str
    title: str
    line: str
    done: bool


@dataclass(frozen=True)
class Progress:
    """The duties of one champion between two meetings, the newest first, and the report if it was sent."""

    appointment: Appointment
    cycle: Cycle
    duties: tuple[Duty, ...]
    report: ReportBack | None

    @property
    def steps(self) -> list[Step]:
        """The four duties in their order."""
        return [*(self._duty(kind) for kind in TO_DO), self._report()]

    def _duty(self, kind: Duty.Kind) -> Step:
        done = next((duty for duty in self.duties if duty.kind == kind), None)
        return Step(kind, WAS_DONE[kind] if done else TO_DO[kind], line(done) if done else "", done is not None)

    def _report(self) -> Step:
        if self.report:
            return Step("", "Reported back", day(self.report.filed_at), True)
        return Step("", "Report back", f"Half a page, by {day(self.cycle.report_due_on)}", False)

    @property
    def left(self) -> list[Step]:
        """What is still to do."""
        return [step for step in self.steps if not step.done]

    @property
    def duties_left(self) -> list[Step]:
        """What is still to do before the report."""
        return [step for step in self.left if step.kind]

    @property
    def in_words(self) -> str:
        """How it stands, for a row or an agenda: `3 of 4 done, report missing`."""
        return in_words(len(TO_DO) - len(self.duties_left), reported=self.report is not None)


def in_words(duties: int, *, reported: bool) -> str:
    """How far somebody is with so many of the three duties done: `3 of 4 done, report missing`."""
    done = duties + reported
    if done == ALL:
        return f"All {ALL} done"
    return f"{done} of {ALL} done{', report missing' if duties == len(TO_DO) else ''}"


def line(duty: Duty) -> str:
    """When and where a duty was done: `21 October 2026, a children's home, by video`."""
    return ", ".join(part for part in (day(duty.done_on), duty.where, "by phone or video" if duty.virtual else "") if part)


def unreported(terms: AppointmentQuerySet, *, on: dt.date) -> AppointmentQuerySet:
    """Of these terms those without a report in the newest time between two meetings, as it stands on this day.

    Each with `cycle_ends_on`, `report_due_on` and `duties_done`, a number of kinds. In the same one query.
    """
    newest = Cycle.objects.begun(on=on).filter(body=OuterRef("area__body")).order_by("-starts_on")
    done = Duty.objects.filter(appointment=OuterRef("pk"), cycle=OuterRef("cycle_key")).order_by().values("appointment")
    reports = ReportBack.objects.filter(appointment=OuterRef("pk"), cycle=OuterRef("cycle_key"))
    found = terms.annotate(
        cycle_key=Subquery(newest.values("pk")[:1]),
        cycle_ends_on=Subquery(newest.values("ends_on")[:1]),
        report_due_on=Subquery(newest.annotate(due=Coalesce("report_by", "ends_on")).values("due")[:1]),
        duties_done=Coalesce(Subquery(done.annotate(kinds=Count("kind", distinct=True)).values("kinds")), 0),
    )
    return found.filter(~Exists(reports), cycle_key__isnull=False, starts_on__lte=F("cycle_ends_on"))


def latest_cycle(body_id: int, *, on: dt.date) -> Cycle | None:
    """The time between meetings that runs on this day, else the one that ended last."""
    return Cycle.objects.begun(on=on).filter(body=body_id).first()


def latest_progress(terms: Collection[Appointment], *, on: dt.date) -> dict[int, Progress]:
    """How far each of these has come in the newest time between meetings of its body, by the key of the term.

    Three queries. A term has no entry while its body has had no such time since the term began.
    """
    bodies = {term.area.body_id for term in terms}
    cycles = {c.body_id: c for c in Cycle.objects.begun(on=on).filter(body__in=bodies).distinct("body_id")}
    pairs = [(term, cycles[term.area.body_id]) for term in terms if term.area.body_id in cycles]
    return _progress([(term, cycle) for term, cycle in pairs if term.starts_on <= cycle.ends_on])


def progress_in(cycle: Cycle, terms: Collection[Appointment]) -> dict[int, Progress]:
    """How far each of these has come in this cycle, by the key of the term. Two queries."""
    return _progress([(term, cycle) for term in terms])


def _progress(pairs: list[tuple[Appointment, Cycle]]) -> dict[int, Progress]:
    terms, cycles = [term for term, _ in pairs], {cycle.pk for _, cycle in pairs}
    duties: defaultdict[tuple[int, int], list[Duty]] = defaultdict(list)
    for duty in Duty.objects.filter(cycle__in=cycles, appointment__in=terms):
        duties[duty.appointment_id, duty.cycle_id].append(duty)
    sent = {(r.appointment_id, r.cycle_id): r for r in ReportBack.objects.filter(cycle__in=cycles, appointment__in=terms)}
    return {t.pk: Progress(t, c, tuple(duties[t.pk, c.pk]), sent.get((t.pk, c.pk))) for t, c in pairs}
