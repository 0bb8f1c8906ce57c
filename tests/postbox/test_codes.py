"""The code: strong enough, easy to read, the same for the same message, never stored as it is."""

import math
import re
from collections.abc import Callable

import pytest
from argon2 import low_level

from tests.cast import Cast
from tests.factories.postbox import CODE, make_message
from voice.postbox import codes
from voice.postbox.codes import as_typed, code_for, easy_words, find, hash_of, holder_of

RUDE = re.compile(r"fuck|shit|cunt|piss|wank|slut|whore|suicid|porn|nude|bitch|bastard|nazi|slave|^sex|^arse|^cock|^tits?$")
HURTS = frozenset(
    """
    mum dad home foster care police secret touch knife hit hurt blood dead cry alone
    safe rape bum crap dick poo tits kill gun bed bath belt fat ugly stupid
    """.split()  # noqa: SIM905 - a list this long is read as words
)


def test_a_code_has_at_least_sixty_bits() -> None:
    assert len(set(easy_words())) == len(easy_words()) >= 4200
    assert codes.WORDS_IN_CODE * math.log2(len(easy_words())) >= 60


def test_every_word_is_short_plain_and_kind() -> None:
    words = easy_words()
    assert [word for word in words if not re.fullmatch(r"[a-z]{3,10}", word)] == []
    assert [word for word in words if RUDE.search(word)] == []
    assert HURTS.isdisjoint(words)


def test_no_word_is_another_with_an_s() -> None:
    words = set(easy_words())
    assert [word for word in words if word.endswith("s") and word[:-1] in words and len(word) > 4] == []


def test_the_same_form_and_words_give_the_same_code_and_any_other_another() -> None:
    code = code_for("nonce", "digest")
    assert code == code_for("nonce", "digest")
    assert len({code, code_for("nonce", "other"), code_for("other", "digest")}) == 3
    assert len(code.split()) == 5
    assert set(code.split()) <= set(easy_words())


def test_every_word_of_the_list_can_stand_in_a_code() -> None:
    seen = {code_for(str(n), "")[: code_for(str(n), "").index(" ")] for n in range(600)}
    assert len(seen) > 500


@pytest.mark.parametrize("typed", [CODE, CODE.upper(), f"  {CODE.replace(' ', '  ')} ", CODE.replace(" ", ", "), CODE.replace(" ", "-")])
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert as_typed(typed) == CODE


def test_a_very_long_code_is_cut_and_not_worked_on() -> None:
    assert len(as_typed("ab " * 10_000)) <= codes.LONGEST


def test_what_is_stored_is_slow_salted_and_not_the_code() -> None:
    assert hash_of(CODE) != hash_of(CODE)
    assert hash_of(CODE).startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert CODE not in holder_of(CODE).lookup
    assert holder_of(CODE) == holder_of(CODE)


@pytest.fixture
def slow_hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Counts Argon2 where the library meets its C code: every slow hash and every check goes through one of these."""
    calls: list[str] = []

    def counted(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def count(*args: object, **kwargs: object) -> object:
            calls.append(name)
            return real(*args, **kwargs)

        return count

    monkeypatch.setattr(low_level, "hash_secret_raw", counted("hash", low_level.hash_secret_raw))
    monkeypatch.setattr("argon2._password_hasher.verify_secret", counted("check", low_level.verify_secret))
    return calls


@pytest.mark.parametrize("typed", [CODE, "kite river amber moss tree", "kite", "x " * 200])
def test_right_and_wrong_codes_cost_the_same(cast: Cast, slow_hashes: list[str], django_assert_num_queries: object, typed: str) -> None:
    make_message(cast, code=CODE)
    codes._decoy()
    slow_hashes.clear()
    with django_assert_num_queries(1):
        find(typed)
    assert slow_hashes == ["hash", "check"]


def test_a_right_code_opens_its_message_and_no_other(cast: Cast) -> None:
    make_message(cast)
    message = make_message(cast, code=CODE)
    assert find(CODE)[1] == message
    assert find("kite river amber moss tree")[1] is None


def test_a_lookup_that_meets_by_chance_opens_nothing_without_the_code(cast: Cast) -> None:
    message = make_message(cast, code=CODE)
    message.code_hash = hash_of("another code")
    message.save()
    assert find(CODE)[1] is None
