"""The number of queries: the same with one row and with three, and at most twenty for any page (design §9)."""

from __future__ import annotations

import pytest

from cpboard.core import navigation
from tests.nets.asking import Asker
from tests.nets.growing import MARK, grow
from tests.nets.people import ROLES
from tests.nets.table import Row, chance, rows
from tests.nets.world import World

MOST = 20
TABLE = [row for row in rows() if row.method in ("any", "GET")]
READERS = [role for role in ROLES if role not in ("anonymous", "switched_off")]

# Every page with a list that grows: page, object of the world, who reads it. What has grown must be seen there.
LISTS = (
    ("home", "", "clerk"),
    ("home", "", "officer"),
    ("home", "", "participation"),
    ("home", "", "chair"),
    ("voice:themes", "", "clerk"),
    ("voice:themes", "", "partner"),
    ("voice:themes_csv", "", "clerk"),
    ("voice:theme", "theme", "participation"),
    ("postbox:queue", "", "participation"),
    ("postbox:worries", "", "safeguarding"),
    ("postbox:unseals", "", "custodian"),
    ("postbox:message", "answered", "participation"),
    ("champions:list", "", "clerk"),
    ("champions:mine", "", "champion"),
    ("champions:area", "area", "clerk"),
    ("performance:scorecard", "", "performance"),
    ("performance:scorecard", "", "councillor"),
    ("performance:scorecard_csv", "", "performance"),
    ("performance:indicator", "indicator", "performance"),
    ("performance:indicator_csv", "indicator", "performance"),
    ("performance:indicators", "", "performance"),
    ("performance:indicators", "", "councillor"),
    ("performance:order", "", "performance"),
    ("performance:exceptions", "", "performance"),
    ("performance:exceptions", "", "councillor"),
    ("performance:snapshots", "", "performance"),
    ("performance:hidden", "", "performance"),
    ("performance:scorecard", "", "scrutiny"),
    ("performance:indicator", "indicator", "scrutiny"),
    ("performance:card", "", "young_member"),
    ("performance:uploads", "", "performance"),
    ("performance:template_csv", "", "performance"),
    ("meetings:list", "", "clerk"),
    ("meetings:list", "", "councillor"),
    ("meetings:my_reports", "", "officer"),
    ("meetings:meeting", "meeting", "clerk"),
    ("meetings:meeting", "meeting", "councillor"),
    ("meetings:meeting", "private_meeting", "named"),
    ("meetings:meeting", "held", "clerk"),
    ("meetings:meeting", "late_meeting", "clerk"),
    ("meetings:papers", "meeting", "councillor"),
    ("meetings:certificate", "out", "councillor"),
    ("meetings:certificate", "late_meeting", "clerk"),
    ("meetings:office_calendar", "", "clerk"),
    ("meetings:programme", "body/year", "clerk"),
    ("meetings:programme", "body/year", "councillor"),
    ("meetings:turnout", "body/year", "clerk"),
    ("meetings:turnout", "body/year", "councillor"),
    ("meetings:turnout_csv", "body/year", "councillor"),
    ("meetings:change_slot", "slot", "clerk"),
    ("meetings:attendance", "held", "councillor"),
    ("meetings:record_attendance", "held", "clerk"),
    ("meetings:order", "meeting", "clerk"),
    ("meetings:readers", "private_session", "clerk"),
    ("meetings:item", "item", "councillor"),
    ("meetings:item", "held_item", "clerk"),
    ("meetings:item", "held_item", "councillor"),
    ("meetings:item", "held_private_item", "named"),
    ("meetings:record_item", "held_item", "clerk"),
    ("meetings:attendance", "held", "clerk"),
    ("meetings:read_item", "item", "councillor"),
    ("meetings:read_item", "cleared_item", "officer"),
    ("meetings:my_notes", "meeting", "councillor"),
    ("meetings:notes_file", "meeting", "councillor"),
    ("meetings:questions", "meeting", "councillor"),
    ("meetings:questions", "meeting", "clerk"),
    ("meetings:minutes", "held", "clerk"),
    ("meetings:minutes", "sent", "chair"),
    ("meetings:minutes", "let_out", "councillor"),
    ("meetings:minutes", "approved", "clerk"),
    ("meetings:minutes_versions", "held", "clerk"),
    ("meetings:put_minutes_out", "sent", "chair"),
    ("meetings:approve_minutes", "let_out", "chair"),
    ("meetings:put_agenda_out", "meeting", "clerk"),
    ("meetings:terms", "body/year", "councillor"),
    ("meetings:ask_reports", "meeting", "clerk"),
    ("meetings:pre_meet", "meeting", "councillor"),
    ("meetings:brief", "meeting", "chair"),
    ("meetings:report_sections", "", "clerk"),
    ("closed:paper", "private_item", "named"),
    ("actions:list", "", "clerk"),
    ("actions:list", "", "councillor"),
    ("actions:mine", "", "officer"),
    ("actions:action", "action", "clerk"),
    ("actions:action", "ready", "chair"),
    ("actions:close", "ready", "chair"),
    ("board:bodies", "", "clerk"),
    ("board:body", "body.slug", "clerk"),
    ("board:promises", "", "councillor"),
    ("board:groups", "", "clerk"),
    ("board:group", "group", "clerk"),
    ("board:years", "", "clerk"),
    ("people:list", "", "administrator"),
    ("people:person", "person:stranger", "administrator"),
    ("people:changes", "", "administrator"),
    ("releases", "", "clerk"),
    ("annual_reports", "", "clerk"),
    ("annual_report", "report", "clerk"),
    ("trail_theme", "theme", "clerk"),
    ("trail_action", "action", "clerk"),
    ("trail_promise", "promise", "clerk"),
    ("public_home", "", "anonymous"),
    ("public_you_said", "", "anonymous"),
    ("public_meetings", "", "anonymous"),
    ("publication", "public_agenda.slug", "anonymous"),
)
# The mark does not stand in what grows there: names, days and numbers do. The page gets longer instead.
WITHOUT_MARK = {
    *("actions:action", "actions:close", "annual_report", "board:years", "people:changes", "people:person"),
    *("meetings:certificate", "performance:indicator_csv", "postbox:queue", "postbox:worries", "public_meetings"),
}


def case(page: str, thing: str, role: str) -> tuple[Row, str]:
    return Row(page, "", thing, "GET", "", {}), role


def measured(world: World, cases: list[tuple[Row, str]]) -> dict[str, tuple[int, int, int]]:
    """For each page: its queries, how often the mark stands there, its length. The first request warms what is read once."""
    asker, found = Asker(world), {}
    asker.ask("clerk", "/home/")
    for row, role in cases:
        answer = asker.ask(role, row.path(world))
        if answer.status == 200:
            found[f"{row.page} {row.object} by {role}"] = (answer.queries, answer.body.count(MARK), len(answer.body))
    return found


def compared(world: World, cases: list[tuple[Row, str]]) -> tuple[dict[str, tuple[int, int, int]], dict[str, tuple[int, int, int]]]:
    """The same pages with one more row of everything, and with three more."""
    grow(world, 1)
    one = measured(world, cases)
    grow(world, 2)
    grow(world, 3)
    return one, measured(world, cases)


def changed(one: dict[str, tuple[int, int, int]], three: dict[str, tuple[int, int, int]]) -> list[str]:
    """Pages that ask more, or less, with more rows. Home shows the first five: there the five may need less, never more."""
    return [
        f"{page}: {one[page][0]} queries with one row, {three[page][0]} with three"
        for page in one
        if three[page][0] > one[page][0] or (three[page][0] < one[page][0] and not page.startswith("home "))
    ]


def too_many(found: dict[str, tuple[int, int, int]]) -> list[str]:
    return [f"{page}: {count} queries" for page, (count, _, _) in found.items() if count > MOST]


def pairs(whole: bool) -> list[tuple[Row, str]]:
    """Each page in each state with everybody who may read it; in the sample with one of them, always the same one."""
    found = []
    for row in TABLE:
        able = [role for role in READERS if row.cells[role] == "yes"] or [role for role in ROLES if row.cells[role] == "yes"]
        few = sorted(able, key=lambda role, row=row: chance(row.page, row.state, role))[:1]
        found += [(row, role) for role in (able if whole else few)]
    return found


def unseen(one: dict[str, tuple[int, int, int]], three: dict[str, tuple[int, int, int]]) -> list[str]:
    """The lists on which what was added does not stand: there the count of queries proves nothing."""
    by_length = {page for page in three if page.split()[0] in WITHOUT_MARK and three[page][2] > one[page][2]}
    return sorted(page for page in three if three[page][1] <= one[page][1] and page not in by_length)


def test_lists_have_the_same_number_of_queries_with_one_row_and_with_three(world: World) -> None:
    one, three = compared(world, [case(*each) for each in LISTS])
    assert len(three) == len(LISTS)
    assert "\n".join([*unseen(one, three), *changed(one, three), *too_many(three)]) == ""


def test_every_place_of_the_navigation_that_is_a_list_is_in_the_table() -> None:
    """The search has its own: tests/publishing/test_search.py."""
    listed = {page for page, _, _ in LISTS}
    ways = [*navigation.ALL_WAYS, *navigation.MEMBER_WAY, *(link for way in navigation.WAYS.values() for link in way)]
    assert {name for _, name, _ in ways} - listed - {
        "more",
        "health",
        "change_council",
        "search",
    } == set()  # of search: tests/publishing/test_search.py


def test_no_page_asks_more_than_twenty_times(world: World) -> None:
    found = measured(world, pairs(whole=False))
    assert len(found) > 150
    assert "\n".join(too_many(found)) == ""


@pytest.mark.deep
@pytest.mark.timeout(0)
def test_no_page_by_anybody_asks_more_with_more_rows(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    one, three = compared(world, pairs(whole=True))
    with capsys.disabled():
        most = max(three.values())[0]
        print(f"\nqueries: {len(three)} pages by role, {len(changed(one, three))} that grow with their rows, at most {most} on one page")
    assert changed(one, three) == []
    assert too_many(three) == []


def test_the_measure_sees_a_query_for_each_row(world: World) -> None:
    """The positive control: a page that asks once for each row is found."""
    one = {"a page": (5, 1, 100)}
    assert changed(one, {"a page": (7, 3, 300)}) == ["a page: 5 queries with one row, 7 with three"]
    assert too_many({"a page": (21, 1, 1)}) == ["a page: 21 queries"]
