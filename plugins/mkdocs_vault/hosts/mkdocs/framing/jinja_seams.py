"""Whatever reaches into what Jinja doesn't offer to others, each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from jinja2 import Environment, Template, pass_eval_context
from jinja2.environment import TemplateModule
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, Macro
from jinja2.utils import missing

KEPT_VALUES = (bool, float, int, str, type(None))
OF_DICTS = frozenset(dir(dict))


class KeptMacro(Macro):
    """A macro that prints the same whenever it is given the same; Jinja's class, as templates ask a macro for its name and arguments."""

    def __init__(self, macro: Macro) -> None:
        """Take over all that is known of the macro."""
        self.__dict__.update(macro.__dict__)
        self.printed: dict[str, str] = {}

    __call__ = pass_eval_context(Macro.__call__)


def called(context: Context, function: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """What a template gets for a call. `Context.call` looks twice for marks on what is called; macros have them always alike."""
    kind = type(function)
    if kind is not Macro and kind is not KeptMacro:
        return context.call(function, *given, **named)
    named.pop("_loop_vars", None)
    named.pop("_block_vars", None)
    macro = cast("Macro", function)
    if named or context.eval_ctx.autoescape:
        return macro(context.eval_ctx, *given, **named)
    if kind is Macro:
        return _called_macro(context, macro, given)
    if len(given) != 1 or type(given[0]) is not str:
        return macro(context.eval_ctx, *given)
    printed = cast("KeptMacro", function).printed
    text = printed.get(given[0])
    if text is None:
        text = printed[given[0]] = macro(context.eval_ctx, *given)
    return text


def _called_macro(context: Context, macro: Macro, given: tuple[Any, ...]) -> str:
    """What a macro prints. Its own way to there is long, as it makes room for arguments that most macros don't have."""
    lacking = macro._argument_count - len(given)  # noqa: SLF001
    if lacking < 0 or macro.caller or macro.catch_kwargs or macro.catch_varargs:
        return macro(context.eval_ctx, *given)
    return macro._func(*given, *(missing for _ in range(lacking)))  # noqa: SLF001


def inner_context(template: Template, names: set[str], context: Context, local: Mapping[str, Any]) -> Context:
    """The context of an included template, as `Template.new_context` makes it, which copies all variables twice for that.

    `names` are those of the template's globals.
    """
    if type(context) is not Context:
        return template.new_context(context.get_all(), shared=True, locals=local)
    variables = {**context.parent, **context.vars}
    variables.update({name: value for name, value in local.items() if value is not missing})
    inner = object.__new__(Context)
    inner.parent = variables
    inner.vars = {}
    inner.environment = context.environment
    inner.eval_ctx = EvalContext(context.environment, template.name)
    inner.exported_vars = set()
    inner.name = template.name
    inner.globals_keys = names
    inner.blocks = {name: [block] for name, block in template.blocks.items()} if template.blocks else {}
    return inner


def module_without_context(template: Template, context: Context) -> TemplateModule:
    """What a template gets that imports another without context; Jinja's own code calls this method for it."""
    return template._get_default_module(context)  # noqa: SLF001


def kept_module(module: TemplateModule) -> TemplateModule | None:
    """The imported module with macros that are kept, if it has nothing but macros and constants. Its names are its attributes."""
    values = {name: value for name, value in vars(module).items() if not name.startswith("_")}
    if not all(type(value) is Macro or isinstance(value, KEPT_VALUES) for value in values.values()):
        return None
    vars(module).update((name, KeptMacro(value)) for name, value in values.items() if type(value) is Macro)
    return module


def value_in_template(template: Template, name: str) -> Any:
    """A value that the generator of its code has put beside a template's functions; None where another generator made it."""
    return vars_of(template).get(name)


def vars_of(template: Template) -> dict[str, Any]:
    """The names beside a template's functions. Jinja keeps no other way to them."""
    return template.root_render_func.__globals__


def attribute(environment: Environment, value: Any, name: str) -> Any:
    """The attribute or item of a value. `Environment.getattr` raises and catches one or two errors for each that isn't there."""
    found = _found(value, name)
    return environment.undefined(obj=value, name=name) if found is missing else found


def attribute_if_any(value: Any, name: str) -> Any:
    """The attribute or item of a value, False where there is none: for tests, which ask no more of an undefined value."""
    found = _found(value, name)
    return False if found is missing else found


def _found(value: Any, name: str) -> Any:
    kind = type(value)
    if kind is dict and name not in OF_DICTS:
        return value.get(name, missing)
    found = getattr(value, name, missing)
    if found is missing and (hasattr(kind, "__getitem__") or isinstance(value, type)):
        try:
            return value[name]
        except (AttributeError, LookupError, TypeError):
            return missing
    return found
