"""GOV.UK fixtures that our partials leave out on purpose, each with the reason."""

WHY: dict[str, dict[str, list[str]]] = {
    "Choices never open further questions: a further question is asked on the next page.": {
        "checkboxes": [
            "with pre-checked values", "with divider, None and conditional items", "with conditional items",
            "with optional form-group classes showing group error", "small with conditional reveal",
            "with conditional items with special characters", "with conditional item checked", "textarea in conditional",
        ],
        "radios": [
            "with conditional items", "with conditional item checked", "with optional form-group classes showing group error",
            "small with conditional reveal", "textarea in conditional", "with conditional items with special characters",
            "with conditional items and pre-checked value",
        ],
    },
    "Our lists never hold an empty entry or a boolean for a value.": {
        "checkboxes": ["with falsy values"],
        "radios": ["with falsy items"],
        "select": ["with falsy items", "with falsy values"],
        "service-navigation": ["with navigation having empty values", "with navigation having only empty values"],
        "task-list": ["with empty values"],
    },
    "The parts of a component carry no classes or attributes of their own; cpb.css styles them in one place.": {
        "checkboxes": ["with label classes", "label with attributes", "fieldset params"],
        "radios": ["label with classes", "label with attributes", "fieldset params"],
        "error-summary": ["error list with attributes"],
        "file-upload": ["enhanced, custom wrapper classes and attributes"],
        "input": [
            "with prefix with classes", "with prefix with attributes", "with suffix with classes",
            "with suffix with attributes", "with customised input wrapper",
        ],
        "phase-banner": ["tag classes"],
        "summary-list": [
            "key with classes", "overridden-widths", "actions with classes", "actions with attributes", "classes on items",
        ],
        "task-list": ["custom classes"],
        "character-count": ["custom classes on countMessage"],
    },
    "One language: the words are fixed in the partial.": {
        "character-count": ["with translations", "with custom textarea description"],
        "error-message": ["translated", "with visually hidden text", "visually hidden text removed"],
        "file-upload": ["translated, no javascript enhancement", "translated"],
        "password-input": ["with translations"],
        "notification-banner": ["custom title id", "custom title id with type as success", "custom title heading level"],
    },
    "maxlength counts characters and maxwords words; there is nothing more to choose, and no count without a limit.": {
        "character-count": [
            "with count type 'length'", "with count type 'characters'", "with count type 'characters' and value",
            "with count type 'characters' and error message", "with count type 'characters' and threshold",
            "with count type 'words'", "with count type 'words' and value", "with count type 'words' and error message",
            "with count type 'words' and threshold", "to configure in JavaScript",
            "with neither maxlength nor maxwords set", "with neither maxlength, maxwords nor textarea description set",
        ],
    },
    "Focus always moves to the summary or the banner, as GOV.UK advises.": {
        "error-summary": ["autofocus disabled", "autofocus explicitly enabled"],
        "notification-banner": [
            "auto-focus disabled, with type as success", "auto-focus explicitly enabled, with type as success",
        ],
    },
    "A banner holds one sentence, which is text; our messages are never HTML.": {
        "notification-banner": ["with text as html", "with lots of content"],
    },
    "Facts stand on hairlines, never in cards.": {
        "summary-list": [
            "as a summary card with a text header", "as a summary card with a html header", "as a summary card with actions",
            "as a summary card with actions plus summary list actions", "as a summary card extreme",
            "summary card with custom classes", "summary card with custom attributes",
            "summary card with only 1 action", "as a summary card with a custom header level",
        ],
    },
    "A question before something final is page/confirm.html; the panel only confirms.": {
        "panel": [
            "interruption", "interruption-with-content-with-long-line-length", "interruption-with-headings-content-and-lists",
            "interruption with custom classes", "interruption, with actions classes and attributes",
            "interruption, submit action", "interruption, button link", "interruption, no actions",
            "interruption, no actions items", "confirmation, with actions",
        ],
    },
    "There is no start page, so no start button.": {"button": ["start", "start link", "start link with html"]},
    "Numbers come from a Django page, so links are ours; test_pagination compares their shape.": {
        "pagination": [
            "default", "with custom link and item text", "with many pages", "first page", "last page", "with custom classes",
            "with custom attributes", "with custom navigation landmark", "with custom accessible labels on item links",
            "with empty items",
        ],
    },
    "The boxes of a date are always given as one list, and patterns are GOV.UK's legacy.": {
        "date-input": [
            "custom pattern", "custom inputmode", "with field value and items", "with field value and item value",
            "with field value, item value and values",
        ],
    },
    "A password or a chosen file is never sent back to the page.": {"file-upload": ["with value"], "password-input": ["value"]},
    "Every entry is a link, the current one is marked as the page, and the council's name is in the header.": {
        "service-navigation": [
            "with non-link navigation items", "with service name and navigation", "inverse",
            "with collapseNavigationOnMobile set to false", "with navigation with an active item",
            "with language navigation", "with right-aligned language navigation", "inverse with language navigation",
            "with a single navigation item", "with a single navigation item and collapseNavigationOnMobile set to true",
            "with `inline` end slot",
        ],
    },
    "Without links ours shows nothing.": {
        "service-navigation": [
            "with service name", "with service link", "with long service name", "with no options set", "attributes", "classes",
            "with custom aria-label", "with navigation being an empty array", "with slotted content",
        ],
    },
    "The links wrap on phones, so there is no toggle to name.": {
        "service-navigation": [
            "with custom navigation toggle label", "with identical navigation toggle text and label",
            "with custom navigation toggle text", "with custom navigation toggle text and navigation label",
            "with custom navigation classes", "with custom navigation ID",
        ],
    },
}  # fmt: skip


def reasons(component: str) -> dict[str, str]:
    """The fixtures of a component that are left out, each with its reason."""
    return {name: why for why, parts in WHY.items() for name in parts.get(component, [])}
