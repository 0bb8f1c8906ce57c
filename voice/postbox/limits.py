"""Slowing down whoever tries many codes or sends many messages, without keeping anybody's address.

A network is counted under a keyed hash that changes every day; the counts live in the rate-limit cache for minutes.
A right code costs the same queries as a wrong one: only the number written differs.
"""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from cpboard.core.sealing import keyed_hash
from voice.postbox.tokens import LASTS

MINUTE = 60
FREE_TRIES = 10  # wrong codes from one network before it is slowed
REMEMBERED = 15 * MINUTE
PAUSE = 20  # seconds between tries of a slowed network
ALL_TRIES = 600  # wrong codes a minute from everywhere
MESSAGES = 20  # from one network in ten minutes: a children's home shares one
ALL_MESSAGES = 600  # from everywhere in ten minutes


def network_of(request: HttpRequest) -> str:
    """The network that a request came from, as a hash that nobody can turn back and that is another one tomorrow."""
    return _key("network", _network(_address(request)), str(timezone.localdate()))


def _address(request: HttpRequest) -> str:
    """The address, or the last one that our own proxy wrote when there is one (TRUST_PROXY)."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")


def _network(address: str) -> str:
    """One household, school or mobile mast: the first 24 bits of an IPv4 address, the first 56 of an IPv6 one."""
    try:
        bits = 24 if ipaddress.ip_address(address).version == 4 else 56
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))


def _key(*parts: str) -> str:
    return "postbox:" + keyed_hash(":".join(parts))


def may_try(network: str) -> bool:
    """Whether this network may try a code now. After ten wrong ones it may once in twenty seconds."""
    wrong, everywhere = _wrong(network), _wrong("everywhere")
    slot = cache.add(_key("slot", network), 1, PAUSE) if wrong >= FREE_TRIES else True
    return bool(slot) and everywhere < ALL_TRIES


def tried(network: str, *, right: bool) -> None:
    """Remember how a try went."""
    more = 0 if right else 1
    cache.set(_key("wrong", network), _wrong(network) + more, REMEMBERED)
    cache.set(_key("wrong", "everywhere"), _wrong("everywhere") + more, MINUTE)


def _wrong(network: str) -> int:
    return int(cache.get(_key("wrong", network), 0))


def may_send(network: str, *, urgent: bool) -> bool:
    """Whether a message may be sent from here now, and count it. One that says "not safe" is held back by no neighbour."""
    own = _count(_key("messages", network), 10 * MINUTE)
    everywhere = _count(_key("messages", "everywhere"), 10 * MINUTE)
    return (own <= MESSAGES or urgent) and everywhere <= ALL_MESSAGES


def _count(key: str, lasts: int) -> int:
    number = int(cache.get(key, 0)) + 1
    cache.set(key, number, lasts)
    return number


def forget(nonce: str) -> None:
    """The child left in a hurry: the form of this nonce shows nothing any more, also if somebody sends it again."""
    cache.set(_key("left", nonce), 1, LASTS)


def was_left(nonce: str) -> bool:
    """Whether the child left this form in a hurry."""
    return cache.get(_key("left", nonce)) is not None
