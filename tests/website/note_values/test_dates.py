"""Dates as the readers of a site write them."""

from datetime import date, datetime

import pytest

from mkdocs_vault.website.note_values.dates import LocalDates


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("en", "March 1, 2024", "May 6, 2024, 10:30\u202fAM"),
        ("de", "1. März 2024", "6. Mai 2024, 10:30"),
        ("fr", "1 mars 2024", "6 mai 2024, 10:30"),
        ("es", "1 de marzo de 2024", "6 de mayo de 2024, 10:30"),
        ("ja", "2024年3月1日", "2024年5月6日 10:30"),
        ("zh-TW", "2024年3月1日", "2024年5月6日 上午10:30"),
        ("ar", "1 مارس 2024", "6 مايو 2024، 10:30 ص"),
        ("xx-nowhere", "March 1, 2024", "May 6, 2024, 10:30\u202fAM"),
        ("", "March 1, 2024", "May 6, 2024, 10:30\u202fAM"),
    ],
)
def test_dates_are_in_the_language_of_the_site(language: str, day: str, moment: str) -> None:
    dates = LocalDates(language)
    assert dates.text(date(2024, 3, 1)) == day
    assert dates.text(datetime.fromisoformat("2024-05-06T10:30:00+02:00")) == moment


def test_a_date_tells_machines_what_it_is() -> None:
    moment = datetime.fromisoformat("2024-05-06T10:30:00")
    assert LocalDates("de").day_element(moment) == '<time datetime="2024-05-06T10:30:00">6. Mai 2024</time>'
