"""HTML as a tree that can be compared: attributes in any order, white space as a browser sees it."""

from bs4 import BeautifulSoup, Comment, NavigableString, Tag

Node = tuple | str


def tree(html: str) -> list[Node]:
    """The nodes of `html`."""
    return _children(BeautifulSoup(html, "html.parser"))


def _children(parent: Tag) -> list[Node]:
    nodes = [_node(each) for each in parent.children if not isinstance(each, Comment)]
    return [each for each in _joined(nodes) if each != ""]


def _node(each: Tag | NavigableString) -> Node:
    if isinstance(each, NavigableString):
        return " ".join(str(each).split())
    attributes = {name: frozenset(value) if isinstance(value, list) else " ".join(value.split()) for name, value in each.attrs.items()}
    return (each.name, attributes, _children(each))


def _joined(nodes: list[Node]) -> list[Node]:
    """Neighbouring texts as one."""
    joined: list[Node] = []
    for node in nodes:
        if isinstance(node, str) and joined and isinstance(joined[-1], str):
            joined[-1] = f"{joined[-1]} {node}".strip()
        else:
            joined.append(node)
    return joined


def without_script(html: str) -> str:
    """`html` of the service navigation without what only its script uses: the toggle, its module, the list's id."""
    soup = BeautifulSoup(html, "html.parser")
    for toggle in soup.select(".govuk-service-navigation__toggle"):
        toggle.decompose()
    for module in soup.select("[data-module]"):
        del module["data-module"]
    for each in soup.select(".govuk-service-navigation__list"):
        del each["id"]
    return str(soup)
