import base64
import importlib.abc
import io
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import page
import pikepdf
import pytest
import weasyprint

from cpboard.core import pdf, pdf_child
from cpboard.core.charts import LineChart, Series, Style
from cpboard.core.pdf import PdfFailed, facts_of, fonts, render
from tests.core import hostile
from tests.core.hostile import CONTROL, document

CANARY = "XQcanary7731"
DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
CHART = LineChart(
    key="same-home",
    title="As many children stay in one home as last year",
    about="Children in care for 2½ years or more.",
    periods=("2019/20", "2020/21"),
    series=(Series("Us", (67.0, 67.9)), Series("England", (68, 68), Style.ENGLAND)),
    target=70,
)


def report(chapters=1):
    table = CHART.table()
    head = "".join(f'<th scope="col">{cell}</th>' for cell in table.head)
    rows = "".join(f'<tr><th scope="row">{row[0]}</th>{"".join(f"<td>{cell}</td>" for cell in row[1:])}</tr>' for row in table.rows)
    chapter = f"""<h2>What we did</h2><p>89 of 131 children (67.9%) stayed. <q>I had just learned the bus.</q></p>
      <ul><li>First</li><li>Second, <a href="https://example.org/">with a link</a></li></ul>
      <ol><li>One</li></ol><h3>The figures</h3><figure>{CHART.wide}<figcaption>{CHART.subtitle}</figcaption></figure>
      <table><caption>Figures behind the chart</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
      <p><img src="asset:dot.png" alt="A drawing by Sam"> <strong>Well done.</strong></p>"""
    return f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Annual report 2020/21</title>
      <meta name="description" content="What we did"><link rel="stylesheet" href="asset:fonts.css">
      <style>html, @page {{ font-family: Inter }} q {{ font-family: "Source Serif 4" }}
      @page {{ size: A4; font-family: Inter; @bottom-center {{ content: "Page " counter(page) " of " counter(pages) }} }}</style>
      </head><body><h1>Annual report</h1><p>For everybody.</p>{chapter * chapters}</body></html>"""


@pytest.fixture(scope="module")
def built():
    return render(report(), assets={"dot.png": DOT})


@pytest.fixture
def scratch(tmp_path, monkeypatch):
    """Where temporary folders are made; the test asserts that it is empty again."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


class Listener(ThreadingHTTPServer):
    """A web server on loopback that counts who came and hands out a canary in many forms."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.hits = []


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.hits.append(self.path)
        body = f"<svg xmlns='http://www.w3.org/2000/svg'><g id='x'><text y='9'>{CANARY}</text></g></svg>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/css" if self.path.endswith(".css") else "image/svg+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def listener():
    server = Listener()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def canary(tmp_path):
    file = tmp_path / "canary.svg"
    file.write_text(f"<svg xmlns='http://www.w3.org/2000/svg'><g id='x'><text y='9'>{CANARY}</text></g></svg>")
    return file


def everything_in(content):
    """Every byte that the PDF holds, in the clear, and its text."""
    parts = [content]
    with pikepdf.open(io.BytesIO(content)) as opened:
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Stream):
                try:
                    parts.append(thing.read_bytes())
                except pikepdf.PdfError:
                    parts.append(thing.read_raw_bytes())
    return b"".join(parts) + "".join(facts_of(content).text).encode()


def asked(html, **changes):
    return {"html": html, "assets": {}, "title_check": True, "lock": False, **changes}


# The document


def test_a_report_is_tagged_titled_and_in_english(built):
    facts = facts_of(built)
    assert (facts.pages, facts.title, facts.lang, facts.standard) == (1, "Annual report 2020/21", "en-GB", "PDF/UA-1")
    assert facts.tagged
    assert facts.shows_title
    assert facts.attachments == ()


def test_its_bookmarks_are_its_headings(built):
    assert facts_of(built).bookmarks == ("Annual report", "What we did", "The figures")


def test_its_text_reads_line_by_line(built):
    text = facts_of(built).text[0]
    assert "89 of 131 children (67.9%) stayed. “I had just learned the bus.”" in text.replace("\n", " ")
    assert "2020/21 67.9% 68.0% 70%\n2019/20 67.0% 68.0% 70%" in text
    assert text.endswith("Page 1 of 1")


def test_it_passes_every_rule_of_pdf_ua_1(built):
    checked = page.validate_pdf_bytes(built, profile="ua-1")
    assert [(f.rule_id, f.message) for f in checked.failures] == []
    assert checked.is_compliant


def test_a_report_of_many_pages_passes_every_rule_too():
    long = render(report(chapters=8), assets={"dot.png": DOT})
    assert facts_of(long).pages > 4
    assert page.validate_pdf_bytes(long, profile="ua-1").failures == []


def test_an_untagged_pdf_fails_the_same_rules():
    empty = pikepdf.new()
    empty.add_blank_page()
    buffer = io.BytesIO()
    empty.save(buffer)
    assert not page.is_pdf_compliant_bytes(buffer.getvalue(), profile="ua-1")
    assert facts_of(buffer.getvalue()).tagged is False
    assert facts_of(buffer.getvalue()).standard == ""


def test_the_chart_carries_its_sentence_as_alternative_text(built):
    with pikepdf.open(io.BytesIO(built)) as opened:
        alts = [str(o.Alt) for o in opened.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
    assert CHART.description in alts
    assert "A drawing by Sam" in alts


def test_our_fonts_are_embedded(built):
    assert b"Inter" in everything_in(built)
    assert b"Source Serif 4" in everything_in(built)
    assert {"fonts.css", "inter-latin-400-normal.woff2"} <= set(fonts())


def test_the_same_input_gives_the_same_bytes(built):
    assert render(report(), assets={"dot.png": DOT}) == built


def test_the_author_is_left_empty(built):
    with pikepdf.open(io.BytesIO(built)) as opened:
        assert set(opened.docinfo) == {"/Producer", "/Subject", "/Title"}


def test_text_inside_a_drawing_with_opacity_is_read():
    html = document("<svg width=200 height=50><title>t</title><g opacity='.5'><text y='20'>Faint words</text></g></svg>")
    assert "Faint words" in facts_of(pdf_child.make(asked(html))).text[0]


# What stops it


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<html lang=en-GB><body>x", "title"),
        ("<html lang=en-GB><title> </title><body>x", "title"),
        ("<html><title>A title</title><body>x", "language"),
        (document("<img alt=x src='asset:lost.png'>"), "asset"),
        (document("<div>" * 900), "nesting"),
        (document("<p style='font-size:1e9px'>x</p>"), "other"),
    ],
)
def test_a_document_that_cannot_be_made_is_refused_with_a_reason(html, kind):
    with pytest.raises(pdf_child.Fault) as fault:
        pdf_child.make(asked(html))
    assert fault.value.kind == kind
    assert kind in pdf.REASONS


def test_the_reason_reaches_people_as_a_sentence():
    with pytest.raises(PdfFailed) as refused:
        render("<html lang=en-GB><body>x")
    assert refused.value.kind == "title"
    assert str(refused.value) == "The document has no title. Give it a title, then build it again."


def test_title_and_language_can_be_left_out_on_purpose():
    assert facts_of(pdf_child.make(asked("<p>Only a part</p>", title_check=False))).pages == 1


def test_every_reason_says_how_to_mend_it():
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0" in pdf.REASONS["libraries"]
    assert all(reason.count(".") >= 2 or ": " in reason for reason in pdf.REASONS.values())


def test_a_document_that_takes_too_long_is_stopped_and_leaves_nothing(scratch):
    with pytest.raises(PdfFailed) as stopped:
        render(document("<div>" * 20_000), timeout=1.5)
    assert stopped.value.kind == "time"
    assert list(scratch.iterdir()) == []


def test_a_document_that_needs_too_much_memory_is_stopped(scratch):
    with pytest.raises(PdfFailed) as stopped:
        render(hostile.heavy()["a wide cell"], memory_mb=400)
    assert stopped.value.kind == "memory"
    assert list(scratch.iterdir()) == []


def test_a_child_that_is_killed_at_work_fails_with_a_reason_and_leaves_nothing(scratch, monkeypatch):
    real = pdf._child

    def doomed(folder):
        child = real(folder)
        threading.Timer(1.0, child.kill).start()
        return child

    monkeypatch.setattr(pdf, "_child", doomed)
    with pytest.raises(PdfFailed) as stopped:
        render(document("<div>" * 20_000), timeout=60)
    assert stopped.value.kind == "stopped"
    assert list(scratch.iterdir()) == []


def test_a_good_document_leaves_nothing(scratch):
    assert facts_of(render(document(""))).text == (CONTROL,)
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    ("end", "kind"), [(signal.SIGXCPU, "time"), (signal.SIGABRT, "memory"), (signal.SIGSEGV, "other"), (signal.SIGTERM, "stopped")]
)
def test_however_a_child_ends_there_is_a_reason(tmp_path, end, kind):
    child = pdf._child(tmp_path)
    child.send_signal(end)
    with pytest.raises(PdfFailed) as stopped:
        pdf._answer_of(child, b"", 20)
    assert stopped.value.kind == kind


def test_the_log_names_kind_and_place_and_no_word_of_the_document(caplog):
    with pytest.raises(PdfFailed):
        render(document(f"<p style='font-size:1e9px'>{CANARY}</p>"))
    [record] = [r.getMessage() for r in caplog.records if r.name == "cpboard.core.pdf"]
    assert record.startswith("No PDF: other ZeroDivisionError at ")
    assert CANARY not in record


def test_a_child_does_not_outlive_its_parent(tmp_path):
    request = {"html": document("<div>" * 20_000), "assets": {}, "title_check": True, "seconds": 100, "memory_mb": 1024}
    script = """
import json, os, subprocess, sys
child = subprocess.Popen(
    [sys.executable, "-I", sys.argv[1]],
    stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={"TMPDIR": sys.argv[2], "PATH": os.environ["PATH"]},
)
child.stdin.write(json.dumps({**json.loads(sys.argv[3]), "parent": os.getpid()}).encode())
child.stdin.close()
print(child.pid, flush=True)
child.wait()
"""
    call = [sys.executable, "-c", script, str(pdf.CHILD), str(tmp_path), json.dumps(request)]
    parent = subprocess.Popen(call, stdout=subprocess.PIPE)
    child = os.pidfd_open(int(parent.stdout.readline()))
    try:
        parent.kill()
        ended, _, _ = select.select([child], [], [], 60)
        assert ended == [child]
    finally:
        os.close(child)
        parent.wait()
        parent.stdout.close()


# The two locks


@pytest.fixture(scope="module")
def locked_out():
    """What a child that has locked itself in may still do: asked of a real one."""
    attempts = """
import importlib.util, json, os, socket, subprocess, sys
spec = importlib.util.spec_from_file_location("pdf_child", sys.argv[1])
child = importlib.util.module_from_spec(spec)
spec.loader.exec_module(child)
child.limit({"memory_mb": 1024, "seconds": 20, "parent": os.getppid()})
child.load()
child.lock()
def attempt(deed):
    try:
        deed()
    except PermissionError:
        return "refused"
    except Exception as fault:
        return type(fault).__name__
    return "done"
import pathlib
print(json.dumps({
    "secret": attempt(lambda: open(sys.argv[2]).read()),
    "climb": attempt(lambda: open(os.environ["TMPDIR"] + "/../secret.txt").read()),
    "bytes": attempt(lambda: pathlib.Path(sys.argv[2]).read_bytes()),
    "connect": attempt(lambda: socket.create_connection(("127.0.0.1", int(sys.argv[3])))),
    "resolve": attempt(lambda: socket.getaddrinfo("localhost", 80)),
    "program": attempt(lambda: subprocess.run(["/bin/true"])),
    "shell": attempt(lambda: os.system("true")),
    "fork": attempt(os.fork),
    "own": attempt(lambda: open(os.environ["TMPDIR"] + "/own.txt", "w").close()),
    "django": "django" in sys.modules,
}))
"""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as server:
        secret = Path(folder, "secret.txt")
        secret.write_text(CANARY)
        own = Path(folder, "own")
        own.mkdir()
        done = subprocess.run(
            [sys.executable, "-I", "-c", attempts, str(pdf.CHILD), str(secret), str(server.getsockname()[1])],
            env={"TMPDIR": str(own), "PATH": "/usr/bin:/bin:/usr/sbin:/sbin"},
            capture_output=True,
            check=True,
        )
    return json.loads(done.stdout)


@pytest.mark.parametrize("deed", ["secret", "climb", "bytes", "connect", "resolve", "program", "shell", "fork"])
def test_a_locked_child_cannot(locked_out, deed):
    assert locked_out[deed] == "refused"


def test_a_locked_child_can_write_in_its_own_folder_and_knows_no_django(locked_out):
    assert locked_out["own"] == "done"
    assert locked_out["django"] is False


def test_the_rule_of_the_lock(tmp_path):
    roots = (str(tmp_path) + os.sep,)
    refuse = partial(pdf_child.refuse, roots=roots)
    refuse("open", (str(tmp_path / "x"), "r", 0))
    refuse("open", (3, "r", 0))
    refuse("import", ("os",))
    for event, args in [("open", ("/etc/passwd", "r", 0)), ("open", (b"/etc/passwd", "r", 0)), ("socket.connect", ())]:
        with pytest.raises(PermissionError):
            refuse(event, args)


def test_only_our_child_brings_a_pdf_engine_and_only_there():
    done = subprocess.run(
        [sys.executable, "-c", "import sys, cpboard.core.pdf_facts; print('weasyprint' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(pdf.__file__).parents[2],
    )
    assert done.stdout.strip() == "False"
    house = Path(pdf.__file__).parents[2]
    ours = [
        s for folder in ("cpboard", "voice", "champions", "performance", "meetings", "actions") for s in house.glob(f"{folder}/**/*.py")
    ]
    importing = {s.name for s in ours if "import weasyprint" in s.read_text()}
    assert importing == {"pdf_child.py"}


def test_a_missing_library_is_said_with_the_line_that_mends_it(monkeypatch):
    class Lacking(importlib.abc.MetaPathFinder):
        def find_spec(self, name, path, target=None):
            if name.startswith("weasyprint"):
                raise OSError("cannot load library 'libpangoft2-1.0-0'")

    for name in [n for n in sys.modules if n.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Lacking(), *sys.meta_path])
    with pytest.raises(pdf_child.Fault) as fault:
        pdf_child.make(asked(document("")))
    assert fault.value.kind == "libraries"


@pytest.mark.parametrize("raised", [MemoryError, RecursionError])
def test_faults_have_a_word_each(raised, monkeypatch):
    def fail():
        raise raised

    monkeypatch.setattr(pdf_child, "load", fail)
    with pytest.raises(pdf_child.Fault) as fault:
        pdf_child.make(asked(document("")))
    assert fault.value.kind == {MemoryError: "memory", RecursionError: "nesting"}[raised]


def test_a_fault_without_a_place_is_named_by_its_kind():
    assert pdf_child.place_of(ValueError("words")) == "ValueError"


# Hostile pages


def assert_harmless(make, listener, html):
    try:
        made = make(html)
    except (PdfFailed, pdf_child.Fault):
        return False
    finally:
        assert listener.hits == [], html
    assert CANARY.encode() not in everything_in(made), html
    assert facts_of(made).attachments == (), html
    return True


@pytest.mark.parametrize(
    "way", ["|<link rel=attachment href='{u}'>", "|<img alt=x src='{u}'>", "<style>p::before{{content:url('{u}')}}</style>|"]
)
def test_without_our_locks_a_hostile_page_does_reach_file_and_address(canary, listener, way):
    from_file = weasyprint.HTML(string=hostile.page_of(way, f"file://{canary}")).write_pdf()
    weasyprint.HTML(string=hostile.page_of(way, f"http://127.0.0.1:{listener.server_port}/x.svg")).write_pdf()
    assert CANARY.encode() in everything_in(from_file)
    assert listener.hits != []


def test_no_hostile_page_of_a_sample_reaches_a_file_or_an_address(canary, listener):
    """The fetcher by itself, in this process: the second lock is not on."""

    def make(html):
        return pdf_child.make(asked(html))

    made = [assert_harmless(make, listener, html) for html in hostile.pages(canary, listener.server_port, 100)]
    assert len(made) == 100
    assert sum(made) >= 95


def test_no_hostile_page_reaches_a_file_or_an_address_from_the_child(canary, listener):
    for html in hostile.pages(canary, listener.server_port, 8):
        assert assert_harmless(render, listener, html)


def test_assets_and_data_are_shown_beside_refused_addresses(canary):
    html = document(f"<img alt='ours' src='asset:dot.png'><img alt='theirs' src='file://{canary}'>")
    made = pdf_child.make(asked(html, assets={"dot.png": base64.b64encode(DOT).decode()}))
    with pikepdf.open(io.BytesIO(made)) as opened:
        pictures = [o for o in opened.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
    assert {(p.Width, p.Height) for p in pictures} == {(1, 1)}


@pytest.mark.parametrize("name", ["a drawing that uses itself", "entities of entities", "a giant picture", "deep tables", "uses of uses"])
def test_a_heavy_page_ends_within_its_limits(name):
    try:
        outcome = facts_of(render(hostile.heavy()[name], timeout=4)).text[0]
    except PdfFailed as refused:
        outcome = refused.kind
    assert outcome in {"time", "memory", "nesting"} or outcome.startswith(CONTROL)


@pytest.mark.deep
@pytest.mark.timeout(7200)
def test_no_hostile_page_of_a_thousand_reaches_a_file_or_an_address(canary, listener, capsys):
    """All of them against the fetcher alone, and every fifth against a real child with both locks."""
    pages = hostile.pages(canary, listener.server_port, 985)
    made = [assert_harmless(lambda html: pdf_child.make(asked(html)), listener, html) for html in pages]
    again = [assert_harmless(render, listener, html) for html in pages[::5]]
    ended = [assert_harmless(partial(render, timeout=20), listener, html) for html in hostile.heavy().values()]
    with capsys.disabled():
        print(
            f"\nhostile pages: {len(made) + len(ended)}, made: {sum(made) + sum(ended)}, in a child: {len(again) + len(ended)}, "
            "addresses reached: 0, files read: 0"
        )
    assert len(made) + len(ended) == 1000
