import itertools
import re
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpboard.core.charts import Absent, Bar, BarChart, LineChart, Series, Style
from cpboard.core.drawing import GAP, clean, shown, spread, ticks, width_of, wrapped
from cpboard.core.small_figures import out_of_ten, sparkline, ten_figures

SVG = "{http://www.w3.org/2000/svg}"
# What an element may carry: where it stands and how it looks. No style, no script, no address.
ATTRIBUTES = {
    *("viewBox", "role", "id", "class", "aria-labelledby", "aria-hidden", "focusable", "width", "height"),
    *("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "d", "fill", "stroke", "stroke-width", "stroke-dasharray"),
    *("stroke-linecap", "stroke-linejoin", "text-anchor", "font-size", "font-weight", "font-family"),
}
ELEMENTS = {"svg", "title", "line", "path", "circle", "rect", "text"}
HOSTILE = [
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "</title></svg><img src=x onerror=alert(1)>",
    "]]>&lt;&#0;",
    "a\x00b\x0b\ud800\ufffe",
    "' style='x",
    "x" * 500,
    "",
]


def home(**changes):
    values = {
        "key": "home",
        "title": "Fewer children stay in one home: down five years running",
        "about": "Children in care for 2½ years or more.",
        "period_name": "Year to March",
        "periods": ("2023", "2024", "2025", "2026"),
        "series": (
            Series("Fenbridge", (71.9, 70.5, 69.0, 67.9)),
            Series("Similar councils", (71.6, 71.0, 71.8, 72.1), Style.SIMILAR, "Similar"),
            Series("England", (70.3, 69.2, 69.6, 70.2), Style.ENGLAND),
        ),
        "target": 75,
    }
    return LineChart(**{**values, **changes})


def moves(**changes):
    values = {
        "key": "moves",
        "title": "Three or more moves are rarer here",
        "bars": (Bar("Fenbridge", 7.5, ours=True), Bar("England", 11), Bar("In custody", Absent.FEW)),
        "target": 10,
    }
    return BarChart(**{**values, **changes})


def parsed(svg):
    return ElementTree.fromstring(svg)


def texts(svg):
    return [t.text for t in parsed(svg).iter(f"{SVG}text")]


def lines_of(svg, mark):
    return [p.get("d") for p in parsed(svg).iter(f"{SVG}path") if p.get("class") == f"l l{mark}"]


def assert_plain(svg):
    for element in parsed(svg).iter():
        assert element.tag.removeprefix(SVG) in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES


@pytest.mark.parametrize("width", [720, 360])
def test_a_line_chart_is_an_image_named_by_its_own_title(width):
    root = parsed(home().svg(width))
    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[0].get("id") == root.get("aria-labelledby") == f"home-{width}"
    assert root.get("viewBox").startswith(f"0 0 {width} ")
    assert root[0].text == (
        "Fewer children stay in one home: down five years running. Line chart, 2023 to 2026. "
        "Fenbridge: from 71.9% in 2023 down to 67.9% in 2026. "
        "Similar councils: from 71.6% in 2023 up to 72.1% in 2026. "
        "England: from 70.3% in 2023 down to 70.2% in 2026. The target is 75%."
    )


def test_the_two_drawings_of_one_chart_share_no_id():
    ids = re.findall(r'id="([^"]+)"', home().wide + home().narrow + home(key="other").wide)
    assert ids == ["home-720", "home-360", "other-720"]


def test_every_drawing_has_plain_attributes_only():
    for svg in (home().wide, home().narrow, moves().wide, moves().narrow, sparkline([1, None, 2], target=1)):
        assert_plain(svg)


def test_each_comparator_has_its_own_colour_and_dashes():
    paths = {p.get("class"): p for p in parsed(home().wide).iter(f"{SVG}path")}
    assert {c: (p.get("stroke"), p.get("stroke-dasharray")) for c, p in paths.items()} == {
        "l l1": ("#12436d", None),
        "l l2": ("#801650", "9 6"),
        "l l3": ("#3d3d3d", "1 6"),
    }
    target = next(el for el in parsed(home().wide).iter(f"{SVG}line") if el.get("class") == "l4")
    assert (target.get("stroke"), target.get("stroke-dasharray")) == ("#1c1a22", None)


def test_lines_are_named_at_their_ends_and_there_is_no_legend():
    assert texts(home().wide)[-4:] == ["Fenbridge 67.9%", "Similar councils 72.1%", "England 70.2%", "Target 75%"]
    assert "Similar 72.1%" in texts(home().narrow)


def test_a_gap_is_not_bridged_and_not_nought():
    chart = home(series=(Series("Fenbridge", (71.9, 70.5, Absent.FEW, 67.9)),), target=None)
    whole = home(series=(Series("Fenbridge", (71.9, 70.5, 69.0, 67.9)),), target=None)
    [before] = lines_of(chart.wide, "1")
    assert before.count("L") == 1
    assert lines_of(whole.wide, "1")[0].startswith(before)
    dots = [c.get("cx") for c in parsed(chart.wide).iter(f"{SVG}circle")]
    assert dots == [lines_of(whole.wide, "1")[0].split("L")[-1].split()[0]] * 2


def test_a_line_that_ends_early_says_when():
    chart = home(series=(Series("Fenbridge", (71.9, 70.5, Absent.FEW, Absent.FEW)),), target=None)
    assert "Fenbridge 70.5% in 2024" in " ".join(texts(chart.wide))


def test_what_is_absent_is_said_in_words_and_not_as_a_figure():
    chart = home(
        series=(
            Series("Fenbridge", (71.9, Absent.FEW, 69.0, 67.9)),
            Series("England", (Absent.UNPUBLISHED,) * 4, Style.ENGLAND),
            Series("Region", (Absent.NONE, Absent.NONE, 68.0, Absent.NONE), Style.REGION),
        ),
        target=None,
    )
    assert chart.description.split(". ", 2)[2] == (
        "Fenbridge: from 71.9% in 2023 down to 67.9% in 2026. Region: 68.0% in 2025. "
        "Fenbridge, 2024: too few to show. England: no figure for 4 of 4 periods. "
        "Region, 2023: no figure. Region, 2024: no figure. Region, 2026: no figure."
    )
    assert chart.table().rows[2] == ["2024", "too few to show", "not published", "no figure"]


def test_the_same_figure_at_both_ends_is_neither_up_nor_down():
    chart = home(series=(Series("Fenbridge", (68.01, 70, 71, 68.04)),), target=None)
    assert "Fenbridge: 68.0% in both 2023 and 2026." in chart.description


def test_the_table_has_the_newest_period_first_with_its_counts():
    chart = home(counts_name="Children", counts=("92 of 128", "93 of 132", "98 of 142", "89 of 131"))
    head, rows = chart.table()
    assert head == ["Year to March", "Children", "Fenbridge", "Similar councils", "England", "Target"]
    assert rows[0] == ["2026", "89 of 131", "67.9%", "72.1%", "70.2%", "75%"]
    assert [row[0] for row in rows] == ["2026", "2025", "2024", "2023"]


def test_counts_without_a_name_are_called_counts():
    assert home(counts=("1", "2", "3", "4")).table().head[1] == "Counts"


def test_the_subtitle_says_where_the_axis_starts_unless_at_nought():
    assert home().subtitle == "Children in care for 2½ years or more. The axis starts at 65%."
    assert home(series=(Series("Fenbridge", (0, 5, 20, 67.9)),)).subtitle == "Children in care for 2½ years or more."
    assert moves(about="Year to March").subtitle == "Year to March"


def test_a_chart_without_any_figure_says_so_and_draws_no_axis():
    chart = home(series=(Series("Fenbridge", (Absent.FEW,) * 4),))
    assert texts(chart.wide) == ["No figures to draw yet"]
    assert not list(parsed(chart.wide).iter(f"{SVG}line"))


def test_a_single_period_stands_in_the_middle():
    chart = home(periods=("2026",), series=(Series("Fenbridge", (67.9,)),))
    assert "Line chart. Fenbridge: 67.9% in 2026." in chart.description
    assert "2026" in texts(chart.wide)


def test_names_of_periods_are_thinned_on_a_telephone_and_the_last_stays():
    periods = tuple(f"{quarter} {year}" for year in range(2024, 2027) for quarter in ("Jan to Mar", "Apr to Jun", "Jul to Sep"))
    chart = home(periods=periods, series=(Series("Fenbridge", (50, 51, 52, 53, 54, 55, 56, 57, 58)),), target=None)
    wide, narrow = ([t for t in texts(svg) if t in periods] for svg in (chart.wide, chart.narrow))
    assert len(narrow) < len(wide) < len(periods)
    assert wide[-1] == narrow[-1] == periods[-1]


@pytest.mark.parametrize("width", [720, 360])
def test_labels_at_line_ends_stand_apart_when_the_figures_are_close(width):
    chart = home(
        series=(
            Series("Fenbridge", (68.0, 68, 68, 68.0)),
            Series("Similar councils", (68.1, 68, 68, 68.1), Style.SIMILAR),
            Series("England", (68.0, 68, 68, 68.0), Style.ENGLAND),
            Series("East of England", (67.9, 68, 68, 67.9), Style.REGION),
        ),
        target=68,
    )
    ends = sorted(float(t.get("y")) for t in parsed(chart.svg(width)).iter(f"{SVG}text") if t.get("class"))
    assert len(ends) >= 5
    assert all(b - a >= GAP for a, b in itertools.pairwise(ends))


def test_a_rate_from_counts_is_rounded_once_and_exactly():
    assert home(series=(Series("Us", (Fraction(8900, 131),) * 4),)).table().rows[0][1] == "67.9%"
    assert shown(Fraction(4900, 80)) == "61.3%"


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (67.939, "%", 1, "67.9%"),
        (12.25, "%", 1, "12.3%"),
        (1234567, "", 0, "1,234,567"),
        (-0.04, "%", 1, "0.0%"),
        (-2.59, " points", 1, "-2.6 points"),
        (99.96, "%", 1, "100.0%"),
    ],
)
def test_a_figure_is_printed_with_halves_rounded_away_from_nought(value, unit, decimals, text):
    assert shown(value, unit, decimals) == text


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "two words"},
        {"key": "1st"},
        {"key": 'x"'},
        {"title": ""},
        {"title": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"},
        {"target": float("nan")},
        {"periods": (), "series": (Series("Us", ()),)},
        {"series": ()},
        {"series": (Series("Us", (1, 2, 3)),)},
        {"series": (Series("Us", (1, 2, 3, 4), decimals=(0,)),)},
        {"series": (Series("Us", (1, 2, 3, 4)), Series("Them", (1, 2, 3, 4)))},
        {"series": tuple(Series(str(n), (1, 2, 3, 4), s) for n, s in enumerate([*Style, Style.US]))},
        {"series": (Series("Us", (1, 2, 3, float("inf"))),)},
        {"counts": ("1 of 2",)},
    ],
)
def test_a_chart_that_breaks_a_rule_is_refused(wrong):
    with pytest.raises(ValueError):
        home(**wrong)


@pytest.mark.parametrize("wrong", [{"bars": ()}, {"bars": (Bar("Us", -1),)}, {"bars": (Bar("Us", float("nan")),)}])
def test_a_bar_chart_that_breaks_a_rule_is_refused(wrong):
    with pytest.raises(ValueError):
        moves(**wrong)


def test_a_figure_is_no_more_exact_than_it_was_published():
    england = Series("England", (70, 69, Absent.UNPUBLISHED, 70.25), Style.ENGLAND, decimals=(0, 0, None, 2))
    chart = home(series=(Series("Fenbridge", (71.9, 70.5, 69.0, 67.9)), england))

    assert [row[2] for row in chart.table().rows] == ["70.25%", "not published", "69%", "70%"]
    assert "England: from 70% in 2023 up to 70.25% in 2026." in chart.description
    assert "England 70.25%" in chart.wide
    assert moves(bars=(Bar("England", 11, decimals=0), Bar("Fenbridge", 7.5))).table().rows == [["England", "11%"], ["Fenbridge", "7.5%"]]


def test_bars_start_at_nought_and_a_bar_without_a_figure_is_words():
    rects = list(parsed(moves().wide).iter(f"{SVG}rect"))
    assert [r.get("x") for r in rects] == ["0", "0"]
    ours, theirs = (float(r.get("width")) for r in rects)
    assert ours / theirs == pytest.approx(7.5 / 11, abs=0.01)
    assert "too few to show" in texts(moves().wide)
    assert moves().description == (
        "Three or more moves are rarer here. Bar chart. Fenbridge: 7.5%. England: 11.0%. In custody: too few to show. The target is 10%."
    )
    assert moves().table() == (
        ["Group", "Figure"],
        [["Fenbridge", "7.5%"], ["England", "11.0%"], ["In custody", "too few to show"]],
    )


def test_a_bar_of_nought_is_a_figure_and_no_bar():
    chart = moves(bars=(Bar("Us", 0), Bar("Them", 0)), target=None)
    assert not list(parsed(chart.wide).iter(f"{SVG}rect"))
    assert texts(chart.wide) == ["Us", "0.0%", "Them", "0.0%"]


def test_bars_without_any_figure_are_all_words():
    chart = moves(bars=(Bar("Us", Absent.FEW),), target=None)
    assert texts(chart.wide) == ["Us", "too few to show"]


def test_a_sparkline_beside_words_is_hidden_from_readers_and_in_a_pdf_it_is_named():
    assert parsed(sparkline([1, 2, 3])).get("aria-hidden") == "true"
    named = parsed(sparkline([1, 2, 3], name="It rose from 1% to 3%.", key="rise"))
    assert (named.get("role"), named[0].text, named[0].get("id")) == ("img", "It rose from 1% to 3%.", "rise")


def test_a_sparkline_leaves_gaps_and_ends_without_a_dot_when_the_last_is_absent():
    root = parsed(sparkline([Absent.FEW, 1, 2, None, 3, Absent.FEW]))
    [path] = root.iter(f"{SVG}path")
    assert path.get("d").count("L") == 1
    assert [c.get("r") for c in root.iter(f"{SVG}circle")] == ["2.5"]


@pytest.mark.parametrize("readings", [[], [None], [Absent.FEW, Absent.FEW]])
def test_a_sparkline_of_what_may_not_be_shown_draws_nothing(readings):
    assert len(parsed(sparkline(readings, target=75))) == 0


def test_a_sparkline_of_equal_figures_lies_in_the_middle():
    assert parsed(sparkline([5, 5])).find(f"{SVG}path").get("d") == "M4 20 L126 20"


@pytest.mark.parametrize(("part", "whole", "tenths"), [(89, 131, 7), (0, 9, 0), (9, 9, 10), (1, 20, 1), (1, 21, 0)])
def test_out_of_ten_rounds_to_the_nearest_figure(part, whole, tenths):
    assert out_of_ten(part, whole) == tenths


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (-1, 5), (6, 5)])
def test_out_of_ten_refuses_what_is_no_part(part, whole):
    with pytest.raises(ValueError):
        out_of_ten(part, whole)


def test_ten_figures_fill_whole_figures_only():
    root = parsed(ten_figures(7, name="7 out of 10 children.", key="ten", before=6))
    heads = [c.get("fill") for c in root.iter(f"{SVG}circle")]
    assert [h != "none" for h in heads] == [True] * 7 + [False] * 3 + [True] * 6 + [False] * 4
    assert [t.text for t in root.iter(f"{SVG}text")] == ["Last year"]
    assert root[0].text == "7 out of 10 children."
    assert len(list(parsed(ten_figures(0, name="None.", key="ten")).iter(f"{SVG}circle"))) == 10


@pytest.mark.parametrize(("filled", "before"), [(11, None), (-1, None), (5, 11)])
def test_ten_figures_hold_no_more_than_ten(filled, before):
    with pytest.raises(ValueError):
        ten_figures(filled, name="x", key="x", before=before)


figures = st.floats(-1e9, 1e9) | st.fractions(-1000, 1000, max_denominator=999) | st.sampled_from(list(Absent))
labels = st.sampled_from(HOSTILE) | st.text(max_size=60)


@settings(deadline=None, max_examples=100)
@given(st.data(), st.integers(1, 24), st.sampled_from([720, 360]), labels, st.sampled_from(["%", "", " days"]))
def test_any_figures_and_hostile_labels_make_a_plain_chart(data, periods, width, label, unit):
    readings = st.tuples(*[figures] * periods)
    styles = data.draw(st.lists(st.sampled_from(list(Style)), min_size=1, max_size=4, unique=True))
    chart = LineChart(
        key="x",
        title=f"A {label[:40].split()[0] if label.split() else ''} finding",
        about=label,
        unit=unit,
        periods=tuple(f"{label}{n}" for n in range(periods)),
        series=tuple(Series(label, data.draw(readings), style, label) for style in styles),
        target=data.draw(st.none() | st.floats(0, 100)),
    )
    svg = chart.svg(width)
    assert_plain(svg)
    root = parsed(svg)
    assert root[0].text == clean(chart.description)
    height = float(root.get("viewBox").split()[3])
    grid = [el for el in root.iter(f"{SVG}line") if el.get("class") in ("grid", "axis")]
    assert len(grid) <= 10
    ends = sorted(float(t.get("y")) for t in root.iter(f"{SVG}text") if t.get("class"))
    assert all(b - a >= GAP - 0.11 for a, b in itertools.pairwise(ends))
    for element in root.iter():
        for name in ("x", "x1", "x2", "cx"):
            assert -1 <= float(element.get(name, 0)) <= width
        for name in ("y", "y1", "y2", "cy"):
            assert -1 <= float(element.get(name, 0)) <= height
    assert str(chart.svg(width)) == str(svg)
    assert all(len(row) == len(chart.table().head) for row in chart.table().rows)


@given(st.lists(st.tuples(labels, st.floats(0, 1e9) | st.sampled_from(list(Absent)), st.booleans()), min_size=1, max_size=8))
def test_any_bars_and_hostile_labels_make_a_plain_chart(rows):
    chart = moves(bars=tuple(Bar(*row) for row in rows), unit="")
    for svg in (chart.wide, chart.narrow):
        assert_plain(svg)
        assert all(float(r.get("width")) <= 720 for r in parsed(svg).iter(f"{SVG}rect"))


@given(st.lists(st.floats(-1e9, 1e9) | st.none(), max_size=12), st.none() | st.floats(-1e9, 1e9), labels)
def test_any_readings_make_a_plain_sparkline(readings, target, label):
    assert_plain(sparkline(readings, target=target, name=label, key=label))


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), st.floats(0, 100))
def test_ticks_span_the_figures_with_few_round_numbers(one, other, least):
    low, high = sorted((one, other))
    grid = ticks(low, high, least=least)
    assert 2 <= len(grid) <= 10
    assert grid == sorted(set(grid))
    slack = 1e-6 * max(abs(low), abs(high), 1)
    assert grid[0] <= low + slack
    assert grid[-1] >= high - slack


@given(st.lists(st.tuples(st.floats(0, 300), st.sampled_from([20, 40, 60])), min_size=1, max_size=5))
def test_spread_keeps_order_and_distance_and_stays_inside_when_it_fits(labels):
    wanted, heights = zip(*labels, strict=True)
    middles = spread(wanted, heights, 0, 400)
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    for above, below in itertools.pairwise(order):
        assert middles[below] - middles[above] >= max(GAP, (heights[above] + heights[below]) / 2) - 1e-6
    assert all(h / 2 - 1e-6 <= m <= 400 - h / 2 + 1e-6 for m, h in zip(middles, heights, strict=True))


def test_spread_leaves_labels_that_have_room_where_they_want_to_be():
    assert spread([200.0, 50.0], [20, 20], 0, 300) == [200.0, 50.0]


@given(st.text(max_size=200), st.integers(30, 400))
def test_wrapped_text_fits_its_room_in_at_most_three_lines(text, room):
    lines = wrapped(text, room, 16)
    assert 1 <= len(lines) <= 3
    assert all(width_of(part, 16) <= room + 16 for part in lines)


def test_wrapped_breaks_between_words():
    assert wrapped("Similar councils 72.1%", 150, 16) == ["Similar councils", "72.1%"]
