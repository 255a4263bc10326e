"""What time stamps mean: a table of shapes that notes really have.

After each stamp stands how it is read: nothing for as written, `*` for minutes and seconds where hours and minutes stand, `?` where
nobody can tell, `-` where it lies beyond the end of the video.
"""

from __future__ import annotations

import pytest

from mkdocs_vault.note.stamp_groups import VideoLength
from mkdocs_vault.note.stamp_readings import UNKNOWN_LENGTH, StampFormat, StampReading, last_sure_second, stamp_readings
from mkdocs_vault.note.stamps import Stamp, packed, unpacked
from mkdocs_vault.syntax.clocks import clock_of

MARKS = "*?-"
MINUTES_FIRST = StampFormat.MINUTES_FIRST
HOURS_FIRST = StampFormat.HOURS_FIRST


def seconds(clock: str) -> int:
    first, second, third = map(int, clock.split(":"))
    return first * 3600 + second * 60 + third


def length(duration: str = "", others: str = "", notes: int = 1) -> VideoLength:
    """A video of this duration, or one of which other notes know that it lasts at least until then."""
    return VideoLength(seconds(duration)) if duration else VideoLength(None, seconds(others), notes)


def stamps_of(clocks: str) -> list[Stamp]:
    return [Stamp(number, *clock) for number, written in enumerate(clocks.split()) if (clock := clock_of(written.rstrip(MARKS)))]


def marked(clocks: str, readings: list[StampReading]) -> str:
    return " ".join(written.rstrip(MARKS) + mark_of(reading) for written, reading in zip(clocks.split(), readings, strict=True))


def mark_of(reading: StampReading) -> str:
    if reading.is_open:
        return "?"
    if reading.seconds is None:
        return "-"
    return "*" if reading.is_repaired else ""


FORTY_SHIFTED = " ".join(f"{second // 60:02}:{second % 60:02}:00*" for second in range(9, 410, 10))
DENSE_TALK = " ".join(f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}" for second in range(7, 4100, 41))

ALONE = {
    "all right": "00:00:05 00:00:48 00:01:31 00:04:12 00:09:59",
    "all right, some round": "00:00:14 00:00:28 00:01:00 00:01:37 00:02:11 00:03:00 00:03:32 00:04:14 00:05:00 00:05:53",
    "all right over an hour": "00:12:31 00:40:02 00:58:10 01:02:00 01:05:33 01:09:14",
    "all right, sparse, of three hours": "00:10:20 00:50:11 01:20:34 02:33:11 02:59:59",
    "all right, dense, of more than an hour": DENSE_TALK,
    "all right, out of order": "00:31:12 00:02:44 00:20:56 00:15:17 00:01:32 00:45:09 01:01:40 00:59:57",
    "all right, by an hour that begins late": "01:07:07 01:07:14 01:07:29 01:07:31 01:07:50 01:08:04",
    "rounded to minutes by hand": "00:03:00 00:07:00 00:12:00 00:19:00 00:26:00",
    "rounded to five minutes by hand": "00:05:00 00:10:00 00:25:00 00:40:00 00:55:00",
    "minutes and seconds alone": "0:09 1:10 12:44 59:20",
    "as short as people write": "0:09 12:31 58:02 1:00:07 1:12:30 2:05:00",
    "units": "90 90s 1m30s 1h2m3s",
    "one that lies far behind the others, but looks right": "00:01:05 00:02:00 01:00:01 00:03:00 00:04:00",
    "one early": "00:05:12",
    "one early and round": "00:05:00",
    "one late": "01:05:33",
    "one late and round": "01:06:00?",
    "one that no video reaches": "25:50:00*",
    "one with more than 59 at its end": "02:31:94*",
    "milliseconds": "02:31:681* 02:44:811* 03:10:120*",
    "all shifted, in order": FORTY_SHIFTED,
    "all shifted, from the middle on": "06:48:00* 06:53:00* 06:59:00* 07:04:00* 07:23:00* 08:38:00* 09:31:00*",
    "all shifted, out of order": "11:32:00* 04:05:00* 10:22:00* 11:31:00* 09:27:00* 11:40:00* 03:54:00* 08:05:00* 02:12:00*",
    "all shifted, of an hour": "00:07:00* 04:48:00* 10:01:00* 13:25:00* 27:17:00* 44:33:00* 58:32:00*",
    "hundredths": "01:28:46* 01:24:02* 01:36:31* 01:49:15* 01:44:98* 01:53:77* 02:02:18* 02:17:92*",
    "hundredths beyond any video": "00:33:43* 02:16:34* 06:24:10* 09:13:67* 12:30:17*",
    "mixed: the first minute right, the rest shifted": (
        "00:00:06 00:00:18 00:00:10 00:00:29 00:00:44 02:08:00* 02:22:00* 00:00:50 03:48:00* 04:01:00* 06:13:00* 09:58:00*"
    ),
    "mixed: right in the first hour, shifted between": "00:00:25 00:00:44 00:01:51 00:02:12 07:57:00* 08:22:00* 00:08:53 00:09:06 00:09:31",
    "mixed: an hour that is right": "58:32:00* 59:50:00* 01:00:14 01:01:04 01:01:40 01:02:11",
    "mixed: a round stamp that is right": "00:58:10 01:01:04 01:01:40 59:50:00* 01:04:30 01:05:00 01:05:33",
    "a few round hours": "01:05:00? 02:10:00? 03:25:00?",
    "the beginning is one second in both readings": "00:00:00 00:00:00",
}

WITH_LENGTH = [
    ("a duration decides", "03:20:00* 00:30:00", length(duration="00:40:00")),
    ("a duration that is short", "00:12:00* 00:40:00* 02:10:00* 06:49:00*", length(duration="00:07:10")),
    ("a duration that is long", "01:05:00 01:12:31", length(duration="01:20:00")),
    ("a duration that is short, most beyond it", f"00:05:00* 00:07:00* {FORTY_SHIFTED}", length(duration="00:07:10")),
    ("beyond the end either way", "00:12:10 45:31:00- 99:00-", length(duration="00:20:00")),
    ("hundredths below 60, three others", "06:48:07* 06:53:49* 06:59:16* 07:04:08* 07:51:24*", length(others="00:13:06", notes=3)),
    ("one round stamp, three others", "01:06:00*", length(others="00:09:03", notes=3)),
    ("one stamp that another note reaches", "01:06:00", length(others="01:15:10")),
    ("longer than one other knows", "00:12:11 00:31:40 01:02:33 01:04:10", length(others="00:50:12")),
    ("far beyond what three others know, but no seconds", "01:07:07? 01:07:14? 01:07:29? 01:07:31?", length(others="00:12:12", notes=3)),
]

BY_FORMAT: list[tuple[str, StampFormat, VideoLength, list[int | None]]] = [
    ("00:40:00 01:12:30", MINUTES_FIRST, UNKNOWN_LENGTH, [40, 72]),
    ("00:40:00 06:12:30", HOURS_FIRST, UNKNOWN_LENGTH, [2400, 22350]),
    ("00:40:00 06:12:30", HOURS_FIRST, length(duration="01:00:00"), [2400, None]),
]


@pytest.mark.parametrize("clocks", ALONE.values(), ids=ALONE.keys())
def test_the_stamps_of_a_note_are_read_by_what_it_says_itself(clocks: str) -> None:
    assert marked(clocks, stamp_readings(stamps_of(clocks))) == clocks


@pytest.mark.parametrize(("clocks", "known"), [case[1:] for case in WITH_LENGTH], ids=[case[0] for case in WITH_LENGTH])
def test_the_length_of_the_video_has_a_say(clocks: str, known: VideoLength) -> None:
    assert marked(clocks, stamp_readings(stamps_of(clocks), known)) == clocks


@pytest.mark.parametrize(("clocks", "written_as", "known", "read"), BY_FORMAT)
def test_an_author_who_says_how_stamps_are_written_is_believed(
    clocks: str, written_as: StampFormat, known: VideoLength, read: list[int | None]
) -> None:
    readings = stamp_readings(stamps_of(clocks), known, written_as)
    assert [reading.seconds for reading in readings] == read
    assert not any(reading.is_repaired or reading.is_open for reading in readings)


def test_no_stamp_ever_leads_beyond_a_duration() -> None:
    for clocks in (*ALONE.values(), *(case[1] for case in WITH_LENGTH)):
        for end in (30, 200, 430, 4000):
            read = stamp_readings(stamps_of(clocks), VideoLength(end))
            assert all(reading.seconds is None or reading.seconds <= end for reading in read)


def test_a_note_tells_others_only_of_what_it_is_sure_of() -> None:
    assert last_sure_second(stamp_readings(stamps_of("00:00:05 00:00:48 00:01:31 00:04:12 00:09:59"))) == 599
    assert last_sure_second(stamp_readings(stamps_of(FORTY_SHIFTED))) == 409
    assert last_sure_second(stamp_readings(stamps_of("01:06:00"))) == 0


def test_packed_stamps_are_those_that_were_packed() -> None:
    stamps = stamps_of("00:00:00 01:02:03 25:50:00 02:31:94 1:00:07 12:30 90s")
    assert [*unpacked(packed(stamps))] == stamps


def test_many_stamps_take_no_time() -> None:
    """Ten thousand stamps, mixed so that each is decided by itself: a quadratic rule would take minutes."""
    clocks = " ".join(f"00:{n // 60 % 60:02}:{n % 60:02} {n // 60 % 60 + 1:02}:{n % 60:02}:00" for n in range(5000))
    assert len(stamp_readings(stamps_of(clocks))) == 10_000
