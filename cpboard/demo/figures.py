"""Fenbridge's figures: four years of each, with what was published elsewhere. All invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from cpboard.core.uploads import Upload
from cpboard.demo.board import Fenbridge
from cpboard.demo.calendar import at
from performance import operations as performance
from performance.exceptions import operations as reasons
from performance.models import Area, ExceptionReport, Indicator, Neighbour, Value
from performance.peers import operations as peers
from performance.snapshots import operations as snapshots
from performance.uploads import operations as uploads


@dataclass(frozen=True)
class Shown:
    """An indicator of the demo: counts for four years, oldest first, and comparators for the last."""

    code: str
    name: str
    plain: str
    child: str
    over: str
    under: str
    polarity: str
    promise: int
    counts: tuple[tuple[int, int], ...]
    neighbours: str
    region: str
    england: str
    target: str = ""
    comment: str = ""


SHOWN = (
    Shown(
        "STA02",
        "Long-term stability",
        "Same home for two years or more",
        "How many of us stayed in one home?",
        "children in the same home for 2 years or more",
        "children in care for 2.5 years or more",
        "high",
        2,
        ((79, 112), (80, 118), (77, 121), (74, 122)),
        "66.5",
        "67",
        "68",
        "70",
        "Two foster families stopped and four homes closed. Nine children had to move. We are looking for twelve more families.",
    ),
    Shown(
        "STA01",
        "Three or more moves in a year",
        "Three or more moves in a year",
        "How many of us had to move three times?",
        "children with three or more homes in a year",
        "children in care",
        "low",
        2,
        ((30, 309), (33, 318), (31, 326), (29, 334)),
        "10.2",
        "10",
        "10",
        "8",
    ),
    Shown(
        "HEA03",
        "Dental check in the year",
        "Saw a dentist in the last year",
        "Did you see a dentist?",
        "children who saw a dentist",
        "children in care for a year or more",
        "high",
        5,
        ((190, 301), (198, 305), (204, 309), (239, 314)),
        "77.4",
        "78",
        "79",
        "80",
        "Six practices keep four places a week for our children since October.",
    ),
    Shown(
        "HEA02",
        "Health assessment in the year",
        "Had their yearly health check",
        "Did you have your health check?",
        "children with a health assessment in the year",
        "children in care for a year or more",
        "high",
        5,
        ((262, 301), (271, 305), (274, 309), (286, 314)),
        "89.5",
        "90",
        "90",
        "92",
    ),
    Shown(
        "EDU01",
        "Personal education plan this term",
        "School plan is up to date",
        "Is your school plan up to date?",
        "children with a plan of this term",
        "children of school age in care",
        "high",
        4,
        ((180, 214), (189, 219), (201, 222), (211, 226)),
        "92.0",
        "93",
        "92",
        "95",
        "The autumn plans came late from four schools outside Fenbridge.",
    ),
    Shown(
        "CLV04",
        "Good home at 19 to 21",
        "Living somewhere good at 19 to 21",
        "Do you live somewhere good?",
        "young people in suitable homes",
        "young people aged 19 to 21 who left care",
        "high",
        6,
        ((96, 118), (99, 121), (107, 124), (113, 126)),
        "88.0",
        "88",
        "89",
        "90",
    ),
    Shown(
        "CLV06",
        "Work or learning at 19 to 21",
        "In work or learning at 19 to 21",
        "Do you have a job, a course or training?",
        "young people in work or learning",
        "young people aged 19 to 21 who left care",
        "high",
        6,
        ((58, 118), (60, 121), (61, 124), (58, 126)),
        "53.0",
        "53",
        "54",
        "60",
        "Three courses ended in summer and nothing took their place. A job fair is planned for spring.",
    ),
)


def fill_figures(fen: Fenbridge) -> None:
    """Values, comparators, ratings and what the performance officer says."""
    priya, first = fen.viewer("priya"), fen.days.years[2][0]
    indicator = _held(
        code="POP01",
        theme=THEMES["POP"],
        name="Number of children in care",
        plain_name="Children in our care",
        unit="count",
        decimals=0,
        polarity="neutral",
        position=0,
        by=priya,
        now=at(first),
    )
    for back, count in enumerate((334, 326, 318, 309)):
        _load(fen, indicator, back, count, None)
    for place, one in enumerate(SHOWN, start=1):
        _indicator(fen, place, one)
    monthly = _monthly(fen, len(SHOWN) + 1)
    _reasons(fen)
    _snapshot(fen)
    _peers(fen)
    _uploads(fen, monthly)


THEMES = {"STA": "Stability", "HEA": "Health", "EDU": "Education", "CLV": "Moving on", "POP": "Population"}
STATISTICS = Path(__file__).with_name("statistics.csv")  # in the Department's words and layout; its figures for England


ON_TIME = (41, 43, 40, 44, 42, 43, 41, 45, 43, 42, 44, 43, 42, 34)  # of 48 first checks a month, the newest last


def _monthly(fen: Fenbridge, place: int) -> Indicator:
    """First health checks on time, month by month, with a last month that stands out."""
    priya, ends = fen.viewer("priya"), fen.days.today.replace(day=1) - dt.timedelta(days=1)
    indicator = _held(
        code="HEA01", theme="Health", name="Initial health assessment in 20 working days", plain_name="First health check on time",
        child_line="How many of us saw a doctor soon after we came?", numerator_is="first health checks within 20 working days",
        denominator_is="first health checks that were due", unit="percent", decimals=1, polarity="high", target=Decimal(85),
        cadence="monthly", measures="output", owner=fen.people["tom"], position=place, by=priya, now=at(fen.days.years[2][0]),
    )  # fmt: skip
    for over in reversed(ON_TIME):
        starts = ends.replace(day=1)
        performance.load_value(
            indicator=indicator,
            period_starts_on=starts,
            period_ends_on=ends,
            numerator=over,
            denominator=48,
            source="Health team’s own count",
            by=priya,
            now=at(fen.days.today),
        )
        ends = starts - dt.timedelta(days=1)
    return indicator


def _reasons(fen: Fenbridge) -> None:
    """Of the reports that the reds opened one is signed, one waits for a signature, and the others are late."""
    tom, priya = fen.viewer("tom"), fen.viewer("priya")
    dentist = ExceptionReport.objects.standing().get(indicator__code="HEA03")
    reasons.write_exception(
        report=dentist,
        happened="Two practices in the north of the town take no more children.",
        why="They lost staff and see their own families first. Nobody had asked them for places for our children.",
        children="Children waited four months and more. Three of every ten saw no dentist at all.",
        doing="We buy sessions at two practices, and each home books the next visit before the last one ends.",
        who="Tom Whitfield and the health team",
        done_by=fen.days.ago(-90),
        help_needed="A word with the local NHS from a member who sits on its board.",
        expected=Decimal(80),
        expected_on=fen.days.ago(-200),
        by=tom,
        now=at(fen.days.ago(45)),
    )
    reasons.sign_exception(report=dentist, by=priya, now=at(fen.days.ago(40)))
    home = ExceptionReport.objects.standing().get(indicator__code="STA02")
    reasons.write_exception(
        report=home,
        children="Nine children had to move, four of them changed school.",
        why="Two foster families stopped.",
        course="act",
        by=tom,
        now=at(fen.days.ago(20)),
    )


LIKE_OURS = (
    "Saltmarsh",
    "Hollin",
    "Arden Vale",
    "Westerby",
    "Cold Ashton",
    "Marlpit",
    "Thornwick",
    "Oxmoor",
    "Lantern Hill",
    "Reedham Cross",
)


def _peers(fen: Fenbridge) -> None:
    """Ten invented councils like Fenbridge, and what inspectors praised in two of them."""
    ours = Area.objects.create(code="001", name="Fenbridge", kind=Area.Kind.AUTHORITY, ours=True)
    for place, name in enumerate(LIKE_OURS, start=1):
        near = Area.objects.create(code=f"{place + 1:03}", name=name, kind=Area.Kind.AUTHORITY)
        Neighbour.record(model="2025", area=ours, place=place, neighbour=near, closeness="Very close" if place < 5 else "Close")
    for name, judgement, praised, page in (
        ("Hollin", "outstanding", "Every young person moving on from care keeps the same adviser until they are 21, and chose them.", 4),
        ("Westerby", "good", "Foster carers, teachers and nurses plan the next school year together in May.", 6),
    ):
        peers.note_peer(
            council=Area.objects.get(name=name),
            judgement=judgement,
            inspected_on=fen.days.ago(400 + page),
            praised=praised,
            source=f"Inspection report, page {page}",
            by=fen.viewer("priya"),
            now=at(fen.days.ago(80)),
        )


def _snapshot(fen: Fenbridge) -> None:
    """The scorecard as the last meeting had it."""
    snapshots.take_snapshot(
        title="Scorecard for the last meeting",
        on=fen.days.ago(35),
        strengths="More young people live somewhere good, and nearly every child has a school plan.",
        reason="The services have until the next meeting to say why. Nobody publishes the pledge survey for other councils.",
        by=fen.viewer("priya"),
        now=at(fen.days.ago(35)),
    )


def _uploads(fen: Fenbridge, monthly: Indicator) -> None:
    """Three files that were sent: one that could not be taken in, two that wait to be."""
    priya, now = fen.viewer("priya"), at(fen.days.today)
    newest = monthly.values.standing().latest("period_ends_on")
    row = f"HEA01,{newest.period_starts_on},{newest.period_ends_on},36,48,provisional"
    text = f"code,period_starts_on,period_ends_on,numerator,denominator,status\n{row}\n"
    sent = uploads.send_figures(
        file=Upload(text.encode(), "health corrected.csv", "text/csv"), source="Health team’s own count", by=priya, now=now
    )
    uploads.check_upload(upload=sent, by=priya, now=now)
    for name, text in (("homes by child.csv", "UPN,DOB,homes\n"), ("number and rate 2025.csv", STATISTICS.read_text())):
        sent = uploads.send_file(file=Upload(text.encode(), name, "text/csv"), by=priya, now=now)
        uploads.check_upload(upload=sent, by=priya, now=now)


def _held(*, code: str, **facts: Any) -> Indicator:
    """The indicator with this code: one that a loaded year brought already, or a new one."""
    return Indicator.objects.filter(code=code).first() or performance.add_indicator(code=code, **facts)


def _period(fen: Fenbridge, back: int) -> tuple[dt.date, dt.date]:
    """The year to a 31 March; `back` 0 is the newest that lies two months behind."""
    today = fen.days.today
    end = dt.date(today.year if today >= dt.date(today.year, 6, 1) else today.year - 1, 3, 31)
    end = end.replace(year=end.year - back)
    return dt.date(end.year - 1, 4, 1), end


def _load(fen: Fenbridge, indicator: Indicator, back: int, over: int, under: int | None) -> Value:
    starts, ends = _period(fen, back)
    loaded = max(min(ends + dt.timedelta(days=50), fen.days.today), fen.days.years[2][0])
    return performance.load_value(
        indicator=indicator,
        period_starts_on=starts,
        period_ends_on=ends,
        numerator=over,
        denominator=under,
        source="Children's services, yearly return",
        by=fen.viewer("priya", loaded),
        now=at(loaded),
    )


def _indicator(fen: Fenbridge, place: int, one: Shown) -> None:
    priya, first = fen.viewer("priya"), fen.days.years[2][0]
    indicator = _held(
        code=one.code, theme=THEMES[one.code[:3]], name=one.name, plain_name=one.plain, child_line=one.child, numerator_is=one.over, denominator_is=one.under,
        unit="percent", decimals=1, polarity=one.polarity, target=Decimal(one.target), promise=fen.promises[one.promise],
        measures="output" if one.code.startswith("HEA") else "outcome", owner=fen.people["tom"], position=place, by=priya, now=at(first),
    )  # fmt: skip
    for back in (3, 2, 1, 0):
        _, ends = _period(fen, back)
        shift = Decimal(back) / 2
        for area, printed, decimals in (("neighbours", one.neighbours, 1), ("region", one.region, 0), ("england", one.england, 0)):
            value = (Decimal(printed) - shift).quantize(Decimal(1).scaleb(-decimals))
            method = "mean" if area == "neighbours" else ""
            performance.load_comparator(
                indicator=indicator,
                area=area,
                period_ends_on=ends,
                release=f"Published {ends.year}",
                value=value,
                printed_decimals=decimals,
                method=method,
                by=priya,
                now=at(min(ends + dt.timedelta(days=55), fen.days.today)),
            )
    newest = None
    for place_in_time, (over, under) in enumerate(one.counts):
        newest = _load(fen, indicator, 3 - place_in_time, over, under)
        performance.rate(value=newest, by=priya, now=at(fen.days.ago(60)))
    if one.comment and newest is not None:
        performance.comment(value=newest, text=one.comment, by=priya, now=at(fen.days.ago(55)))
