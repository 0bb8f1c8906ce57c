"""A file of statistics is sent, looked at, taken in or thrown away; nothing of it stays that should not."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import Http404
from django.urls import reverse

from cpboard.core import files, jobs
from cpboard.core.models import Appointment, Event, Job, StoredFile
from performance.models import Published, Release, Upload
from performance.uploads import operations
from tests.factories.performance import make_upload
from tests.performance.statistics_files import STABILITY_2024, STABILITY_2025, file, take

DAY = dt.timedelta(days=1)


def send(client, content, name="release.csv", **more):
    return client.post(reverse("performance:send_file"), {"file": SimpleUploadedFile(name, content), **more})


def do(job):
    """What the worker does."""
    return jobs.run(job.pk)


def kept(upload):
    return files.path_of(upload.file.sha256).exists()


def test_a_file_is_sent_looked_at_and_taken_in_without_a_script(cast, now, sign_in, django_capture_on_commit_callbacks):
    take(cast, now, STABILITY_2024)
    client = sign_in(cast.performance)

    sent = send(client, file(STABILITY_2025).content, STABILITY_2025)
    upload = Upload.objects.get()
    assert sent.url == reverse("performance:upload", args=[upload.pk])
    assert "The file is being looked at" in client.get(sent.url).text
    assert do(upload.job).result == {"url": sent.url}

    page = client.get(sent.url).text
    assert "120 rows would come in" in page
    assert "One row differs" in page or "rows differ" in page
    assert Release.objects.count() == 1

    asked = client.post(reverse("performance:take_upload", args=[upload.pk]))
    with django_capture_on_commit_callbacks(execute=True):
        do(Job.objects.get(kind=operations.TAKE))
    upload.refresh_from_db()

    assert asked.url == reverse("job", args=[upload.job_id])
    assert (upload.ending, upload.ended_by, upload.report["new"]) == ("taken", cast.performance, 120)
    assert [release.name for release in Release.objects.all()] == ["DfE 2024", "DfE 2025"]
    assert "120 rows came in" in client.get(sent.url).text
    assert not kept(upload)


def test_what_a_file_would_change_is_said_old_and_new(cast, now):
    take(cast, now, STABILITY_2024)
    upload = make_upload(cast, file(STABILITY_2025).content, STABILITY_2025)

    england = [each for each in upload.report["changes"] if each["area"] == "England"]
    assert [(each["ends_on"], each["figure"], each["old"], each["new"]) for each in england] == [
        ("2024-03-31", "count", "8000", "8800"),
        ("2024-03-31", "percent", "10", "11"),
    ]
    assert (upload.report["older"], upload.report["rows"], upload.report["held"]) == ("DfE 2024", 120, 120)


def test_a_look_writes_nothing_of_the_file(cast, now):
    before = (Release.objects.count(), Published.objects.count())

    upload = make_upload(cast, file(STABILITY_2025).content)

    assert (upload.sound, upload.report["new"]) == (True, 120)
    assert (Release.objects.count(), Published.objects.count()) == before


def test_the_same_file_again_changes_nothing_and_says_so(cast, now, sign_in):
    take(cast, now, STABILITY_2025)
    upload = make_upload(cast, file(STABILITY_2025).content, STABILITY_2025)

    page = sign_in(cast.performance).get(reverse("performance:upload", args=[upload.pk])).text

    assert upload.report["new"] == 0
    assert "Nothing would change: every row is there already" in page
    assert "Take these figures in" not in page
    assert "Throw the file away" in page


def test_problems_are_listed_by_row_and_column(cast, now, sign_in):
    upload = make_upload(cast, file(STABILITY_2025, old=",8500,10", new=",8500,101").content)

    page = sign_in(cast.performance).get(reverse("performance:upload", args=[upload.pk])).text

    assert upload.report["problems"] == [{"row": 2, "column": "children_percent", "why": "A percentage is at most 100. This one is 101."}]
    assert "The file cannot be taken in" in page
    assert "A percentage is at most 100. This one is 101." in page
    assert "Take these figures in" not in page


def test_of_a_file_about_children_no_word_is_kept_or_shown(cast, now, sign_in, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        upload = make_upload(cast, b"UPN,Ayo Delaney\nA123,Ayo Delaney\n")
    assert not kept(upload)

    page = sign_in(cast.performance).get(reverse("performance:upload", args=[upload.pk])).text

    assert "single children" in page
    assert "Ayo" not in page
    assert "Ayo" not in str(upload.report)


def test_a_file_that_stopped_fitting_is_refused_when_it_is_taken_in(cast, now):
    upload = make_upload(cast, file(STABILITY_2025).content)
    take(cast, now, file(STABILITY_2025, old=",8500,10", new=",8600,10"))

    held = operations.hold_upload(upload=upload, by=cast.viewer("performance"), now=now)

    assert (held.sound, held.ending, held.ended_by) == (False, "refused", None)
    assert "already says otherwise" in held.report["sentence"]


def test_bytes_go_when_a_file_is_thrown_away_or_a_day_old_and_stay_for_another(cast, now, django_capture_on_commit_callbacks):
    content, by = file(STABILITY_2025).content, cast.viewer("performance")
    first, second = (make_upload(cast, content, now=now) for _ in range(2))

    with django_capture_on_commit_callbacks(execute=True):
        operations.drop_upload(upload=first, by=by, now=now)
    assert kept(second)
    with django_capture_on_commit_callbacks(execute=True):
        assert operations.expire_old(now=now + DAY) == 0
        assert operations.expire_old(now=now + DAY + dt.timedelta(seconds=1)) == 1

    second.refresh_from_db()
    assert (second.ending, second.ended_by) == ("expired", None)
    assert not kept(second)
    assert StoredFile.objects.filter(pk=second.file_id).exists()


def test_bytes_that_are_also_something_elses_stay(cast, now, django_capture_on_commit_callbacks):
    content = file(STABILITY_2025).content
    evidence = files.store(content, name="evidence.csv", content_type="text/csv", by=None, now=now)
    upload = make_upload(cast, content)

    with django_capture_on_commit_callbacks(execute=True):
        operations.drop_upload(upload=upload, by=cast.viewer("performance"), now=now)

    assert files.read(evidence) == content


def test_a_job_of_somebody_whose_term_ended_fails_and_says_so(cast, now):
    upload = make_upload(cast, file(STABILITY_2025).content, checked=False)
    Appointment.objects.filter(user=cast.performance).update(ends_on=now.date() - DAY)

    done = do(upload.job)

    assert (done.state, done.fault) == ("failed", "You may no longer load figures. Ask somebody who may.")
    assert Upload.objects.get().sound is None


def test_a_job_whose_file_is_gone_says_send_it_again(cast, now):
    upload = make_upload(cast, file(STABILITY_2025).content, checked=False)
    files.path_of(upload.file.sha256).unlink()

    assert "Send it again" in do(upload.job).fault


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [("list.pdf", b"%PDF-1", "Upload a file that ends in .csv or .xlsx."), ("empty.csv", b"", "That file is empty. Choose another.")],
)
def test_a_file_of_another_kind_is_not_stored(cast, sign_in, name, content, why):
    page = send(sign_in(cast.performance), content, name).text

    assert page.count(why) == 2  # in the summary and beside the box
    assert not StoredFile.objects.exists()


def test_the_list_says_who_when_and_what_was_in_it(cast, now, sign_in):
    upload = make_upload(cast, file(STABILITY_2025).content, "stability.csv")
    page = sign_in(cast.performance).get(reverse("performance:uploads")).text

    assert "120 rows held, 0 refused" in page
    assert "Sent by Priya Nair" in page
    assert upload.file.sha256[:12] in page


def test_only_those_who_load_figures_send_read_and_take(cast, now, sign_in):
    upload = make_upload(cast, file(STABILITY_2025).content, "stability.csv")
    pages = [reverse("performance:uploads"), reverse("performance:send_file")]
    pages += [reverse(f"performance:{name}", args=[upload.pk]) for name in ("upload", "take_upload", "drop_upload")]

    assert {sign_in(cast.performance).get(page).status_code for page in pages} == {200}
    for other in ("officer", "clerk", "chair", "scrutiny", "administrator"):
        assert {sign_in(getattr(cast, other)).get(page).status_code for page in pages} == {404}
    for deed in (operations.take_upload, operations.check_upload, operations.hold_upload, operations.drop_upload):
        with pytest.raises(Http404), transaction.atomic():
            deed(upload=upload, by=cast.viewer("officer"), now=now)
    assert Event.objects.filter(verb="performance.hold_upload").count() == 0
