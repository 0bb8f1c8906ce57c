"""GOV.UK's options for a component as the variables of our partial. What a partial has no variable for raises Unsupported."""

from collections.abc import Callable

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from tests.look.govuk_controls import character_count, choices, control, date_input, select, text_input, textarea
from tests.look.govuk_taking import Options, Unsupported, done, inner, take, whole, words


def simple(*names: str, **renamed: str) -> Callable[[Options], Options]:
    """An adapter for a component with text or html and these options; `renamed` maps GOV.UK's name to ours."""

    def adapt(options: Options) -> Options:
        made = take(options, "classes", "attributes", *names)
        made |= {ours: options.pop(theirs) for theirs, ours in renamed.items() if theirs in options}
        said = words(options)
        return {**made, **({"text": said} if said is not None else {})}

    return adapt


def titled(theirs: str, ours: str, *names: str) -> Callable[[Options], Options]:
    """An adapter for a component that has a title of its own, in text or html."""

    def adapt(options: Options) -> Options:
        title = words(options, f"{theirs}Text", f"{theirs}Html")
        return {**simple(*names)(options), ours: title}

    return adapt


def error_summary(options: Options) -> Options:
    """Options of the error summary."""
    errors = [{"text": words(item), **take(item, "href")} for item in map(dict, options.get("errorList", [])) if not item.get("attributes")]
    if len(errors) != len(options.pop("errorList", [])):
        raise Unsupported("errorList.attributes")
    title, description = words(options, "titleText", "titleHtml"), words(options, "descriptionText", "descriptionHtml")
    return {"errors": errors, "title_text": title, "description": description, **take(options, "classes", "attributes")}


def summary_list(options: Options) -> Options:
    """Options of the summary list."""
    rows = [summary_row(dict(row)) for row in options.pop("rows") if row]
    return {"rows": rows, "has_actions": any(row["actions"] for row in rows), **take(options, "classes", "attributes")}


def summary_row(row: Options) -> Options:
    """One answer of a summary list."""
    key, value, actions = inner(row, "key"), inner(row, "value"), inner(row, "actions")
    links = [
        {"text": words(item), "href": item.pop("href", ""), "hidden": item.pop("visuallyHiddenText", ""), "left": item}
        for item in map(dict, actions.pop("items", []))
    ]
    made = {"key": words(key), "value": words(value), "actions": links, "classes": row.pop("classes", "")}
    for each, where in ((key, "key."), (value, "value."), (actions, "actions."), (row, "row.")):
        done(each, where)
    for link in links:
        done(link.pop("left"), "actions.items.")
    return made


def table(options: Options) -> Options:
    """Options of the table."""
    names = ("caption", "captionClasses", "firstCellIsHeader", "classes", "attributes")
    cells = [[cell(each) for each in row] for row in options.pop("rows", []) if row]
    return {"rows": cells, "head": [cell(each) for each in options.pop("head", None) or []], **take(options, *names)}


def cell(given: Options) -> Options:
    """One cell of a table."""
    each = dict(given)
    return {"text": words(each), **each}


def task_list(options: Options) -> Options:
    """Options of the task list."""
    items = [task(item) for item in whole(options.pop("items"))]
    return {"items": items, **take(options, "idPrefix", "classes", "attributes")}


def task(item: Options) -> Options:
    """One task."""
    title, hint, status = inner(item, "title"), inner(item, "hint"), inner(item, "status")
    tag = render_to_string("components/tag.html", simple()(inner(status, "tag"))) if "tag" in status else ""
    made = {"title": words(title), "hint": words(hint), "status": tag or words(status)}
    made["status_classes"] = status.pop("classes", "")
    made |= take(item, "href", "classes")
    for each, where in ((title, "items.title."), (hint, "items.hint."), (status, "items.status."), (item, "items.")):
        done(each, where)
    return made


def breadcrumbs(options: Options) -> Options:
    """Options of the breadcrumbs."""
    items = [{"text": words(item), **item} for item in map(dict, options.pop("items"))]
    collapse = {"collapse": options.pop("collapseOnMobile")} if "collapseOnMobile" in options else {}
    label = {"label": options.pop("labelText")} if "labelText" in options else {}
    return {"items": items, **collapse, **label, **take(options, "classes", "attributes")}


def service_navigation(options: Options) -> Options:
    """Options of the service navigation; it wraps on phones, so nothing collapses."""
    options.pop("collapseNavigationOnMobile", None)
    items = [nav_item(item) for item in whole(options.pop("navigation", None))]
    if not items:
        raise Unsupported("no links: ours shows nothing")
    return {"items": items, **({"label": options.pop("navigationLabel")} if "navigationLabel" in options else {})}


def nav_item(item: Options) -> Options:
    """One link of the service navigation."""
    if "href" not in item:
        raise Unsupported("navigation without href")
    made = {"label": words(item), "url": item.pop("href"), "current": item.pop("current", False)}
    done(item, "navigation.")
    return made


def pagination(options: Options) -> Options:
    """Options of the block pagination; the one with numbers is built from a Django page and tested by itself."""
    if "items" in options:
        raise Unsupported("items")
    made: Options = {"label": options.pop("landmarkLabel", "")}
    for theirs, ours in (("previous", "previous"), ("next", "next")):
        link = inner(options, theirs)
        made |= {f"{ours}_url": link.pop("href", ""), f"{ours}_label": link.pop("labelText", ""), f"{ours}_text": words(link)}
        done(link, f"{theirs}.")
    return made


def phase_banner(options: Options) -> Options:
    """Options of the phase banner."""
    tag = inner(options, "tag")
    said = words(tag)
    done(tag, "tag.")
    return {"tag": said, **simple()(options)}


def fieldset(options: Options) -> Options:
    """Options of the bare fieldset."""
    given = inner(options, "legend")
    made = {"legend": words(given), "legend_classes": given.pop("classes", ""), "legend_is_heading": given.pop("isPageHeading", False)}
    done(given, "legend.")
    return {**made, "html": mark_safe(options.pop("html", "")), **take(options, "classes", "role", "describedBy", "attributes")}


def notification_banner(options: Options) -> Options:
    """Options of the notification banner: one sentence, as our messages are."""
    if options.get("html"):
        raise Unsupported("html")
    return titled("title", "title_text", "type", "role")(options)


def panel(options: Options) -> Options:
    """Options of the panel: confirmation only."""
    if "govuk-panel--interruption" in options.get("classes", ""):
        raise Unsupported("interruption")
    return titled("title", "title", "headingLevel")(options)


def skip_link(options: Options) -> Options:
    """Options of the skip link; ours leads to #main unless told."""
    return {"href": "#content", **simple("href")(options)}


ADAPTERS: dict[str, Callable[[Options], Options]] = {
    "back-link": simple("href"),
    "breadcrumbs": breadcrumbs,
    "button": simple("href", "name", "value", "type", "id", "disabled", "preventDoubleClick"),
    "character-count": character_count,
    "checkboxes": choices,
    "date-input": date_input,
    "details": titled("summary", "summary", "id", "open"),
    "error-message": simple("id"),
    "error-summary": error_summary,
    "fieldset": fieldset,
    "file-upload": control("multiple", "javascript"),
    "hint": simple("id"),
    "input": text_input,
    "inset-text": simple("id"),
    "label": simple("for", "isPageHeading"),
    "notification-banner": notification_banner,
    "pagination": pagination,
    "panel": panel,
    "password-input": control("autocomplete"),
    "phase-banner": phase_banner,
    "radios": choices,
    "select": select,
    "service-navigation": service_navigation,
    "skip-link": skip_link,
    "summary-list": summary_list,
    "table": table,
    "tag": simple(),
    "task-list": task_list,
    "textarea": textarea,
    "warning-text": simple(iconFallbackText="icon_text"),
}


def variables(component: str, options: Options) -> Options:
    """The variables of our partial for GOV.UK's options. Raises Unsupported, naming what is not supported."""
    left = dict(options)
    made = ADAPTERS[component](left)
    done(left)
    return {name: value for name, value in made.items() if value is not None}
