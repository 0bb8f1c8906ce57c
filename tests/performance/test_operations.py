"""Figures are taken in whole and right, rated by themselves, and never overwritten."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from cpboard.core import events
from cpboard.core.models import Event
from cpboard.core.records import Sealed
from performance import operations, rating
from performance.checking import WrongFigure
from performance.models import Comparator, Indicator, Rating, Value
from tests.factories.performance import make_comment, make_comparator, make_indicator, make_value, source_year

TODAY = timezone.localdate


@pytest.fixture
def indicator(cast):
    return make_indicator(cast)


@pytest.fixture
def children(cast):
    return make_indicator(cast, unit="count", polarity="neutral", decimals=0)


def colours(value):
    return {r.comparator.area: r.result for r in Rating.objects.filter(value=value).standing()}


# Values ------------------------------------------------------------------------------------------------------------


def test_a_share_is_worked_out_from_its_counts(cast, indicator):
    value = make_value(cast, indicator, 89, 131)

    assert (value.value, value.exact) == (Decimal("67.9389"), Fraction(8900, 131))
    assert (value.loaded_by, value.status, value.replaces) == (cast.performance, "final", None)


def test_loading_is_written_down(cast, indicator, now):
    value = make_value(cast, indicator, now=now)

    event = events.of(value).get()
    assert (event.verb, event.by, event.at, event.facts) == ("performance.load_value", cast.performance, now, {"replaces": None})


def test_a_number_of_children_needs_no_denominator(cast, children):
    value = make_value(cast, children, 364, None)

    assert (value.numerator, value.denominator, value.value) == (364, None, Decimal(364))


def test_a_number_of_children_may_be_given_as_value(cast, children):
    assert make_value(cast, children, None, None, value=Decimal("396.0")).numerator == 396


def test_a_correction_replaces_and_keeps_what_was(cast, indicator):
    first = make_value(cast, indicator, 89, 131)
    second = make_value(cast, indicator, 90, 131)

    assert list(Value.objects.standing()) == [second]
    assert second.replaces == first
    assert Value.objects.get(pk=first.pk).numerator == 89


def test_the_same_figure_once_more_changes_nothing(cast, indicator):
    first = make_value(cast, indicator)
    before = Event.objects.count()

    again = make_value(cast, indicator)

    assert (again, Value.objects.count(), Event.objects.count()) == (first, 1, before)


def test_a_provisional_figure_that_becomes_final_is_a_new_version(cast, indicator):
    make_value(cast, indicator, status="provisional")
    make_value(cast, indicator, status="final")

    assert list(Value.objects.standing().values_list("status", flat=True)) == ["final"]
    assert Value.objects.count() == 2


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"numerator": 140, "denominator": 131}, "numerator", "The numerator, 140, is above the denominator, 131."),
        ({"numerator": 0, "denominator": 0}, "denominator", "Nobody is in this group"),
        ({"numerator": -1, "denominator": 131}, "numerator", "nought or more"),
        ({"numerator": 89, "denominator": None}, "denominator", "out of how many"),
        ({"numerator": None, "denominator": 131}, "numerator", "Say how many of the 131"),
        ({"numerator": None, "denominator": None}, "numerator", "Enter both counts"),
        ({"numerator": None, "denominator": None, "value": Decimal("100.1")}, "value", "at most 100"),
        ({"numerator": None, "denominator": None, "value": Decimal("7.12345")}, "value", "at most 4 decimals"),
        ({"value": Decimal("68.9")}, "value", "89 of 131 is 67.9%, not 68.9%"),
        ({"numerator": 3_000_000_000, "denominator": 3_000_000_000}, "numerator", "more than there can be"),
        ({"source": "  "}, "source", "Say what the source is"),
        ({"source": "x" * 161}, "source", "at most 160 characters"),
        ({"status": "guess"}, "status", "“guess” is not known here. Use one of: provisional, final."),
        ({"starts_on": dt.date(2030, 1, 1)}, "period_ends_on", "ends before it starts"),
        ({"ends_on": dt.date(2999, 3, 31)}, "period_ends_on", "This period is not over: it ends on 31 March 2999."),
    ],
)
def test_a_figure_that_cannot_be_right_is_refused_with_a_sentence(cast, indicator, given, field, sentence):
    with pytest.raises(WrongFigure, match=sentence.replace("(", r"\(")) as refused:
        make_value(cast, indicator, given.pop("numerator", 89), given.pop("denominator", 131), **given)

    assert refused.value.field == field
    assert not Value.objects.exists()


def test_a_printed_percentage_may_stand_beside_its_counts(cast, indicator):
    assert make_value(cast, indicator, 89, 131, value=Decimal("67.9")).value == Decimal("67.9389")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"numerator": 364, "denominator": 400}, "denominator"),
        ({"numerator": None, "denominator": None}, "numerator"),
        ({"numerator": 364, "denominator": None, "value": Decimal(365)}, "value"),
        ({"numerator": None, "denominator": None, "value": Decimal("364.5")}, "value"),
    ],
)
def test_a_number_of_children_that_cannot_be_right_is_refused(cast, children, given, field):
    with pytest.raises(WrongFigure) as refused:
        make_value(cast, children, given.pop("numerator"), given.pop("denominator"), **given)

    assert refused.value.field == field


@pytest.mark.parametrize(
    "counts", [{"numerator": 9, "denominator": 8}, {"numerator": None, "denominator": 8}, {"numerator": 0, "denominator": 0}]
)
def test_the_database_refuses_counts_that_cannot_be(cast, indicator, counts, now):
    period = {"period_starts_on": TODAY(), "period_ends_on": TODAY()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Value.record(indicator=indicator, value=1, source="x", loaded_at=now, **period, **counts)


def test_a_value_is_sealed(cast, indicator):
    value = make_value(cast, indicator)
    value.numerator = 1

    with pytest.raises(Sealed):
        value.save()
    with pytest.raises(Sealed):
        Value.objects.update(numerator=1)


@pytest.mark.parametrize("name", ["councillor", "chair", "clerk", "officer", "scrutiny", "participation", "stranger", "former"])
def test_nobody_else_loads_figures(cast, indicator, name, now):
    facts = {"indicator": indicator, "by": cast.viewer(name), "now": now, "period_ends_on": TODAY(), "value": Decimal(1)}

    with pytest.raises(Http404):
        operations.load_value(period_starts_on=TODAY(), source="x", **facts)
    with pytest.raises(Http404):
        operations.load_comparator(area="england", release="x", **facts)
    assert not Value.objects.exists()
    assert not Comparator.objects.exists()


# Comparators -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("printed", "decimals", "half"), [("67.0", 1, "0.05"), ("68", 0, "0.5"), ("67.94", 2, "0.005")])
def test_how_a_comparator_is_printed_says_how_exact_it_is(cast, indicator, printed, decimals, half):
    comparator = make_comparator(cast, indicator, printed)

    assert (comparator.printed_decimals, comparator.half_unit) == (decimals, Fraction(half))


def test_published_counts_make_a_comparator_exact(cast, indicator):
    comparator = make_comparator(cast, indicator, "70", numerator=20_000, denominator=28_640)

    assert (comparator.exact, comparator.half_unit) == (Fraction(2_000_000, 28_640), 0)


def test_counts_alone_are_enough_for_a_comparator(cast, indicator, now):
    comparator = operations.load_comparator(
        indicator=indicator,
        area="england",
        period_ends_on=TODAY(),
        release="Release",
        numerator=20_000,
        denominator=28_640,
        by=cast.viewer("performance"),
        now=now,
    )

    assert (comparator.value, comparator.printed_decimals) == (Decimal("69.8324"), 1)


def test_a_release_says_a_thing_once(cast, indicator):
    first = make_comparator(cast, indicator, "68")

    assert make_comparator(cast, indicator, "68") == first
    with pytest.raises(WrongFigure, match="already holds another figure for similar councils"):
        make_comparator(cast, indicator, "69")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"area": "wales"}, "area"),
        ({"release": ""}, "release"),
        ({"method": "guess"}, "method"),
        ({"ends_on": dt.date(2999, 1, 1)}, "period_ends_on"),
    ],
)
def test_a_comparator_that_cannot_be_right_is_refused(cast, indicator, wrong, field):
    with pytest.raises(WrongFigure) as refused:
        make_comparator(cast, indicator, **wrong)

    assert refused.value.field == field


# Ratings -----------------------------------------------------------------------------------------------------------


def test_the_source_year_has_three_honest_colours(cast):
    value = source_year(cast).values.standing().latest("period_ends_on")

    assert colours(value) == {"neighbours": "green", "england": "green", "region": "amber"}


def test_a_colour_does_not_depend_on_what_was_loaded_first(cast, indicator):
    make_comparator(cast, indicator, "80")
    value = make_value(cast, indicator)

    assert colours(value) == {"neighbours": "red"}


def test_each_stored_rating_can_be_replayed(cast):
    source_year(cast)

    stored = list(Rating.objects.all())
    assert len(stored) == 6
    assert [rating.replay(one.inputs).result for one in stored] == [one.result for one in stored]
    assert {one.rule for one in stored} == {"RULE-1"}


def test_a_newer_release_for_the_same_period_rates_again_and_keeps_the_old_colour(cast, indicator):
    value = make_value(cast, indicator)
    make_comparator(cast, indicator, "68", release="2024 release")
    make_comparator(cast, indicator, "72", release="2025 release")

    assert colours(value) == {"neighbours": "red"}
    assert sorted(Rating.objects.filter(value=value).values_list("result", flat=True)) == ["green", "red"]


def test_a_comparator_of_a_later_time_is_left_alone(cast, indicator):
    value = make_value(cast, indicator, ends_on=TODAY() - dt.timedelta(days=400))
    make_comparator(cast, indicator, "80")

    assert colours(value) == {}


def test_rating_again_writes_nothing_when_nothing_changed(cast, indicator, now):
    make_comparator(cast, indicator, "80")
    value = make_value(cast, indicator)

    assert operations.rate(value=value, by=cast.viewer("performance"), now=now) == []
    assert Rating.objects.count() == 1


def test_a_kinder_tolerance_rates_the_newest_figure_again_and_no_older_one(cast, indicator, now):
    make_comparator(cast, indicator, "71", ends_on=TODAY() - dt.timedelta(days=400))
    old = make_value(cast, indicator, 88, 131, ends_on=TODAY() - dt.timedelta(days=395))
    new = make_value(cast, indicator, 89, 131)

    operations.change_indicator(indicator=indicator, tolerance=Decimal(5), by=cast.viewer("performance"), now=now)

    assert (colours(old), colours(new)) == ({"neighbours": "red"}, {"neighbours": "amber"})
    assert Rating.objects.filter(value=new).count() == 2


def test_a_corrected_figure_is_rated_and_the_wrong_one_keeps_its_colour(cast, indicator):
    make_comparator(cast, indicator, "80")
    wrong = make_value(cast, indicator, 89, 131)
    right = make_value(cast, indicator, 110, 131)

    assert (colours(wrong), colours(right)) == ({"neighbours": "red"}, {"neighbours": "green"})


@pytest.mark.parametrize("name", ["councillor", "clerk", "officer"])
def test_nobody_else_rates(cast, indicator, name, now):
    value = make_value(cast, indicator)

    with pytest.raises(Http404):
        operations.rate(value=value, by=cast.viewer(name), now=now)


# What is said ------------------------------------------------------------------------------------------------------


def test_a_comment_has_its_author_and_its_day(cast, indicator, now):
    value = make_value(cast, indicator)

    said = operations.comment(value=value, text="  Two households stopped. ", by=cast.viewer("performance"), now=now)

    assert (said.text, said.by, said.at) == ("Two households stopped.", cast.performance, now)
    assert events.of(said).get().facts == {"value": value.pk}


def test_an_event_holds_none_of_the_words(cast, indicator):
    said = make_comment(cast, make_value(cast, indicator), "The secret sentence")

    assert "secret" not in str(events.of(said).get().facts)


def test_an_empty_comment_is_refused(cast, indicator):
    with pytest.raises(WrongFigure):
        make_comment(cast, make_value(cast, indicator), "  ")


@pytest.mark.parametrize("name", ["councillor", "clerk", "officer", "scrutiny"])
def test_nobody_else_comments(cast, indicator, name, now):
    value = make_value(cast, indicator)

    with pytest.raises(Http404):
        operations.comment(value=value, text="Mine", by=cast.viewer(name), now=now)


# Indicators --------------------------------------------------------------------------------------------------------


def test_a_code_is_taken_once_whatever_its_case(cast):
    make_indicator(cast, code="STA02")

    with pytest.raises(WrongFigure, match="sta02 is taken") as refused:
        make_indicator(cast, code="sta02")
    assert refused.value.field == "code"


def test_what_the_columns_cannot_hold_is_refused_with_its_column(cast):
    with pytest.raises(WrongFigure) as refused:
        make_indicator(cast, code="MUCH-TOO-LONG")

    assert refused.value.field == "code"


def test_a_unit_cannot_change_under_its_figures(cast, indicator, now):
    make_value(cast, indicator)

    with pytest.raises(WrongFigure, match="Retire this indicator"):
        operations.change_indicator(indicator=indicator, unit="count", by=cast.viewer("performance"), now=now)


def test_a_change_leaves_a_history(cast, indicator, now):
    operations.change_indicator(indicator=indicator, plain_name="Saw a dentist", by=cast.viewer("performance"), now=now)

    indicator.refresh_from_db()
    assert indicator.plain_name == "Saw a dentist"
    assert indicator.history.count() == 2


def test_a_retired_indicator_takes_no_more_and_keeps_its_figures(cast, indicator, now):
    value = make_value(cast, indicator)
    by = cast.viewer("performance")
    operations.retire_indicator(indicator=indicator, by=by, now=now)
    value.refresh_from_db()

    assert (list(Indicator.objects.in_use()), list(Value.objects.all())) == ([], [value])
    with pytest.raises(Http404):
        make_value(cast, indicator, 90, 131)
    with pytest.raises(Http404):
        operations.comment(value=value, text="More", by=by, now=now)
    with pytest.raises(Http404):
        operations.retire_indicator(indicator=indicator, by=by, now=now)


@pytest.mark.parametrize("name", ["councillor", "clerk", "officer"])
def test_nobody_else_says_what_is_counted(cast, indicator, name, now):
    by = cast.viewer(name)

    with pytest.raises(Http404):
        operations.add_indicator(by=by, now=now, code="X", name="X", plain_name="X", unit="count", polarity="high")
    with pytest.raises(Http404):
        operations.change_indicator(indicator=indicator, plain_name="X", by=by, now=now)
    with pytest.raises(Http404):
        operations.retire_indicator(indicator=indicator, by=by, now=now)
    assert Indicator.objects.get().retired_on is None
