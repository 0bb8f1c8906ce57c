"""Words that look like somebody's name, so that a champion is asked once before a child is named.

A hint, not a lock: it cannot know every name, and what it finds may be a place or a day
(reference: voice-actions-champions-report §6.3 test 14).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SENTENCE_ENDS = re.compile(r"[.!?:…\n]|[“\"‘(\[•]\s*$|(?:^|\n)\s*[-–—*]\s*$")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Capitalised in English without being anybody's name.
ORDINARY = _set(
    """
    i i'm i'd i've i'll monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december christmas easter eid diwali ramadan english maths french spanish german polish arabic urdu
    british welsh england wales scotland britain europe ofsted council councillor councillors cllr board committee panel champion
    wi-fi youtube tiktok playstation xbox netflix zoom teams covid gcse gcses a-level a-levels btec camhs nhs ehcp pep iro pa doctor dr mr
    mrs ms miss mx mum dad nan nana grandad gran
    """
)
# A word that begins a sentence is asked about only if a person is what such a sentence begins with.
SAYS = _set(
    """
    said says told tells asked asks wants wanted likes liked loves loved hates hated feels felt thinks thought lives lived misses missed
    moved cried cries showed explained hopes wishes worries prefers
    """
)
STARTERS = _set(
    """
    he she they we you it who nobody everybody everyone someone somebody anybody anyone one two three four five six seven eight nine ten
    all both some most many each staff children people boys girls carers workers young several others
    that this what there here where when how let
    """
)


def names_in(*texts: str, besides: Iterable[str] = ()) -> list[str]:
    """What looks like names in the texts, each once, in order.

    `besides`: names that may stand (a lead officer, the council), whole or by their last word; a first
    name alone is asked about, since a child may have it too.
    """
    known = [[word.lower() for word in WORD.findall(name)] for name in besides]
    found: dict[str, None] = {}
    for text in texts:
        found.update(dict.fromkeys(name for name in _names(text) if not _is_known(name, known)))
    return list(found)


def _is_known(name: str, known: list[list[str]]) -> bool:
    words = name.lower().split()
    return any(words == whole[-len(words) :] for whole in known)


def _names(text: str) -> Iterator[str]:
    words = list(WORD.finditer(text))
    run: list[str] = []
    for place, word in enumerate(words):
        joined = run and text[words[place - 1].end() : word.start()] == " "
        if run and not joined:
            yield " ".join(run)
            run = []
        if _is_name(text, words, place):
            run.append(_bare(word.group()))
        elif run:
            yield " ".join(run)
            run = []
    if run:
        yield " ".join(run)


def _is_name(text: str, words: list[re.Match[str]], place: int) -> bool:
    word = _bare(words[place].group())
    if not word[0].isupper() or (word.isupper() and len(word) > 1) or word.lower() in ORDINARY:
        return False
    start = words[place - 1].end() if place else 0
    begins = place == 0 or SENTENCE_ENDS.search(text[start : words[place].start()]) is not None
    return not begins or (word.lower() not in STARTERS and _goes_on_like_a_person(words, place))


def _goes_on_like_a_person(words: list[re.Match[str]], place: int) -> bool:
    following = words[place + 1].group().lower() if place + 1 < len(words) else ""
    return following in SAYS or words[place].group().lower().endswith(("'s", "’s"))


def _bare(word: str) -> str:
    return re.sub(r"['’]s$", "", word)
