"""Pages that try to make the PDF engine read a file or reach an address (security handbook AC12).

`pages(...)` gives every combination of a way in (an element, a rule) and a target (the canary file, the
listener, spelled in several ways); `heavy()` gives pages that try to eat time or memory.
"""

import base64
import random
import struct
import zlib

CONTROL = "Control sentence"

# {u} is the address. What stands before "|" goes into the head.
WAYS = [
    "|<img alt=x src='{u}'>",
    "|<img alt=x srcset='{u} 1x'>",
    "|<picture><source srcset='{u}'><img alt=x src='{u}'></picture>",
    "<link rel=attachment href='{u}'>|",
    "|<link rel=attachment href='{u}'>",
    "|<a rel=attachment href='{u}'>open</a>",
    "<link rel=stylesheet href='{u}'>|",
    "<link rel=icon href='{u}'>|",
    "<link rel='alternate stylesheet' href='{u}'>|",
    "<style>@import url('{u}');</style>|",
    "<style>@import '{u}';</style>|",
    "<style>@\\69mport url('{u}');</style>|",
    "<style>@media print{{@import url('{u}');}}</style>|",
    "<style>@layer x;@import url('{u}') layer(x);</style>|",
    "<style>p{{background-image:url('{u}')}}</style>|",
    "<style>p{{background:\\75rl('{u}')}}</style>|",
    "<style>@page{{background:url('{u}')}}</style>|",
    "<style>@page{{@top-left{{content:url('{u}')}}}}</style>|",
    "<style>p::before{{content:url('{u}')}}</style>|",
    "<style>li{{list-style-image:url('{u}')}}</style>|<ul><li>x</ul>",
    "<style>p{{border-image:url('{u}') 1}}</style>|",
    "<style>p{{mask-image:url('{u}')}}</style>|",
    "<style>p{{cursor:url('{u}')}}</style>|",
    "<style>@font-face{{font-family:f;src:url('{u}')}}p{{font-family:f}}</style>|",
    "<style>@font-face{{font-family:f;src:local('x'),url('{u}') format('woff2')}}p{{font-family:f}}</style>|",
    "<style>@color-profile device-cmyk{{src:url('{u}')}}p{{color:device-cmyk(0 0 0 1)}}</style>|",
    "<style>@counter-style c{{system:cyclic;symbols:url('{u}')}}li{{list-style:c}}</style>|<ul><li>x</ul>",
    "<style>@namespace url('{u}');</style>|",
    "<style>p::before{{content:attr(data-u url)}}</style>|<p data-u='{u}'>x</p>",
    "|<p style=\"background:url('{u}')\">x</p>",
    "|<p style=\"content:url('{u}');float:footnote\">x</p>",
    "|<object data='{u}'>x</object>",
    "|<embed src='{u}'>",
    "|<iframe src='{u}'></iframe>",
    "|<video poster='{u}' src='{u}'></video>",
    "|<audio src='{u}'></audio>",
    "|<input type=image src='{u}' alt=x>",
    "|<body background='{u}'>",
    "|<table background='{u}'><tr><td background='{u}'>x</table>",
    "<script src='{u}'></script>|",
    "<meta http-equiv=refresh content='0;url={u}'>|",
    "<base href='{u}'>|<img alt=x src='x.png'><a rel=attachment href='x'>x</a>",
    "<base href='{u}'><link rel=stylesheet href='x.css'>|",
    "|<svg><image href='{u}' width=9 height=9 /></svg>",
    "|<svg><image xlink:href='{u}' width=9 height=9 /></svg>",
    "|<svg><use href='{u}#x'/></svg>",
    "|<svg><use xlink:href='{u}#x'/></svg>",
    "|<svg><style>@import url('{u}');</style><text>x</text></svg>",
    "|<svg><style>@font-face{{font-family:f;src:url('{u}')}}</style><text font-family=f>x</text></svg>",
    "|<svg><rect width=9 height=9 fill='url({u}#x)'/></svg>",
    "|<svg><rect width=9 height=9 style='fill:url({u}#x)'/></svg>",
    "|<svg><rect width=9 height=9 mask='url({u}#x)' clip-path='url({u}#x)' filter='url({u}#x)'/></svg>",
    "|<svg><filter id=f><feImage href='{u}'/></filter><rect width=9 height=9 filter='url(#f)'/></svg>",
    "|<svg><path d='M0 0 L9 9' marker-end='url({u}#x)'/></svg>",
    "|<svg><text><textPath href='{u}#x'>x</textPath><tref href='{u}#x'/></text></svg>",
    "|<svg><linearGradient id=g href='{u}#x'/><rect width=9 height=9 fill='url(#g)'/></svg>",
    "|<svg><foreignObject><img alt=x src='{u}'></foreignObject></svg>",
    "|<svg><a href='{u}'><text>x</text></a><script href='{u}'/></svg>",
    '|<img alt=x src=\'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"><image href="{u}"/></svg>\'>',
    '|<img alt=x src=\'data:image/svg+xml,<?xml-stylesheet href="{u}"?><svg xmlns="http://www.w3.org/2000/svg"/>\'>',
    "|<img alt=x src='data:image/svg+xml,<!DOCTYPE s [<!ENTITY e SYSTEM \"{u}\">]><svg><text>%26e;</text></svg>'>",
    "<link rel=stylesheet href='data:text/css,@import url({u});'>|",
    "|<math href='{u}'><mi>x</mi></math>",
]
SPELLINGS = [
    "file://{file}",
    "FILE://{file}",
    "file:{file}",
    "file://localhost{file}",
    "file:///proc/self/root{file}",
    "{file}",
    "./..{file}",
    "http://127.0.0.1:{port}/x",
    "HtTp://127.0.0.1:{port}/x.css",
    "//127.0.0.1:{port}/x",
    "http://a@127.0.0.1:{port}/x.svg",
    "ftp://127.0.0.1:{port}/x",
    "https://127.0.0.1:{port}/x",
    "http://localhost:{port}/x",
    "jar:file://{file}!/",
    "url:file://{file}",
]
# Pixels a side of a picture of a few hundred bytes.
HUGE = 30_000


def pages(file, port, number=None):
    """Hostile pages, in a fixed shuffled order that meets every way in before it repeats one."""
    order = random.Random(2)
    turns = []
    for way in order.sample(WAYS, len(WAYS)):
        turns.append([(way, s) for s in order.sample(SPELLINGS, len(SPELLINGS))])
    pairs = [turn[n] for n in range(len(SPELLINGS)) for turn in turns]
    return [page_of(way, spelling.format(file=file, port=port)) for way, spelling in pairs[:number]]


def page_of(way, address):
    head, _, body = way.partition("|")
    return document(body.format(u=address), head.format(u=address))


def document(body, head=""):
    return (
        f"<!doctype html><html lang=en-GB><head><meta charset=utf-8><title>A title</title>{head}</head>"
        f"<body><p>{CONTROL}</p>{body}</body></html>"
    )


def heavy():
    """Pages that try to eat time or memory, by name."""
    return {name: document(body) for name, body in _heavy().items()}


def _heavy():
    uses = "".join(f"<g id=g{n}>{f'<use href=#g{n + 1} />' * 10}</g>" for n in range(9))
    return {
        "many open elements": "<div>" * 20_000,
        "deep lists": "<ul><li>" * 400,
        "deep tables": "<table><tr><td>" * 300,
        "deep groups": f"<svg>{'<g>' * 5_000}</svg>",
        "a drawing that uses itself": "<svg><g id=a><use href=#a /><use href=#a /></g></svg>",
        "uses of uses": f"<svg>{uses}<g id=g9><rect width=1 height=1 /></g><use href=#g0 /></svg>",
        "a wide cell": "<table><tr><td colspan=1000000000>x</table>",
        "a tall cell": "<table><tr><td rowspan=1000000000>x</table>",
        "giant letters": "<p style='font-size:1e9px'>x</p>",
        "tiny pages": "<style>@page{size:1mm 1mm}</style>" + "word " * 2_000,
        "many columns": "<div style='columns:100000'>" + "x " * 1_000,
        "entities of entities": f"<img alt=x src='data:image/svg+xml;base64,{_laughs()}'>",
        "a giant picture": f"<img alt=x src='data:image/png;base64,{_png()}'>",
        "a tall box": "<div style='height:1e7px'>x</div>",
        "one long word": "x" * 3_000_000,
    }


def _laughs():
    entities = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    text = f'<!DOCTYPE s [<!ENTITY a "ha">{entities}]><svg xmlns="http://www.w3.org/2000/svg"><text>&j;</text></svg>'
    return base64.b64encode(text.encode()).decode()


def _png():
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = zlib.compress(b"\0" * ((HUGE // 8 + 1) * HUGE), 9)
    head = struct.pack(">IIBBBBB", HUGE, HUGE, 1, 0, 0, 0, 0)
    whole = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return base64.b64encode(whole).decode()
