"""Parts of templates, each with the texts that it printed and the values that it read for them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jinja2 import Undefined
from jinja2.utils import missing
from mkdocs.utils import get_relative_url

from mkdocs_vault.hosts.mkdocs.framing.looking import Looks
from mkdocs_vault.hosts.mkdocs.framing.site_values import SITE_NAMES, SiteValues

if TYPE_CHECKING:
    from jinja2.runtime import Context

    from mkdocs_vault.hosts.mkdocs.framing.template_reads import Path

PAGE_STATE = " page being framed"
"""The name of a page's state among the variables of its templates. With spaces, so that no template can mean it."""
TRIES = 40
"""After so many, a part that has not kept what it was asked for in one of three times is no longer looked up."""


@dataclass(slots=True)
class PageState:
    """What is known of one page while its templates print it."""

    site: SiteValues
    page: object
    variables: Mapping[str, object]
    depth: str
    """The way from the page to the site's root."""
    top_name: str
    """The first part of the page's address."""
    number: int = 0
    """That of the site's values, 0 until they are looked at."""
    addresses: dict[str, tuple[str, str]] = field(default_factory=dict)
    """What pages of the same depth got from the filter `url`, and the first part of each."""
    kept: dict[Hashable, Any] = field(default_factory=dict)
    """What parts keep for this page alone."""
    targets: list[str] = field(default_factory=list)
    """What the filter `url` was asked for."""
    surprises: int = 0
    """How many templates were included that what includes them can't know all about."""

    def is_meant_in(self, context: Context, local: Mapping[str, object]) -> bool:
        """Whether it is this page that `url` looks from, rather than one that a template put in its place."""
        return "page" not in local and context.resolve_or_missing("page") is self.page

    def number_now(self) -> int:
        """The number of the site's values; looked at once, or again after something may have changed them."""
        if not self.number:
            self.number = self.site.last_number = self.site.number(self.variables)
        return self.number

    def forget_number(self) -> None:
        """Have the site's values looked at again."""
        self.number = self.site.last_number = 0


def page_state(site: SiteValues, variables: Mapping[str, object]) -> PageState | None:
    """The state of the page that is about to be printed with these variables, if it is one that has an address."""
    page = variables.get("page")
    url = getattr(page, "url", None)
    if not isinstance(url, str):
        return None
    depth = get_relative_url("", url)
    return PageState(
        site,
        page,
        variables,
        depth,
        top_name(url),
        site.last_number if site.is_steady else 0,
        addresses=site.addresses.setdefault(depth, {}),
    )


def top_name(url: str) -> str:
    """The first part of an address below the site's root."""
    return get_relative_url(url, "").partition("/")[0].removeprefix(".")


@dataclass(slots=True)
class Pending:
    """A text that is being printed, or a module that is being made, to be kept under its key."""

    part: Part
    key: Hashable
    state: PageState
    first_target: int
    surprises: int

    def keep(self, value: Any) -> Any:
        """The text or module, kept if what it rests on is all known."""
        state = self.state
        self.part.keep(self.key, value, state, state.targets[self.first_target :], is_known=state.surprises == self.surprises)
        return value


@dataclass(slots=True)
class Part:
    """A part of a template. `paths` are the values that it reads, `calls` the functions, which must be kept macros."""

    site: SiteValues
    paths: tuple[Path, ...]
    calls: tuple[Path, ...] = ()
    uses_url: bool = False
    is_of_page: bool = False
    """Whether it is kept for one page, of which then anything may be read."""
    is_off: bool = False
    _kept: dict[Hashable, Any] = field(default_factory=dict)
    _site_paths: frozenset[Path] = frozenset()
    _looks: Looks = field(init=False)
    _is_usable: dict[int, bool] = field(default_factory=dict)
    _top_names: set[str] = field(default_factory=set)
    _lookups: int = 0
    _losses: int = 0

    def __post_init__(self) -> None:
        """Tell the site's values from others."""
        self._site_paths = frozenset(path for path in self.paths if path[0] in SITE_NAMES)
        self._looks = Looks(self.site.environment)
        for path in sorted({*self.paths, *self.calls} - self._site_paths):
            self._looks.add(path)

    def find(self, context: Context, local: Mapping[str, object]) -> Any | Pending | None:
        """What this part prints or makes here, if it is kept; else what keeps it once it is there, or None if it can't be kept."""
        if self.is_off:
            return None
        state: PageState | None = context.parent.get(PAGE_STATE)
        if state is None:
            return None
        key = self._key(context, local, state)
        if key is None:
            return None
        self._lookups += 1
        found = (state.kept if self.is_of_page else self._kept).get(key)
        return Pending(self, key, state, len(state.targets), state.surprises) if found is None else found

    def keep(self, key: Hashable, value: Any, state: PageState, targets: list[str], *, is_known: bool) -> None:
        """Keep a text or module, unless it rests on more than its key says."""
        tops = {top for top in map(top_name, targets) if top}
        self._top_names |= tops
        self._losses += 1
        self.is_off = not is_known or (self._lookups > TRIES and self._losses * 3 > self._lookups * 2)
        if self.is_off:
            self._kept.clear()
        elif state.top_name not in tops:
            (state.kept if self.is_of_page else self._kept)[key] = value

    def _key(self, context: Context, local: Mapping[str, object], state: PageState) -> Hashable | None:
        if self.uses_url and (state.top_name in self._top_names or not state.is_meant_in(context, local)):
            return None
        if not self._is_usable and sum(state.site.add(path) for path in self._site_paths):
            state.forget_number()
        number = state.number or state.number_now()
        is_usable = self._is_usable.get(number)
        if is_usable is None:
            is_usable = self._is_usable[number] = self._site_paths.isdisjoint(state.site.unknown[number])
        if not is_usable:
            return None
        keys: list[Hashable] = [number, id(self) if self.is_of_page else state.depth if self.uses_url else ""]
        unknown: list[Path] = []
        environment = self.site.environment
        for name, look in self._looks.by_name.items():
            value = local.get(name, missing)
            if value is missing:
                value = context.resolve_or_missing(name)
            look.keys(environment, Undefined(name=name) if value is missing else value, keys, unknown)
        return None if unknown and not self.is_of_page else tuple(keys)


def forget(context: Context) -> None:
    """Have the site's values looked at again, and nothing kept for this page: a template called something that may have changed both."""
    state: PageState | None = context.parent.get(PAGE_STATE)
    if state is not None:
        state.forget_number()
        state.kept.clear()
