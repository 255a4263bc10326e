"""Pictures lose what cameras and programs wrote into them, and not a pixel."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps, ImageSequence, PngImagePlugin

from mkdocs_vault.website.pictures.metadata import without_metadata

CANARY = "zqcanary"
ORIENTATION, DESCRIPTION, GPS = 0x0112, 0x010E, 0x8825
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>{CANARY}</rdf:RDF></x:xmpmeta>'.encode()
COLOURS = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def drawing(mode: str = "RGB", turn: int = 0) -> Image.Image:
    """A small picture, no two rows of which are alike."""
    picture = Image.linear_gradient("L").resize((40, 24)).rotate(turn)
    return Image.merge("RGB", (picture, picture.rotate(90), picture.rotate(180))).convert(mode)


def exif(turned: int) -> Image.Exif:
    data = Image.Exif()
    data[DESCRIPTION] = CANARY
    data[ORIENTATION] = turned
    data.get_ifd(GPS)[1] = CANARY
    return data


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def png_texts() -> PngImagePlugin.PngInfo:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", CANARY)
    texts.add_text("Packed", CANARY, zip=True)
    texts.add_itxt("XML:com.adobe.xmp", CANARY)
    texts.add(b"tIME", b"\x07\xe8\x01\x02\x03\x04\x05")
    texts.add(b"vaUt", CANARY.encode(), after_idat=True)
    return texts


@cache
def pictures(turned: int) -> dict[str, bytes]:
    frames = {"save_all": True, "append_images": [drawing(turn=90)], "duration": 70, "loop": 3}
    jpeg = {"exif": exif(turned), "xmp": XMP, "comment": CANARY, "icc_profile": COLOURS, "dpi": (300, 300)}
    webp = {"exif": exif(turned), "xmp": XMP}
    return {
        "jpeg": saved(drawing(), "JPEG", **jpeg) + b"trailer " + CANARY.encode(),
        "progressive jpeg": saved(drawing(), "JPEG", progressive=True, **jpeg),
        "restarting jpeg": saved(drawing(), "JPEG", restart_marker_rows=1, **jpeg),
        "cmyk jpeg": saved(drawing("CMYK"), "JPEG", **jpeg),
        "two jpegs": saved(drawing(), "MPO", save_all=True, append_images=[drawing(turn=90)], exif=exif(turned)),
        "png": saved(drawing("RGBA"), "PNG", exif=exif(turned), pnginfo=png_texts(), icc_profile=COLOURS) + CANARY.encode(),
        "palette png": saved(drawing("P"), "PNG", exif=exif(turned), pnginfo=png_texts(), transparency=3),
        "animated png": saved(drawing(), "PNG", exif=exif(turned), pnginfo=png_texts(), **frames),
        "webp": saved(drawing(), "WEBP", icc_profile=COLOURS, **webp),
        "lossless webp": saved(drawing("RGBA"), "WEBP", lossless=True, **webp),
        "animated webp": saved(drawing(), "WEBP", **webp, **frames),
        "gif": saved(drawing(), "GIF", comment=CANARY),
        "animated gif": saved(drawing(), "GIF", comment=CANARY, **frames) + CANARY.encode(),
    }


NAMES = sorted(pictures(1))


def frames_of(picture: bytes, *, upright: bool = False) -> list[bytes]:
    """The pixels of all frames but those of further pictures in the same file."""
    with Image.open(BytesIO(picture)) as image:
        frames = [image] if image.format == "MPO" else ImageSequence.Iterator(image)
        return [(ImageOps.exif_transpose(frame) if upright else frame).convert("RGBA").tobytes() for frame in frames]


def holds_canary(picture: bytes) -> bool:
    packed = [zlib.compress(CANARY.encode())]
    with Image.open(BytesIO(picture)) as image:
        image.load()
        return CANARY in repr(image.info) or any(written in picture for written in (CANARY.encode(), CANARY.encode("utf-16-le"), *packed))


@pytest.mark.parametrize("turned", [1, 3, 6])
@pytest.mark.parametrize("name", NAMES)
def test_a_picture_looks_the_same_and_says_nothing(name: str, turned: int) -> None:
    picture = pictures(turned)[name]
    assert holds_canary(picture)
    cleaned = without_metadata(picture)
    assert not holds_canary(cleaned)
    assert frames_of(cleaned) == frames_of(picture)
    if "gif" not in name:
        assert frames_of(cleaned, upright=True) == frames_of(picture, upright=True)
    assert without_metadata(cleaned) is cleaned


@pytest.mark.parametrize("name", NAMES)
def test_colours_resolution_and_timing_stay(name: str) -> None:
    picture = pictures(6)[name]
    with Image.open(BytesIO(picture)) as before, Image.open(BytesIO(without_metadata(picture))) as after:
        for said in ("icc_profile", "dpi", "jfif_version", "adobe_transform", "transparency", "gamma", "loop", "duration", "background"):
            assert before.info.get(said) == after.info.get(said)


@pytest.mark.parametrize("order", ["<", ">"])
def test_orientation_is_all_that_stays_of_exif_in_either_order_of_bytes(order: str) -> None:
    header = {"<": b"II*\0", ">": b"MM\0*"}[order]
    data = header + struct.pack(f"{order}IHHHIHHI", 8, 1, ORIENTATION, 3, 1, 6, 0, 0) + CANARY.encode()
    cleaned = without_metadata(saved(drawing(), "PNG", exif=b"Exif\0\0" + data))
    with Image.open(BytesIO(cleaned)) as image:
        assert dict(image.getexif()) == {ORIENTATION: 6}


@pytest.mark.parametrize("damage", [b"", b"II*\0", b"MM\0*\xff\xff\xff\xff", b"II*\0\x08\0\0\0\xff\xff", b"XX*\0\x08\0\0\0\x01\0"])
def test_damaged_exif_goes(damage: bytes) -> None:
    clean = saved(drawing(), "PNG")
    chunk = b"eXIf" + damage + CANARY.encode()
    damaged = clean[:33] + (len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big") + clean[33:]
    assert without_metadata(damaged) == clean


@pytest.mark.parametrize(
    "picture", [b"", b"GIF89a", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n" + bytes(2000), b"<svg/>", b"RIFF\0\0\0\0WEBP", b"RIFF"]
)
def test_what_is_no_picture_does_no_harm(picture: bytes) -> None:
    assert without_metadata(without_metadata(picture)) == without_metadata(picture)


@pytest.mark.parametrize("name", ["jpeg", "progressive jpeg", "png", "webp", "animated gif"])
def test_a_picture_that_is_cut_off_keeps_what_is_there_of_it_and_says_nothing(name: str) -> None:
    picture = pictures(6)[name]
    for length in range(0, len(picture), 7):
        assert CANARY.encode() not in without_metadata(picture[:length])


@given(st.sampled_from(NAMES), st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), min_size=1, max_size=8))
@settings(deadline=None)
def test_damage_never_ends_a_build(name: str, changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(pictures(6)[name])
    for at, value in changes:
        damaged[at % len(damaged)] = value
    cleaned = without_metadata(bytes(damaged))
    assert len(cleaned) <= len(damaged) + 64
