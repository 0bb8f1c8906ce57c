"""The way round, by role: at most six links (reference: ux §2.1). Navigation is not a site map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.urls import reverse

from cpboard.core.access import Viewer
from cpboard.core.roles import May, Role


@dataclass(frozen=True)
class Link:
    """A link of the service navigation."""

    label: str
    url: str
    current: bool
    says: str = ""


MORE = ("More", "more", None)
WAYS: dict[Role, tuple[tuple[str, str, May | None], ...]] = {
    Role.CLERK: (
        ("Meetings", "meetings:list", May.READ_MEETINGS),
        ("Actions", "actions:list", May.READ_ACTIONS),
        ("What children say", "voice:themes", May.READ_THEMES),
        ("Scorecard", "performance:scorecard", May.READ_FIGURES),
        MORE,
    ),
    Role.CHAMPION: (
        ("My area", "champions:mine", May.LOG_DUTIES),
        ("Papers", "meetings:list", May.READ_MEETINGS),
        ("Actions", "actions:list", May.READ_ACTIONS),
        ("What children say", "voice:themes", May.READ_THEMES),
        MORE,
    ),
    Role.PARTICIPATION: (
        ("New messages", "postbox:queue", May.READ_POSTBOX),
        ("What children say", "voice:themes", May.READ_THEMES),
        ("Actions", "actions:list", May.READ_ACTIONS),
        MORE,
    ),
    Role.SAFEGUARDING: (("Worries", "postbox:worries", May.DECIDE_SAFEGUARDING), MORE),
    Role.CUSTODIAN: (("Requests to unseal", "postbox:unseals", May.UNSEAL), MORE),
    Role.PERFORMANCE: (("Scorecard", "performance:scorecard", May.READ_FIGURES), MORE),
    Role.OFFICER: (
        ("My reports", "meetings:my_reports", May.WRITE_REPORTS),
        ("My actions", "actions:mine", May.UPDATE_OWN_ACTIONS),
        ("Scorecard", "performance:scorecard", May.READ_FIGURES),
        MORE,
    ),
    Role.PARTNER: (
        ("What I added", "voice:themes", May.ADD_THEMES),
        ("My actions", "actions:mine", May.UPDATE_OWN_ACTIONS),
        MORE,
    ),
    Role.SCRUTINY: (
        ("Annual report", "annual_reports", May.READ_ANNUAL_REPORT),
        ("Scorecard", "performance:scorecard", May.READ_FIGURES),
        ("Actions", "actions:list", May.READ_ACTIONS),
        MORE,
    ),
    Role.YOUNG_MEMBER: (
        ("Our meetings", "meetings:list", May.READ_NAMED),
        ("What children say", "voice:themes", May.READ_THEMES),
        ("Actions", "actions:list", May.READ_ACTIONS),
        ("Promises", "board:promises", May.READ_BOARD),
        ("Numbers", "performance:card", May.READ_BOARD),
    ),
    Role.ADMINISTRATOR: (("People", "people:list", May.RUN_PEOPLE), ("Health", "health", May.SEE_HEALTH), MORE),
}
MEMBER_WAY: tuple[tuple[str, str, May | None], ...] = (
    ("Papers", "meetings:list", May.READ_MEETINGS),
    ("Actions", "actions:list", May.READ_ACTIONS),
    ("Scorecard", "performance:scorecard", May.READ_FIGURES),
    ("What children say", "voice:themes", May.READ_THEMES),
    MORE,
)
# Everything a person may reach, for the page behind "More".
ALL_WAYS: tuple[tuple[str, str, May], ...] = (
    ("Search", "search", May.READ_ACTIONS),
    ("Meetings", "meetings:list", May.READ_MEETINGS),
    ("My reports", "meetings:my_reports", May.WRITE_REPORTS),
    ("Actions", "actions:list", May.READ_ACTIONS),
    ("My actions", "actions:mine", May.UPDATE_OWN_ACTIONS),
    ("What children say", "voice:themes", May.READ_THEMES),
    ("Champions", "champions:list", May.READ_AREAS),
    ("Scorecard", "performance:scorecard", May.READ_FIGURES),
    ("The board", "board:bodies", May.READ_BOARD),
    ("Promises", "board:promises", May.READ_BOARD),
    ("Annual report", "annual_reports", May.READ_ANNUAL_REPORT),
    ("Made public", "releases", May.ASK_RELEASE),
    ("People", "people:list", May.RUN_PEOPLE),
    ("The council", "change_council", May.RUN_COUNCIL),
    ("Health", "health", May.SEE_HEALTH),
)


def way_of(viewer: Viewer) -> tuple[tuple[str, str, May | None], ...]:
    """The links of the role in which this person mostly acts."""
    return next((way for role, way in WAYS.items() if role in viewer.roles), MEMBER_WAY)


def links(viewer: Viewer, path: str) -> list[Link]:
    """The service navigation of a signed-in person: home, then their way."""
    ways = [("Home", "home", None), *way_of(viewer)]
    return [_link(label, name, path) for label, name, right in ways if right is None or viewer.can(right)]


def public_links(path: str) -> list[Link]:
    """The service navigation of the public pages."""
    ways = (
        ("Home", "public_home"),
        ("Meetings", "public_meetings"),
        ("You said, we did", "public_you_said"),
        ("Annual report", "public_annual_reports"),
        ("About the board", "public_about"),
    )
    return [_link(label, name, path) for label, name in ways]


def _link(label: str, name: str, path: str) -> Link:
    url = reverse(name)
    current = path == url if url in ("/", "/home/") else path.startswith(url)
    return Link(label, url, current)


def everywhere(viewer: Viewer) -> list[Link]:
    """Every place that this person may go, for the page behind "More"."""
    return [replace(_link(label, name, ""), says=f"You may {right}.") for label, name, right in ALL_WAYS if viewer.can(right)]


BodyLinks = Callable[[Viewer, str], list[Link]]
_body_links: list[BodyLinks] = []


def bodies_from(source: BodyLinks) -> BodyLinks:
    """Register where the body switcher comes from (the board app)."""
    _body_links[:] = [source]
    return source


def bodies(viewer: Viewer, path: str) -> list[Link]:
    """The body switcher; empty when there is one body or none."""
    found = [link for source in _body_links for link in source(viewer, path)]
    return found if len(found) > 1 else []
