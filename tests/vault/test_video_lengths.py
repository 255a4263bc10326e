"""How long videos are, as far as their notes tell."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from mkdocs_vault.note.stamp_groups import VideoLength
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.stamps import check_stamps
from mkdocs_vault.vault.video_lengths import VideoLengths
from vault.small_vaults import note_of, public

RIGHT = "00:00:05 00:00:48 00:01:31 00:04:12 00:09:59"
LONG = "00:12:31 00:12:44 00:40:02 00:58:10 00:58:33 01:02:07 01:05:33 01:09:14"


def note(clocks: str = "", properties: str = "", text: str = "") -> str:
    stamps = " ".join(f'Words <a class="yt-timestamp" data-t="{clock}">{clock}</a>.' for clock in clocks.split())
    return f"---\nvideoId: aircAruvnKk\n{properties}\n---\n{text} {stamps}\n"


def known(notes: dict[str, str], path: str = "Main.md") -> VideoLength:
    vault = public({**notes})
    return VideoLengths(vault.notes).of(vault.notes[VaultPath(path)])


def test_a_note_is_no_witness_of_itself() -> None:
    assert known({"Main.md": note(RIGHT)}) == VideoLength()


def test_the_last_second_that_others_are_sure_of_counts() -> None:
    assert known({"Main.md": note("01:06:00"), "A.md": note(RIGHT), "B.md": note("00:00:07 00:00:31")}) == VideoLength(None, 599, 2)


def test_a_duration_counts_whoever_says_it() -> None:
    assert known({"Main.md": note(), "A.md": note(RIGHT), "B.md": note(properties="duration: 12:00")}) == VideoLength(720)
    assert known({"Main.md": note(properties="duration: 11:00"), "B.md": note(properties="duration: 12:00")}) == VideoLength(660)


def test_notes_of_another_video_tell_nothing() -> None:
    other = note(RIGHT, "duration: 12:00").replace("aircAruvnKk", "jNQXAC9IVRw")
    assert known({"Main.md": note(), "A.md": other}) == VideoLength()


def test_a_note_that_nobody_may_see_tells_nothing() -> None:
    assert known({"Main.md": note(), "A.md": note(RIGHT, "publish: false")}) == VideoLength()


def test_one_note_against_all_others_is_not_believed() -> None:
    notes = {"Main.md": note(), "A.md": note(RIGHT), "B.md": note(RIGHT), "C.md": note(LONG)}
    assert known(notes) == VideoLength(None, 599, 2)


def test_each_other_note_is_one_witness() -> None:
    notes = {"Main.md": note("00:00:07 00:00:31"), **{f"{number}.md": note(RIGHT) for number in range(9)}}
    assert known(notes) == VideoLength(None, 599, 9)


@pytest.mark.parametrize(
    ("title", "text", "seconds"),
    [
        ("A talk (12:34)", "", 754),
        ("A talk [1:02:34]", "", 3754),
        ("A talk", "Length: 12:34", 754),
        ("A talk", "**Runtime:** 70 min", 4200),
        ("A talk", "Notes of a 70-minute talk.", 4200),
        ("A talk", "The video is 7 minutes long.", 420),
        ("A talk", "Ein 90-minuten-Vortrag, Dauer: 1,5 Stunden", 5400),
        ("A talk", "Take a 10 minute walk", 0),
        ("Docker in 100 seconds", "", 0),
        ("The year (1984)", "", 0),
    ],
)
def test_words_for_the_length_are_understood(title: str, text: str, seconds: int) -> None:
    found = note_of("Main.md", note("00:00:05", f'title: "{title}"', text))
    assert found.video.told_seconds == seconds


def codes(notes: dict[str, str]) -> Iterable[tuple[str, str]]:
    vault = public({**notes})
    return [(found.position.path, found.code) for found in check_stamps(vault.notes, VideoLengths(vault.notes))]


def test_a_warning_goes_when_another_note_decides() -> None:
    assert codes({"Main.md": note("01:06:00")}) == [("Main.md", "timestamp-unclear")]
    assert codes({"Main.md": note("01:06:00"), "A.md": note(properties="duration: 9:00")}) == [("Main.md", "timestamp-repaired")]
    assert codes({"Main.md": note("01:06:00"), "A.md": note(properties="duration: 1:12:00")}) == []


def test_a_new_version_of_a_note_takes_the_place_of_the_old_one() -> None:
    vault = public({"Main.md": note("01:06:00"), "A.md": note(RIGHT)})
    lengths = VideoLengths(vault.notes)
    main, before = vault.notes[VaultPath("Main.md")], vault.notes[VaultPath("A.md")]
    assert lengths.of(main).last == 599
    lengths.replace(before, note_of("A.md", note(LONG)))
    assert lengths.of(main).last == 4154
    assert {sister.path for sister in lengths.sisters(main)} == {"Main.md", "A.md"}
    lengths.replace(note_of("A.md", note(LONG)), note_of("A.md", "No video."))
    assert lengths.of(main) == VideoLength()
