"""The words of the house (ux §7.1): what we never write, and where to look for it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parents[2]
APPS = ("cpboard", "voice", "champions", "performance", "meetings", "actions")

# What to write instead stands behind each.
NEVER = {
    r"\bLACs?\b": "children in our care",
    r"\bCLAs?\b": "children in our care",
    r"\blooked[- ]after\b": "in our care",
    r"\bcare leavers?\b": "care-experienced young people",
    r"\bplacements?\b": "home",
    r"\b(?:difficult|hard) to place\b": "we could not find a good enough home",
    r"\b(?:placement|home) breakdowns?\b": "move",
    r"\bdisruptions?\b": "move",
    r"\bcontact cent(?:re|er)s?\b": "family centre",
    r"\b(?:supervised|family) contact\b": "family time",
    r"\bsiblings?\b": "brothers and sisters",
    r"\b(?:birth|biological|natural) (?:parents?|mothers?|fathers?|mums?|dads?|famil(?:y|ies))\b": "parents, Mum, Dad",
    r"\babscond\w*": "ran away, went missing",
    r"\bchallenging behaviou?rs?\b": "having trouble coping",
    r"\bNEETs?\b": "not in work or training",
    r"\bpermanence\b": "a home for good",
    r"\bUASC\b": "young people who came here alone",
    r"\basylum[- ]seek\w+": "young people who came here alone seeking safety",
    r"\brespite\b": "a break",
    r"\bleaving care\b": "moving on",
    r"\bRAG\b": "on track, close to target, off track",
    r"\bservice users?\b": "children, young people, families",
    r"\bunfortunately\b": "sorry",
    r"\bplease be advised\b": "say it",
    r"\bgentle reminder\b": "this is 6 days late",
    r"\band/or\b": "or",
    r"\bN/A\b": "leave it out",
    r"\bclick here\b": "where the link goes",
}
AMERICAN = {
    r"\b(?:organi|recogni|apologi|summari|prioriti|emphasi|criti[c]i|minimi|maximi|finali|categori|normali|personali|anonymi)z\w+": "-ise",
    r"\banaly[z]\w+": "analyse",
    r"\b(?:colo|hono|favo|labo|neighbo|behavio)r(?:s|ed|ing|ful|ite|al|hood)?\b": "-our",
    r"\bcenter(?:s|ed)?\b": "centre",
    r"\b(?:cance|trave|labe|mode|signa)l(?:ed|ing)\b": "-lled, -lling",
    r"\b(?:fulfill|enrollment|skillful)\b": "fulfil, enrolment, skilful",
    r"\bgray\b": "grey",
    r"\bprograms?\b": "programme",
    r"\bdefense\b": "defence",
    r"\bemails?\b": "e-mail",
    r"\bgotten\b": "got",
}
# Beyond the rest, never to a child.
TO_A_CHILD = {
    r"\bcarers?\b": "their name, foster mum",
    r"\bcontact\b": "seeing Mum",
    r"\b(?:care|pathway) plans?\b": "my plan",
    r"\bcorporate parent\w*": "the people who run care here",
    r"\btransitions?\b": "moving on",
    r"!": "no exclamation marks from adults",
}
QUOTED = re.compile(r'"([^"]*)"|\'([^\']*)\'')
SPOKEN = ("aria-label", "title", "alt", "placeholder", "content")


def found(text: str, *lists: dict[str, str]) -> list[str]:
    """What is in a text that we never write, each with what to write instead."""
    rules = {rule: better for words in lists for rule, better in words.items()}
    return [f"“{hit[0]}”: write {rules[rule]}" for rule in rules for hit in re.finditer(rule, text, _case(rule))]


def _case(rule: str) -> re.RegexFlag:
    """Short forms are capitals; everything else is found in any case."""
    return re.NOFLAG if re.search(r"[A-Z]{2}", rule) else re.IGNORECASE


def words_of_template(text: str) -> str:
    """What a template says: its text, what its attributes say aloud, and the strings that it hands to a component."""
    text = re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", " ", text, flags=re.S)
    strings = [a or b for tag in re.findall(r"\{[%{].*?[%}]\}", text, re.S) for a, b in QUOTED.findall(tag)]
    bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.S)
    return " \n ".join([words_of_page(bare), *(line for line in strings if speaks(line))])


def words_of_page(html: str) -> str:
    """What a page says, aloud too."""
    soup = BeautifulSoup(html, "html.parser")
    for silent in soup(["script", "style"]):
        silent.decompose()
    aloud = [str(tag[name]) for tag in soup.find_all(True) for name in SPOKEN if tag.get(name) and tag.name != "meta"]
    return " \n ".join([soup.get_text(" "), *aloud])


def templates() -> Iterator[Path]:
    """Every template, letters too."""
    yield from (path for path in sorted((ROOT / "templates").rglob("*.*")) if path.suffix in {".html", ".txt"})


def modules() -> Iterator[Path]:
    """Every module of the product that may say something to somebody."""
    for app in APPS:
        yield from (path for path in sorted((ROOT / app).rglob("*.py")) if not {"migrations", "embedded"} & set(path.parts))


def strings_of(path: Path) -> Iterator[tuple[int, str]]:
    """The strings of a module that are not docstrings, with their lines: labels, hints, faults, letters, invented words."""
    tree = ast.parse(path.read_text())
    docs = {id(node.body[0].value) for node in ast.walk(tree) if _has_docstring(node)}  # type: ignore[attr-defined]
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def speaks(text: str) -> bool:
    """Whether a string is for people: names of fields, columns and files are not."""
    return not re.fullmatch(r"[a-z0-9_./:*-]*", text)


def _has_docstring(node: ast.AST) -> bool:
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return isinstance(node, holders) and ast.get_docstring(node, clean=False) is not None
