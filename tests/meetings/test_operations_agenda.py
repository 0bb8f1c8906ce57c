"""Items: their order, why they are private, where they came from."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cpboard.core.access import Denied
from meetings import operations
from meetings.models import AgendaItem, AgendaSource, Report
from tests.factories.champions import make_appointment, make_cycle
from tests.factories.champions import make_report as make_report_back
from tests.factories.closed import make_paper
from tests.factories.meetings import PRIVATE, make_item, make_meeting, make_private_item, make_report, session_of
from tests.factories.performance import make_indicator
from tests.factories.voice import make_theme


@pytest.fixture
def clerk(cast):
    return cast.viewer("clerk")


@pytest.fixture
def three(cast):
    meeting = make_meeting(cast)
    return [make_item(cast, meeting, title) for title in ("One", "Two", "Three")]


def titles(item):
    return list(item.session.items.order_by("position").values_list("title", flat=True))


def positions(item):
    return list(item.session.items.order_by("position").values_list("position", flat=True))


def test_add_item_goes_to_the_end(three):
    assert (titles(three[0]), positions(three[0])) == (["One", "Two", "Three"], [1, 2, 3])


def test_move_item_up_and_down_within_its_session(three, clerk, now):
    operations.move_item(item=three[2], up=True, by=clerk, now=now)
    assert titles(three[0]) == ["One", "Three", "Two"]
    operations.move_item(item=three[0], up=False, by=clerk, now=now)
    assert titles(three[0]) == ["Three", "One", "Two"]


def test_move_item_at_the_ends_does_nothing(three, clerk, now):
    operations.move_item(item=three[0], up=True, by=clerk, now=now)
    operations.move_item(item=three[2], up=False, by=clerk, now=now)
    assert titles(three[0]) == ["One", "Two", "Three"]


def test_remove_item_closes_the_gap(three, clerk, now):
    operations.remove_item(item=three[1], by=clerk, now=now)
    assert (titles(three[0]), positions(three[0])) == (["One", "Three"], [1, 2])


def test_remove_item_keeps_what_has_a_report(cast, three, clerk, now):
    make_report(cast, three[0], "asked")
    with pytest.raises(ValidationError, match="Something is written for this item"):
        operations.remove_item(item=three[0], by=clerk, now=now)
    assert titles(three[1]) == ["One", "Two", "Three"]


def test_remove_item_keeps_what_has_a_private_paper_and_does_not_quote_it(cast, clerk, now):
    item = make_private_item(cast)
    make_paper(cast, item, "canary-words")
    with pytest.raises(ValidationError) as refusal:
        operations.remove_item(item=item, by=clerk, now=now)
    assert "canary" not in str(refusal.value)
    assert AgendaItem.objects.filter(pk=item.pk).exists()


def test_private_item_needs_paragraph_and_reason_where_rules_hold(cast, clerk, now):
    session = make_private_item(cast).session
    for more, field in (({}, "exempt_paragraph"), ({"exempt_paragraph": 2}, "privacy_reason")):
        with pytest.raises(ValidationError) as refusal:
            operations.add_item(session=session, title="Another", by=clerk, now=now, **more)
        assert list(refusal.value.message_dict) == [field]
    assert session.items.count() == 1


def test_open_item_carries_no_paragraph_whatever_is_said(cast):
    item = make_item(cast, make_meeting(cast), exempt_paragraph=3, privacy_reason="Fees")
    assert (item.exempt_paragraph, item.privacy_reason) == (None, "")


def test_restrict_item_gives_the_reason(cast, clerk, now):
    item = make_private_item(cast)
    changed = operations.restrict_item(item=item, exempt_paragraph=7, privacy_reason="A crime is looked into.", by=clerk, now=now)
    assert (changed.exempt_paragraph, changed.privacy_reason) == (7, "A crime is looked into.")


@pytest.mark.parametrize("paragraph", [0, 8, 12])
def test_paragraph_beyond_one_to_seven_is_refused_by_the_database(cast, paragraph):
    item = make_private_item(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.filter(pk=item.pk).update(exempt_paragraph=paragraph)


def test_change_item_leaves_its_session_and_its_reason(cast, clerk, now):
    item = make_private_item(cast)
    said = {"title": "Letters", "kind": "issue", "purpose": "solve", "presenter": cast.chair, "minutes_planned": 5, "promise": None}
    changed = operations.change_item(item=item, **said, by=clerk, now=now, theme=make_theme(cast))
    assert (changed.title, changed.presenter, changed.exempt_paragraph, changed.session) == ("Letters", cast.chair, 2, item.session)
    assert changed.sources.count() == 1


def test_source_is_one_of_three_and_once(cast, clerk, now):
    item = make_item(cast, make_meeting(cast))
    report_back = make_report_back(cast, make_appointment(cast), make_cycle(cast))
    theme = make_theme(cast)
    for cause in ({"theme": theme}, {"theme": theme}, {"report_back": report_back}, {"indicator": make_indicator(cast)}):
        operations.add_source(item=item, **cause, by=clerk, now=now)
    assert item.sources.count() == 3


def test_add_source_refuses_none_and_two_at_once(cast, clerk, now):
    item = make_item(cast, make_meeting(cast))
    for cause in ({}, {"theme": make_theme(cast), "indicator": make_indicator(cast)}):
        with pytest.raises(ValidationError, match="Choose one thing"):
            operations.add_source(item=item, **cause, by=clerk, now=now)
    assert not AgendaSource.objects.exists()


def test_remove_source_leaves_the_item(cast, clerk, now):
    item = make_item(cast, make_meeting(cast), theme=make_theme(cast))
    operations.remove_source(source=item.sources.get(), by=clerk, now=now)
    assert (item.sources.count(), session_of(item.session.meeting).items.count()) == (0, 1)


def test_private_item_gets_no_open_report(cast):
    private = make_item(cast, make_meeting(cast, private_session=True), "Letters", PRIVATE)
    with pytest.raises(Denied):
        make_report(cast, private, "asked")
    assert not Report.objects.exists()
