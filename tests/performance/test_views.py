"""The pages about figures: who may see them, what they say, what happens to bad input."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cpboard.core.needs import needs_of
from performance import operations
from performance.models import Commentary, Comparator, Indicator, Rating, Value
from tests.factories.board import make_promise
from tests.factories.performance import make_comment, make_comparator, make_indicator, make_value, source_year

READERS = ("clerk", "chair", "councillor", "officer", "performance", "scrutiny")
OTHERS = ("stranger", "participation", "safeguarding", "custodian", "partner", "young_member", "administrator", "former", "switched_off")


@pytest.fixture
def indicator(cast):
    return make_indicator(cast, plain_name="Same home for two years or more", who_is_counted="children")


@pytest.fixture
def value(cast, indicator):
    make_comparator(cast, indicator, "80")
    return make_value(cast, indicator)


@pytest.fixture
def performance(cast, sign_in):
    return sign_in(cast.performance)


def url(name, *args):
    return reverse(f"performance:{name}", args=args)


def page(response):
    assert response.status_code == 200, response.status_code
    return BeautifulSoup(response.content, "html.parser")


def text(node):
    return " ".join(node.get_text(" ").split())


def h1(response):
    return text(page(response).select_one("h1"))


def days_ago(days):
    return timezone.localdate() - dt.timedelta(days=days)


def summary(response):
    return [text(line) for line in page(response).select(".govuk-error-summary__list li")]


# Who -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", READERS)
def test_readers_see_every_page_for_reading(cast, sign_in, value, name):
    client = sign_in(getattr(cast, name))

    for path in (url("scorecard"), url("indicator", value.indicator_id)):
        assert "67.9%" in client.get(path).content.decode()
    for path in (url("scorecard_csv"), url("indicator_csv", value.indicator_id)):
        assert "67.9," in client.get(path).content.decode()


@pytest.mark.parametrize("name", OTHERS)
def test_others_find_nothing_there(cast, sign_in, value, name):
    client = sign_in(getattr(cast, name))

    for path in (url("scorecard"), url("scorecard_csv"), url("indicator", value.indicator_id), url("indicator_csv", value.indicator_id)):
        response = client.get(path)
        assert response.status_code in ((302,) if name == "switched_off" else (404,))
        assert b"67.9" not in response.content


def deeds(value):
    return [
        url("add_indicator"),
        url("change_indicator", value.indicator_id),
        url("retire_indicator", value.indicator_id),
        url("load_value", value.indicator_id),
        url("load_comparator", value.indicator_id),
        url("rate", value.pk),
        url("comment", value.pk),
    ]


def test_the_performance_officer_opens_every_form(performance, value):
    assert [performance.get(path).status_code for path in deeds(value)] == [200] * 7


@pytest.mark.parametrize("name", [*(name for name in READERS if name != "performance"), *OTHERS[:-2]])
def test_nobody_else_finds_a_form_or_gets_anything_done(cast, sign_in, value, name):
    client = sign_in(getattr(cast, name))
    held = [model.objects.count() for model in (Indicator, Value, Comparator, Rating, Commentary)]

    for path in deeds(value):
        assert client.get(path).status_code == 404
        assert client.post(path, {"text": "Mine", "code": "X"}).status_code == 404
    assert [model.objects.count() for model in (Indicator, Value, Comparator, Rating, Commentary)] == held
    assert Indicator.objects.get().retired_on is None


def test_what_is_not_there_is_the_same_answer(performance, cast, sign_in, value):
    theirs = sign_in(cast.partner).get(url("indicator", value.indicator_id))
    nobodys = performance.get(url("indicator", 999_999))

    assert (theirs.status_code, nobodys.status_code) == (404, 404)


def test_a_reader_is_shown_no_link_to_a_deed(cast, sign_in, value):
    found = page(sign_in(cast.councillor).get(url("indicator", value.indicator_id)))

    links = {a["href"] for a in found.select("main a")}
    assert links & set(deeds(value)) == set()


# The scorecard -------------------------------------------------------------------------------------------------------


def test_the_title_says_how_many_are_off_track_and_reds_come_first(cast, performance):
    for plain, comparator in (("Saw a dentist", "60"), ("First health check", "80"), ("School plan", "69")):
        indicator = make_indicator(cast, plain_name=plain)
        make_value(cast, indicator)
        make_comparator(cast, indicator, comparator)
    make_value(cast, make_indicator(cast, plain_name="Children in our care", unit="count", polarity="neutral"), 364, None)

    response = performance.get(url("scorecard"))

    assert h1(response) == "One of four figures is off track"
    assert [text(h) for h in page(response).select(".cpb-figure__name")] == [
        "First health check",
        "School plan",
        "Saw a dentist",
        "Children in our care",
    ]
    assert [text(chip) for chip in page(response).select(".cpb-group h2")] == ["Off track", "Close to target", "On track", "No rating"]
    assert "Off track: first health check." in text(page(response).select_one(".cpb-lead"))


def test_a_card_has_counts_period_age_and_comparators(cast, performance, value):
    make_comparator(cast, value.indicator, "68", area="england")

    card = page(performance.get(url("scorecard"))).select_one(".cpb-figure")

    assert text(card.select_one(".cpb-figure__value")) == "67.9%"
    assert "89 of 131 children" in text(card)
    assert "30 days old" in text(card)
    names, figures = ([text(node) for node in card.select(tag)] for tag in ("dt", "dd"))
    assert list(zip(names, figures, strict=True)) == [("Similar councils", "80%"), ("England", "68%")]
    assert card.select_one("svg.cpb-spark")["aria-hidden"] == "true"


def test_what_nobody_published_is_said_to_be_so(cast, performance):
    make_value(cast, make_indicator(cast))

    assert [text(dd) for dd in page(performance.get(url("scorecard"))).select("dd")] == ["not published", "not published"]


def test_a_comparator_of_another_time_says_which(cast, sign_in):
    source_year(cast)

    names = [text(dt_) for dt_ in page(sign_in(cast.councillor).get(url("scorecard"))).select("dt")]
    assert "England, to March 2020" in names


@pytest.mark.parametrize(
    ("off", "on", "title"),
    [(0, 0, "No figures for this period"), (1, 0, "The one figure is off track"), (0, 1, "The one figure is not off track"),
     (2, 0, "All two figures are off track"), (0, 2, "None of two figures is off track"), (2, 1, "Two of three figures are off track")],
)  # fmt: skip
def test_each_title_reads_as_a_sentence(cast, performance, off, on, title):
    for comparator in ["80"] * off + ["60"] * on:
        indicator = make_indicator(cast)
        make_value(cast, indicator)
        make_comparator(cast, indicator, comparator)

    assert h1(performance.get(url("scorecard"))) == title


def test_an_empty_scorecard_says_so_and_offers_a_way_on(cast, sign_in, performance):
    theirs, mine = (page(client.get(url("scorecard"))) for client in (sign_in(cast.councillor), performance))

    assert "No figures for this period." in text(theirs.select_one(".cpb-empty"))
    assert mine.select_one(".cpb-empty a")["href"] == url("add_indicator")


def test_an_indicator_without_a_figure_is_listed_apart(cast, performance, value):
    make_indicator(cast, plain_name="Not loaded yet")

    assert "Not loaded yet" in text(page(performance.get(url("scorecard"))).select_one("section[aria-labelledby=missing]"))


def test_the_filter_shows_another_day_and_one_colour(cast, performance, indicator):
    make_value(cast, indicator, 50, 131, ends_on=days_ago(400))
    make_value(cast, indicator, 89, 131)
    then = days_ago(400).isoformat()

    shown = page(performance.get(url("scorecard"), {"on": then}))
    assert text(shown.select_one(".cpb-figure__value")) == "38.2%"
    assert "As things stood on" in text(shown.select_one(".cpb-eyebrow"))
    assert "No figure has this colour." in text(page(performance.get(url("scorecard"), {"show": "red"})))
    assert "38.2," in performance.get(url("scorecard_csv"), {"on": then}).content.decode()


def grouped(response):
    """The headings of the groups, with the figures under each and the colour that each says."""
    groups = page(response).select(".cpb-group")
    return {
        text(group.select_one("h2")): [
            (text(card.select_one("h3")), text(card.select_one(".cpb-figure__colour"))) for card in group.select("li")
        ]
        for group in groups
    }


@pytest.fixture
def themed(cast):
    """Health: one on track, one off; stability: one; without a theme: one. The first two serve a promise."""
    promise = make_promise(cast, title="We keep you well")
    for name, theme, least in (("Checked", "Health", "50"), ("Dentist", "Health", "90"), ("Moved", "Stability", "50"), ("Other", "", "50")):
        one = make_indicator(cast, plain_name=name, theme=theme, promise=promise if theme == "Health" else None)
        make_comparator(cast, one, least)
        make_value(cast, one)


def test_figures_are_put_together_by_theme_with_the_colour_of_each_and_reds_first(performance, themed):
    assert grouped(performance.get(url("scorecard"), {"by": "theme"})) == {
        "Health": [("Dentist", "Off track"), ("Checked", "On track")],
        "Stability": [("Moved", "On track")],
        "Without a theme": [("Other", "On track")],
    }
    assert "Two figures, one off track" in performance.get(url("scorecard"), {"by": "theme"}).text


def test_figures_are_put_together_by_the_promise_that_they_serve(performance, themed):
    found = grouped(performance.get(url("scorecard"), {"by": "promise", "show": "green"}))

    assert found == {
        "We keep you well": [("Checked", "On track")],
        "Serves no promise": [("Moved", "On track"), ("Other", "On track")],
    }


@pytest.mark.parametrize("query", [{"on": "yesterday"}, {"on": "2026-02-31"}, {"show": "purple"}])
def test_a_filter_that_makes_no_sense_says_so_and_shows_today(performance, value, query):
    response = performance.get(url("scorecard"), query)

    assert len(summary(response)) == 1
    assert text(page(response).select_one(".cpb-figure__value")) == "67.9%"


def test_the_table_to_take_away_runs_nothing(cast, performance, indicator):
    make_comment(cast, make_value(cast, indicator, source='=HYPERLINK("http://bad.example")'), "+44 is a formula to some")
    response = performance.get(url("scorecard_csv"))

    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert response["Content-Disposition"] == f'attachment; filename="figures-{timezone.localdate().isoformat()}.csv"'
    assert rows[0]["source"] == '\'=HYPERLINK("http://bad.example")'
    assert rows[0]["commentary"] == "'+44 is a formula to some"
    assert (rows[0]["numerator"], rows[0]["denominator"], rows[0]["value"], rows[0]["unit"]) == ("89", "131", "67.9", "percent")


def test_the_table_of_one_indicator_has_every_standing_period(cast, performance, indicator):
    make_value(cast, indicator, 50, 131, ends_on=days_ago(400))
    make_value(cast, indicator, 88, 131)
    make_value(cast, indicator, 89, 131)

    rows = list(csv.DictReader(io.StringIO(performance.get(url("indicator_csv", indicator.pk)).content.decode())))
    assert [row["numerator"] for row in rows] == ["89", "50"]


def counted(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def filled(cast, number):
    for n in range(number):
        indicator = make_indicator(cast, target=70)
        for days in range(0, 400 * (n + 1), 100):
            make_comment(cast, make_value(cast, indicator, 80 + n, 131, ends_on=days_ago(30 + days)))
        for area in ("neighbours", "england", "region"):
            make_comparator(cast, indicator, "80", area=area)


def test_the_scorecard_asks_as_many_questions_for_one_figure_as_for_three(cast, performance):
    filled(cast, 1)
    one = counted(performance, url("scorecard")), counted(performance, url("scorecard_csv"))
    filled(cast, 2)
    three = counted(performance, url("scorecard")), counted(performance, url("scorecard_csv"))

    assert one == three
    assert max(three) <= 20


def test_the_page_of_an_indicator_asks_as_many_questions_for_one_period_as_for_many(cast, performance, value):
    make_comment(cast, value)
    one = counted(performance, url("indicator", value.indicator_id))
    for days in range(100, 1200, 100):
        wrong = make_value(cast, value.indicator, 50, 131, ends_on=days_ago(30 + days))
        make_value(cast, value.indicator, 80, 131, ends_on=days_ago(30 + days))
        make_comment(cast, wrong)

    assert counted(performance, url("indicator", value.indicator_id)) == one
    assert one <= 20


# One indicator -------------------------------------------------------------------------------------------------------


def test_the_title_is_the_finding_and_the_lead_is_the_record(cast, sign_in):
    response = sign_in(cast.councillor).get(url("indicator", source_year(cast).pk))

    assert h1(response) == "Same home for two years or more: 67.9%, on track"
    assert text(page(response).select_one(".cpb-lead")) == (
        "67.9% (89 of 131), 0.9 percentage points higher than last year; similar councils 67.0%, region 69%, England 68%."
    )


def test_why_it_has_its_colour_shows_every_band_with_ours_marked(performance, value):
    why = page(performance.get(url("indicator", value.indicator_id))).select_one(".cpb-why")

    assert text(why.select_one("h2")) == "Why it says “off track”"
    assert text(why).count("This figure is here.") == 1
    assert [text(li) for li in why.select("li")] == [
        "On track 79.5% or more.",
        "Close to target 78% or more, but less than 79.5%.",
        "Off track Less than 78%. This figure is here.",
    ]
    assert "67.9% is 12.1 percentage points worse than similar councils at 80%: more than the 2 that count as close." in text(why)


def test_each_comparator_has_its_own_chip_and_an_old_one_its_badge(cast, sign_in):
    found = page(sign_in(cast.councillor).get(url("indicator", source_year(cast).pk)))

    rows = [text(row) for row in found.select("section[aria-labelledby=beside] li")]
    assert [row.split(":")[0] for row in rows] == ["Similar councils", "England", "Our region"]
    assert all("13 months older than ours" in row for row in rows)
    assert "Close to target" in rows[2]
    assert "Not the same time." in text(found)


def test_a_comparator_of_the_same_time_has_no_badge(performance, value):
    found = performance.get(url("indicator", value.indicator_id)).content.decode()

    assert "older than ours" not in found
    assert "Not the same time" not in found


def test_the_data_table_follows_the_chart(cast, performance, indicator):
    make_value(cast, indicator, 85, 126, ends_on=days_ago(395))
    make_value(cast, indicator, 89, 131)
    found = page(performance.get(url("indicator", indicator.pk)))

    assert text(found.select_one(".cpb-chart__title")) == "It has gone up by 0.5 percentage points, to 67.9%"
    assert len(found.select(".cpb-chart svg[role=img]")) == 2
    rows = [[text(cell) for cell in row.select("th, td")] for row in found.select("[role=region][aria-labelledby=behind] tbody tr")]
    assert [row[1:3] for row in rows] == [["89 of 131", "67.9%"], ["85 of 126", "67.5%"]]


def test_what_was_said_stands_with_author_and_day(cast, performance, value):
    make_comment(cast, value, "Two households *stopped*. <script>alert(1)</script>")
    said = page(performance.get(url("indicator", value.indicator_id))).select_one("section[aria-labelledby=said]")

    assert text(said.select_one("h3")).startswith("Priya Nair, Performance officer, ")
    assert said.select_one("em").text == "stopped"
    assert said.select_one("script") is None


def test_a_red_without_words_says_that_they_are_missing(performance, value):
    assert "Nobody has said why yet." in text(page(performance.get(url("indicator", value.indicator_id))))


def test_colours_and_corrections_stay_in_sight(cast, performance, value):
    make_value(cast, value.indicator, 120, 131)
    found = page(performance.get(url("indicator", value.indicator_id)))

    assert len(found.select("[role=region][aria-labelledby=history] tbody tr")) == 2
    assert "It was 67.9% (89 of 131)" in text(found.select_one("section[aria-labelledby=corrected]"))


def test_the_target_is_a_second_chip(cast, performance):
    indicator = make_indicator(cast, target=75)
    make_value(cast, indicator)
    make_comparator(cast, indicator, "60")
    row = page(performance.get(url("indicator", indicator.pk))).select("section[aria-labelledby=beside] li")[-1]

    assert (
        text(row)
        == "The council’s own target: 75% We are 7.1 percentage points short. The colour of the figure does not follow from it. Off track"
    )


def test_an_indicator_without_a_figure_has_a_page(cast, performance, sign_in, indicator):
    mine, theirs = (page(c.get(url("indicator", indicator.pk))) for c in (performance, sign_in(cast.councillor)))

    assert text(mine.select_one("h1")) == "Same home for two years or more: no figure yet"
    assert mine.select_one(".cpb-empty a")["href"] == url("load_value", indicator.pk)
    assert theirs.select_one(".cpb-empty a") is None


def test_a_number_of_children_has_a_page(cast, performance):
    indicator = make_indicator(cast, plain_name="Children in our care", unit="count", polarity="neutral", decimals=0)
    for number, days in ((376, 395), (396, 200), (364, 30)):
        make_value(cast, indicator, number, None, ends_on=days_ago(days), starts_on=days_ago(days))
    response = performance.get(url("indicator", indicator.pk))

    assert h1(response) == "Children in our care: 364"
    assert "the most in the year was 396" in text(page(response).select_one(".cpb-lead"))
    assert "It is shown for context" in text(page(response).select_one(".cpb-why"))


def test_a_retired_indicator_keeps_its_page_and_offers_no_deed(cast, performance, value, now):
    operations.retire_indicator(indicator=value.indicator, by=cast.viewer("performance"), now=now)
    response = performance.get(url("indicator", value.indicator_id))

    assert "Retired on" in text(page(response).select_one(".cpb-eyebrow"))
    assert {a["href"] for a in page(response).select("main a")} & set(deeds(value)) == set()
    assert [performance.get(path).status_code for path in deeds(value)[1:]] == [404] * 6


# Deeds ---------------------------------------------------------------------------------------------------------------

PERIOD = {
    "period_starts_on-day": "1", "period_starts_on-month": "4", "period_starts_on-year": "2024",
    "period_ends_on-day": "31", "period_ends_on-month": "3", "period_ends_on-year": "2025",
}  # fmt: skip
FIGURE = {**PERIOD, "numerator": "1,089", "denominator": "1,310", "value": "", "source": "Own count", "status": "final"}


def test_a_figure_is_loaded_by_hand(performance, indicator):
    response = performance.post(url("load_value", indicator.pk), FIGURE, follow=True)

    loaded = Value.objects.get()
    assert (loaded.numerator, loaded.denominator, loaded.period) == (1089, 1310, "year to 31 March 2025")
    assert "Loaded: 83.1% (1,089 of 1,310), year to 31 March 2025." in text(page(response))


def test_a_percentage_may_be_typed_with_its_sign(performance, indicator):
    performance.post(url("load_value", indicator.pk), {**FIGURE, "numerator": "", "denominator": "", "value": " 7.5 % "})

    assert str(Value.objects.get().value) == "7.5000"


def test_a_correction_by_hand_says_what_it_replaced(performance, indicator):
    performance.post(url("load_value", indicator.pk), FIGURE)
    response = performance.post(url("load_value", indicator.pk), {**FIGURE, "numerator": "1,000"}, follow=True)

    assert "It replaces 83.1% (1,089 of 1,310)" in text(page(response))
    assert Value.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"numerator": "1,400"}, "The numerator, 1,400, is above the denominator, 1,310. Are they the wrong way round?"),
        ({"numerator": "lots"}, "How many must be a number"),
        ({"source": ""}, "Enter where the figure comes from"),
        ({"period_ends_on-day": "32"}, "The last day of the period must be a real date"),
        ({"period_ends_on-year": "2023"}, "The period ends before it starts. Check both days."),
        ({"denominator": ""}, "Say out of how many the 1,089 are, or give the percentage alone."),
        ({"status": "perhaps"}, "Choose whether it is final from the list"),
    ],
)
def test_a_wrong_figure_is_refused_and_the_typing_kept(performance, indicator, typed, said):
    response = performance.post(url("load_value", indicator.pk), {**FIGURE, **typed})

    assert summary(response) == [said]
    assert not Value.objects.exists()
    for name, kept in {**FIGURE, **typed}.items():
        if name != "status":
            assert page(response).select_one(f"[name='{name}']").get("value", "") == kept
    assert page(response).select(".govuk-error-message")


COMPARATOR = {
    "area": "england", "period_ends_on-day": "31", "period_ends_on-month": "3", "period_ends_on-year": "2025",
    "value": "68", "numerator": "", "denominator": "", "release": "2025 release", "method": "",
}  # fmt: skip


def test_a_figure_to_compare_with_is_loaded_by_hand(performance, value):
    response = performance.post(url("load_comparator", value.indicator_id), COMPARATOR, follow=True)

    assert Comparator.objects.get(area="england").printed_decimals == 0
    assert "Loaded: England, from 2025 release." in text(page(response))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"value": "680"}, "A percentage is at most 100. This one is 680."),
        ({"value": ""}, "Enter both counts, or the percentage if the counts are not known."),
        ({"release": ""}, "Enter where it was published"),
        ({"area": ""}, "Choose whose figure it is"),
    ],
)
def test_a_wrong_comparator_is_refused_and_the_typing_kept(performance, indicator, typed, said):
    response = performance.post(url("load_comparator", indicator.pk), {**COMPARATOR, **typed})

    assert summary(response) == [said]
    assert not Comparator.objects.exists()
    assert page(response).select_one("[name=release]").get("value", "") == {**COMPARATOR, **typed}["release"]


def test_for_a_number_of_children_only_the_number_is_asked_for(cast, performance):
    indicator = make_indicator(cast, unit="count", polarity="neutral")
    asked = page(performance.get(url("load_value", indicator.pk)))
    performance.post(url("load_value", indicator.pk), {**FIGURE, "numerator": "364"})

    assert asked.select("[name=denominator], [name=value]") == []
    assert Value.objects.get().numerator == 364


def test_words_are_said_of_a_figure(performance, value):
    response = performance.post(url("comment", value.pk), {"text": "Two households stopped."}, follow=True)

    assert Commentary.objects.get().text == "Two households stopped."
    assert "Your words stand beside the figure." in text(page(response))


def test_no_words_are_refused(performance, value):
    assert summary(performance.post(url("comment", value.pk), {"text": " "})) == ["Enter what the figure means"]


def test_nothing_is_said_of_a_figure_that_was_corrected(cast, performance, value):
    make_value(cast, value.indicator, 100, 131)

    assert [performance.get(url(name, value.pk)).status_code for name in ("comment", "rate")] == [404, 404]


def test_the_colour_is_worked_out_again_by_a_click(performance, value):
    response = performance.post(url("rate", value.pk), follow=True)

    assert "Nothing changed: the colour is what the rule gives." in text(page(response))


INDICATOR = {
    "code": "STA02", "name": "Long-term stability", "plain_name": "Same home for two years", "who_is_counted": "children",
    "unit": "percent", "polarity": "high", "decimals": "1", "tolerance": "2", "target": "", "position": "0",
}  # fmt: skip


def test_an_indicator_is_added(performance):
    response = performance.post(url("add_indicator"), INDICATOR, follow=True)

    assert Indicator.objects.get().code == "STA02"
    assert "“Same home for two years” is on the scorecard. Load its first figure." in text(page(response))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"code": ""}, "Enter a code"),
        ({"tolerance": "-1"}, "How much worse still counts as close must be 0 or more"),
        ({"polarity": ""}, "Choose which way is good"),
        ({"code": "TAKEN"}, "The code TAKEN is taken. Choose another."),
    ],
)
def test_a_wrong_indicator_is_refused_and_the_typing_kept(cast, performance, typed, said):
    make_indicator(cast, code="taken")
    response = performance.post(url("add_indicator"), {**INDICATOR, **typed})

    assert summary(response) == [said]
    assert page(response).select_one("[name=plain_name]")["value"] == "Same home for two years"
    assert Indicator.objects.count() == 1


def test_an_indicator_is_changed(performance, indicator):
    shown = page(performance.get(url("change_indicator", indicator.pk)))
    performance.post(url("change_indicator", indicator.pk), {**INDICATOR, "code": indicator.code, "target": "75"})

    indicator.refresh_from_db()
    assert shown.select_one("[name=code]")["value"] == indicator.code
    assert (indicator.plain_name, indicator.target) == ("Same home for two years", 75)


def test_a_change_that_is_refused_keeps_the_typing(performance, value):
    response = performance.post(url("change_indicator", value.indicator_id), {**INDICATOR, "unit": "count"})

    assert summary(response) == ["There are figures in the old unit. Retire this indicator and add a new one."]
    assert page(response).select_one("[name=plain_name]")["value"] == "Same home for two years"


def test_an_indicator_is_retired_after_a_question(performance, value):
    asked = performance.get(url("retire_indicator", value.indicator_id))
    performance.post(url("retire_indicator", value.indicator_id))

    assert h1(asked) == "Take it off the scorecard?"
    assert Indicator.objects.get().retired_on == timezone.localdate()


# What waits ----------------------------------------------------------------------------------------------------------


def test_a_red_without_words_and_an_old_figure_wait_for_the_performance_officer(cast, value):
    old = make_indicator(cast, plain_name="First health check")
    make_value(cast, old, ends_on=days_ago(201))

    needs = {need.what: need for need in needs_of(cast.viewer("performance"))}
    assert needs["Say why: Same home for two years or more"].url == url("comment", value.pk)
    assert needs["Load newer figures for one indicator"].url == url("load_value", old.pk)
    assert "6 months old: First health check." in needs["Load newer figures for one indicator"].why


def test_nothing_waits_once_it_is_done_and_nothing_for_others(cast, value):
    waits = {name: [n for n in needs_of(cast.viewer(name)) if "figures" in n.url] for name in ("performance", "councillor", "clerk")}
    make_comment(cast, value)

    assert [len(found) for found in waits.values()] == [2, 0, 0]
    assert [n.what for n in needs_of(cast.viewer("performance")) if "figures" in n.url] == ["Name who answers for one figure off track"]


def test_many_reds_wait_in_seven_lines(cast):
    for _ in range(7):
        indicator = make_indicator(cast)
        make_value(cast, indicator, ends_on=days_ago(201))
        make_comparator(cast, indicator, "80", ends_on=days_ago(201))

    whats = [n.what for n in needs_of(cast.viewer("performance"))]
    assert len(whats) == 8
    assert "Name who answers for seven figures off track" in whats
    assert "Say why 2 other figures are off track" in whats
    assert "Load newer figures for seven indicators" in whats
