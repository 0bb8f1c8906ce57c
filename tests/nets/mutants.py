"""Every permission line of the house, taken out one at a time. Generated from the code, so that none is forgotten.

Five kinds: a right taken from a role; a right given to a role that has it not; a rule that always says yes, or always
no; a rule of who sees which rows that lets everybody see all; and one condition left out of a rule.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import CodeType, FunctionType
from typing import Any

from django.apps import apps

from cpboard.core.access import GuardedModel
from cpboard.core.records import OUR_APPS
from cpboard.core.roles import TABLE, Grant, May, Role

POLICIES = ("cpboard.core", "cpboard.board", "cpboard.publishing", "voice", "voice.postbox", "champions", "performance")
POLICIES += ("meetings", "meetings.closed", "actions")
HELPERS = (("meetings.closed.querysets", "named_q"), ("performance.models", "figures_q"))


@dataclass(frozen=True)
class Rule:
    """A function that says who may do or see something."""

    name: str
    function: FunctionType
    is_query: bool

    @property
    def is_verdict(self) -> bool:
        """Whether it answers yes or no to a deed."""
        return not self.is_query and self.name.rsplit(".", 1)[1].startswith("may_")


@dataclass(frozen=True)
class Mutant:
    """The house with one permission line changed. `touches` is the rule or right that a page must have asked."""

    name: str
    touches: str
    opens: bool
    closes: bool
    applied: Callable[[], Any]
    role: Role | None = None


@cache
def rules() -> list[Rule]:
    """Every function of each policies.py, and what each table says about who may see its rows."""
    found = []
    for home in POLICIES:
        module = importlib.import_module(f"{home}.policies")
        own = [(name, f) for name, f in vars(module).items() if isinstance(f, FunctionType) and f.__module__ == module.__name__]
        found += [Rule(f"{home}.policies.{name}", f, _gives_query(f)) for name, f in own]
    for home, name in HELPERS:
        found.append(Rule(f"{home}.{name}", getattr(importlib.import_module(home), name), True))
    for model in apps.get_models():
        if model._meta.app_label in OUR_APPS:
            found += [Rule(f"{model._meta.label}.{name}", model.__dict__[name].__func__, True) for name in _own_rules(model)]
    return found


def _own_rules(model: Any) -> list[str]:
    names = ["readable_by"] if issubclass(model, GuardedModel) else ["visible_q", "mine"]
    return [name for name in names if name in model.__dict__]


def _gives_query(function: FunctionType) -> bool:
    return "Q" in str(inspect.get_annotations(function).get("return", ""))


def mutants() -> list[Mutant]:
    """All of them, in a fixed order."""
    return [*_rights(), *(mutant for rule in rules() for mutant in (*_whole(rule), *_parts(rule)))]


# Roles ---------------------------------------------------------------------------------------------------------------


def _rights() -> Iterator[Mutant]:
    for role in Role:
        for right in May:
            has = right in TABLE[role].rights
            rights = TABLE[role].rights - {right} if has else TABLE[role].rights | {right}
            grant = Grant(TABLE[role].sentence, rights)
            name = f"{role.value} {'without' if has else 'with'} {right.name}"
            yield Mutant(name, right.name, not has, has, _with_grant(role, grant), role)


def _with_grant(role: Role, grant: Grant) -> Callable[[], Any]:
    @contextmanager
    def applied() -> Iterator[None]:
        before, TABLE[role] = TABLE[role], grant
        try:
            yield
        finally:
            TABLE[role] = before

    return applied


# Rules ---------------------------------------------------------------------------------------------------------------

YES, NO = "return True", "return False"
ALL = "from cpboard.core.access import everything; return everything()"


def _whole(rule: Rule) -> Iterator[Mutant]:
    if rule.is_verdict:
        yield Mutant(f"{rule.name}: always yes", rule.name, True, False, swapped(rule.function, _stub(rule, YES)))
        yield Mutant(f"{rule.name}: always no", rule.name, False, True, swapped(rule.function, _stub(rule, NO)))
    elif rule.name.endswith((".visible_q", ".readable_by", "_q")):
        yield Mutant(f"{rule.name}: everybody sees all", rule.name, True, False, swapped(rule.function, _stub(rule, ALL)))


def _stub(rule: Rule, body: str) -> CodeType:
    return _compiled(rule.function, f"def {rule.function.__name__}(*args, **kwargs): {body}")


def _compiled(function: FunctionType, source: str | ast.Module) -> CodeType:
    space: dict[str, Any] = {}
    exec(compile(source, f"<{function.__name__}, changed>", "exec"), function.__globals__, space)
    return space[function.__name__].__code__


def swapped(function: FunctionType, code: CodeType) -> Callable[[], Any]:
    """The function with other insides, wherever it was imported."""

    @contextmanager
    def applied() -> Iterator[None]:
        before, defaults = function.__code__, function.__defaults__
        function.__code__ = code
        if not code.co_argcount:
            function.__defaults__ = None
        try:
            yield
        finally:
            function.__code__, function.__defaults__ = before, defaults

    return applied


def _parts(rule: Rule) -> Iterator[Mutant]:
    tree, named = _plain(rule.function), Counter[str]()
    for at, node in enumerate(ast.walk(tree)):
        for choice, (left_out, opens) in enumerate(_conditions(node)):
            words = f"{rule.name}: without `{ast.unparse(left_out)}`"
            named[words] += 1
            code = _compiled(rule.function, _Cutter(at, choice).visit(_plain(rule.function)))
            again = f" ({named[words]})" if named[words] > 1 else ""
            yield Mutant(f"{words}{again}", rule.name, opens is not False, opens is not True, swapped(rule.function, code))


def _plain(function: FunctionType) -> ast.Module:
    """Its code without decorators and types: there are no conditions in those."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    for each in ast.walk(tree):
        if isinstance(each, ast.FunctionDef):
            each.decorator_list, each.returns = [], None
        elif isinstance(each, ast.arg):
            each.annotation = None
    return tree


def _conditions(node: ast.AST) -> list[tuple[ast.AST, bool | None]]:
    """The parts of a node that may be left out, and whether more or less is open without them; None: either."""
    if isinstance(node, ast.BoolOp):
        return [(part, isinstance(node.op, ast.And)) for part in node.values]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.BitOr):
        return [(part, isinstance(node.op, ast.BitAnd)) for part in (node.left, node.right)]
    if isinstance(node, ast.If) and isinstance(node.body[0], ast.Return):
        return [(node.test, None)]
    if isinstance(node, ast.If):
        return [(node.test, None), (node.body[0], False)]
    if isinstance(node, ast.IfExp):
        return [(node.test, None)]
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Q" and len(node.keywords) > 1:
        return [(part, True) for part in node.keywords]
    return []


class _Cutter(ast.NodeTransformer):
    """Leaves one part of one node out."""

    def __init__(self, at: int, choice: int) -> None:
        self.at, self.choice = at, choice

    def visit_Module(self, tree: ast.Module) -> ast.Module:
        self.node = list(ast.walk(tree))[self.at]
        return ast.fix_missing_locations(self.generic_visit(tree))

    def generic_visit(self, node: ast.AST) -> Any:
        return self._cut(node) if node is self.node else super().generic_visit(node)

    def _cut(self, node: Any) -> Any:
        if isinstance(node, ast.BoolOp):
            del node.values[self.choice]
            return node.values[0] if len(node.values) == 1 else node
        if isinstance(node, ast.BinOp):
            return (node.right, node.left)[self.choice]
        if isinstance(node, ast.IfExp):
            return node.body
        if isinstance(node, ast.If):
            return None if self.choice or isinstance(node.body[0], ast.Return) else node.body
        del node.keywords[self.choice]
        return node
