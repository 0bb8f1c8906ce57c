import pytest

from champions.names import names_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mr Jones at Elm House shouts at me", ["Jones", "Elm House"]),
        ("Kayleigh said the dentist is full. “Jaden’s room is cold.”", ["Kayleigh", "Jaden"]),
        ("- Ella wants a lock\n- Boys want football", ["Ella"]),
        ("Anne-Marie came with O’Neil, and Tom. Tom again.", ["O’Neil", "Tom"]),
        ("I told Ben Ali.", ["Ben Ali"]),
        ("They live with Zoë", ["Zoë"]),
    ],
)
def test_words_that_look_like_names_are_found(text, found):
    assert names_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Warm, noisy kitchen. Everyone has a key. The dentist here is full, and two are still waiting.",
        "You came back. Most people only come once.",
        "Nobody said why. They want English and maths on Tuesday. That's fair. I'm glad, I said.",
        "The NHS and CAMHS wait is long. Staff told us. “We miss Mum at Christmas.”",
    ],
)
def test_plain_words_are_left_alone(text):
    assert names_in(text) == []


def test_grown_ups_of_the_area_may_stand():
    known = ["Dr Amara Osei", "Cllr David Thorne", "Fenbridge"]
    assert names_in("Met Dr Amara Osei and Cllr Thorne in Fenbridge. Osei said yes.", besides=known) == []


def test_the_first_name_of_a_grown_up_may_be_a_childs():
    assert names_in("We met Amara.", besides=["Dr Amara Osei"]) == ["Amara"]
