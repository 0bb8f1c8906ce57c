"""The code that a child keeps: five easy words, the only way to a message and its answers.

Strength: 4,288 words, five times, 60.3 bits. It is drawn from the nonce of the form that was sent, so that a second
click, or the same page sent again, shows the same code and is the same message. The nonce comes from the system's
random source and is stored nowhere; without our key it gives no code.

Stored are a slow hash (Argon2id, its own salt) and a lookup: a keyed hash of a second slow hash. A right code and a
wrong one cost the same: two slow hashes and the same queries (security §2.9, AC11).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher, low_level
from argon2.exceptions import VerificationError

from cpboard.core.sealing import keyed_hash
from voice.postbox.models import Submission
from voice.postbox.readers import CodeHolder

WORDS_IN_CODE = 5
LONGEST = 80  # characters that we look at: five of our words are 54 at most
LIST = Path(__file__).with_name("easy_words.txt")
# OWASP's first choice for Argon2id: 19 MiB, two passes. Much more would let a flood of wrong codes fill the memory.
TIME_COST, MEMORY_COST = 2, 19_456
hasher = PasswordHasher(time_cost=TIME_COST, memory_cost=MEMORY_COST, parallelism=1)


@cache
def easy_words() -> tuple[str, ...]:
    """Our own list: easy to read and to write down, none that is rude or frightens."""
    return tuple(LIST.read_text().split())


def code_for(nonce: str, digest: str) -> str:
    """The code of one message: the same nonce and words give the same code, for nobody else to work out."""
    number = int(keyed_hash(f"code of a message:{nonce}:{digest}"), 16)
    words = easy_words()
    chosen = []
    for _ in range(WORDS_IN_CODE):
        number, index = divmod(number, len(words))
        chosen.append(words[index])
    return " ".join(chosen)


def as_typed(text: str) -> str:
    """What somebody typed, as a code: small letters, one space between words, whatever stood there."""
    return " ".join(re.findall(r"[a-z]+", text[:LONGEST].lower()))


def holder_of(code: str) -> CodeHolder:
    """Who holds this code. One slow hash."""
    salt = bytes.fromhex(keyed_hash("salt of lookups"))[:16]
    cost = {"time_cost": TIME_COST, "memory_cost": MEMORY_COST, "parallelism": 1}
    slow = low_level.hash_secret_raw(code.encode(), salt, hash_len=32, type=low_level.Type.ID, **cost)
    return CodeHolder(keyed_hash(f"lookup:{slow.hex()}"))


def hash_of(code: str) -> str:
    """What is stored of a code. One slow hash."""
    return hasher.hash(code)


@cache
def _decoy() -> str:
    return hasher.hash("no message has this")


def find(typed: str) -> tuple[CodeHolder, Submission | None]:
    """Who typed this, and the message it opens, if any. Always two slow hashes and one query."""
    code = as_typed(typed)
    holder = holder_of(code)
    found = Submission.objects.open_to(holder).select_related("read_by").first()
    right = _verify(found.code_hash if found else _decoy(), code)
    return holder, found if right else None


def _verify(stored: str, code: str) -> bool:
    try:
        return hasher.verify(stored, code)
    except VerificationError:
        return False
