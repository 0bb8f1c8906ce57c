"""Markdown of strangers becomes safe HTML."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from cpboard.core.text import SCHEMES, TAGS, plain, render

MARKS = st.text(alphabet="ab<>/&\"'`*_#[]()!|-:\n\\ =.javscriptonerro", max_size=80)


@given(st.one_of(st.text(max_size=80), MARKS))
def test_whatever_is_typed_only_listed_tags_and_attributes_come_out(text: str) -> None:
    soup = BeautifulSoup(render(text), "html.parser")

    for tag in soup.find_all(True):
        assert tag.name in TAGS
        assert set(tag.attrs) <= {"href", "rel", "start"}
        assert ":" not in tag.get("href", "").split("/")[0] or tag["href"].split(":")[0].lower() in SCHEMES


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,xx)",
        "![x](https://tracker.example/x.png)",
        '<a href="https://x.example" style="color:red" onclick="x()">x</a>',
        "<style>*{display:none}</style>",
    ],
)
def test_nothing_runs_loads_or_restyles(text: str) -> None:
    soup = BeautifulSoup(render(text), "html.parser")

    assert soup.find(["script", "img", "style", "iframe"]) is None
    assert all(set(each.attrs) <= {"href", "rel"} for each in soup.find_all(True))
    assert "javascript:" not in str([each.attrs for each in soup.find_all(True)])


def test_headings_begin_below_those_of_the_page_and_stop_at_six() -> None:
    assert [each.name for each in BeautifulSoup(render("# a\n\n## b\n\n###### c"), "html.parser").find_all(True)] == ["h3", "h4", "h6"]
    assert render("# a", heading_from=2).strip() == "<h2>a</h2>"


def test_a_line_break_is_kept() -> None:
    assert render("one\ntwo").strip() == "<p>one<br>\ntwo</p>"


def test_lists_tables_and_links_are_kept() -> None:
    html = render("3. a\n4. b\n\n| h |\n|---|\n| c |\n\n[d](https://e.example)")

    assert '<ol start="3">' in html
    assert "<td>c</td>" in html
    assert '<a href="https://e.example" rel="noopener noreferrer">d</a>' in html


@pytest.mark.parametrize("text", ["", None])
def test_nothing_typed_is_nothing_shown(text: str | None) -> None:
    assert render(text) == ""


def test_plain_text_has_no_marks_and_is_not_escaped() -> None:
    assert plain('**Tom & Jo** said\n\n> 2 < 3, "yes"') == 'Tom & Jo said 2 < 3, "yes"'
