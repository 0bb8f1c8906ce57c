"""Paragraphs with numbers to cite, and the time a report takes."""

from __future__ import annotations

import pytest

from meetings.reading import minutes_to_read, paragraphs


def test_paragraphs_are_numbered_and_headings_are_not():
    found = paragraphs("# Why\n\nOne.\n\nTwo.\n## How\nThree.", before="3")
    assert [(each.number, each.anchor) for each in found] == [("", ""), ("3.1", "p3-1"), ("3.2", "p3-2"), ("", ""), ("3.3", "p3-3")]
    assert str(found[0].html).strip() == "<h2>Why</h2>"


def test_reader_without_the_number_of_the_item_gets_plain_numbers():
    assert [each.number for each in paragraphs("One.\n\n\nTwo.")] == ["1", "2"]


def test_list_is_one_paragraph():
    assert [each.number for each in paragraphs("- a\n- b\n- c")] == ["1"]


def test_nothing_written_has_no_paragraphs():
    assert paragraphs("  \n\n") == []


def test_paragraphs_let_no_markup_through():
    assert "<script" not in str(paragraphs("<script>alert(1)</script>")[0].html)


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (200, 1), (320, 2), (2000, 10)])
def test_minutes_to_read(words, minutes):
    assert minutes_to_read("word " * words) == minutes
