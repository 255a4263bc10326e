"""MkDocs' filters that print addresses relative to a page, telling what they were asked for."""

from __future__ import annotations

from typing import cast

from jinja2 import pass_context
from jinja2.runtime import Context
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.utils.templates import TemplateContext, script_tag_filter, url_filter

from mkdocs_vault.hosts.mkdocs.framing.parts import PAGE_STATE, PageState, top_name


@pass_context
def url(context: Context, value: object) -> str:
    """The address, seen from the page."""
    target = str(value)
    state = _state_for(context, target)
    if state is None:
        return url_filter(cast("TemplateContext", context), target)
    known = state.addresses.get(target)
    if known is not None and known[1] != state.top_name:
        return known[0]
    address, top = url_filter(cast("TemplateContext", context), target), top_name(target)
    if top != state.top_name:
        state.addresses[target] = address, top
    return address


@pass_context
def script_tag(context: Context, value: ExtraScriptValue) -> str:
    """A script's tag with its address, seen from the page."""
    _state_for(context, str(value))
    return script_tag_filter(cast("TemplateContext", context), value)


def _state_for(context: Context, target: str) -> PageState | None:
    """The state of the page that the address is seen from, once it knows what was asked for."""
    state: PageState | None = context.parent.get(PAGE_STATE)
    if state is None:
        return None
    state.targets.append(target)
    if context.resolve_or_missing("page") is state.page:
        return state
    state.surprises += 1
    return None


URL_FILTERS = {"url": url, "script_tag": script_tag}
