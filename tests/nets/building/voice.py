"""Themes of the board, of the other body, of a partner; with and without their answer."""

from __future__ import annotations

from django.utils import timezone

from tests.factories.voice import make_reply, make_theme
from tests.nets.world import World, token
from voice import operations


def build(world: World) -> None:
    """Three themes, told apart by who may read them."""
    cast, keep, people = world.cast, world.keep, world.people
    before = f"Before they were changed. {token('before')}"
    theme = keep("theme", make_theme(cast, title=f"The dentist {token('themetitle')}", words=before))
    make_reply(cast, theme, text=f"We asked six dentists. {token('reply')}")
    _change_words(world)
    keep("unanswered_theme", make_theme(cast, title="Our things in bin bags", promise=world["promise"]))
    keep("other_theme", make_theme(cast, body=cast.other_body, title="Waiting rooms", words=f"It smells. {token('othertheme')}"))
    keep("partner_theme", make_theme(cast, title="Glasses", words=f"They broke. {token('partnertheme')}", added_by=people["partner"]))


def _change_words(world: World) -> None:
    """What a theme said before it was mended stands in its history, and nowhere else."""
    theme = world["theme"]
    words = {"title": theme.title, "said_by": theme.said_by, "permission": theme.permission, "source": theme.source}
    words |= {"group": None, "promise": world["promise"], "heard_on": theme.heard_on, "times_heard": 2}
    operations.change_theme(
        theme=theme, **words, words=f"My tooth hurt. {token('theme')}", by=world.viewer("participation"), now=timezone.now()
    )
