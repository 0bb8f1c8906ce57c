"""Does a promise say who does what, by when, and how a child would know? Advice, never a lock.

Source: evidence to Parliament in 2009 that pledges must be detailed enough for children to hold a council to them
(reference: voice-actions-champions-report §4.2, test 16 of §6.3).
"""

from __future__ import annotations

import re

SOMEBODY = re.compile(
    r"\b(advis[eo]rs?|advocates?|the board|boards?|carers?|champions?|the council|councillors?|directors?|doctors?|independent visitors?"
    r"|managers?|mentors?|nurses?|officers?|psychologists?|schools?|social workers?|teachers?|teams?|trust|workers?)\b",
    re.I,
)
SOME_DAY = re.compile(
    r"\b(within|every|each|before|straight away|the same day|once a|twice a|times a|until|from day one|on time|always"
    r"|by (the|your|next|christmas|easter|summer|january|february|march|april|may|june|july|august|september|october|november|december|\d)"
    r"|days?|weeks?|months?|20\d\d)\b",
    re.I,
)
NO_PROMISE = re.compile(r"\b((will )?(try|aim|hope|seek|strive|endeavour) to|do our best|(where|if|when|as far as) possible)\b", re.I)

NO_WHO = "It does not say who does it. Name the person or the team."
NO_WHEN = "It does not say by when, or how often."
NO_PROOF = "It does not say how a child would know that we kept it."


def what_would_help(we_will: str, how_we_will_know: str) -> list[str]:
    """Sentences that say what a promise lacks; none if it lacks nothing that we can tell."""
    found = []
    if vague := NO_PROMISE.search(we_will):
        found.append(f"“{vague.group(0)}” is not a promise. Say what will be done.")
    if not SOMEBODY.search(we_will):
        found.append(NO_WHO)
    if not SOME_DAY.search(we_will):
        found.append(NO_WHEN)
    if not how_we_will_know.strip():
        found.append(NO_PROOF)
    return found
