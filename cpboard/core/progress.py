"""How a job stands, in words for whoever waits for it (ux §1.5, look §4 'Chapters, progress')."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from cpboard.core import jobs
from cpboard.core.models import Job

BAR = 260
QUIET = dt.timedelta(seconds=10)
LONG = dt.timedelta(minutes=2)

NOT_YET = "The worker has not started it yet."
NO_ANSWER = "The queue is not answering. Your work is kept and will start by itself."
TAKEN_UP_AGAIN = "The worker stopped in the middle. It is taken up again by itself, in a minute or two."


@dataclass(frozen=True)
class Step:
    """One step of a job, for the list."""

    name: str
    state: str
    note: str = ""


@dataclass(frozen=True)
class Progress:
    """What the page of a job says."""

    title: str
    sentence: str = ""
    share: int | None = None
    steps: list[Step] = field(default_factory=list)
    link: str = ""


def progress_of(job: Job, *, now: dt.datetime) -> Progress:
    """How this job stands at this moment."""
    thing = jobs.title_of(job)
    if job.state == Job.State.DONE:
        return Progress(f"{_capital(thing)} is ready", steps=_steps(job), link=_own_address(job.result.get("url", "")))
    if job.state == Job.State.FAILED:
        return Progress(f"{_capital(thing)} could not be made", steps=_steps(job))
    if job.state == Job.State.WAITING:
        return Progress(f"Waiting to start: {thing}", sentence=_waiting(job, now), steps=_steps(job))
    return Progress(f"Being made now: {thing}", sentence=_running(job, now), share=_share(job), steps=_steps(job))


def _waiting(job: Job, now: dt.datetime) -> str:
    waited = now - job.asked_at
    if job.rung_at is None and waited > QUIET:
        return NO_ANSWER
    if waited > LONG:
        return f"{NOT_YET} It has waited {waited // dt.timedelta(minutes=1)} minutes. Your work is kept and will start by itself."
    return NOT_YET


def _running(job: Job, now: dt.datetime) -> str:
    if job.leased_until is not None and job.leased_until < now:
        return TAKEN_UP_AGAIN
    if not job.all_steps:
        return "The worker has begun."
    return f"Step {min(job.done_steps + 1, job.all_steps)} of {job.all_steps}: {job.step}."


def _share(job: Job) -> int | None:
    return BAR * job.done_steps // job.all_steps if job.all_steps else None


def _steps(job: Job) -> list[Step]:
    names = jobs.steps_of(job)
    at = len(names) if job.state == Job.State.DONE else job.done_steps
    now = {Job.State.RUNNING: "now", Job.State.FAILED: "failed"}.get(Job.State(job.state), "")
    return [Step(name, "done" if i < at else now if i == at else "") for i, name in enumerate(names)]


def _own_address(url: str) -> str:
    """A result leads to a page of ours or nowhere."""
    return url if url.startswith("/") and not url.startswith("//") else ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
