"""What the adapters of GOV.UK's options share: taking options out one by one, so that none is passed over in silence."""

from typing import Any

from django.utils.safestring import mark_safe

Options = dict[str, Any]


class Unsupported(Exception):
    """Our partial has no such option."""


def take(options: Options, *names: str) -> Options:
    """The named options in our spelling, removed from `options`."""
    return {snake(name): options.pop(name) for name in names if name in options}


def snake(name: str) -> str:
    """describedBy becomes described_by."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def words(options: Options, text: str = "text", html: str = "html") -> Any:
    """The text or, marked safe, the html of an object."""
    marked, plain = options.pop(html, None), options.pop(text, None)
    return mark_safe(marked) if marked else plain


def inner(options: Options, name: str) -> Options:
    """A nested object, removed from `options`; empty if there is none."""
    return dict(options.pop(name, None) or {})


def done(options: Options, where: str = "") -> None:
    """Nothing may be left over."""
    left = [name for name, value in options.items() if value is not None]
    if left:
        raise Unsupported(f"{where}{', '.join(sorted(left))}")


def whole(items: list[Any] | None) -> list[Options]:
    """Copies of a list's entries; ours never hold an empty one."""
    if not all(items or []):
        raise Unsupported("empty entries in a list")
    return [dict(item) for item in items or []]
