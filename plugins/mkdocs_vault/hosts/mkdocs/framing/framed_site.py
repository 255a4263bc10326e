"""What is remembered while the pages of one build are put into templates: included templates, imported modules, kept parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, Template, TemplateError
from jinja2.compiler import CodeGenerator
from jinja2.filters import FILTERS
from jinja2.tests import TESTS
from mkdocs.plugins import PluginCollection
from mkdocs.utils.templates import script_tag_filter, url_filter

from mkdocs_vault.hosts.mkdocs.framing.jinja_seams import value_in_template
from mkdocs_vault.hosts.mkdocs.framing.list_code import READS, ListCode
from mkdocs_vault.hosts.mkdocs.framing.parts import PAGE_STATE, Part, page_state
from mkdocs_vault.hosts.mkdocs.framing.site_values import SiteValues
from mkdocs_vault.hosts.mkdocs.framing.template_reads import Reads
from mkdocs_vault.hosts.mkdocs.framing.url_filters import URL_FILTERS

STEADY_PLUGINS = ("mkdocs_vault.", "mkdocs.contrib.search", "material.plugins.search")
"""Modules of plugins that are known not to change settings between two pages."""

FRAMING = "vault_framing"
"""The attribute of an environment that holds its `FramedSite`, for the code of templates."""


@dataclass(slots=True)
class Included:
    """A template that others include: `text` where it prints the same everywhere, `part` where it does so for the same values."""

    template: Template
    names: set[str]
    text: str | None = None
    part: Part | None = None
    module_part: Part | None = None


@dataclass(slots=True)
class FramedSite:
    """Everything that is remembered for one environment; each build has its own."""

    environment: Environment
    values: SiteValues
    is_off: bool = False
    _included: dict[str, Included] = field(default_factory=dict)
    _parts: list[Part] = field(default_factory=list)

    def included(self, name: object, parent: str | None) -> Included:
        """The template of this name (or the first of several, or a template itself), and what is known of it."""
        found = self._included.get(name) if type(name) is str else None
        if found is None:
            template = self.environment.get_or_select_template(name, parent)  # type: ignore[arg-type]
            found = self._judged(template)
            if type(name) is str:
                self._included[name] = found
        return found

    def part(self, reads: Reads) -> Part:
        """A part of a template that reads this."""
        part = self._part(reads)
        part.is_off = part.is_off or not self._are_pure(reads)
        return part

    def all_reads(self, reads: Reads | None, above: frozenset[str]) -> Reads | None:
        """What is read, by included templates too; None where that can't be told."""
        if reads is None or not self._are_pure(reads):
            return None
        for name in reads.imports:
            known = self._reads_of(name, above)
            if known is None or known.paths or known.calls or known.has_unnamed:
                return None
        for name in reads.includes:
            known = self._reads_of(name, above)
            if known is None:
                return None
            reads = _both(reads, known)
        return reads

    def switch_off(self) -> None:
        """Keep nothing: a template gives another value to a variable that is taken for the same everywhere."""
        self.is_off = True
        for found in self._included.values():
            found.part = found.module_part = None
        for part in self._parts:
            part.is_off = True

    def _reads_of(self, name: str, above: frozenset[str]) -> Reads | None:
        """What a template reads; nothing where it includes itself, as that is known then."""
        if name in above:
            return Reads(is_stable=True)
        try:
            reads = value_in_template(self.environment.get_template(name), READS)
        except TemplateError:
            reads = None
        return self.all_reads(reads, above | {name})

    def _are_pure(self, reads: Reads) -> bool:
        """Whether the filters and tests are still those of Jinja and MkDocs."""
        filters, tests = self.environment.filters, self.environment.tests
        return all(filters.get(name) is URL_FILTERS.get(name, FILTERS.get(name)) for name in reads.filters) and all(
            tests.get(name) is TESTS.get(name) for name in reads.tests
        )

    def _judged(self, template: Template) -> Included:
        names = set(template.globals)
        reads = self.all_reads(value_in_template(template, READS), frozenset({template.name or ""}))
        if reads is None or self.is_off:
            return Included(template, names)
        uses_url = not URL_FILTERS.keys().isdisjoint(reads.filters)
        if not (reads.paths or reads.calls or reads.has_unnamed or uses_url):
            return Included(template, names, text="".join(template.root_render_func(template.new_context())), module_part=self._part(reads))
        if not reads.is_stable:
            return Included(template, names, part=self._part(reads, is_of_page=True))
        return Included(template, names, part=self._part(reads), module_part=None if uses_url else self._part(reads))

    def _part(self, reads: Reads, *, is_of_page: bool = False) -> Part:
        uses_url = not URL_FILTERS.keys().isdisjoint(reads.filters)
        part = Part(self.values, reads.paths, reads.calls, uses_url, is_of_page, self.is_off)
        self._parts.append(part)
        return part


def _both(one: Reads, other: Reads) -> Reads:
    return Reads(
        tuple(sorted({*one.paths, *other.paths})),
        tuple(sorted({*one.calls, *other.calls})),
        tuple(sorted({*one.filters, *other.filters})),
        one.tests,
        one.includes,
        one.imports,
        one.has_unnamed or other.has_unnamed,
        one.is_stable and other.is_stable,
    )


class FramedTemplate(Template):
    """A template that begins a page."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """The page with these variables."""
        variables = dict(*args, **kwargs)
        state = page_state(vars(self.environment)[FRAMING].values, variables)
        return super().render(variables if state is None else {**variables, PAGE_STATE: state})


def frame_quickly(environment: Environment, plugins: PluginCollection) -> None:
    """Have an environment that is like MkDocs' own keep what its templates print alike on many pages."""
    is_usual = type(environment) is Environment and not environment.is_async and environment.autoescape is False
    if not is_usual or environment.code_generator_class is not CodeGenerator or environment.template_class is not Template:
        return
    environment.extend(**{FRAMING: FramedSite(environment, SiteValues(environment, is_steady=_are_steady(plugins)))})
    if environment.filters.get("url") is url_filter and environment.filters.get("script_tag") is script_tag_filter:
        environment.filters.update(URL_FILTERS)
    environment.code_generator_class = ListCode
    environment.template_class = FramedTemplate


def _are_steady(plugins: PluginCollection) -> bool:
    """Whether all plugins that do something between two pages leave the site's settings alone."""
    methods = [method for event in ("page_context", "post_page") for method in plugins.events[event]]
    return all(method.__module__.startswith(STEADY_PLUGINS) for method in methods)
