"""Messages of children: calm and worrying, unread, read, decided, answered. Only one has a code that opens it."""

from __future__ import annotations

from tests.factories.postbox import CODE, make_answer, make_message, make_unseal_request, open_message, settle_message
from tests.nets.world import World, token
from voice.postbox.models import Submission


def build(world: World) -> None:
    """The states that a message may be in."""
    cast, keep, worker, lead = world.cast, world.keep, world.people["participation"], world.people["safeguarding"]
    keep("code", CODE)
    keep("unread", make_message(cast, words=f"Nobody has read this. {token('unread')}"))
    keep("read", make_message(cast, words=f"It was read. {token('calm')}"))
    open_message(world["read"], worker)
    keep("settled", make_message(cast, code=CODE, words=f"It hurt. {token('settled')}"))
    settle_message(world["settled"], worker)
    keep("answered", make_message(cast, words="The bus is late."))
    settle_message(world["answered"], worker)
    make_answer(world["answered"], worker, f"We rang them. {token('answer')}")
    make_answer(world["settled"], worker, f"We are sorry. {token('letter')}")
    keep("worry", make_message(cast, words=f"I am scared. {token('worry')}", feels_unsafe=True))
    open_message(world["worry"], worker)
    open_message(world["worry"], lead)
    keep("passed_on", _passed_on(world))
    keep("passed_on_read", _passed_on(world))
    open_message(world["passed_on_read"], lead)
    keep("with_theme", make_message(cast, theme=world["theme"]))
    settle_message(world["with_theme"], worker)
    keep("settled_unread", make_message(cast, feels_unsafe=True))
    settle_message(world["settled_unread"], lead)
    keep("unseal", make_unseal_request(world["settled"], worker, f"To find out where they are. {token('unseal')}"))


def _passed_on(world: World) -> Submission:
    """Somebody worried over it and told the duty team."""
    message = make_message(world.cast, words="He hits.", feels_unsafe=True)
    settle_message(message, world.people["participation"])
    message.concern, message.told_whom, message.state = True, "The duty team", Submission.State.PASSED_ON
    message.save()
    return message
