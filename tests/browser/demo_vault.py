"""A small vault with every kind of page, for the tests in a browser. Keep it small: it is built for each worker."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from building import Content

ATTACHMENTS = Path(__file__).resolve().parent.parent.parent / "docs" / "Attachments"
"""Real media, small: those of the project's own guide."""

PALETTES = [
    {
        "media": f"(prefers-color-scheme: {preference})",
        "scheme": scheme,
        "toggle": {"icon": f"material/{icon}", "name": f"Switch to {other}"},
    }
    for preference, scheme, icon, other in (("light", "default", "weather-night", "dark"), ("dark", "slate", "weather-sunny", "light"))
]
FEATURES = [
    "content.code.copy",
    "navigation.footer",
    "navigation.indexes",
    "navigation.instant",
    "navigation.path",
    "navigation.top",
    "navigation.tracking",
    "toc.follow",
]
OPTIONS: dict[str, object] = {"search": "pagefind"}
PLUGINS = ["tags"]
CONFIG: dict[str, Any] = {
    "site_name": "Demo",
    "site_url": "http://127.0.0.1/",
    "theme": {"name": "material", "font": False, "palette": PALETTES, "features": FEATURES},
}

PAGES = {
    "start": "",
    "note": "Note/",
    "everything": "Writing/Everything/",
    "diagram": "Writing/Diagram/",
    "video": "Videos/Lecture/",
    "recording": "Videos/Recording/",
    "shown video": "Videos/Shown/",
    "folder note": "Writing/Writing/",
    "folder": "Videos/",
    "tag": "tags/bread/",
    "recent": "recent/",
    "graph": "graph/",
    "arabic": "Languages/Arabic/",
    "japanese": "Languages/Japanese/",
    "404": "404.html",
}
"""Every kind of page, and the address of one of it."""

NOTE = """---
title: A note
aliases: [The note, Notiz]
tags: [bread/sourdough, Kitchen]
created: 2024-03-01
rating: 4
done: true
related: "[[Everything]]"
cssclasses: [wide-page]
---

The first words, a [[Everything|link]], a [link to a heading](Writing/Everything.md#Code), one to [[Everything#^quote|a block]],
one to [[Lecture]] and one to [another site](https://example.org/). A #bread/sourdough tag. A footnote.[^1]

[^1]: What the footnote says.

## First heading

Some words below it. ^first-block

- One thing ^list-block
- Another: [[Recording]]

### Deeper heading

![[Crumb.png|400x300]]

[![Linked](Attachments/Crumb.png)](https://example.org/)

## Second heading

More words, and a note that is not there: [[Missing]].
"""

EVERYTHING = """---
tags: [Bread]
---

Back to [[Note]].

## Callouts

> [!tip] A tip
> Its text.

> [!question]- Folded away
> An answer that is hidden.

## Code

```python title="loaf.py"
def bake(loaf: str) -> str:
    return f"{loaf}, baked"
```

> A quote. ^quote

## Table

| Flour | Weight |
| --- | ---: |
| Rye | 100 g |
| Wheat | 400 g |

^table

## Tasks

- [x] Mix
- [ ] Bake
- [/] Wait

## Math

$$
e^{i\\pi} + 1 = 0
$$

## Embeds

![[Lecture#Second part]]

![[Loaf.svg|200]]

![[Oven bell.wav]]

![[Baking schedule.pdf]]

## More

%%A comment.%% ==Highlighted==, ~~gone~~, `code`, <kbd>Ctrl</kbd>.

Some text[^a], and ^[an inline footnote].

[^a]: The other footnote, with a [[Note|link]].
"""

DIAGRAM = """A drawing.

```mermaid
graph LR
  Flour --> Dough
  Note --> Dough
  class Note internal-link;
```
"""

LECTURE = """---
title: A lecture on bread
videoId: aircAruvnKk
tags: [bread/sourdough, video]
duration: "18:40"
---

From: [[Videos/Recording|the recording]] <br/>

An opening <a class="yt-timestamp" data-t="00:00:12">[00:00:12]</a>.

## First part

Flour <a class="yt-timestamp" data-t="00:02:42">[00:02:42]</a>, then water <a class="yt-timestamp" data-t="00:04:05">[00:04:05]</a>.

## Second part

Salt <a class="yt-timestamp" data-t="00:10:30">[00:10:30]</a>, and see [[Note]].

## Third part

{words}

The oven [at last](https://youtu.be/aircAruvnKk?t=1464).

{words}

![Once more](https://youtu.be/aircAruvnKk)
"""

SHOWN = """A film within the text.

![A talk](https://www.youtube.com/watch?v=jNQXAC9IVRw&t=7)

<iframe width="560" src="https://www.youtube.com/embed/aircAruvnKk"></iframe>

{words}

Far below it [begins](https://youtu.be/jNQXAC9IVRw?t=12).

{words}
"""

WORDS = "Words and words and words. " * 200

RECORDING = """---
title: A recording
---

![[Rising dough.webm]]

It [[Rising dough.webm#t=1|begins]] and [[Rising dough.webm#t=2|rises]]. Compare [[Lecture#t=245]].

{words}

It [[Rising dough.webm#t=0.5|stands]] still, and the bell [[Oven bell.wav#t=1|rings]].
"""

FILES: dict[str, Content] = {
    "index.md": "Welcome. Begin with [[Note]] or [[Everything]], watch [[Lecture]].\n",
    "Note.md": NOTE,
    "Writing/Writing.md": "What is written. First [[Everything]].\n",
    "Writing/Everything.md": EVERYTHING,
    "Writing/Diagram.md": DIAGRAM,
    "Writing/Note 2.md": "The second of three. #kitchen\n",
    "Writing/Note 10.md": "The last of three. #kitchen/tools\n",
    "Videos/Lecture.md": LECTURE.replace("{words}", WORDS),
    "Videos/Shown.md": SHOWN.replace("{words}", WORDS),
    "Videos/Recording.md": RECORDING.replace("{words}", WORDS),
    "Languages/Arabic.md": "---\nlang: ar\ntitle: ملاحظة\n---\n\nكلمات، و[[Note|رابط]].\n\n## عنوان\n\nنص.\n",  # noqa: RUF001 - Arabic
    "Languages/Japanese.md": "---\nlang: ja\ntitle: パンの作り方\n---\n\n小麦粉と水と塩。[[Note]]\n",
    "Languages/Chinese.md": "---\nlang: zh\ntitle: 面包\n---\n\n面粉、水和盐。\n",
    "Deep/One/Two/Three.md": "Deep down. [[Note]]\n",
    "Private.md": "---\npublish: false\n---\n\nNobody reads this. [[Note]]\n",
    "Drawing.canvas": '{"nodes": [], "edges": []}',
}


def vault_files() -> dict[str, Content]:
    """The whole vault, with its media."""
    media = {f"Attachments/{file.name}": file.read_bytes() for file in ATTACHMENTS.iterdir() if file.is_file()}
    return FILES | media
