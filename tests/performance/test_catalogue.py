"""The catalogue is loaded once, whole, and changes nothing of ours."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.http import Http404

from performance import catalogue, disclosing, operations, suppression, telling, words
from performance.catalogue.operations import load_catalogue
from performance.checking import WrongFigure
from performance.models import Indicator, Rating, Value
from tests.factories.performance import make_comparator, make_indicator, make_value


def test_the_catalogue_holds_56_indicators_and_33_of_them_are_core():
    found = catalogue.entries()

    assert (len(found), len({entry.code for entry in found}), sum(entry.core for entry in found)) == (56, 56, 33)


def test_every_indicator_of_the_catalogue_can_be_held(db):
    for entry in catalogue.entries():
        try:
            Indicator(code=entry.code, **entry.facts).full_clean()
        except ValidationError as fault:
            pytest.fail(f"{entry.code}: {fault}")


def test_plain_names_and_lines_for_children_use_no_terms_of_art():
    said = [text for entry in catalogue.entries() for text in (entry.facts["plain_name"], entry.facts["child_line"])]

    assert [text for text in said if not text or any(term in text for term in ("CLA", "LAC", "lacement", "SDQ", "PEP", "UASC"))] == []


def test_loading_puts_the_core_on_the_scorecard_and_the_rest_beside_it(cast, now):
    new = load_catalogue(by=cast.viewer("performance"), now=now)

    assert (len(new), Indicator.objects.count(), Indicator.objects.in_use().count()) == (56, 56, 33)
    assert [indicator.code for indicator in Indicator.objects.all()] == [entry.code for entry in catalogue.entries()]


def test_loading_again_changes_nothing_and_ours_stay_as_they_are(cast, now):
    ours = make_indicator(cast, code="STA02", plain_name="Ours", position=3)
    load_catalogue(by=cast.viewer("performance"), now=now)
    held = list(Indicator.objects.values())

    assert load_catalogue(by=cast.viewer("performance"), now=now) == []
    assert list(Indicator.objects.values()) == held
    assert Indicator.objects.get(pk=ours.pk).plain_name == "Ours"
    assert Indicator.objects.exclude(pk=ours.pk).order_by("position").first().position == 4


def test_only_the_performance_officer_loads_it(cast, now):
    with pytest.raises(Http404):
        load_catalogue(by=cast.viewer("chair"), now=now)
    assert not Indicator.objects.exists()


def test_the_command_says_what_it_did(db, capsys):
    call_command("load_catalogue")
    call_command("load_catalogue")

    assert capsys.readouterr().out.splitlines() == [
        "56 indicators added, 33 of them on the scorecard. 0 were there and stay as they are.",
        "0 indicators added, 0 of them on the scorecard. 56 were there and stay as they are.",
    ]


# Units that are no share of children ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "numerator", "denominator", "exact", "printed"),
    [
        ("rate", 364, 52_000, Fraction(70), "70.0 per 10,000"),
        ("score", 1782, 110, Fraction(81, 5), "16.2"),
        ("days", 5780, 10, Fraction(578), "578.0 days"),
        ("ratio", 271, 10, Fraction(271, 10), "27.1"),
    ],
)
def test_a_rate_and_an_average_are_worked_out_from_both_counts(cast, unit, numerator, denominator, exact, printed):
    indicator = make_indicator(cast, unit=unit)

    value = make_value(cast, indicator, numerator, denominator)

    assert Value.objects.get(pk=value.pk).exact == exact
    assert words.figure(value.exact, telling.plain(indicator, value)) == printed


def test_a_share_is_no_more_than_all_of_them_and_an_average_may_be(cast):
    for unit in ("percent", "rate"):
        with pytest.raises(WrongFigure, match="above the denominator"):
            make_value(cast, make_indicator(cast, unit=unit), 12, 11)
    assert make_value(cast, make_indicator(cast, unit="score"), 12, 11).exact == Fraction(12, 11)


@pytest.mark.parametrize(("printed", "fits"), [("70", True), ("70.4", False)])
def test_a_printed_rate_fits_its_counts(cast, printed, fits):
    indicator = make_indicator(cast, unit="rate")
    if fits:
        assert make_value(cast, indicator, 364, 52_000, value=Decimal(printed)).exact == 70
    else:
        with pytest.raises(WrongFigure, match=r"364 of 52,000 is 70\.0, not 70\.4"):
            make_value(cast, indicator, 364, 52_000, value=Decimal(printed))


def test_an_average_is_rated_beside_another_and_tells_no_counts(cast):
    indicator = make_indicator(cast, unit="score", polarity="low")
    value = make_value(cast, indicator, 1782, 110)
    make_comparator(cast, indicator, "14.9", area="england")

    assert Rating.objects.get(value=value).why == "16.2 is 1.3 points worse than England at 14.9: within the 2 that count as close."
    assert telling.said(value).counts is None


@pytest.mark.parametrize(("numerator", "denominator", "told"), [(90, 5, None), (90, 6, Fraction(15)), (None, None, None)])
def test_the_public_hears_an_average_only_of_more_than_five(cast, numerator, denominator, told):
    indicator = make_indicator(cast, unit="score")
    value = make_value(cast, indicator, numerator, denominator, **({} if denominator else {"value": Decimal("14.9")}))

    assert telling.public(value, disclosing.verdicts([indicator])).value == told
    assert suppression.hides_average(denominator) == (told is None)


@pytest.mark.parametrize(("days", "said"), [("1", "1 day longer than last year"), ("2", "2 days longer than last year")])
def test_one_day_is_one_day(days, said):
    told = words.Told("days", "low", 0, words.Said(Fraction(10) + Fraction(days)), before=words.Said(Fraction(10)))

    assert words.moved(told) == said


def test_an_indicator_that_is_switched_off_is_not_on_the_scorecard(cast, now):
    indicator = make_indicator(cast)
    operations.change_indicator(indicator=indicator, on_scorecard=False, by=cast.viewer("performance"), now=now)

    assert not Indicator.objects.in_use().exists()
