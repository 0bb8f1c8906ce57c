"""What left the house, what waits at the door, what was refused or taken down; the annual report and its build."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from cpboard.core import files
from cpboard.core.models import Job, StoredFile
from cpboard.publishing import door, operations, papers, statements
from cpboard.publishing.models import Publication, ReleaseRequest
from meetings import operations as meetings
from tests.factories.meetings import make_item, make_meeting
from tests.factories.packs import keep_pack
from tests.factories.voice import make_reply, make_theme
from tests.nets.world import World, token
from voice.models import Theme


def build(world: World) -> None:
    """Every state of a release, then the report."""
    keep = world.keep
    keep("waiting", _asked(world, _answered(world, "waiting")))
    keep("clerks_request", _asked(world, _answered(world, "clerksrequest"), by="clerk"))
    keep("other_waiting", _asked(world, _answered(world, "otherwaiting", body=world.cast.other_body)))
    refused = keep("refused", _asked(world, _answered(world, "refused")))
    door.refuse(refused, reason=f"Too close to one child. {token('refusal')}", by=world.viewer("clerk"), now=timezone.now())
    keep("published", _released(world, _answered(world, "published")))
    down = keep("withdrawn", _released(world, _answered(world, "withdrawn")))
    door.withdraw(down, reason=f"A name stood in it. {token('withdrawalreason')}", by=world.viewer("clerk"), now=timezone.now())
    _report(world)
    _papers(world)


def _answered(world: World, name: str, **more: Any) -> Theme:
    theme = make_theme(world.cast, title=f"About {name}", words=f"We want bikes. {token(name)}", **more)
    make_reply(world.cast, theme)
    return theme


def _asked(world: World, theme: Theme, by: str = "participation") -> ReleaseRequest:
    return door.ask_release(statements.you_said(theme), by=world.viewer(by), now=timezone.now())


def _released(world: World, theme: Theme) -> Publication:
    asked = _asked(world, theme)
    return door.release(asked, seen=asked.sha256, by=world.viewer("second_clerk"), now=timezone.now())


def _papers(world: World) -> None:
    """A meeting whose agenda and papers are public, with a supplement that waits; papers that were taken back."""
    cast, keep, deed = world.cast, world.keep, {"by": world.viewer("clerk"), "now": timezone.now()}
    for name, days in (("open_meeting", 98), ("regretted_meeting", 99)):
        make_item(cast, keep(name, make_meeting(cast, days=days)))
        meetings.put_agenda_out(meeting=world[name], **deed)
        world[name].refresh_from_db()
    keep("public_agenda", _let_out(world, statements.meeting_agenda(world["open_meeting"])))
    keep("public_pack", keep_pack(cast, world["open_meeting"], "public"))
    keep("public_papers", _let_out(world, papers.pack(world["public_pack"])))
    added = keep("public_supplement", keep_pack(cast, world["open_meeting"], "public", adds_to=world["public_pack"]))
    keep("waiting_papers", door.ask_release(papers.pack(added), **deed))
    _let_out(world, statements.meeting_agenda(world["regretted_meeting"]))
    keep("regretted_pack", keep_pack(cast, world["regretted_meeting"], "public"))
    keep("gone_papers", _let_out(world, papers.pack(world["regretted_pack"])))
    meetings.withdraw_pack(pack=world["regretted_pack"], reason="It had the wrong letter.", **deed)


def _let_out(world: World, statement: statements.Statement) -> Publication:
    asked = door.ask_release(statement, by=world.viewer("clerk"), now=timezone.now())
    return door.release(asked, seen=asked.sha256, by=world.viewer("second_clerk"), now=timezone.now())


def _report(world: World) -> None:
    """This year's report is being written; last year's was built, agreed and made public."""
    cast, keep, clerk, now = world.cast, world.keep, world.viewer("clerk"), timezone.now()
    new = {"goes_to": "Full Council", "by": clerk, "now": now}
    report = keep("report", operations.start_report(body=cast.body, year=cast.year, title="What we did", **new))
    section = keep("section", report.sections.order_by("position").first())
    operations.write_chapter(section, officer_text=f"In our words. {token('chapter')}", version=0, by=clerk, now=now)
    keep("draft_build", _built(world, report, "draftbuild"))
    past = keep("past_report", operations.start_report(body=cast.body, year=world["past_year"], title="The year before", **new))
    keep("build", _built(world, past, "build"))
    operations.agree_report(world["build"], comment=token("agreement"), by=world.viewer("chair"), now=now)
    keep("public_report", _let_out(world, statements.annual_report(world["build"])))
    keep("other_report", operations.start_report(body=cast.other_body, year=cast.year, title=f"Theirs {token('otherreport')}", **new))


def _built(world: World, report: Any, name: str) -> Any:
    """A finished build without the minute that a real PDF takes."""
    now = timezone.now()
    key = {"kind": "annual_report.build", "key": f"report:{report.pk}", "asked_by": world.people["clerk"]}
    job = Job.objects.create(state=Job.State.DONE, asked_at=now, finished_at=now, **key)
    kept = {"html": f"<p>{token(name)}</p>", "pdf": f"%PDF-1.7 {token(name)}", "manifest": f'{{"is": "{token(name)}"}}'}
    stored = {kind: _stored(world, f"report.{kind}", text) for kind, text in kept.items()}
    return operations.record_build(report=report, version=1, job=job, now=now, **stored)


def _stored(world: World, name: str, text: str) -> StoredFile:
    kind = {"html": "text/html", "pdf": "application/pdf", "manifest": "application/json"}[name.split(".")[1]]
    return files.store(text.encode(), name=name, content_type=kind, by=world.viewer("clerk"), now=timezone.now())
