"""The day of a page's last change, as MkDocs' sitemap prints it."""

from __future__ import annotations

from datetime import date, datetime

from mkdocs.utils import get_build_date

from mkdocs_vault.note.property_values import Moment

_FIRST, _LAST = date(1970, 1, 1), date(2105, 12, 31)
"""MkDocs writes the newest day of a site into the packed sitemap, whose format has no others (RFC 1952, 2.3.1)."""


class _NoDay(str):
    """The day of the build for MkDocs, which needs some day of every page, and nothing for templates, which ask whether there is one."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


def sitemap_day(moment: Moment | None) -> str:
    """The day of a moment as `2024-01-31`; one that counts as empty where there is none that a sitemap can hold."""
    day = moment.date() if isinstance(moment, datetime) else moment
    return day.isoformat() if day and _FIRST <= day <= _LAST else _NoDay(get_build_date())
