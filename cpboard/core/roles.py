"""Who may do what: one table, each role with a sentence that a clerk can read.

A right is never stored. It is worked out at each read from dated appointments
(`cpboard.core.access.Viewer`), so a term that has ended gives nothing (design §4).
Take one line out of a role below and the access matrix fails: tests/nets/test_access_matrix.py.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models


class May(StrEnum):
    """One thing that a person may do, in words of the board."""

    READ_BOARD = "read about the board, its people and its promises"
    RUN_BOARD = "set up bodies, seats, years and promises"

    READ_MEETINGS = "read meetings, their agenda and their minutes"
    READ_NAMED = "read the sessions that name them"
    READ_CLOSED = "read the papers of a private session that names them"
    RUN_MEETINGS = "run the meetings: agenda, papers, decisions, minutes"
    APPROVE_MINUTES = "approve minutes as chair"
    WRITE_REPORTS = "write the reports that were asked of them"

    READ_THEMES = "read what children tell us, with names taken out"
    ADD_THEMES = "add what children told them, with names taken out"
    ANSWER_THEMES = "answer children and say what became of what they said"
    READ_POSTBOX = "read what a child wrote, as it was written"
    DECIDE_SAFEGUARDING = "read the messages that worry us and decide who must know"
    UNSEAL = "approve or refuse a request to open a sealed message"

    READ_AREAS = "read what champions see and do"
    RUN_CHAMPIONS = "name champions and their lead officers"
    LOG_DUTIES = "log visits and report back for their own area"

    READ_FIGURES = "read every figure"
    LOAD_FIGURES = "load figures"
    COMMENT_FIGURES = "say what a figure means and why"

    READ_ACTIONS = "read the actions of the board"
    RUN_ACTIONS = "write down and change the board's actions"
    UPDATE_OWN_ACTIONS = "say how their own actions go"
    JUDGE_OUTCOMES = "judge whether an action made a difference"
    CLOSE_ACTIONS = "close an action in a meeting"

    ASK_RELEASE = "ask for something to be made public"
    RELEASE = "agree, as the second person, that something is made public"
    WITHDRAW = "take something public down again"
    READ_ANNUAL_REPORT = "read the annual report before it is public"
    WRITE_ANNUAL_REPORT = "write and build the annual report"
    AGREE_ANNUAL_REPORT = "agree the annual report for the board"

    RUN_PEOPLE = "add people, give them roles and end them"
    RUN_COUNCIL = "say who the council is, whom to ring, and its colours"
    SEE_HEALTH = "see that the machinery works"


class Role(models.TextChoices):
    """The roles of design §4. Value: what the database holds. Label: what people read."""

    YOUNG_MEMBER = "young_member", "young board member"
    MEMBER = "member", "board member"
    CHAMPION = "champion", "champion"
    CHAIR = "chair", "chair"
    OFFICER = "officer", "officer"
    PARTNER = "partner", "partner"
    PERFORMANCE = "performance", "performance officer"
    PARTICIPATION = "participation", "participation worker"
    SAFEGUARDING = "safeguarding", "safeguarding lead"
    CUSTODIAN = "custodian", "custodian"
    CLERK = "clerk", "clerk"
    SCRUTINY = "scrutiny", "scrutiny reader"
    ADMINISTRATOR = "administrator", "administrator"


@dataclass(frozen=True)
class Grant:
    """What one role sees and does, in a sentence, and the rights behind the sentence."""

    sentence: str
    rights: frozenset[May]


def _grant(sentence: str, *rights: May) -> Grant:
    return Grant(sentence, frozenset(rights))


TABLE: dict[Role, Grant] = {
    Role.YOUNG_MEMBER: _grant(
        "Sees the sessions they are named in, the young people's version first; rates whether things changed.",
        May.READ_BOARD,
        May.READ_NAMED,
        May.READ_CLOSED,
        May.READ_THEMES,
        May.READ_ACTIONS,
        May.READ_AREAS,
    ),
    Role.MEMBER: _grant(
        "Sees the papers and minutes of the bodies they sit on, private ones that name them included.",
        May.READ_BOARD,
        May.READ_MEETINGS,
        May.READ_CLOSED,
        May.READ_THEMES,
        May.READ_AREAS,
        May.READ_FIGURES,
        May.READ_ACTIONS,
        May.READ_ANNUAL_REPORT,
    ),
    Role.CHAMPION: _grant(
        "As a board member, and looks after one area: meets its officer, visits, listens, reports back.",
        May.LOG_DUTIES,
        May.JUDGE_OUTCOMES,
    ),
    Role.CHAIR: _grant(
        "As a board member; approves minutes, closes actions in a meeting, agrees the annual report.",
        May.READ_BOARD,
        May.READ_MEETINGS,
        May.READ_CLOSED,
        May.READ_THEMES,
        May.READ_AREAS,
        May.READ_FIGURES,
        May.READ_ACTIONS,
        May.READ_ANNUAL_REPORT,
        May.APPROVE_MINUTES,
        May.JUDGE_OUTCOMES,
        May.CLOSE_ACTIONS,
        May.AGREE_ANNUAL_REPORT,
        May.RELEASE,
    ),
    Role.OFFICER: _grant(
        "Sees their own reports, the items they present and their actions; writes and updates them.",
        May.READ_BOARD,
        May.WRITE_REPORTS,
        May.READ_FIGURES,
        May.UPDATE_OWN_ACTIONS,
    ),
    Role.PARTNER: _grant(
        "Sees what they gave; adds what children told them without names; updates their actions.",
        May.ADD_THEMES,
        May.UPDATE_OWN_ACTIONS,
    ),
    Role.PERFORMANCE: _grant(
        "Sees every figure; loads figures and says what they mean.",
        May.READ_BOARD,
        May.READ_FIGURES,
        May.LOAD_FIGURES,
        May.COMMENT_FIGURES,
    ),
    Role.PARTICIPATION: _grant(
        "Reads what children send, takes names out, brings it to the board and answers the children.",
        May.READ_BOARD,
        May.READ_POSTBOX,
        May.READ_THEMES,
        May.ADD_THEMES,
        May.ANSWER_THEMES,
        May.READ_ACTIONS,
        May.ASK_RELEASE,
    ),
    Role.SAFEGUARDING: _grant(
        "Sees the messages that worry us; decides and records who must know.",
        May.DECIDE_SAFEGUARDING,
    ),
    Role.CUSTODIAN: _grant(
        "Sees requests to open a sealed message; approves or refuses with a reason.",
        May.UNSEAL,
    ),
    Role.CLERK: _grant(
        "Runs the year: meetings, papers, minutes, actions, annual report. Never sees the postbox.",
        May.READ_BOARD,
        May.RUN_BOARD,
        May.READ_MEETINGS,
        May.READ_CLOSED,
        May.RUN_MEETINGS,
        May.READ_THEMES,
        May.READ_AREAS,
        May.RUN_CHAMPIONS,
        May.READ_FIGURES,
        May.READ_ACTIONS,
        May.RUN_ACTIONS,
        May.ASK_RELEASE,
        May.RELEASE,
        May.WITHDRAW,
        May.READ_ANNUAL_REPORT,
        May.WRITE_ANNUAL_REPORT,
    ),
    Role.SCRUTINY: _grant(
        "Reads the annual report and the actions register, without private words.",
        May.READ_ANNUAL_REPORT,
        May.READ_ACTIONS,
        May.READ_FIGURES,
    ),
    Role.ADMINISTRATOR: _grant(
        "Gives people their accounts and roles, keeps the council’s numbers, watches the machinery. Reads no content.",
        May.RUN_PEOPLE,
        May.RUN_COUNCIL,
        May.SEE_HEALTH,
    ),
}

# The first of these that a person holds names them in the header: the one they act in most.
LABEL_ORDER = (
    Role.CLERK,
    Role.CHAIR,
    Role.PARTICIPATION,
    Role.SAFEGUARDING,
    Role.PERFORMANCE,
    Role.CHAMPION,
    Role.YOUNG_MEMBER,
    Role.MEMBER,
    Role.OFFICER,
    Role.PARTNER,
    Role.CUSTODIAN,
    Role.SCRUTINY,
    Role.ADMINISTRATOR,
)

# What an administrator gives, for the whole house. The rest follow from a seat on a body or an area to look after.
HOUSE_ROLES = (
    Role.CLERK,
    Role.OFFICER,
    Role.PARTNER,
    Role.PERFORMANCE,
    Role.PARTICIPATION,
    Role.SAFEGUARDING,
    Role.CUSTODIAN,
    Role.SCRUTINY,
    Role.ADMINISTRATOR,
)
