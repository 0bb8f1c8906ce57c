"""Hints about words: they see what is long, hard or a name, and stay silent otherwise."""

import pytest

from voice.reading import hints, name_hint, names_in, sentences_of, words_of

EASY = "We are sorry it hurt for so long. You were right.\nNow most children wait three weeks."


def test_easy_words_get_no_hint() -> None:
    assert hints(EASY) == []


def test_sentences_and_words_are_counted() -> None:
    assert len(sentences_of(EASY)) == 3
    assert words_of("It’s 8 o'clock, Mum.") == ["It’s", "8", "o'clock", "Mum"]


def test_a_long_sentence_is_shown_by_its_start() -> None:
    assert hints("one two three four five six seven " + "eight " * 9 + ".") == [
        "This sentence has 16 words. Can it be two? “one two three four five six…”"
    ]


def test_a_sentence_of_fifteen_words_is_not_long() -> None:
    assert hints("a " * 15 + ".") == []


def test_a_word_the_house_does_not_use_gets_ours() -> None:
    assert hints("Your Placement is new.") == ["Instead of “Placement” we say “home”."]


def test_long_words_are_asked_about_together_and_once() -> None:
    assert hints("Accommodation, safeguarding, accommodation.") == ["Long words: accommodation, safeguarding. Is there a shorter one?"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mr Jones at Elm House shouts at me", ["Jones", "Elm", "House"]),
        ("I told Kayleigh on Monday.", ["Kayleigh"]),
        ("My mum and I like Christmas.", []),
        ("SHOUTING IS NOT A NAME", []),
        ("we went with Dr. Osei and Zoë", ["Osei", "Zoë"]),
    ],
)
def test_names_are_seen(text: str, names: list[str]) -> None:
    assert names_in(text) == names


def test_known_names_may_stand() -> None:
    assert names_in("We live in Fenbridge with Our Voice", known=["Fenbridge", "Our Voice"]) == []


def test_the_hint_names_them_or_is_empty() -> None:
    assert name_hint("She told Ben.") == "This looks like a name: Ben. Take out what could tell who said it."
    assert name_hint("She told me.") == ""
