"""The control chart of a monthly figure as a page shows it: is a month as usual, or more than chance (handbook §4.6)?"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from cpboard.core.charts import LineChart, Series, Style
from cpboard.core.readings import Table
from performance import charting, control, periods, telling, words
from performance.control import Limits
from performance.figures import Figure
from performance.models import Indicator
from performance.words import Told

TITLES = {
    "usual": "The last month is as usual: chance alone moves it that far",
    "better": "Something got better: chance alone would rarely do that",
    "concern": "Something got worse: chance alone would rarely do that",
    "change": "Something changed: chance alone would rarely do that",
}
SIGNALS = {
    "outside": "the last month lies outside the limits",
    "one side": "seven months running lie on one side of the middle",
    "trend": "seven months running go one way",
    "near a limit": "two of the last three months lie close to a limit",
}
TARGETS = {
    "consistent_pass": "As it runs now, it will meet the target of {target} month after month.",
    "inconsistent": "As it runs now, it will meet the target of {target} in some months and miss it in others, by chance.",
    "consistent_fail": "As it runs now, it will not meet the target of {target}: something has to change.",
}
RULES = "Limits at 2.66 times the mean moving range; seven on one side, seven one way, two of three near a limit (XmR as NHS-R has it)."


@dataclass(frozen=True)
class ControlChart:
    """What the page shows: a chart with its table, what it means, or why there is none."""

    why_not: str = ""
    chart: LineChart | None = None
    sentence: str = ""
    target: str = ""

    @property
    def table(self) -> Table | None:
        """The months behind the chart, the newest first."""
        return self.chart.table() if self.chart else None


def chart_of(figure: Figure) -> ControlChart | None:
    """The control chart of a figure that is counted each month. None for one that is not, or that nobody loaded yet."""
    indicator, values = figure.indicator, figure.past
    if indicator.cadence != Indicator.Cadence.MONTHLY or not values:
        return None
    monthly = all(periods.whole_months(value.period_starts_on, value.period_ends_on) == 1 for value in values)
    why = control.why_not(len(values), rolls=indicator.rolling_months > 0, monthly=monthly)
    return ControlChart(why_not=why) if why else _drawn(figure)


def _drawn(figure: Figure) -> ControlChart:
    points = [value.exact for value in figure.past]
    told, within = telling.plain(figure.indicator, figure.past[-1]), control.limits(points)
    found = control.signals(points, within)
    means = control.means(found, points[-1], within, figure.indicator.polarity)
    return ControlChart(
        chart=_chart(figure, told, points, within, TITLES[means]),
        sentence=_sentence(told, within, [SIGNALS[signal] for signal in found]),
        target=_target(figure, told, within),
    )


def _chart(figure: Figure, told: Told, points: list[Fraction], within: Limits, title: str) -> LineChart:
    lines = (
        ("Upper", _possible(within.upper, told), Style.REGION),
        ("Middle", within.mean, Style.ENGLAND),
        ("Lower", _possible(within.lower, told), Style.SIMILAR),
    )
    return LineChart(
        key=f"control-{figure.indicator.pk}",
        title=title,
        about=f"{figure.indicator.plain_name}, month by month, {charting.span(figure.past)}.",
        unit="%" if told.unit == Indicator.Unit.PERCENT else "",
        decimals=figure.indicator.decimals,
        periods=charting.labels(figure.past),
        period_name="Month",
        series=(
            Series("Ours", tuple(points), Style.US),
            *[Series(name, (line,) * len(points), style) for name, line, style in lines],
        ),
    )


def _possible(limit: Fraction, told: Told) -> Fraction:
    """A limit as it is shown: no figure is below nought, and no share above a hundred."""
    return min(max(limit, Fraction(0)), Fraction(100)) if told.unit == Indicator.Unit.PERCENT else max(limit, Fraction(0))


def _sentence(told: Told, within: Limits, found: list[str]) -> str:
    lower, upper = (words.figure(_possible(limit, told), told) for limit in (within.lower, within.upper))
    usual = f"From one month to the next, chance alone moves it between {lower} and {upper}."
    return f"{usual} What stands out: {words.listed(found)}." if found else usual


def _target(figure: Figure, told: Told, within: Limits) -> str:
    polarity = figure.indicator.polarity
    if figure.target is None or polarity not in (Indicator.Polarity.HIGH, Indicator.Polarity.LOW):
        return ""
    verdict = control.assurance(Fraction(figure.target), within, polarity)
    return TARGETS[verdict].format(target=words.figure(Fraction(figure.target), told))
