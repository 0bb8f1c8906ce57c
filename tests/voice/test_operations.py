"""Adding, changing and answering a theme."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cpboard.core import events
from cpboard.core.access import Denied
from cpboard.core.models import Event
from cpboard.core.records import Sealed
from tests.cast import Cast
from tests.factories.voice import make_group, make_promise, make_reply, make_theme
from voice import operations
from voice.models import Reply, Theme

TWENTY_WORDS = "We asked the people who drive the buses but they have no money for it this year and said no to us."


def told(**more: Any) -> dict[str, Any]:
    return {"title": "Buses", "said_by": "Our Voice", "source": "group", "heard_on": dt.date(2026, 11, 2), **more}


def test_add_theme_promises_an_answer_in_twenty_working_days(cast: Cast, now: dt.datetime) -> None:
    theme = operations.add_theme(body=cast.body, by=cast.viewer("participation"), now=now, **told(group=make_group()))
    assert theme.answer_by == dt.date(2026, 11, 30)
    assert theme.added_by == cast.participation
    assert [event.verb for event in events.of(theme)] == ["voice.add_theme"]


def test_add_theme_takes_the_promised_day_it_is_given(cast: Cast, now: dt.datetime) -> None:
    day = dt.date(2026, 11, 9)
    theme = operations.add_theme(body=cast.body, by=cast.viewer("participation"), now=now, answer_by=day, **told())
    assert theme.answer_by == day


def test_partner_adds_a_theme(cast: Cast, now: dt.datetime) -> None:
    operations.add_theme(body=cast.body, by=cast.viewer("partner"), now=now, **told())
    assert Theme.objects.get().added_by == cast.partner


@pytest.mark.parametrize("name", ["clerk", "chair", "councillor", "officer", "safeguarding", "administrator", "stranger", "former"])
def test_add_theme_is_not_there_for_others(cast: Cast, now: dt.datetime, name: str) -> None:
    with pytest.raises(Denied):
        operations.add_theme(body=cast.body, by=cast.viewer(name), now=now, **told())
    assert Theme.objects.count() == 0


def test_add_theme_refuses_words_without_permission(cast: Cast, now: dt.datetime) -> None:
    with pytest.raises(ValidationError, match="by whose permission"):
        operations.add_theme(body=cast.body, by=cast.viewer("participation"), now=now, **told(words="I wait"))


def test_add_theme_refuses_a_promise_of_another_body(cast: Cast, now: dt.datetime) -> None:
    promise = make_promise(cast.other_body)
    with pytest.raises(ValidationError, match="a promise that this board made"):
        operations.add_theme(body=cast.body, by=cast.viewer("participation"), now=now, **told(promise=promise))


def test_change_theme_names_the_fields_and_none_of_the_words(cast: Cast, now: dt.datetime) -> None:
    theme = make_theme(cast)
    operations.change_theme(theme=theme, by=cast.viewer("participation"), now=now, title="The dentist", said_by=theme.said_by)
    assert Theme.objects.get().title == "The dentist"
    assert Event.objects.get().facts == {"fields": ["title"]}


def test_change_theme_with_nothing_changed_writes_nothing(cast: Cast, now: dt.datetime) -> None:
    theme = make_theme(cast)
    operations.change_theme(theme=theme, by=cast.viewer("participation"), now=now, title=theme.title)
    assert Event.objects.count() == 0


def test_change_theme_by_a_partner_is_for_their_own_only(cast: Cast, now: dt.datetime) -> None:
    own, other = make_theme(cast, added_by=cast.partner), make_theme(cast)
    operations.change_theme(theme=own, by=cast.viewer("partner"), now=now, title="Mine")
    with pytest.raises(Denied):
        operations.change_theme(theme=other, by=cast.viewer("partner"), now=now, title="Mine")
    assert Theme.objects.get(pk=other.pk).title == other.title


def test_hear_again_counts_one_more(cast: Cast, now: dt.datetime) -> None:
    theme = make_theme(cast, times_heard=2)
    operations.hear_again(theme=theme, by=cast.viewer("participation"), now=now)
    assert Theme.objects.get().times_heard == 3
    with pytest.raises(Denied):
        operations.hear_again(theme=theme, by=cast.viewer("clerk"), now=now)


def reply(cast: Cast, theme: Theme, **more: Any) -> Reply:
    values = {"kind": "we_did", "text": "We did it.", "signed": "Nadia", "by": cast.viewer("participation"), "now": timezone.now()}
    return operations.reply(theme=theme, **(values | more))


def test_reply_is_kept_and_sealed(cast: Cast) -> None:
    theme = make_theme(cast)
    answer = reply(cast, theme)
    assert theme.latest_reply == answer
    assert [event.facts for event in events.of(theme)] == [{"kind": "we_did"}]
    with pytest.raises(Sealed):
        answer.save()


def test_reply_sent_twice_is_one(cast: Cast) -> None:
    theme = make_theme(cast)
    assert reply(cast, theme) == reply(cast, theme, text=" We did it. ")
    assert theme.replies.count() == 1


def test_reply_in_other_words_is_another(cast: Cast) -> None:
    theme = make_theme(cast)
    assert reply(cast, theme) != reply(cast, theme, text="We did more.")


def test_reply_we_will_needs_a_day(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refusal:
        reply(cast, make_theme(cast), kind="we_will")
    assert refusal.value.message_dict == {"will_by": ["Say by when we will do it."]}
    assert Reply.objects.count() == 0


def test_reply_we_will_keeps_its_day_and_others_drop_it(cast: Cast) -> None:
    theme, day = make_theme(cast), dt.date(2027, 3, 31)
    assert reply(cast, theme, kind="we_will", will_by=day).will_by == day
    assert reply(cast, theme, kind="we_did", will_by=day).will_by is None


@pytest.mark.parametrize(("text", "more"), [("", "20 more words"), ("No money.", "18 more words"), ("no " * 19, "1 more word.")])
def test_reply_we_cant_without_a_reason_is_refused_with_a_sentence(cast: Cast, text: str, more: str) -> None:
    with pytest.raises(ValidationError, match="Say why we can’t, in at least 20 plain words") as refusal:
        reply(cast, make_theme(cast), kind="we_cant", text=text)
    assert more in refusal.value.messages[0]


def test_reply_we_cant_with_twenty_words_is_kept(cast: Cast) -> None:
    assert reply(cast, make_theme(cast), kind="we_cant", text=TWENTY_WORDS).kind == "we_cant"


def test_reply_without_words_or_name_or_kind_is_refused(cast: Cast) -> None:
    theme = make_theme(cast)
    for broken in ({"text": " "}, {"signed": ""}, {"kind": "maybe"}):
        with pytest.raises(ValidationError):
            reply(cast, theme, **broken)


@pytest.mark.parametrize("name", ["clerk", "partner", "chair", "councillor", "officer", "custodian", "stranger"])
def test_reply_is_not_there_for_others(cast: Cast, name: str) -> None:
    with pytest.raises(Denied):
        reply(cast, make_theme(cast, added_by=cast.partner), by=cast.viewer(name))
    assert Reply.objects.count() == 0


def test_theme_knows_whether_it_is_late(cast: Cast) -> None:
    theme = make_theme(cast, due_in=-1)
    today = timezone.localdate()
    assert theme.is_late(today) is True
    make_reply(cast, theme)
    assert theme.is_late(today) is False
