"""What the code of templates calls, see `list_code`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from mkdocs_vault.hosts.mkdocs.framing.jinja_seams import (
    attribute,
    attribute_if_any,
    called,
    inner_context,
    kept_module,
    module_without_context,
)
from mkdocs_vault.hosts.mkdocs.framing.parts import PAGE_STATE, Pending, forget
from mkdocs_vault.hosts.mkdocs.framing.template_reads import Reads

if TYPE_CHECKING:
    from jinja2.environment import TemplateModule
    from jinja2.runtime import Context

    from mkdocs_vault.hosts.mkdocs.framing.framed_site import Included

__all__ = ["Pending", "Reads", "acting", "attribute", "attribute_if_any", "called", "imported", "included", "kept"]


def included(found: Included, context: Context, local: Mapping[str, Any], *, is_named: bool) -> Iterable[str]:
    """The pieces that an included template prints. `is_named` says that its name is written in the template that includes it."""
    if found.text is not None:
        return (found.text,)
    if not is_named:
        _tell(context)
    text: Any = found.part.find(context, local) if found.part else None
    if text is not None and type(text) is not Pending:
        return (text,)
    pieces = found.template.root_render_func(inner_context(found.template, found.names, context, local))
    return pieces if text is None else (text.keep("".join(pieces)),)


def imported(found: Included, context: Context, local: Mapping[str, Any] | None) -> TemplateModule:
    """The module that a template gets of another: `local` are the variables that it gives to it, None for an import without context."""
    if local is None:
        if found.text is None:
            _tell(context)
        return module_without_context(found.template, context)
    module: Any = found.module_part.find(context, local) if found.module_part else None
    if module is not None and type(module) is not Pending:
        return cast("TemplateModule", module)
    made = found.template.make_module(context.get_all(), shared=True, locals=local)
    if module is None:
        return made
    keepable = kept_module(made)
    return made if keepable is None else cast("TemplateModule", module.keep(keepable))


def kept(pending: Pending | None, text: str) -> str:
    """The text that a part has printed, kept where it can be."""
    return text if pending is None else pending.keep(text)


def acting(context: Context, function: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """What a template gets for a call that may change values which others read."""
    try:
        return called(context, function, *given, **named)
    finally:
        forget(context)


def _tell(context: Context) -> None:
    """Have nothing be kept that rests on a template which is not the same everywhere, and whose name was not known before."""
    state = context.parent.get(PAGE_STATE)
    if state is not None:
        state.surprises += 1
