"""Before a decision is recorded: were there enough to decide, and enough to have cast these votes?"""

from __future__ import annotations

from collections.abc import Mapping

from cpboard.board.models import Regime
from cpboard.core.access import Viewer
from meetings.faults import Refused
from meetings.models import AgendaItem, Decision
from meetings.noted import noted_for
from meetings.presence import at_item

ALWAYS = (Decision.Verb.DEFER,)  # a body that is too few may still put a matter off


def check_quorum(item: AgendaItem, verb: str, votes: Mapping[str, int | None], viewer: Viewer) -> None:
    """Raises Refused for a committee that was too few at this item, and for more votes than could be cast.

    While nobody is marked as there, nothing is known and nothing is refused. Other bodies keep their own terms, so
    they are warned on the page and not stopped here (meetings §2.6).
    """
    meeting = item.session.meeting
    there = at_item(noted_for(meeting, viewer), item)
    if there is None or there.quorum is None:
        return
    if meeting.regime == Regime.PART_VA and there.is_short and verb in Decision.DECIDING and verb not in ALWAYS:
        raise Refused(
            f"{there.voting} members who count were there, and {there.quorum} are needed. Nothing can be decided; defer it.", "verb"
        )
    cast = sum(count or 0 for count in votes.values())
    if cast > there.voting:
        raise Refused(f"{there.voting} members who may vote were there, and these are {cast} votes.", "votes_for")
