"""What plays the stamps of embedded notes: a player that is hidden until one of them is used, where the page shows no other."""

from __future__ import annotations

from html import escape

from mkdocs_vault.note.addresses import attribute
from mkdocs_vault.note.names import suffix_of
from mkdocs_vault.note.recordings import SOUNDS
from mkdocs_vault.note.youtube import watch_address
from mkdocs_vault.vault.notes import Attachment, Note
from mkdocs_vault.website.filling.players import Players
from mkdocs_vault.website.filling.reading import Page

HAS_STAMPS = ('class="yt-timestamp', 'class="vault-moment')


def note_stamps_of_embed(html: str, note: Note, players: Players, page: Page) -> None:
    """Remember what plays the stamps in the HTML of an embedded note, if it holds any."""
    if (players.video_id or players.file) and any(mark in html for mark in HAS_STAMPS):
        page.embedded_players.setdefault((players.video_id, players.file), note.title)


def hidden_players(html: str, own: Players, page: Page) -> str:
    """The players that the stamps of embedded notes need and the page has neither in its HTML nor, as its `own`, above it."""
    above = None if own.in_text else (own.video_id, own.file)
    wanted = [(video_id, file, title) for (video_id, file), title in page.embedded_players.items() if (video_id, file) != above]
    printed = (_recording(file, title, html, page) if file else _video(video_id, title, html) for video_id, file, title in wanted)
    return "".join(printed)


def _video(video_id: str, title: str, html: str) -> str:
    facade = f'<a class="vault-video-facade" href="{watch_address(video_id)}'
    if facade in html:
        return ""
    link = f'{facade}"><span class="vault-video-title">{escape(title, quote=False)}</span></a>'
    said = '<span class="vault-video-below"><span class="vault-video-said"></span></span>'
    return f'<div class="vault-video" hidden><span class="vault-video-player">{link}</span>{said}</div>\n'


def _recording(file: Attachment, title: str, html: str, page: Page) -> str:
    kind = "audio" if suffix_of(file.path) in SOUNDS else "video"
    source = attribute(page.site.addresses.address(file, page.note.path))
    if f'<{kind} controls preload="metadata" src="{source}' in html:
        return ""
    return f'<div class="vault-video" hidden><{kind} controls preload="none" src="{source}" title="{escape(title)}"></{kind}></div>\n'
