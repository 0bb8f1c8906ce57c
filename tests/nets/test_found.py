"""Search tells nothing: each private text is found by those in canaries.csv and by nobody else (security AC6, I2)."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.contrib.postgres.search import SearchQuery

from cpboard.core.search import CONFIG, sources, vector
from tests.nets.asking import Asker
from tests.nets.canaries import canaries, tokens_in
from tests.nets.people import LOCKED_OUT, ROLES
from tests.nets.table import chance
from tests.nets.world import World

NONSENSE = "zznowherezz"
SAMPLE = 6  # per cent of the pairs of a person and a text that is not theirs, always the same ones


def found_by(world: World, role: str) -> set[str]:
    """Every canary that stands in something which this person finds: all asked for at once, source by source."""
    asked = SearchQuery(" OR ".join(canaries()), search_type="websearch", config=CONFIG)
    texts: list[str] = []
    for source in sources():
        rows = source.rows(world.viewer(role)).annotate(found=vector(source.words), said=source.says).filter(found=asked)
        texts += rows.order_by().values_list("said", flat=True)
    return tokens_in(" ".join(texts))


def test_a_text_is_found_by_those_whom_it_is_for_and_by_nobody_else(world: World) -> None:
    found = {role: found_by(world, role) for role in ROLES if role not in LOCKED_OUT}
    assert {role: sorted(said - theirs(role)) for role, said in found.items() if said - theirs(role)} == {}
    lie = {"zzitemzz", "zzclearedreportzz", "zzthemezz", "zzactionzz", "zzdecisionzz", "zzprivatetitlezz", "zzapprovedminuteszz"}
    assert {role: sorted(lie & theirs(role) - said) for role, said in found.items() if lie & theirs(role) - said} == {}
    assert len(set().union(*found.values())) > 25


def theirs(role: str) -> set[str]:
    """The canaries that this person may ever see."""
    return {token for token, each in canaries().items() if role in each.readers}


def said(asker: Asker, role: str, word: str) -> str:
    """The page's own part, without the word that was asked for."""
    answer = asker.ask(role, f"/search/?q={word}")
    main = BeautifulSoup(answer.body, "html.parser").find("main")
    return f"{answer.status} {answer.queries} {str(main).replace(word, '')}"


@pytest.mark.timeout(300)
def test_a_text_that_is_not_theirs_looks_as_if_it_were_nowhere(world: World) -> None:
    asker, wrong, count = Asker(world), [], 0
    for role in (role for role in ROLES if role not in LOCKED_OUT):
        nowhere = said(asker, role, NONSENSE)
        for token in (token for token, each in canaries().items() if role not in each.readers and chance(token, role) < SAMPLE):
            count += 1
            wrong += [f"{role} learns of {token}"] if said(asker, role, token) != nowhere else []
    assert wrong == []
    assert count > 100
