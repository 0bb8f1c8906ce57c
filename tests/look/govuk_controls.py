"""GOV.UK's options of form controls as the variables of our partials."""

from collections.abc import Callable
from typing import Any

from tests.look.govuk_taking import Options, Unsupported, done, inner, take, whole, words


def head(options: Options) -> Options:
    """Label, hint, error and group of a control."""
    label, hint, error, group = (inner(options, name) for name in ("label", "hint", "errorMessage", "formGroup"))
    given = {
        "label": words(label),
        "label_classes": label.pop("classes", ""),
        "label_is_heading": label.pop("isPageHeading", False),
        "hint": words(hint),
        "error": words(error),
        "group_classes": group.pop("classes", ""),
        "described_by": options.pop("describedBy", ""),
    }
    for each, where in ((label, "label."), (hint, "hint."), (error, "errorMessage."), (group, "formGroup.")):
        done(each, where)
    return given


def control(*names: str) -> Callable[[Options], Options]:
    """An adapter for a single control with these options beside the common ones."""

    def adapt(options: Options) -> Options:
        return {**head(options), **take(options, "id", "name", "classes", "attributes", "disabled", *names)}

    return adapt


def affix(options: Options, name: str) -> str:
    """Prefix or suffix of an input."""
    given = inner(options, name)
    said = words(given) or ""
    done(given, f"{name}.")
    return said


def text_input(options: Options) -> Options:
    """Options of the text input."""
    spelling = {"spellcheck": str(options.pop("spellcheck")).lower()} if "spellcheck" in options else {}
    names = ("value", "type", "autocomplete", "inputmode", "autocapitalize", "pattern")
    affixes = {"prefix": affix(options, "prefix"), "suffix": affix(options, "suffix")}
    return {**control(*names)(options), **affixes, **spelling}


def textarea(options: Options) -> Options:
    """Options of the textarea and of the character count."""
    spelling = {"spellcheck": str(options.pop("spellcheck")).lower()} if "spellcheck" in options else {}
    return {**control("value", "rows", "autocomplete", "maxlength", "maxwords", "threshold")(options), **spelling}


def character_count(options: Options) -> Options:
    """Options of the character count, which counts towards a limit."""
    if not options.get("maxlength") and not options.get("maxwords"):
        raise Unsupported("no limit")
    return textarea(options)


def legend(options: Options) -> Options:
    """The fieldset of a group, whose legend is our label."""
    fieldset = inner(options, "fieldset")
    given = inner(fieldset, "legend")
    made = {
        "label": words(given),
        "legend_classes": given.pop("classes", ""),
        "legend_is_heading": given.pop("isPageHeading", False),
        "described_by": fieldset.pop("describedBy", ""),
    }
    done(given, "fieldset.legend.")
    done(fieldset, "fieldset.")
    return made


def choices(options: Options) -> Options:
    """Options of radios and checkboxes."""
    named = options.pop("idPrefix", None) or options.get("name")
    outer = options.get("describedBy", "")
    common = {**head(options), **{key: value for key, value in legend(options).items() if value}}
    chosen = [*(options.pop("values", None) or []), options.pop("value", None)]
    items = [choice(item, chosen) for item in whole(options.pop("items"))]
    if outer:
        common["described_by"] = outer
    return {**common, **take(options, "name", "classes", "attributes"), "id": named, "items": items}


def choice(item: Options, chosen: list[Any]) -> Options:
    """One radio or checkbox."""
    hint, label, conditional = inner(item, "hint"), inner(item, "label"), inner(item, "conditional")
    if conditional.pop("html", None):
        raise Unsupported("items.conditional")
    value = item.get("value")
    made = {
        "text": words(item),
        "hint": words(hint),
        "checked": item.pop("checked", value in [each for each in chosen if each]),
        **take(item, "value", "id", "name", "disabled", "divider", "behaviour", "attributes"),
    }
    done(hint, "items.hint.")
    done(label, "items.label.")
    done(item, "items.")
    return made


def select(options: Options) -> Options:
    """Options of the select."""
    value = options.pop("value", None)
    items = [option(item, value) for item in whole(options.pop("items", []))]
    return {**control()(options), "items": items}


def option(item: Options, value: Any) -> Options:
    """One option of a select."""
    own = item.get("value", item.get("text"))
    made = {"selected": item.pop("selected", bool(value) and own == value)}
    if own is False:
        raise Unsupported("false as a value")
    made |= take(item, "value", "text", "disabled", "attributes")
    done(item, "items.")
    return {"value": None, **made}


def date_input(options: Options) -> Options:
    """Options of the date input, with GOV.UK's defaults for its three boxes."""
    if options.get("items") and any(options.get(part) for part in ("day", "month", "year")):
        raise Unsupported("items and parts at once")
    identity, prefix = options.get("id", ""), options.pop("namePrefix", "")
    values = options.pop("values", {})
    common = {**head(options), **{key: value for key, value in legend(options).items() if value}}
    given = options.pop("items", None) or [
        {"name": part, **options.pop(part, {}), "is_year": part == "year"}
        for part in ("day", "month", "year")
        if options.get(part, {}) is not False
    ]
    for part in ("day", "month", "year"):
        options.pop(part, None)
    items = [box(dict(item), identity, prefix, values, bool(common["error"]), given) for item in given]
    return {**common, **take(options, "id", "classes", "attributes"), "items": items}


def box(item: Options, identity: str, prefix: str, values: Options, wrong: bool, all_items: list[Options]) -> Options:
    """One box of a date."""
    bare, own_classes = item.pop("name", ""), item.pop("classes", "")
    name = f"{prefix}-{bare}" if prefix else bare
    marked = item.pop("error", None)
    any_marked = any(each.get("error") or "govuk-input--error" in (each.get("classes") or "") for each in all_items)
    red = "govuk-input--error" not in own_classes and (marked or (marked is not False and wrong and not any_marked))
    year = item.pop("is_year", bare == "year")
    width = "" if "govuk-input--width-" in own_classes else f"govuk-input--width-{4 if year else 2}"
    made = {
        "id": item.pop("id", None) or f"{identity}-{bare}",
        "name": name,
        "label": item.pop("label", None) or bare.capitalize(),
        "value": item.pop("value", values.get(name)),
        "classes": f"govuk-date-input__input {'govuk-input--error' if red else ''} {width} {own_classes}",
        **take(item, "autocomplete", "inputmode", "attributes"),
    }
    done(item, "items.")
    return made
