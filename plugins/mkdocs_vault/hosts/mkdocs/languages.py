"""The language of a site: the theme's `language` where the site names one, else MkDocs' `locale`."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

DEFAULT = "en"


class _SaidOtherwise(logging.Filter):
    """Keeps MkDocs from saying that a site is in English, as its own translations are missing, where the theme has its language."""

    locale = ""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        return not (self.locale and message.startswith("No translations") and f"'{self.locale}'" in message)


_SAID_OTHERWISE = _SaidOtherwise()


def site_language(config: MkDocsConfig) -> str:
    """The language as `de`, `pt-BR`, `zh-Hant`; empty where the theme knows none.

    A theme is in English, and so is MkDocs, until a site says otherwise: what is another language is the site's own word. Where both
    name the same language, the one that also says where it is spoken counts.
    """
    locale, language = _locale(config), _language(config)
    if not language or language == DEFAULT or (_first(locale) == _first(language) and len(locale) > len(language)):
        return locale or language
    return language


def follow_locale(config: MkDocsConfig) -> None:
    """Have a theme that only looks at its `language` follow a site that names its `locale`."""
    theme = config.theme
    if _language(config) == DEFAULT and _first(_locale(config)) != DEFAULT:
        known = (name for name in _names(_locale(config)) if _has_language(config, name))
        theme["language"] = next(known, DEFAULT)
    is_said = _language(config) not in {"", DEFAULT}
    _SAID_OTHERWISE.locale = str(theme.get("locale")) if is_said else ""
    logging.getLogger("mkdocs.localization").addFilter(_SAID_OTHERWISE)


def _has_language(config: MkDocsConfig, name: str) -> bool:
    return any(Path(folder, "partials", "languages", f"{name}.html").is_file() for folder in config.theme.dirs)


def _locale(config: MkDocsConfig) -> str:
    return str(config.theme.get("locale") or "").replace("_", "-")


def _language(config: MkDocsConfig) -> str:
    return str(config.theme.get("language") or "")


def _first(language: str) -> str:
    """The language alone, without where it is spoken."""
    return language.partition("-")[0]


def _names(language: str) -> Iterator[str]:
    """What a theme may call a language: `zh-Hant-TW` is `zh-Hant-TW`, `zh-Hant`, `zh-TW`, `zh`."""
    first, *rest = language.split("-")
    yield language
    yield from (f"{first}-{part}" for part in rest)
    yield first
