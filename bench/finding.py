"""3,000 uploaded papers with what they say, for a search: the same papers whether there are one or twenty years of meetings."""

from __future__ import annotations

import random
from typing import Any

PAPERS, WORDS_EACH, ONE_IN = 3_000, 2_500, 40
ASKED = "dentist"
HEAD = [a + b for a in "bdfglm" for b in "aeiou"]
TAIL = ["ck", "rn", "st", "nd", "lt"]


def fill(cast: Any) -> None:
    """The papers, dealt out over the items that there are; one in forty speaks of a dentist."""
    from django.utils import timezone

    from cpboard.core import files
    from meetings.models import AgendaItem, Paper, PaperWords

    now = timezone.now()
    items = list(AgendaItem.objects.order_by("-pk").values_list("pk", flat=True)[:400])
    stored = files.store(b"%PDF-1.7", name="paper.pdf", content_type="application/pdf", by=None, now=now)
    fixed = {"file": stored, "pages": 10, "tagged": True, "added_at": now, "added_by": cast.clerk}
    rows = [Paper(item_id=items[n % len(items)], title=f"Paper {n}", **fixed) for n in range(PAPERS)]
    made = Paper.objects.bulk_create(rows)
    PaperWords.objects.bulk_create(
        (PaperWords(paper=paper, words=said) for paper, said in zip(made, _texts(), strict=True)), batch_size=200
    )


def _texts() -> list[str]:
    """What they say: words from a list of some thousand, the rarer the longer."""
    chance = random.Random(20)
    words = [a + b + c for a in HEAD for b in HEAD for c in TAIL][:4_000]
    weights = [1 / (place + 1) for place in range(len(words))]
    return [_text(number, chance.choices(words, weights, k=WORDS_EACH)) for number in range(PAPERS)]


def _text(number: int, words: list[str]) -> str:
    if number % ONE_IN == 0:
        words[number % WORDS_EACH] = ASKED
    return f"Paper {number}\n{' '.join(words)}"
