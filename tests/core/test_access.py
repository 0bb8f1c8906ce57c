"""The boundary: standings, rights, guarded queries."""

import datetime as dt

import pytest
from django.db.models import Count, Exists, OuterRef

from cpboard.core.access import Denied, Unguarded, Viewer, require
from cpboard.core.roles import May, Role
from tests.cast import Cast, appoint, as_viewer
from voice.postbox.models import Submission


def test_require_lets_what_is_allowed_through() -> None:
    require(True)


def test_require_answers_what_is_not_allowed_as_not_there() -> None:
    with pytest.raises(Denied):
        require(False)


def test_member_may_read_their_own_body_and_no_other(cast: Cast) -> None:
    viewer = cast.viewer("councillor")
    assert viewer.can(May.READ_MEETINGS, cast.body.pk) is True
    assert viewer.can(May.READ_MEETINGS, cast.other_body.pk) is False


def test_house_wide_role_reaches_every_body(cast: Cast) -> None:
    assert cast.viewer("clerk").bodies(May.READ_MEETINGS) is None


@pytest.mark.parametrize("name", ["former", "switched_off", "stranger"])
def test_ended_or_switched_off_person_holds_nothing(cast: Cast, name: str) -> None:
    assert cast.viewer(name).standings == frozenset()


def test_term_that_ends_today_still_runs_and_ended_tomorrow(cast: Cast) -> None:
    today = as_viewer(cast.stranger).on
    appoint(cast.stranger, Role.SCRUTINY, until=today)
    assert Viewer(cast.stranger, today).has(Role.SCRUTINY) is True
    assert Viewer(cast.stranger, today + dt.timedelta(days=1)).has(Role.SCRUTINY) is False


def message(cast: Cast, words: str = "canary-one") -> Submission:
    today = as_viewer(cast.clerk).on
    row = Submission(body=cast.body, code_hash="x", code_lookup=words, words=words, received_on=today, answer_by=today)
    row.save()
    return row


UNOPENED = {
    "list": lambda q: list(q.all()),
    "get": lambda q: q.get(),
    "first": lambda q: q.first(),
    "values": lambda q: list(q.values("words")),
    "count": lambda q: q.count(),
    "exists": lambda q: q.exists(),
    "iterator": lambda q: next(q.all().iterator()),
    "aggregate": lambda q: q.aggregate(Count("pk")),
    "in_bulk": lambda q: q.in_bulk(),
    "subquery": lambda q: list(Submission._base_manager.filter(pk__in=q.all())),
    "exists_subquery": lambda q: list(Submission._base_manager.filter(Exists(q.filter(pk=OuterRef("pk"))))),
    "update": lambda q: q.filter(words="x").update(state="read"),
    "delete": lambda q: q.all().delete(),
    "explain": lambda q: q.all().explain(),
    "raw": lambda q: list(q.raw("select * from postbox_submission")),
}


@pytest.mark.parametrize("name", UNOPENED)
def test_guarded_query_without_a_viewer_raises(cast: Cast, name: str) -> None:
    message(cast)
    with pytest.raises(Unguarded):
        UNOPENED[name](Submission.objects)


def test_opened_query_runs_within_what_the_viewer_may_read(cast: Cast) -> None:
    message(cast)
    assert Submission.objects.open_to(cast.viewer("participation")).get().words == "canary-one"
    assert Submission.objects.open_to(cast.viewer("clerk")).count() == 0


def test_opened_query_does_not_open_another(cast: Cast) -> None:
    message(cast)
    opened = Submission.objects.open_to(cast.viewer("clerk"))
    for combine in (lambda: opened | Submission.objects.all(), lambda: opened & Submission.objects.all()):
        with pytest.raises(Unguarded):
            combine()
    with pytest.raises(Unguarded):
        list(opened.union(Submission.objects.all()))
    assert list(opened.union(opened)) == []
