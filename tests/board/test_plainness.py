import pytest

from cpboard.board.plainness import NO_PROOF, NO_WHEN, NO_WHO, what_would_help


def test_a_vague_promise_lacks_four_things():
    # test 16 of reference/voice-actions-champions-report.md, section 6.3
    found = what_would_help("We will try to help you see your family", " ")
    assert found == ["“will try to” is not a promise. Say what will be done.", NO_WHO, NO_WHEN, NO_PROOF]


def test_a_plain_promise_lacks_nothing():
    assert what_would_help("Your social worker visits you every six weeks.", "We count the visits.") == []


@pytest.mark.parametrize(
    ("we_will", "lacks"),
    [
        ("The council pays your bus fare by September.", []),
        ("The council pays your bus fare.", [NO_WHEN]),
        ("You get a bus pass within 10 days.", [NO_WHO]),
        ("Your personal adviser rings you where possible every week.", ["“where possible” is not a promise. Say what will be done."]),
        ("Your teachers meet you before the end of May 2027.", []),
    ],
)
def test_each_thing_is_told_by_itself(we_will, lacks):
    assert what_would_help(we_will, "We ask you.") == lacks
