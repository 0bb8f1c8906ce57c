from __future__ import annotations

import pytest
from django.urls import reverse

from cpboard.board.models import Body, Constitution, GroupActivity, Membership, MunicipalYear, Promise, Regime, Seat, YoungGroup
from tests.board.pages import faults, heading, page, parts, same_queries, typed, words
from tests.factories.board import days, make_activity, make_constitution, make_group, make_membership, make_promise, make_seat, make_year


def url(name, *args):
    return reverse(f"board:{name}", args=args)


@pytest.fixture
def clerk(cast, sign_in):
    return sign_in(cast.clerk)


@pytest.fixture
def member(cast, sign_in):
    return sign_in(cast.councillor)


# Reading -----------------------------------------------------------------------------------------------------------


def test_bodies_says_how_full_the_seats_are(cast, clerk):
    make_seat(cast)
    answer = clerk.get(url("bodies"))
    assert heading(answer) == "Two of seven seats are empty"
    assert "Health sub-group" in words(answer)


def test_bodies_shows_a_member_their_own_only(cast, member):
    text = words(member.get(url("bodies")))
    assert ("Corporate Parenting Board" in text, "Health sub-group" in text) == (True, False)


def test_bodies_tells_the_clerk_of_an_empty_house_where_to_begin(cast, clerk):
    for model in (Membership, Seat, Constitution, Body):
        model.objects.all().delete()
    answer = clerk.get(url("bodies"))
    assert "There is no board yet." in words(answer)
    assert page(answer).find("a", href=url("add_body"))


def test_body_shows_who_sits_there_and_under_which_rules(cast, member):
    make_constitution(cast)
    make_seat(cast, title="Designated nurse")
    coming = make_membership(cast, user=cast.partner, starts_on=days(9), seat=make_seat(cast, title="Designated doctor"))
    answer = member.get(url("body", "board"))
    text = words(answer)
    assert heading(answer) == "Corporate Parenting Board"
    assert "Chair, councillor. Since" in text
    assert "Designated nurse Foster carer . Nobody has held it yet." in text.replace("carer.", "carer .")
    assert f"From {coming.starts_on:%-d %B %Y}: Dr Amara Osei." in text
    assert "It chooses to meet in public" in text
    assert "Full Council under section 102(1)" in text
    assert "Three are empty." in text
    assert not page(answer).find("a", href=url("add_seat", "board"))


def test_body_says_since_when_a_seat_is_empty(cast, member):
    assert f"Empty since {days(0):%-d %B %Y}." in words(member.get(url("body", "board")))


def test_body_of_others_is_not_there(cast, sign_in):
    assert sign_in(cast.other_member).get(url("body", "health")).status_code == 200
    assert sign_in(cast.councillor).get(url("body", "health")).status_code == 404
    assert sign_in(cast.councillor).get(url("body", "no-such-body")).status_code == 404


def test_body_without_a_version_asks_for_the_terms_of_reference(cast, clerk):
    cast.body.constitutions.all().delete()
    assert "Add your terms of reference." in words(clerk.get(url("body", "board")))


def test_constitution_is_read_as_it_was(cast, sign_in):
    old = make_constitution(cast, terms="1. Meet in public.\n2. Report to Full Council.")
    answer = sign_in(cast.councillor).get(url("constitution", old.pk))
    assert "2. Report to Full Council." in words(answer)
    assert "It is a committee of the council." in words(answer)
    assert sign_in(cast.other_member).get(url("constitution", old.pk)).status_code == 404


def test_promises_and_their_parts(cast, sign_in, member):
    stands = make_promise(cast)
    make_promise(cast, title="Free buses", retired_on=days(-3), retired_why="We are sorry: the money ended.")
    make_promise(cast, title="A promise of others", body=cast.other_body)
    text = words(member.get(url("promises")))
    assert heading(member.get(url("promises"))) == "We have made our children one promise"
    assert ("We are sorry: the money ended." in text, "A promise of others" in text) == (True, False)
    answer = member.get(url("promise", stands.pk))
    assert page(answer).select_one("blockquote.cpb-said").get_text().strip() == "We want our own key."
    assert "Safety and stability" in words(answer)
    assert page(answer).find("a", href=reverse("trail_promise", args=[stands.pk]))
    assert sign_in(cast.other_member).get(url("promise", stands.pk)).status_code == 404


def test_promises_before_there_is_one(cast, member):
    assert heading(member.get(url("promises"))) == "We have made our children no promise yet"


def test_promise_shows_advice_to_those_who_can_use_it(cast, clerk, member):
    vague = make_promise(cast, we_will="We will try to help you see your family.", how_we_will_know="")
    text = words(clerk.get(url("promise", vague.pk)))
    assert "“will try to” is not a promise." in text
    assert "It does not say by when" in text
    assert "is not a promise" not in words(member.get(url("promise", vague.pk)))


def test_principles_are_the_words_of_the_act(cast, member):
    text = words(member.get(url("principles")))
    assert "(g) to prepare those children and young people for adulthood and independent living" in text
    assert text.count("those children and young people") == 7


def test_groups_and_what_they_did(cast, member):
    assert heading(member.get(url("groups"))) == "No group of young people is written down yet"
    group = make_group(cast, says_about_board="They listen.")
    make_activity(cast, group=group)
    make_activity(cast, group=group, year=make_year(cast), text="Chose a new name.")
    assert heading(member.get(url("groups"))) == "Young people meet in one group"
    text = words(member.get(url("group", group.pk)))
    assert text.index("Designed welcome packs.") < text.index("Chose a new name.")
    assert "They listen." in text


def test_years_names_the_one_that_runs(cast, member):
    make_year(cast)
    assert heading(member.get(url("years"))) == f"It is the municipal year {cast.year.label}"
    MunicipalYear.objects.filter(pk=cast.year.pk).delete()
    assert heading(member.get(url("years"))) == "No municipal year is set for today"


READING = ["bodies", "promises", "principles", "groups", "years"]


@pytest.mark.parametrize(
    ("status", "names"),
    [
        (404, ["stranger", "former", "administrator", "safeguarding", "partner", "scrutiny"]),
        (200, ["councillor", "young_member", "officer", "clerk"]),
    ],
)
def test_reading_needs_a_place_on_a_board(cast, sign_in, status, names):
    make_promise(cast)
    for browser in (sign_in(getattr(cast, name)) for name in names):
        assert {browser.get(url(page_name)).status_code for page_name in READING} == {status}


# Writing: who may -----------------------------------------------------------------------------------------------------


def writing(cast):
    """Every form of the app, with a subject for each."""
    promise, group, seat, term = make_promise(cast), make_group(cast), make_seat(cast), make_membership(cast)
    return [
        url("add_body"), url("change_body", "board"), url("add_constitution", "board"), url("add_seat", "board"),
        url("add_promise", "board"), url("appoint_member", seat.pk), url("close_seat", seat.pk), url("end_membership", term.pk),
        url("change_promise", promise.pk), url("retire_promise", promise.pk), url("add_group"), url("change_group", group.pk),
        url("add_activity", group.pk), url("add_year"),
    ]  # fmt: skip


def counts():
    models = (Body, Constitution, Seat, Membership, Promise, YoungGroup, GroupActivity, MunicipalYear)
    return [model.objects.count() for model in models]


def test_every_form_opens_for_the_clerk_and_refuses_nothing_typed(cast, clerk):
    for address in writing(cast):
        assert clerk.get(address).status_code == 200
        before = counts()
        if not address.endswith("/change/"):
            assert faults(clerk.post(address, {})), address
        assert counts() == before


def test_every_form_is_not_there_for_others(cast, sign_in):
    addresses = writing(cast)
    before = counts()
    for who in ("chair", "councillor", "young_member", "officer", "other_member", "administrator"):
        browser = sign_in(getattr(cast, who))
        for address in addresses:
            assert (browser.get(address).status_code, browser.post(address, {"name": "Mine"}).status_code) == (404, 404)
    assert counts() == before


# Writing: what comes of it ------------------------------------------------------------------------------------------------


def test_add_body_goes_to_its_page(cast, clerk):
    answer = clerk.post(url("add_body"), {"name": "Quartet", "kind": "quartet", "purpose": "", "vision": ""}, follow=True)
    assert heading(answer) == "Quartet"
    assert "Quartet is added." in words(answer)


def test_add_body_keeps_what_was_typed_when_the_name_is_taken(cast, clerk):
    answer = clerk.post(url("add_body"), {"name": "Health sub-group", "kind": "sub_group", "purpose": "To hear"})
    assert faults(answer) == ["There is a body of this name already. Give it another name."]
    assert (typed(answer, "name"), typed(answer, "purpose")) == ("Health sub-group", "To hear")


def test_change_body_is_filled_in_and_saved(cast, clerk):
    assert typed(clerk.get(url("change_body", "board")), "name") == "Corporate Parenting Board"
    clerk.post(url("change_body", "board"), {"name": "Our Board", "kind": "board", "vision": "Loved, safe, heard"})
    assert "Loved, safe, heard" in words(clerk.get(url("body", "board")))
    answer = clerk.post(url("change_body", "board"), {"name": "Health sub-group", "kind": "board"})
    assert faults(answer) == ["There is a body of this name already. Give it another name."]
    assert Body.objects.get(slug="board").name == "Our Board"


def constitution_form(**more):
    values = {"appointed_by": "Full Council", "regime": "private", "meetings_a_year": "6", "quorum": "4", "approval": ""}
    return {**values, **parts("starts_on", days(0)), **more}


def test_add_constitution_asks_who_agreed_to_privacy(cast, clerk):
    answer = clerk.post(url("add_constitution", "board"), constitution_form(terms="1. Listen."))
    assert faults(answer) == ["Say who agreed that it may meet in private, and when."]
    assert typed(answer, "terms") == "1. Listen."
    clerk.post(url("add_constitution", "board"), constitution_form(approval="Full Council, 3 May 2026"))
    assert "It meets in private." in words(clerk.get(url("body", "board")))


def test_add_constitution_says_that_the_days_are_taken(cast, clerk):
    taken = cast.body.constitutions.get().starts_on
    form = constitution_form(regime=Regime.VOLUNTARY_PUBLIC, **parts("starts_on", taken))
    assert faults(clerk.post(url("add_constitution", "board"), form)) == [
        "Another version is in force on these days. Choose a day after it began."
    ]


def test_add_seat_then_appoint_then_end_by_the_page(cast, clerk, sign_in):
    clerk.post(url("add_seat", "board"), {"kind": "foster_carer", "title": "Foster carer", "voting": "on"})
    seat = Seat.objects.get(title="Foster carer")
    stranger = sign_in(cast.stranger)
    assert stranger.get(url("body", "board")).status_code == 404
    clerk.post(url("appoint_member", seat.pk), {"user": cast.stranger.pk, "post": "member", **parts("starts_on", days(0))})
    assert stranger.get(url("body", "board")).status_code == 200


def test_end_membership_at_once_shuts_the_door_in_the_same_minute(cast, clerk, member):
    term = Membership.objects.get(user=cast.councillor)
    assert member.get(url("body", "board")).status_code == 200
    clerk.post(url("end_membership", term.pk), {"when": "now"})
    assert member.get(url("body", "board")).status_code == 404
    term.refresh_from_db()
    assert term.ends_on == days(-1)


def test_end_membership_on_a_later_day_leaves_the_door_open_until_then(cast, clerk, member):
    term = Membership.objects.get(user=cast.councillor)
    answer = clerk.post(url("end_membership", term.pk), {"when": "later"})
    assert faults(answer) == ["Enter the last day of the term"]
    clerk.post(url("end_membership", term.pk), {"when": "later", **parts("ends_on", days(5))})
    assert member.get(url("body", "board")).status_code == 200
    term.refresh_from_db()
    assert term.ends_on == days(5)


def test_end_membership_of_a_term_that_began_today_cannot_end_yesterday(cast, clerk):
    term = make_membership(cast, starts_on=days(0))
    assert faults(clerk.post(url("end_membership", term.pk), {"when": "now"})) == ["The last day must not be before the first."]


def test_appoint_member_says_that_the_seat_is_held(cast, clerk):
    held = make_membership(cast)
    form = {"user": cast.partner.pk, "post": "member", "political_group": "Green", **parts("starts_on", days(0))}
    answer = clerk.post(url("appoint_member", held.seat_id), form)
    assert faults(answer) == ["Somebody holds this seat on these days. End that term first, or choose a later day."]
    assert typed(answer, "political_group") == "Green"
    assert "Noor Whitlock holds it from" in words(answer)


def test_appoint_member_offers_nobody_whose_account_is_off(cast, clerk):
    offered = page(clerk.get(url("appoint_member", make_seat(cast).pk))).find(attrs={"name": "user"}).get_text()
    assert ("Noor Whitlock" in offered, "Kurt Vance" in offered) == (True, False)


def test_close_seat_takes_it_off_the_page(cast, clerk):
    seat = make_seat(cast, title="Chaplain")
    assert "Chaplain" in words(clerk.get(url("body", "board")))
    clerk.post(url("close_seat", seat.pk), parts("closed_on", days(0)))
    answer = clerk.get(url("body", "board"))  # the message of the deed names it once
    assert "Chaplain" not in page(answer).select_one("ul.cpb-list").get_text()


def test_add_promise_saves_a_vague_one_and_says_what_it_lacks(cast, clerk):
    form = {"title": "Family", "we_will": "We will try to help you see your family", **parts("adopted_on", days(0))}
    answer = clerk.post(url("add_promise", "board"), form, follow=True)
    assert "The promise is saved. Four things would make it plainer: see below." in words(answer)
    assert Promise.objects.get().number == 1


def test_add_promise_blocks_only_what_is_empty(cast, clerk):
    answer = clerk.post(url("add_promise", "board"), {"you_said": "Come when you say you will"})
    assert faults(answer) == ["Enter the promise in a few words", "Enter what we will do", "Enter the day it was made"]
    assert typed(answer, "you_said") == "Come when you say you will"


def test_change_promise_and_retire_promise_by_the_page(cast, clerk):
    promise, other = make_promise(cast), make_promise(cast)
    form = {"title": "We turn up", "we_will": "Every week.", "number": other.number, **parts("adopted_on", days(-9))}
    assert faults(clerk.post(url("change_promise", promise.pk), form)) == ["Another promise has this number. Choose one that is free."]
    clerk.post(url("change_promise", promise.pk), {**form, "number": promise.number})
    assert heading(clerk.get(url("promise", promise.pk))) == "We turn up"
    early = {"retired_why": "Sorry.", **parts("retired_on", days(-40))}
    assert faults(clerk.post(url("retire_promise", promise.pk), early)) == ["A promise cannot be dropped before it was made."]
    clerk.post(url("retire_promise", promise.pk), {"retired_why": "Sorry.", **parts("retired_on", days(0))})
    assert "We dropped this promise on" in words(clerk.get(url("promise", promise.pk)))
    assert clerk.get(url("change_promise", promise.pk)).status_code == 404


def test_add_group_keeps_their_words_only_with_their_yes(cast, clerk):
    form = {"name": "Our Voice", "says_about_board": "They listen."}
    answer = clerk.post(url("add_group"), form)
    assert faults(answer) == ["Ask the group first. Then say that they said yes, or leave their words out."]
    assert typed(answer, "says_about_board") == "They listen."
    clerk.post(url("add_group"), {**form, "said_yes": "on"})
    group = YoungGroup.objects.get()
    assert group.says_about_board == "They listen."
    clerk.post(url("change_group", group.pk), {"name": "Our Voices"})
    clerk.post(url("add_activity", group.pk), {"year": cast.year.pk, "text": "Interviewed a director."})
    text = words(clerk.get(url("group", group.pk)))
    assert ("Interviewed a director." in text, "They listen." in text) == (True, False)
    make_group(cast, name="Others")
    taken = clerk.post(url("change_group", group.pk), {"name": "Others"})
    assert faults(taken) == ["There is a group of this name already."]


def test_add_year_says_that_the_days_are_taken(cast, clerk):
    last = cast.year.ends_on
    form = {**parts("starts_on", last), **parts("ends_on", last.replace(year=last.year + 1))}
    answer = clerk.post(url("add_year"), form)
    assert faults(answer) == ["These days belong to another municipal year already."]
    assert typed(answer, "starts_on-year") == str(last.year)
    start = cast.year.ends_on + (days(1) - days(0))
    later = {**parts("starts_on", start), **parts("ends_on", start.replace(year=start.year + 1))}
    assert "is added" in words(clerk.post(url("add_year"), later, follow=True))


# Lists take the same queries, however long ------------------------------------------------------------------------------


def test_bodies_takes_the_same_queries_with_three_more(cast, clerk):
    def more():
        for n in range(3):
            body = Body.objects.create(name=f"Group {n}", slug=f"group-{n}", kind=Body.Kind.SUB_GROUP)
            make_membership(cast, seat=make_seat(cast, body=body))

    same_queries(clerk, url("bodies"), more)


def test_body_takes_the_same_queries_with_more_seats_terms_and_versions(cast, clerk):
    make_constitution(cast)
    make_membership(cast, ends_on=days(8))

    def more():
        make_constitution(cast, starts_on=days(-3000), ends_on=days(-2500))
        for n in range(3):
            seat = make_seat(cast, title=f"Seat {n}")
            make_membership(cast, seat=seat, user=cast.partner, starts_on=days(-90), ends_on=days(-50))
            make_membership(cast, seat=seat, starts_on=days(-20 + n))

    same_queries(clerk, url("body", "board"), more)


def test_lists_of_promises_groups_and_years_take_the_same_queries(cast, clerk):
    make_promise(cast)
    group = make_group(cast)
    make_activity(cast, group=group)
    same_queries(clerk, url("promises"), lambda: [make_promise(cast), make_promise(cast, retired_on=days(-1))])
    same_queries(clerk, url("groups"), lambda: [make_group(cast), make_group(cast)])
    same_queries(
        clerk, url("group", group.pk), lambda: [make_activity(cast, group=group), make_activity(cast, group=group, year=make_year(cast))]
    )
    same_queries(clerk, url("years"), lambda: [make_year(cast, 2), make_year(cast, 3)])
