"""What a case may expect of a built site: each word is one function, and every function raises `AssertionError` with what it found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
from lxml.html import HtmlElement

from building import BuiltSite

ORIGIN = "https://vault.example/"
INVISIBLE = frozenset(("script", "style", "template"))
APART = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "br",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "iframe",
        "li",
        "math",
        "ol",
        "p",
        "pre",
        "summary",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ],
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

Check = Callable[["Page", Any, Mapping[str, Any]], None]


def address_of(path: str) -> str:
    """Where the site has a file of the vault that names no address of its own."""
    if not path.endswith(".md"):
        return path
    stem = path.removesuffix(".md")
    return stem.removesuffix(stem.rpartition("/")[2]) if stem.rpartition("/")[2] in {"index", "README"} else f"{stem}/"


AROUND_THE_TEXT = ", ".join(f"article > .vault-{part}" for part in (
    "properties", "facts", "moments", "backlinks", "mentions", "related", "graph",
))  # fmt: skip
"""What the page adds above and below a note's own text."""


@dataclass
class Page:
    """The page of one note, ready to be asked."""

    site: BuiltSite
    address: str
    root: HtmlElement
    content: HtmlElement

    @classmethod
    def of(cls, site: BuiltSite, address: str) -> Page:
        """The page at an address of the site."""
        root = lxml.html.document_fromstring(site.text(f"{address}index.html" if address.endswith("/") or not address else address))
        content = deepcopy(root.cssselect("article")[0])
        for element in content.cssselect(AROUND_THE_TEXT):
            cast("HtmlElement", element).drop_tree()
        return cls(site, address, root, content)

    def links(self, text: str) -> list[HtmlElement]:
        """The links that show exactly this text."""
        return [link for link in self.content.cssselect("a") if words(link) == text]

    def leads_to(self, link: HtmlElement) -> tuple[str, str]:
        """Address and fragment that a link leads to, seen from the site's root; whole addresses of other sites."""
        found = urlsplit(urljoin(ORIGIN + self.address.replace(" ", "%20"), link.get("href")))
        whole = found.geturl()
        if not whole.startswith(ORIGIN):
            return whole, ""
        return unquote(found.path).lstrip("/"), unquote(found.fragment)


def words(element: HtmlElement) -> str:
    """The text of an element as a reader sees it, white space as single spaces."""
    parts: list[str] = []
    _collect(element, parts)
    return " ".join("".join(parts).split())


def _collect(element: HtmlElement, parts: list[str]) -> None:
    if not isinstance(element.tag, str) or element.tag in INVISIBLE or "headerlink" in element.get("class", ""):
        return
    between = " " if element.tag in APART else ""
    parts += [between, element.text or ""]
    for child in element:
        _collect(child, parts)
        parts.append(child.tail or "")
    parts.append(between)


def listed(value: object) -> Iterable[Any]:
    """A value of a case that may be one or several."""
    return value if isinstance(value, list) else [value]


def shows(page: Page, texts: object, check: Mapping[str, Any]) -> None:
    """The page shows these words, in this order."""
    seen, at = words(page.content), 0
    for text in listed(texts):
        found = seen.find(str(text), at)
        assert found >= 0, f"{text!r} is not shown (any more) in {seen!r}"
        at = found + len(str(text))
    if "times" in check:
        assert all(seen.count(str(text)) == check["times"] for text in listed(texts)), seen


def hides(page: Page, texts: object, check: Mapping[str, Any]) -> None:
    """The page shows none of these words."""
    seen = words(page.content)
    assert not [text for text in listed(texts) if str(text) in seen], seen


def has(page: Page, selector: str, check: Mapping[str, Any]) -> None:
    """The content has elements: as many as `count`, with the words `reads`, the first with these `attributes`."""
    scope = page.root if check.get("whole_page") else page.content
    found = scope.cssselect(selector)
    texts = [words(element) for element in found]
    assert len(found) == check["count"] if "count" in check else found, f"{selector}: {texts}"
    if "reads" in check:
        assert texts == [str(text) for text in listed(check["reads"])]
    for name, value in check.get("attributes", {}).items():
        got = found[0].get(name)
        assert got is None if value is None else re.search(str(value), got or ""), f"{name} is {got!r}"


def links(page: Page, text: str, check: Mapping[str, Any]) -> None:
    """A link with this text leads to the vault's file, or address, `to`; there to the heading or to the block that reads like this."""
    found = page.links(text)
    assert found, f"no link reads {text!r}: {[words(link) for link in page.content.cssselect('a')]}"
    link = found[check.get("number", 1) - 1]
    address, fragment = page.leads_to(link)
    if "to" in check:
        assert address in {check["to"], address_of(check["to"])}, f"it leads to {address!r}"
        assert ":" in address or page.site.has(f"{address}index.html" if address.endswith("/") or not address else address)
    if "inside" in check:
        assert any(outer in link.iterancestors() for outer in page.content.cssselect(check["inside"]))
    if "fragment" in check:
        assert fragment == (check["fragment"] or "")
    if "heading" in check or "block" in check:
        _leads_into(Page.of(page.site, address), fragment, check)


def _leads_into(page: Page, fragment: str, check: Mapping[str, Any]) -> None:
    targets = [element for element in page.content.iter() if isinstance(element.tag, str) and element.get("id") == fragment]
    assert len(targets) == 1, f"{len(targets)} elements are called {fragment!r}"
    target = targets[0]
    if not words(target) and target.getparent() is not None:
        target = target.getparent()
    if "heading" in check:
        assert target.tag in HEADINGS
        assert words(target) == check["heading"]
    before = [words(element) for element in page.content.iter() if isinstance(element.tag, str) and element.tag in HEADINGS]
    if "after" in check:
        texts = [words(element) for element in target.xpath("preceding::*[self::h1 or self::h2 or self::h3 or self::h4]")]
        assert check["after"] in texts, f"{texts} of {before}"
    for text in listed(check.get("block", [])):
        assert text in words(target), words(target)
    for text in listed(check.get("block_not", [])):
        assert text not in words(target), words(target)


def unresolved(page: Page, texts: object, check: Mapping[str, Any]) -> None:
    """The words are shown, without brackets, and lead nowhere."""
    seen = words(page.content)
    assert "[[" not in seen
    for text in listed(texts):
        assert text in seen, seen
        assert not page.links(text)


def formula(page: Page, tex: str, check: Mapping[str, Any]) -> None:
    """A formula holds this TeX, `display` or in the line."""
    found = {
        " ".join("".join(note.itertext()).split()): formula.get("display") == "block"
        for formula in page.content.cssselect("math")
        for note in formula.iter()
        if isinstance(note.tag, str) and note.tag.endswith("annotation")
    }
    assert tex in found, found
    assert "display" not in check or found[tex] == check["display"]


def tagged(page: Page, names: object, check: Mapping[str, Any]) -> None:
    """The text holds exactly these tags."""
    found = {words(element).removeprefix("#") for element in page.content.cssselect(".vault-tag, .md-tag")}
    assert found == set(map(str, listed(names) if names else [])), found


def checked(page: Page, tasks: Mapping[str, bool], check: Mapping[str, Any]) -> None:
    """The tasks that begin with these words are done, or not."""
    items = {words(item): item for item in page.content.cssselect("li.task-list-item")}
    for text, is_done in tasks.items():
        item = next((item for shown, item in items.items() if shown.startswith(text)), None)
        assert item is not None, f"no task {text!r}: {list(items)}"
        assert (item.cssselect("input")[0].get("checked") is not None) == is_done, text


def code(page: Page, texts: object, check: Mapping[str, Any]) -> None:
    """A code block holds these lines as they are."""
    blocks = ["".join(block.itertext()) for block in page.content.cssselect("pre")]
    assert all(any(text in block for block in blocks) for text in listed(texts)), blocks


def unique_ids(page: Page, wanted: bool, check: Mapping[str, Any]) -> None:
    """No two elements have the same id, and each link within the page has its target."""
    identities = [element.get("id") for element in page.content.iter() if isinstance(element.tag, str) and element.get("id")]
    assert len(identities) == len(set(identities)), identities
    inside = [page.leads_to(link) for link in page.content.cssselect("a[href]")]
    assert not [fragment for address, fragment in inside if address == page.address and fragment and fragment not in identities]


def says(page: Page, codes: object, check: Mapping[str, Any]) -> None:
    """The build says exactly these codes."""
    found = [match for _, message in page.site.messages for match in re.findall(r"\[([a-z-]+)\]", message)]
    assert sorted(found) == sorted(map(str, listed(codes) if codes else [])), page.site.messages


def absent(page: Page, paths: object, check: Mapping[str, Any]) -> None:
    """The site has no page of these notes."""
    assert not [path for path in listed(paths) if page.site.has(f"{address_of(path)}index.html")]


def present(page: Page, addresses: object, check: Mapping[str, Any]) -> None:
    """The site has files at these addresses."""
    assert all(page.site.has(address) for address in listed(addresses)), page.site.files()


def titled(page: Page, title: str, check: Mapping[str, Any]) -> None:
    """The page is called so."""
    assert title in (page.root.findtext(".//title") or "")


CHECKS: dict[str, Check] = {
    "shows": shows,
    "hides": hides,
    "has": has,
    "links": links,
    "unresolved": unresolved,
    "formula": formula,
    "tagged": tagged,
    "checked": checked,
    "code": code,
    "unique_ids": unique_ids,
    "says": says,
    "absent": absent,
    "present": present,
    "titled": titled,
}
