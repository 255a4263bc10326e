"""Dates as the readers of a site write them."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from html import escape

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, get_datetime_format

from mkdocs_vault.note.property_values import Moment

FALLBACK = "en"


class LocalDates:
    """Prints dates in one language; English where nobody knows it."""

    def __init__(self, language: str) -> None:
        """`language` as a theme has it: `de`, `pt-BR`, `zh-Hant`."""
        self._language = language

    @cached_property
    def _locale(self) -> Locale:
        try:
            return Locale.parse(self._language.replace("_", "-") or FALLBACK, sep="-")
        except (UnknownLocaleError, ValueError, TypeError):
            return Locale(FALLBACK)

    def text(self, moment: Moment) -> str:
        """`2 January 2024`, with the time of day where there is one: that of its own place, as it was written."""
        day = format_date(moment, "long", locale=self._locale)
        if not isinstance(moment, datetime):
            return day
        time = format_time(moment.replace(tzinfo=None), "short", locale=self._locale)
        pattern = str(get_datetime_format("long", locale=self._locale))
        return pattern.replace("'", "").replace("{0}", time).replace("{1}", day)

    def element(self, moment: Moment) -> str:
        """The date as `<time>`."""
        return f'<time datetime="{escape(moment.isoformat())}">{escape(self.text(moment))}</time>'

    def day_element(self, moment: Moment) -> str:
        """The day alone as `<time>`; the full date is its `datetime`."""
        return f'<time datetime="{escape(moment.isoformat())}">{escape(self.text(_day(moment)))}</time>'


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
