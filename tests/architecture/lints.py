"""Rules of the house that the syntax tree shows (STYLE.md): who writes, how a view begins, what an operation looks like."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("cpboard", "voice", "champions", "performance", "meetings", "actions")
WRITES = {
    *("save", "create", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "create_user"),
    *("asave", "acreate", "adelete", "abulk_create", "abulk_update", "aupdate", "aget_or_create", "aupdate_or_create"),
}
SCOPES = {"visible_to", "open_to"}
SHORTCUTS = {"get_object_or_404", "get_list_or_404"}
Fault = tuple[int, str]


def modules() -> Iterator[Path]:
    """Every module of the apps, without migrations and the programs that start servers."""
    for app in APPS:
        yield from (path for path in sorted((ROOT / app).rglob("*.py")) if not {"migrations", "embedded"} & set(path.parts))


def is_operations(path: Path) -> bool:
    """Where deeds are written."""
    return path.name == "operations.py" or path.parent.name == "operations"


def is_view(path: Path) -> bool:
    """Where requests are answered."""
    return path.stem == "views" or path.stem.endswith("_views") or path.parent.name == "views"


def writes(tree: ast.Module) -> Iterator[Fault]:
    """Calls that write rows. `update` with values by place is a dictionary's; a queryset takes them by name."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name, by_name_only = node.func.attr, bool(node.keywords) and not node.args
        if name in WRITES or (name == "update" and by_name_only) or (name == "record" and by_name_only and _is_model(node.func.value)):
            yield node.lineno, ast.unparse(node.func)


def _is_model(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id[:1].isupper()


def unscoped(tree: ast.Module) -> Iterator[Fault]:
    """`Model.objects`, `Model._base_manager` and `get_object_or_404(Model)`, which do not begin with the viewer."""
    scoped = {
        id(node.func.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SCOPES
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_base_manager", "_default_manager") and id(node) not in scoped:
            yield node.lineno, ast.unparse(node)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in SHORTCUTS and node.args and _is_model(node.args[0]):
            yield node.lineno, f"{ast.unparse(node.func)}({ast.unparse(node.args[0])})"


def careless(tree: ast.Module) -> Iterator[Fault]:
    """Deeds that are not atomic, not by name, not by somebody, or that ask no policy.

    A deed is a public function that takes `by`, is atomic or writes. Its subject may stand first, without a name.
    """
    for deed in tree.body:
        if isinstance(deed, ast.FunctionDef) and not deed.name.startswith("_") and _is_deed(deed):
            yield from ((deed.lineno, f"{deed.name} {fault}") for fault in _faults(deed))


def _is_deed(function: ast.FunctionDef) -> bool:
    return _takes_by(function) or _is_atomic(function) or any(True for _ in writes(ast.Module(function.body, [])))


def _faults(deed: ast.FunctionDef) -> Iterator[str]:
    by_name = {argument.arg for argument in deed.args.kwonlyargs}
    if not _is_atomic(deed):
        yield "is not atomic"
    if len(deed.args.posonlyargs + deed.args.args) > 1:
        yield "takes more than its subject by place"
    yield from (f"does not take `{name}` by name" for name in ("by", "now") if name not in by_name)
    if not _asks_a_policy(deed):
        yield "asks no policy"


def _takes_by(deed: ast.FunctionDef) -> bool:
    return any(argument.arg == "by" for argument in (*deed.args.args, *deed.args.kwonlyargs))


def _is_atomic(deed: ast.FunctionDef) -> bool:
    return any(ast.unparse(decorator).startswith("transaction.atomic") for decorator in deed.decorator_list)


def _asks_a_policy(deed: ast.FunctionDef) -> bool:
    """`require(policies.may_…(…))` as a statement of its own, not within an if or a try."""
    asked = (s.value for s in deed.body if isinstance(s, ast.Expr) and isinstance(s.value, ast.Call))
    return any(ast.unparse(call).startswith("require(policies.may_") for call in asked)


def found_in(path: Path, lint: object) -> list[str]:
    """What a lint finds in a file, as file:line: what."""
    tree = ast.parse(path.read_text())
    return [f"{path.relative_to(ROOT)}:{line}: {what}" for line, what in lint(tree)]  # type: ignore[operator]
