"""No small number leaves the house: every file that the annual report is made of."""

from __future__ import annotations

import datetime as dt
import json

from django.utils import timezone

from cpboard.core import files, jobs, pdf
from cpboard.publishing import operations
from cpboard.publishing.models import ReportBuild
from tests.factories.performance import make_comment, make_comparator, make_indicator, make_value


def outputs_of(build):
    """The texts of everything that a build gives out, by name. When it was built is left out: 41.3 may be its seconds."""
    manifest = json.loads(files.read(build.manifest))
    assert manifest.pop("built_at")
    return {
        "page": files.read(build.html).decode(),
        "paper": " ".join(" ".join(pdf.facts_of(files.read(build.pdf)).text).split()),
        "manifest": json.dumps(manifest),
    }


def test_no_file_of_the_annual_report_holds_a_few_children_or_what_gives_them_away(cast):
    ends_on = cast.year.ends_on if cast.year.ends_on < timezone.localdate() else timezone.localdate() - dt.timedelta(days=2)
    few = make_indicator(cast, plain_name="Ran away twice")
    make_value(cast, few, 60, 187, ends_on=ends_on - dt.timedelta(days=365))
    make_comparator(cast, few, "41.3", ends_on=ends_on)
    make_comment(cast, make_value(cast, few, 3, 187, ends_on=ends_on), "Three boys, zzwhy.")
    told = make_indicator(cast, plain_name="Saw a dentist")
    make_value(cast, told, 89, 131, ends_on=ends_on)
    by = cast.viewer("clerk")
    report = operations.start_report(body=cast.body, year=cast.year, title="What we did", goes_to="Full Council", by=by, now=timezone.now())
    job = jobs.run(operations.ask_build(report, by=by, now=timezone.now()).pk)

    outputs = outputs_of(ReportBuild.objects.get(job=job))

    leaks = ("3 of 187", "1.6%", "60 of 187", "32.1%", "41.3", "zzwhy")
    assert {name: [leak for leak in leaks if leak in text] for name, text in outputs.items()} == {"page": [], "paper": [], "manifest": []}
    assert ["89 of 131" in outputs[name] for name in ("page", "paper")] == [True, True]
    assert "Too few to show." in outputs["page"]
