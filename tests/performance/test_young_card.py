"""The young people's card: ten figures in their words, their own word beside the colour, and nobody to be worked out."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.http import Http404
from django.urls import reverse

from cpboard.board.models import Seat
from performance.checking import WrongFigure
from performance.models import Judgement
from performance.young import operations, reading
from tests.cast import as_viewer, person, seat
from tests.factories.board import make_promise
from tests.factories.performance import make_comparator, make_indicator, make_value
from tests.performance.test_disclosing import days_ago

QUESTION = "How many of us saw a dentist?"


def url(name, *args):
    return reverse(f"performance:{name}", args=args)


def text(response):
    assert response.status_code == 200, response.status_code
    return " ".join(BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ").split())


@pytest.fixture
def value(cast):
    promise = make_promise(cast, title="You choose your dentist")
    indicator = make_indicator(cast, child_line=QUESTION, promise=promise)
    make_comparator(cast, indicator, "80")
    return make_value(cast, indicator)


def judge(cast, now, value, fits, viewer=None):
    return operations.judge_figure(value=value, fits=fits, by=viewer or cast.viewer("young_member"), now=now)


def test_a_young_member_reads_a_figure_in_their_words_with_colour_and_promise(cast, sign_in, value):
    page = text(sign_in(cast.young_member).get(url("card")))

    assert QUESTION in page
    assert "89 of 131 children" in page
    assert "You choose your dentist" in page
    assert "Off track" in page
    assert "Nobody of us has said yet whether it feels like that." in page


def test_judge_figure_stands_beside_the_colour_without_a_name_and_without_a_script(cast, now, sign_in, value):
    judge(cast, now, value, "yes", as_viewer(seat(person("jo", "Jo"), cast.body, Seat.Kind.YOUNG)))
    client = sign_in(cast.young_member)

    page = text(client.post(url("judge_figure", value.pk), {"fits": "no"}, follow=True))
    members = text(sign_in(cast.councillor).get(url("card")))

    assert "Does it feel like that? Yes: 1, no: 1." in page
    assert "You said: No, it does not feel like that." in page
    assert "Does it feel like that? Yes: 1, no: 1." in members
    assert "You said" not in members
    assert cast.young_member.name not in members


def test_a_later_word_stands_above_the_earlier_one(cast, now, value):
    judge(cast, now, value, "no")
    judge(cast, now, value, "yes")

    [line] = reading.card(cast.viewer("young_member"), days_ago(0))
    assert (line.young, Judgement.objects.count()) == ("yes: 1", 2)


def test_an_answer_is_asked_for(cast, sign_in, value):
    assert "Choose what you think" in text(sign_in(cast.young_member).post(url("judge_figure", value.pk), {"fits": ""}))


@pytest.mark.parametrize("name", ["young_member", "councillor", "performance"])
def test_a_few_children_cannot_be_worked_out_by_anybody_who_reads_the_card(cast, sign_in, name):
    indicator = make_indicator(cast, child_line=QUESTION)
    make_comparator(cast, indicator, "80")
    value = make_value(cast, indicator, 3, 91)

    page = text(sign_in(getattr(cast, name)).get(url("card")))

    assert "There is no number that we can show." in page
    assert [word for word in ("3 of", "91", "3.3", "Off track") if word in page] == []
    assert sign_in(cast.young_member).get(url("judge_figure", value.pk)).status_code == 404


def test_a_figure_before_it_that_is_hidden_leaves_no_change_to_be_told(cast, sign_in):
    indicator = make_indicator(cast, child_line=QUESTION)
    make_value(cast, indicator, 3, 91, ends_on=days_ago(395))
    make_value(cast, indicator, 40, 90)

    [line] = reading.card(cast.viewer("young_member"), days_ago(0))
    assert (line.answer, line.course) == ("40 of 90 children", "Too early to say.")


def test_ten_figures_in_the_order_of_the_scorecard_and_only_those_in_their_words(cast):
    make_indicator(cast, child_line="")
    make_indicator(cast, child_line="Off", on_scorecard=False)
    for place in range(12, 0, -1):
        make_indicator(cast, child_line=f"Question {place}", position=place)

    assert [line.question for line in reading.card(cast.viewer("young_member"), days_ago(0))] == [f"Question {n}" for n in range(1, 11)]


def test_only_young_members_judge_and_only_what_is_on_the_card(cast, now, sign_in, value):
    for name in ("councillor", "performance", "participation", "clerk"):
        assert sign_in(getattr(cast, name)).get(url("judge_figure", value.pk)).status_code == 404
        with pytest.raises(Http404), transaction.atomic():
            judge(cast, now, value, "yes", cast.viewer(name))
    with pytest.raises(WrongFigure, match="not on the card"), transaction.atomic():
        judge(cast, now, make_value(cast, make_indicator(cast)), "yes")
    assert Judgement.objects.count() == 0


@pytest.mark.parametrize("name", ["scrutiny", "partner", "custodian", "administrator", "stranger"])
def test_others_find_no_card(cast, sign_in, value, name):
    assert sign_in(getattr(cast, name)).get(url("card")).status_code == 404


def test_a_young_member_still_finds_no_scorecard(cast, sign_in, value):
    client = sign_in(cast.young_member)
    pages = (url("scorecard"), url("indicator", value.indicator_id), url("scorecard_csv"))
    assert {client.get(path).status_code for path in pages} == {404}
