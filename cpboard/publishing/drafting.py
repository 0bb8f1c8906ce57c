"""What the record says for each chapter: sentences, lists and tables, every number counted, none typed.

Reads only what may be public: outcomes and actions of open sessions, figures through suppression,
themes that have their answer. What it makes is frozen by the build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from actions.models import Outcome
from cpboard.board.models import GroupActivity, YoungGroup
from cpboard.core.access import Viewer
from cpboard.core.charts import Bar, BarChart
from cpboard.publishing import record
from cpboard.publishing.models import AnnualReport
from meetings.facts import Counted, counts
from performance import disclosing, suppression, telling, words
from performance.figures import Figure, figures_at
from performance.models import Indicator


@dataclass(frozen=True)
class Table:
    """A table with its caption; the first cell of each row is its head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Named:
    """A sentence and the list that belongs under it."""

    text: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """You said, we did: the words, who said them, and each answer with its label."""

    said: str
    who: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FigureText:
    """One figure in the report: what it is, the sentence, what to mind, and its drawing with its table."""

    name: str
    sentence: str
    verdict: str
    caution: str
    commentary: str
    colour: str
    drawing: SafeString | None = None
    table: Table | None = None


@dataclass(frozen=True)
class Draft:
    """What one chapter says from the record."""

    paragraphs: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    lists: tuple[Named, ...] = ()
    tables: tuple[Table, ...] = ()
    pairs: tuple[Pair, ...] = ()
    figures: tuple[FigureText, ...] = ()
    after: tuple[str, ...] = ()  # a heading and what stands under it, as large as what came before

    def __bool__(self) -> bool:
        return any((self.paragraphs, self.numbered, self.bullets, self.lists, self.tables, self.pairs, self.figures, self.after))


NOTHING = Draft()
DUTIES = (
    "Between two meetings each champion meets the officer lead, makes a visit, meets a child, a young person "
    "or somebody who uses the service, and reports back to the board."
)


def draft_all(report: AnnualReport, viewer: Viewer) -> dict[str, Draft]:
    """The draft of every chapter that the record can speak for, by its key."""
    return {key: make(report, viewer) for key, make in _drafters.items()}


def draft_one(report: AnnualReport, key: str, viewer: Viewer) -> Draft:
    """The draft of one chapter; nothing where the record does not speak."""
    make = _drafters.get(key)
    return make(report, viewer) if make else NOTHING


def _recommendations(report: AnnualReport, viewer: Viewer) -> Draft:
    return Draft(
        paragraphs=(f"It is recommended that the {report.goes_to}:",),
        numbered=(
            f"notes the work of the {report.body.name} in the municipal year {report.year.label}, and",
            "says what it makes of the part that children and young people took in it.",
        ),
    )


def _origin(report: AnnualReport, viewer: Viewer) -> Draft:
    span = f"from {_day(report.year.starts_on)} to {_day(report.year.ends_on)}"
    return Draft(paragraphs=(f"This report goes to the {report.goes_to}. It tells what the {report.body.name} did {span}.",))


def _purpose(report: AnnualReport, viewer: Viewer) -> Draft:
    named = tuple(f"Promise {p.number}: {p.title}" for p in record.promises(report))
    lead = ("It is to be read with the promises that the council made to children:",) if named else ()
    return Draft(paragraphs=lead, bullets=named)


def _programme(report: AnnualReport, viewer: Viewer) -> Draft:
    counted = counts(report.body, report.year)
    return Draft(paragraphs=tuple(text for text in (_held(counted), _short(counted), _topics(counted)) if text))


def _held(counted: Counted) -> str:
    if not counted.held:
        return "No meetings were held in the municipal year."
    were = "was" if counted.held == 1 else "were"
    return f"There {were} {_kinds(counted.formal_held, counted.informal_held)} in the municipal year."


def _kinds(formal: int, informal: int) -> str:
    parts = [f"{number} {name}" for number, name in ((formal, "formal"), (informal, "informal")) if number]
    return f"{' and '.join(parts)} meeting{'' if formal + informal == 1 else 's'}"


def _short(counted: Counted) -> str:
    if counted.target is None or counted.held >= counted.target:
        return ""
    meant = _kinds(counted.formal_target or 0, counted.informal_target or 0)
    return f"The board had meant to hold {meant}. It held fewer because: {counted.shortfall_reason or 'no reason was recorded.'}"


def _topics(counted: Counted) -> str:
    return f"The year's topics were {counted.themes}." if counted.themes else ""


def _champions(report: AnnualReport, viewer: Viewer) -> Draft:
    terms = record.terms(report).select_related("area", "champion", "officer_lead").order_by("area__pk", "starts_on")
    rows = [(term.area.name, term.champion.name, term.officer_lead.name) for term in terms]
    if not rows:
        return NOTHING
    table = Table("Champions and officer leads", ("Area of focus", "Champion", "Officer lead"), _merged(rows))
    return Draft(paragraphs=(DUTIES,), tables=(table,))


def _merged(rows: list[tuple[str, str, str]]) -> tuple[tuple[str, ...], ...]:
    """One row an area, so that no area is named twice: people who followed one another stand side by side."""
    areas: dict[str, tuple[list[str], list[str]]] = {}
    for area, champion, lead in rows:
        champions, leads = areas.setdefault(area, ([], []))
        champions += [champion] if champion not in champions else []
        leads += [lead] if lead not in leads else []
    return tuple((area, ", then ".join(first), ", then ".join(second)) for area, (first, second) in areas.items())


def _outcomes(report: AnnualReport, viewer: Viewer) -> Draft:
    found = record.judged(report).order_by("pk")
    changed = [o for o in found if o.difference not in (Outcome.Difference.NONE, Outcome.Difference.TOO_EARLY)]
    not_yet = [o for o in found if o not in changed]
    unchanged = tuple(f"{_difference(o)}: {o.text}" for o in not_yet)
    return Draft(bullets=tuple(o.text for o in changed), after=unchanged)


def _difference(outcome: Outcome) -> str:
    return "No difference" if outcome.difference == Outcome.Difference.NONE else "Too early to say"


def _figures(report: AnnualReport, viewer: Viewer) -> Draft:
    found = figures_at(viewer, on=report.year.ends_on)
    verdicts = disclosing.verdicts([figure.indicator for figure in found])
    return Draft(figures=tuple(_figure(figure, verdicts) for figure in found if figure.value is not None))


def _figure(figure: Figure, verdicts: disclosing.Verdicts) -> FigureText:
    told = telling.for_public(figure, verdicts)
    value = figure.past[-1]
    name = figure.indicator.plain_name
    if told.now.value is None:
        return FigureText(name, words.sentence(told), "", "", "", "none")
    rows = (("Our council", words.figure(told.now.value, told), words.counts(told.now) or "not given"),)
    beside = tuple((_name(b.area), words.figure(b.value, told, b.decimals), "") for b in told.beside)
    return FigureText(
        name=f"{name}, {value.period}",
        sentence=words.sentence(told),
        verdict=words.verdict(told),
        caution=words.caution(told),
        commentary=figure.commentary.text if figure.commentary else "",
        colour=figure.result,
        drawing=_drawing(figure, told),
        table=Table(f"{name}: who stands where", ("Where", "Figure", "Counts"), rows + beside) if beside else None,
    )


def _drawing(figure: Figure, told: words.Told) -> SafeString | None:
    if told.unit != Indicator.Unit.PERCENT or not told.beside or told.now.value is None:
        return None
    first = told.beside[0]
    ours = words.figure(told.now.value, told)
    theirs = f"{words.AREAS_IN_TEXT[first.area]} at {words.figure(first.value, told, first.decimals)}"
    bars: tuple[Bar, ...] = (Bar("Our council", told.now.value, ours=True),)
    bars += tuple(Bar(_name(b.area), b.value, decimals=b.decimals) for b in told.beside)
    chart = BarChart(
        key=f"report-figure-{figure.indicator.pk}",
        title=f"We are at {ours}, {theirs}",
        about=figure.indicator.plain_name,
        unit="%",
        decimals=told.decimals,
        bars=bars,
    )
    return chart.wide


def _name(area: str) -> str:
    text = words.AREAS[area]
    return text[0].upper() + text[1:]


def _young_people(report: AnnualReport, viewer: Viewer) -> Draft:
    did: dict[int, list[str]] = {}
    for activity in GroupActivity.objects.filter(year=report.year).order_by("pk"):
        did.setdefault(activity.group_id, []).append(activity.text)
    lists = tuple(Named(_group(group), tuple(did.get(group.pk, ()))) for group in YoungGroup.objects.order_by("pk"))
    return Draft(lists=lists, pairs=tuple(_pairs(report)))


def _group(group: YoungGroup) -> str:
    meets = f" meets {group.meets}" if group.meets else " meets"
    usual = group.usual_number
    number = (
        ""
        if usual is None
        else " and a few usually come"
        if suppression.is_few(usual, zero_disclosive=False)
        else f" and about {usual} usually come"
    )
    return f"{group.name}{meets}{number}. {group.about}".strip()


def _pairs(report: AnnualReport) -> Iterator[Pair]:
    """Themes of the year that have their answer and that a second person released to the public."""
    for theme in record.released_themes(report).prefetch_related("replies").order_by("heard_on", "pk"):
        answers = tuple((reply.get_kind_display(), reply.text) for reply in theme.replies.all())
        yield Pair(theme.words or theme.title, theme.said_by, answers)


def _consultation(report: AnnualReport, viewer: Viewer) -> Draft:
    return Draft(paragraphs=tuple(f"{group.name} said: {group.says_about_board}" for group in record.groups_who_said()))


def _day(day: object) -> str:
    return f"{day:%-d %B %Y}"


_drafters: dict[str, Callable[[AnnualReport, Viewer], Draft]] = {
    "recommendations": _recommendations,
    "origin": _origin,
    "purpose": _purpose,
    "programme": _programme,
    "champions": _champions,
    "outcomes": _outcomes,
    "figures": _figures,
    "young_people": _young_people,
    "consultation": _consultation,
}
