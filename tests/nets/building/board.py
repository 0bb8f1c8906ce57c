"""Bodies, people, promises, groups, figures, areas: what no private session hides."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from cpboard.board.models import Membership
from cpboard.core import files
from cpboard.core import operations as house
from cpboard.core.models import Appointment, Job, Mail, ReadKey, User
from cpboard.core.roles import Role
from performance import operations as figures
from performance.catalogue import operations as catalogue
from performance.models import Area
from performance.peers import operations as peers
from performance.snapshots import operations as snapshots
from performance.uploads import operations as uploads
from performance.young import operations as young
from tests.factories.board import days, make_activity, make_constitution, make_group, make_membership, make_promise, make_seat, make_year
from tests.factories.champions import make_appointment, make_area, make_cycle, make_duty, make_report
from tests.factories.performance import (
    make_comment,
    make_comparator,
    make_figures_file,
    make_indicator,
    make_months,
    make_peer_note,
    make_red,
    make_signed,
    make_snapshot,
    make_upload,
    make_value,
    make_written,
)
from tests.nets.world import World, token
from tests.performance.statistics_files import NEAR_2025, RATE_2025, STABILITY_2025, file, take


def build(world: World) -> None:
    """The board, the house's own rows, the figures and the champions."""
    _board(world)
    _house(world)
    _figures(world)
    _champions(world)


def _board(world: World) -> None:
    cast, keep = world.cast, world.keep
    keep("earlier_version", make_constitution(cast, approval=token("approval")))
    keep("other_version", cast.other_body.constitutions.get())
    keep("seat", make_seat(cast, title=f"Foster carer {token('seat')}"))
    keep("closed_seat", make_seat(cast, closed_on=days(-5)))
    keep("other_seat", make_seat(cast, body=cast.other_body))
    keep("membership", Membership.objects.get(user=world.people["councillor"]))
    keep("past_membership", Membership.objects.get(user=world.people["former"]))
    keep("other_membership", Membership.objects.get(user=world.people["other_member"]))
    make_membership(cast, user=world.people["second_clerk"], seat=make_seat(cast, kind="officer"), political_group=token("group"))
    keep("promise", make_promise(cast, you_said=f"We want our own key. {token('promise')}"))
    keep("retired_promise", make_promise(cast, retired_on=days(-3), retired_why="Done."))
    keep("other_promise", make_promise(cast, body=cast.other_body, you_said=token("otherpromise")))
    keep("group", make_group(cast, says_about_board=f"They listen now. {token('saysaboutboard')}"))
    make_activity(cast, group=world["group"], text=f"Designed welcome packs. {token('activity')}")
    keep("past_year", make_year(cast))


def _house(world: World) -> None:
    people, keep, now = world.people, world.keep, timezone.now()
    User.objects.filter(pk=people["stranger"].pk).update(email=f"{token('email')}@fenbridge.example")
    keep("appointment", Appointment.objects.get(user=people["officer"]))
    keep("own_appointment", Appointment.objects.get(user=people["administrator"]))
    keep("past_appointment", Appointment.objects.get(user=people["ended_clerk"]))
    keep("new_person", User.objects.create(email="new@fenbridge.example", name="Nell Ashdown", password="!"))
    keep("officer_role", Role.OFFICER)
    asked = {"payload": {"report": 0}, "asked_at": now, "asked_by": people["clerk"], "kind": "annual_report.build"}
    keep("waiting_job", Job.objects.create(key="one", **asked))
    keep("failed_job", Job.objects.create(key="two", state="failed", finished_at=now, fault=f"No paper. {token('fault')}", **asked))
    watched = keep("watched_job", Job.objects.create(key="three", state="done", finished_at=now, **asked))
    watched.watchers.add(people["second_clerk"])
    letter = {"kind": "report_built", "cause": "job:0", "subject": "A document is ready", "text": f"Look. {token('letterout')}"}
    keep("letter_out", Mail.objects.create(to=people["clerk"], written_at=now, **letter))


def _figures(world: World) -> None:
    cast, keep, viewer = world.cast, world.keep, world.viewer("performance")
    one = keep("indicator", make_indicator(cast, definition=f"Of those in our care. {token('definition')}"))
    make_value(cast, one, 80, 128, ends_on=days(-400))
    keep("value", make_value(cast, one, source=f"Our own count {token('source')}", ends_on=days(-30)))
    make_comparator(cast, one, release=f"November {token('release')}")
    make_comment(cast, world["value"], f"Two fostering households stopped. {token('commentary')}")
    retired = keep("retired_indicator", make_indicator(cast))
    keep("retired_value", make_value(cast, retired, None, None, value=Decimal("12.0")))
    figures.retire_indicator(indicator=retired, by=viewer, now=timezone.now())
    catalogue.set_target(indicator=one, year=world["year"], target=Decimal(75), tolerance=Decimal(2), by=viewer, now=timezone.now())
    take(cast, timezone.now(), RATE_2025, NEAR_2025)
    name = f"{token('uploadname')}.csv"
    keep("upload", make_upload(cast, file(STABILITY_2025).content, name))
    keep("wrong_upload", make_upload(cast, b"a,b\n1,2\n", name))
    dropped = keep("dropped_upload", make_upload(cast, file(STABILITY_2025).content, name))
    uploads.drop_upload(upload=dropped, by=viewer, now=timezone.now())
    keep("monthly", make_indicator(cast, cadence="monthly"))
    make_months(cast, world["monthly"], [88, 90, 87, 91, 89, 90, 88, 92, 90, 89, 91, 83])
    keep("childs", make_indicator(cast, child_line="How many of us saw a dentist?"))
    keep("childs_value", make_value(cast, world["childs"]))
    young.judge_figure(value=world["childs_value"], fits="no", by=world.viewer("young_member"), now=timezone.now())
    _own_figures(world)
    _exceptions(world)
    keep("snapshot", make_snapshot(cast, f"January {token('snapshot')}", strengths=f"More dentists. {token('snapshot')}"))
    _peers(world)
    printed = keep("printed_snapshot", make_snapshot(cast, f"March {token('snapshot')}", strengths=f"More dentists. {token('snapshot')}"))
    asked = {"snapshot": printed, "by": viewer, "now": timezone.now()}
    on_paper = files.store(
        f"%PDF-1.7 {token('snapshot')}".encode(), name="scorecard.pdf", content_type="application/pdf", by=None, now=asked["now"]
    )
    snapshots.keep_paper(file=on_paper, job=snapshots.ask_paper(**asked), **asked)
    keep("key", house.make_key(by=viewer, kind=ReadKey.Kind.FIGURES, name=f"Power BI {token('keyname')}", now=timezone.now())[0])
    keep("ended_key", house.make_key(by=viewer, kind=ReadKey.Kind.FIGURES, name=f"Old sheet {token('keyname')}", now=timezone.now())[0])
    house.end_key(by=viewer, key=world["ended_key"], now=timezone.now())
    member = {"by": world.viewer("councillor"), "now": timezone.now()}
    calendar, secret = house.make_key(kind=ReadKey.Kind.CALENDAR, name=f"My phone {token('phonename')}", **member)
    house.use_key(key=calendar, **member)
    calendar.secret = secret
    keep("calendar_key", calendar)


def _peers(world: World) -> None:
    """Notes on councils of the release that was taken in: one that stands, one that was taken off."""
    councils, words = Area.objects.filter(kind=Area.Kind.AUTHORITY, ours=False), token("peer")
    keep, by = world.keep, world.viewer("performance")
    keep("peer_note", make_peer_note(world.cast, councils[0], praised=f"A named friend. {words}", source=f"Page 3 {words}"))
    gone = keep("gone_peer_note", make_peer_note(world.cast, councils[1], praised=f"Wrong. {words}"))
    peers.remove_peer_note(note=gone, by=by, now=timezone.now())


def _exceptions(world: World) -> None:
    """Reports on reds: nobody wrote it yet, written, signed, one that could be chance, one that ended, one without an owner."""
    cast, keep, words = world.cast, world.keep, token("exception")
    texts = {"happened": words, "why": words, "children": words, "doing": words, "who": words, "help_needed": words}
    keep("exception", make_red(cast))
    keep("written_exception", make_written(cast, make_red(cast), **texts))
    keep("own_exception", make_written(cast, make_red(cast), by="performance", **texts))
    keep("signed_exception", make_signed(cast, make_red(cast), **texts))
    keep("short_exception", make_red(cast, 7, 10, owner=None))
    ended = keep("ended_exception", make_signed(cast, make_red(cast), **texts))
    figures.retire_indicator(indicator=ended.indicator, by=world.viewer("performance"), now=timezone.now())
    promise = {"expected": Decimal(85), "expected_on": days(-15)}
    keep("kept_exception", make_signed(cast, make_red(cast), **texts, **promise))
    make_value(cast, world["kept_exception"].indicator, 112, 131, ends_on=days(-10))
    keep("red_indicator", world["exception"].indicator)


def _own_figures(world: World) -> None:
    """Files of our own figures: one that waits to be taken in, one whose columns nobody knows; a heading that is known."""
    cast, keep, name = world.cast, world.keep, f"{token('uploadname')}.csv"
    row = f"{world['indicator'].code},2026-01-01,2026-03-31,81,128\n"
    keep("figures", make_figures_file(cast, f"code,period_starts_on,period_ends_on,numerator,denominator\n{row}".encode(), name))
    matched = make_figures_file(cast, b"Measure,Month\nx,y\n", name)
    uploads.match_columns(upload=matched, columns={token("heading"): "value"}, by=world.viewer("performance"), now=timezone.now())
    keep("unmatched", make_figures_file(cast, b"Measure,Month\nx,y\n", name))


def _champions(world: World) -> None:
    cast, keep, people = world.cast, world.keep, world.people
    area = keep("area", make_area(cast, name="Health"))
    past = make_appointment(cast, area=area, champion=people["former"], starts_on=days(-600), ends_on=days(-300))
    keep("past_term", past)
    term = keep("term", make_appointment(cast, area=area, champion=people["champion"], officer_lead=people["officer"]))
    cycle = keep("cycle", make_cycle(cast))
    make_duty(cast, term, cycle, saw=f"A warm kitchen. {token('saw')}", heard=f"You came back. {token('heard')}")
    earlier = make_cycle(cast, starts_on=days(-90), ends_on=days(-31))
    keep("report_back", make_report(cast, term, earlier, did=f"I went to a home. {token('reportback')}"))
    keep("area_without", make_area(cast, name="Housing"))
    keep("retired_area", make_area(cast, name="Travel", retired_on=days(-5)))
    elsewhere = keep("other_area", make_area(cast, body=cast.other_body, name="Dentists"))
    other_term = keep(
        "other_term", make_appointment(cast, area=elsewhere, champion=people["other_member"], officer_lead=people["other_officer"])
    )
    other_cycle = make_cycle(cast, body=cast.other_body)
    make_duty(cast, other_term, other_cycle, saw=f"A queue. {token('othersaw')}")
    keep("other_report_back", make_report(cast, other_term, other_cycle, did=f"I rang six. {token('otherreportback')}"))
