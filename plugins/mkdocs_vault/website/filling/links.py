"""Links to notes, headings, blocks, files and moments of the vault, and links that lead nowhere."""

from __future__ import annotations

from html import escape, unescape

from mkdocs_vault.note.addresses import attribute, split_file_address
from mkdocs_vault.note.recordings import moment_in
from mkdocs_vault.note.slots import DiagramLinks, FileAddress, LinkStart, StampStart, TagLink
from mkdocs_vault.note.youtube import watch_address
from mkdocs_vault.vault.links import LinkTarget
from mkdocs_vault.vault.notes import Attachment, Note
from mkdocs_vault.website.filling.addresses import address_of
from mkdocs_vault.website.filling.media import not_shown_yet
from mkdocs_vault.website.filling.players import is_recording
from mkdocs_vault.website.filling.reading import Reading

OF_A_LINK = "</a>"


def link_start(slot: LinkStart, reading: Reading) -> str:
    """What stands before the text of a link into the vault."""
    found = reading.resolved(slot.target, slot.subpath, markdown=slot.markdown)
    if slot.address and not isinstance(found.file, Note | Attachment):
        return _opened(f'<a href="{slot.address}"{slot.title}>', OF_A_LINK, reading)
    moment = _moment_start(found, slot, reading)
    return moment or internal_start(found, slot.title, reading)


def internal_start(found: LinkTarget, title: str, reading: Reading) -> str:
    """What stands before the text of a link to a file of the vault; `title` is a whole attribute with a leading space."""
    if found.file is None:
        return _opened('<span class="vault-unresolved">', "</span>", reading)
    address = attribute(address_of(found, reading))
    kind = not_shown_yet(found.file)
    if kind:
        title = f' title="{reading.site.text["media_leads_to_file"].replace("{kind}", kind)}"'
        return _opened(f'<a class="vault-file" data-kind="{kind}" href="{address}"{title}>', OF_A_LINK, reading)
    return _opened(f'<a class="vault-link" href="{address}"{title}>', OF_A_LINK, reading)


def internal_link(found: LinkTarget, text: str, reading: Reading) -> str:
    """A whole link to a file of the vault."""
    return f"{internal_start(found, '', reading)}{text}{reading.link_ends.pop()}"


def stamp_start(slot: StampStart, reading: Reading) -> str:
    """What stands before the text of a time stamp; one that nobody can read, or that plays nothing, is shown as written."""
    seconds = reading.stamps.get(slot.offset)
    address = "" if seconds is None else _address_at(seconds, reading)
    if seconds is None or not address:
        return _opened("", "", reading) if slot.bare else _opened(f"<a{slot.attributes[1]}>", OF_A_LINK, reading)
    _keep_moment(slot.offset, seconds, address, reading)
    return _opened(f'<a{slot.attributes[0]} href="{address}">', OF_A_LINK, reading)


def tag_link(slot: TagLink, reading: Reading) -> str:
    """`#name`, with a link to the page of the tag."""
    name = escape(slot.name, quote=False)
    address = reading.site.addresses.tag_address(slot.name, reading.page.note.path)
    if not address:
        return f'<span class="vault-tag">#{name}</span>'
    return f'<a class="vault-tag" href="{attribute(address)}">#{name}</a>'


def file_address(slot: FileAddress, reading: Reading) -> str:
    """The address of the file of the vault that raw HTML names, any other as written."""
    target, subpath, _ = split_file_address(unescape(slot.written))
    found = reading.resolved(target, subpath, markdown=True)
    if found.file is None:
        return slot.written.replace('"', "&quot;")
    return escape(attribute(address_of(found, reading)), quote=False).replace('"', "&quot;")


def diagram_links(slot: DiagramLinks, reading: Reading) -> str:
    """The lines of a diagram that lead its nodes to their notes."""
    clicks = []
    for name, targets in slot.nodes:
        files = (reading.resolved(target, "").file for target in targets)
        file = next((file for file in files if file is not None), None)
        address = reading.site.addresses.address(file, reading.page.note.path) if file else ""
        if address:
            clicks.append(f'click {name} "{address}"\n')
    return escape(("" if slot.after_line_end or not clicks else "\n") + "".join(clicks), quote=False)


def _opened(tag: str, end: str, reading: Reading) -> str:
    reading.link_ends.append(end)
    return tag


def _moment_start(found: LinkTarget, slot: LinkStart, reading: Reading) -> str:
    """What stands before a link to a moment of the note's own video or recording; nothing where it is none."""
    if found.file is None:
        return ""
    seconds, address = found.moment, ""
    if seconds is not None and found.file.path == reading.note.path:
        address = _address_at(seconds, reading)
    elif is_recording(found.file) and found.file.path in reading.players.files:
        seconds = moment_in(found.subpath)
        address = attribute(address_of(found, reading))
    if seconds is None or not address:
        return ""
    _keep_moment(slot.offset, seconds, address, reading)
    return _opened(f'<a class="vault-moment" data-seconds="{seconds}" href="{address}"{slot.title}>', OF_A_LINK, reading)


def _address_at(seconds: int, reading: Reading) -> str:
    """The address of a second of the note's own video or recording, ready for an attribute."""
    players = reading.players
    if players.video_id:
        return watch_address(players.video_id, seconds)
    if players.file is not None:
        return attribute(f"{reading.site.addresses.address(players.file, reading.page.note.path)}#t={seconds}")
    return ""


def _keep_moment(offset: int, seconds: int, address: str, reading: Reading) -> None:
    """Keep a moment for the list of the page; those of embedded notes belong to their own pages."""
    if not reading.is_embedded:
        reading.page.moments[offset] = seconds, address
