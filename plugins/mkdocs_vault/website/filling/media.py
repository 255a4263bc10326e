"""Embedded files: images with sizes, sound, video, PDF; any other file becomes a link."""

from __future__ import annotations

import re
from html import escape

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.note.addresses import attribute, fragment
from mkdocs_vault.note.body.labels import MOST_PIXELS, Labels, labels
from mkdocs_vault.note.names import suffix_of
from mkdocs_vault.note.recordings import SOUNDS, VIDEOS
from mkdocs_vault.note.slots import Embed, Video
from mkdocs_vault.note.youtube import watch_address
from mkdocs_vault.vault.notes import Attachment, OtherPage, VaultFile
from mkdocs_vault.website.filling.reading import Reading

IMAGES = frozenset({".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
NOT_SHOWN_YET = {".canvas": "canvas", ".base": "base"}
PDF_HEIGHT = re.compile(r"(?:^|&)height=(\d{1,6})")


def file_embed(file: Attachment | OtherPage, subpath: str, slot: Embed, reading: Reading) -> str:
    """An embedded file of the vault, as its kind is shown."""
    name = str(file.path).rpartition("/")[2]
    suffix = suffix_of(file.path)
    address = reading.site.addresses.address(file, reading.page.note.path)
    label = labels(slot.labels)
    if suffix in IMAGES:
        return image(address, label, slot.title, name, css_hook=subpath)
    if suffix in SOUNDS or suffix in VIDEOS:
        return _player("audio" if suffix in SOUNDS else "video", address + fragment(subpath), label)
    if suffix == ".pdf":
        return _pdf(address, subpath, label, name)
    shown = escape(label.text or name, quote=False)
    if suffix in NOT_SHOWN_YET:
        return _not_shown_yet(NOT_SHOWN_YET[suffix], shown, address, slot, reading)
    return f'<a class="vault-file" href="{attribute(address)}">{shown}</a>'


def image(address: str, label: Labels, title: str, name: str, css_hook: str = "") -> str:
    """`<img>`; without a description the file's name describes it. `css_hook` is a fragment that only style sheets read."""
    alt = escape(label.text or name)
    titled = f' title="{escape(title)}"' if title else ""
    return f'<img alt="{alt}" src="{attribute(address)}{attribute(fragment(css_hook))}"{label.size()}{titled} loading="lazy">'


def video(slot: Video, reading: Reading) -> str:
    """A video of YouTube within the text; where the page's player above the text is its player already, a link that plays it there.

    Nothing is loaded from elsewhere until its reader asks for it, and without JavaScript both are links. An empty picture of the
    size that the author wants gives the player its own.
    """
    players = reading.players
    is_own = slot.video_id == players.video_id
    title = escape(slot.text or (reading.note.title if is_own else "YouTube"), quote=False)
    address = watch_address(slot.video_id, slot.seconds or None)
    if is_own and not players.in_text and not reading.is_embedded:
        return f'<a class="vault-moment" data-seconds="{slot.seconds}" href="{address}">{title}</a>'
    return (
        f'<span class="vault-video"><span class="vault-video-player">{_shape(slot)}'
        f'<a class="vault-video-facade" href="{address}"><span class="vault-video-title">{title}</span></a></span>'
        '<span class="vault-video-below"><span class="vault-video-said"></span></span></span>'
    )


def _shape(slot: Video) -> str:
    if not slot.width:
        return ""
    height = slot.height or round(slot.width * 9 / 16)
    size = f'width="{slot.width}" height="{height}"'
    return f'<svg class="vault-video-shape" display="block" {size} viewBox="0 0 {slot.width} {height}"></svg>'


def _player(kind: str, address: str, label: Labels) -> str:
    size = label.size() if kind == "video" else ""
    return f'<{kind} controls preload="metadata" src="{attribute(address)}"{size}></{kind}>'


def _pdf(address: str, subpath: str, label: Labels, name: str) -> str:
    height = PDF_HEIGHT.search(subpath)
    pixels = min(int(height.group(1)), MOST_PIXELS) if height else label.height
    size = (f' width="{label.width}"' if label.width else "") + (f' height="{pixels}"' if pixels else "")
    source = attribute(address + fragment(subpath))
    return f'<iframe class="vault-pdf" src="{source}"{size} title="{escape(label.text or name)}" loading="lazy"></iframe>'


def not_shown_yet(file: VaultFile) -> str:
    """`canvas` or `base` where the file is one, which no page shows yet; else nothing."""
    return NOT_SHOWN_YET.get(suffix_of(file.path), "")


def _not_shown_yet(kind: str, shown: str, address: str, slot: Embed, reading: Reading) -> str:
    message = f"a {kind} is not shown yet, so there is a link to its file"
    if not reading.is_embedded:
        reading.tell(DiagnosticCode.NOT_SHOWN_YET, slot.line, slot.column, message, shown)
    link = f'<a class="vault-file" href="{attribute(address)}">{shown}</a>'
    said = reading.site.text["media_not_shown"].replace("{kind}", kind)
    return f'<span class="vault-not-shown" data-kind="{kind}">{link}: {said}.</span>'
