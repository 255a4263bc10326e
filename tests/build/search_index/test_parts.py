"""Which pages share a part of the index."""

from __future__ import annotations

from mkdocs_vault.build.search_index.parts import number_of_parts, parts_of
from search_indexes import documents

PAGES = documents(200)
WEIGHT = sum(page.weight for page in PAGES)


def addresses_by_part(pages: int, part_weight: int) -> list[set[str]]:
    return [{page.address for page in part.documents} for part in parts_of(documents(pages), part_weight)]


def test_a_small_site_has_one_part() -> None:
    assert [len(part.documents) for part in parts_of(PAGES, WEIGHT)] == [200]


def test_a_site_without_pages_has_one_part_too() -> None:
    assert [part.documents for part in parts_of([])] == [()]


def test_every_page_is_in_one_part() -> None:
    parts = parts_of(PAGES, WEIGHT // 7)
    assert sorted(page.address for part in parts for page in part.documents) == sorted(page.address for page in PAGES)


def test_parts_are_of_about_one_size() -> None:
    pages = documents(4000)
    sizes = [len(part.documents) for part in parts_of(pages, sum(page.weight for page in pages) // 8 + 1)]
    assert len(sizes) == 8
    assert max(sizes) < 1.25 * 4000 / 8


def test_the_order_of_pages_is_no_matter() -> None:
    assert parts_of(PAGES, WEIGHT // 5) == parts_of(reversed(PAGES), WEIGHT // 5)


def test_languages_share_no_part() -> None:
    parts = parts_of([*documents(30), *documents(3, language="de")], WEIGHT // 20)
    assert [part.name for part in parts] == ["de-0", "en-0", "en-1", "en-2"]
    assert all(page.language == part.language for part in parts for page in part.documents)


def test_a_new_page_changes_one_part() -> None:
    before, after = addresses_by_part(200, WEIGHT // 5), addresses_by_part(201, WEIGHT // 5)
    assert len(before) == len(after) == 6
    assert [len(new - old) for old, new in zip(before, after, strict=True) if new != old] == [1]


def test_an_edited_page_changes_the_digest_of_one_part() -> None:
    before, after = parts_of(PAGES, WEIGHT // 5), parts_of(documents(200, changed=[77]), WEIGHT // 5)
    changed = [old for old, new in zip(before, after, strict=True) if old.digest("x") != new.digest("x")]
    assert [any(page.address == "en/77/" for page in part.documents) for part in changed] == [True]


def test_another_maker_changes_every_digest() -> None:
    assert all(part.digest("one") != part.digest("two") for part in parts_of(PAGES, WEIGHT // 5))


def test_the_number_of_parts_changes_seldom() -> None:
    assert [number_of_parts(needed * 10, 10) for needed in range(14)] == [1, 1, 2, 3, 4, 6, 6, 8, 8, 12, 12, 12, 12, 16]
    assert number_of_parts(11, 10) == 2
