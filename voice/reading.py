"""Hints for words that a child will read: long sentences, hard words, what looks like a name.

Hints only. They never stop anybody: the tools to measure reading ease are rough, people decide
(reference: ux §4.2, §7.1; voice-actions §6.3 tests 7 and 14).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST_WORDS = 15  # in a sentence (ux §4.2)
LONG_WORD = 11  # letters
SHOWN = 3  # hints of a kind, at most

# What the house writes instead (ux §7.1): the word as typed, and ours.
EASIER = {
    "placement": "home",
    "placements": "homes",
    "contact": "family time",
    "siblings": "brothers and sisters",
    "sibling": "brother or sister",
    "absconded": "ran away",
    "abscond": "run away",
    "respite": "a break",
    "permanence": "a home for good",
    "transition": "moving on",
    "carer": "their name, or my family",
    "lac": "children in our care",
    "cla": "children in our care",
    "neet": "not in work or training",
    "unfortunately": "sorry",
    "prior": "before",
    "commence": "start",
    "regarding": "about",
    "ensure": "make sure",
    "utilise": "use",
    "additional": "more",
    "approximately": "about",
}

SENTENCE = re.compile(r"[^.!?\n]+")
WORD = re.compile(r"[^\W\d_][\w’'-]*|\d+")
# "Mr Jones", "Elm House", and a capital in the middle of a sentence.
TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Auntie|Aunt|Uncle)\.? ([A-Z][\w’'-]+)")
CAPITAL = re.compile(r"^[A-Z][a-zà-ÿ’'-]+$")
NOT_NAMES = frozenset({
    "I", "I'm", "I’m", "I'd", "I’d", "I'll", "I’ll", "I've", "I’ve",
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
    "Mum", "Dad", "Nan", "Grandad", "Mummy", "Daddy", "Mr", "Mrs", "Ms", "Miss", "Dr", "Cllr", "Councillor",
    "Christmas", "Easter", "Eid", "Diwali", "Ramadan", "Halloween", "English", "British", "England", "Britain",
    "Ofsted", "Childline", "Council", "Board", "Children", "Care", "Voice",
    "Internet", "Facebook", "Instagram", "Snapchat", "TikTok", "WhatsApp", "YouTube",
})  # fmt: skip


def words_of(text: str) -> list[str]:
    """The words of a text, numbers among them."""
    return WORD.findall(text)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, without their stops."""
    return [part.strip() for part in SENTENCE.findall(text) if WORD.search(part)]


def hints(text: str) -> list[str]:
    """What could be easier to read, a sentence each; empty when there is nothing to say."""
    return [*_long_sentences(text), *_hard_words(text), *_long_words(text)]


def _long_sentences(text: str) -> list[str]:
    long = [(len(words_of(s)), s) for s in sentences_of(text) if len(words_of(s)) > MOST_WORDS]
    return [f"This sentence has {count} words. Can it be two? “{_start_of(sentence)}…”" for count, sentence in long[:SHOWN]]


def _start_of(sentence: str) -> str:
    return " ".join(sentence.split()[:6])


def _hard_words(text: str) -> list[str]:
    found = [word for word in _once(words_of(text)) if word.lower() in EASIER]
    return [f"Instead of “{word}” we say “{EASIER[word.lower()]}”." for word in found[:SHOWN]]


def _long_words(text: str) -> list[str]:
    found = [word for word in _once(words_of(text)) if len(word) >= LONG_WORD and word.lower() not in EASIER]
    return [f"Long words: {', '.join(found[:SHOWN])}. Is there a shorter one?"] if found else []


def _once(words: Iterable[str]) -> list[str]:
    return list({word.lower(): word for word in words}.values())


def names_in(text: str, known: Iterable[str] = ()) -> list[str]:
    """What looks like the name of a person or a place, in order; `known` are names that may stand (our groups, our town)."""
    allowed = NOT_NAMES | {word for name in known for word in words_of(name)}
    found = [name for name in TITLED.findall(text) if name not in allowed]
    for sentence in sentences_of(text):
        found += [word for word in words_of(sentence)[1:] if CAPITAL.match(word) and word not in allowed]
    return list(dict.fromkeys(found))


def name_hint(text: str, known: Iterable[str] = ()) -> str:
    """One sentence that asks to look again; empty when nothing looks like a name."""
    names = names_in(text, known)
    return f"This looks like a name: {', '.join(names[:5])}. Take out what could tell who said it." if names else ""
