"""Whether a value of `publish` that is neither yes nor no may still mean a "no", or is about something else: a publisher, a date.

A note that is held back is told of and soon put right; one that was published against its author's will can't be taken back. So a
value is about something else only if it looks like a name, a date or a yes of another language, and no word of it may refuse.
"""

# Words of many scripts are what this module is about.
# ruff: noqa: RUF001

from __future__ import annotations

import re
import unicodedata
from collections import Counter


def is_about_something_else(value: str) -> bool:
    """Whether a value that is neither yes nor no says nothing about publishing."""
    text = _folded(value)
    words = _WORD.findall(text)
    if _SIGNS.search(value) or any(map(_may_refuse, words)) or any(part in text for part in _PARTS_OF_REFUSALS):
        return False
    if text.startswith(_REFUSING_BEGINNINGS):
        return False
    return bool(_YEAR_OR_ADDRESS.search(text)) or (bool(words) and _YES_ELSEWHERE.issuperset(words)) or _looks_like_a_name(value, words)


def _folded(text: str) -> str:
    """Without capitals, accents and apostrophes."""
    parts = unicodedata.normalize("NFKD", re.sub("['\u2019]", "", text))
    return unicodedata.normalize("NFC", "".join(char for char in parts if not unicodedata.combining(char))).casefold().strip()


def _may_refuse(word: str) -> bool:
    return word in _REFUSALS or word.startswith(_BEGINNINGS_OF_WORDS) or any(_is_slip_of(known, word) for known in _TYPED_WRONGLY)


def _is_slip_of(known: str, word: str) -> bool:
    """Whether a word has the letters of another, in any order, but for one that is missing, added or another."""
    if abs(len(known) - len(word)) > 1:
        return False
    mine, others = Counter(word), Counter(known)
    return (mine - others).total() <= 1 and (others - mine).total() <= 1


def _looks_like_a_name(value: str, words: list[str]) -> bool:
    """Three characters of a script without spaces; else a word of three letters, and a capital where the script has any."""
    if _WITHOUT_SPACES.search(value):
        return len(_WITHOUT_SPACES.findall(value)) >= _SHORTEST_NAME
    has_capitals = value.upper() != value.lower()
    return max(map(len, words), default=0) >= _SHORTEST_NAME and (not has_capitals or value != value.lower())


_SHORTEST_NAME = 3
_WORD = re.compile(r"[^\s!-@\[-`{-~\u00a1-\u00bf\u2010-\u2027\u3001-\u3002\u300a-\u3011\uff01-\uff20]+")
_WITHOUT_SPACES = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_YEAR_OR_ADDRESS = re.compile(r"\d{4}|://|\bwww\.")
_SIGNS = re.compile("[?!\uff01\uff1f\u00d7\u2715-\u2718\u26d4\u274c\u274e\U0001f6ab\U0001f512]")
"""Question and exclamation marks, crosses, no entry, a lock."""

_TYPED_WRONGLY = ("false", "never", "private", "hidden", "draft", "secret")


def _words(text: str) -> frozenset[str]:
    return frozenset(_folded(text).split())


_YES_ELSEWHERE = _words(
    """
    public published live ready done final ok okay ja oui si sim tak да так evet ναι igen kylla ya نعم כן हां 是 好 公开 发布 公開 發佈
    はい 예 네
    """
)
_REFUSALS = _words(
    """
    no not non none nope nah nay never neither nothing false off dont doesnt isnt cannot cant wont stop skip hide hold wait wip tbd tba todo
    yet if when until after before only maybe perhaps possibly probably someday later soon local me self idea null void undefined
    nein nicht nie niemals kein keine aus noch intern falsch pas jamais faux aucun tard peut caché interne
    nunca jamás nada falso oculto interno luego não nao mai dopo forse talvez niente nee niet nooit uit geen onwaar
    nej nei ei ikke inte aldrig aldri älä falsk ingen ehkä ne nikdy nigdy fałsz może možná nu poate nem soha hamis talán
    нет не никогда ложь нельзя выкл потом позже ні ніколи hayır hayir yanlış yanlis değil asla yok gizli özel sonra belki kapalı
    όχι μη μην ποτέ ίσως لا ليس غير خاص سري خطأ أبدا نه خیر לא אל אין שקר नहीं ना मत गलत
    tidak jangan bukan belum nanti salah không chưa sai riêng nháp
    """
)
_BEGINNINGS_OF_WORDS = tuple(
    _words(
        """
        unpub unlist unfinish undecid unsure unknown unclear incomplet pending draft privat privé hidden secret internal confiden personal
        exclud disab deny denied refus reject block archiv delet remov embargo review progress forbid prohibit restrict
        entwurf geheim vertraul verborg versteck später vielleicht unveröff brouillon bientôt désactiv borrador rascunho bozza
        segret nascost despué depois quizá pendient pendent reservad prywat soukrom szkic koncept concept tajn późnie pozděj nieprawd
        utkast udkast hemlig senare senere kanske måske luonnos salai yksity myöhem epätos misschien
        vázlat titkos később ciornă niciodat taslak приват личн чернов секрет скрыт возможн особист чернетк прихован пізніше запре
        ψευδ ιδιωτικ πρόχειρ μυστικ αργότερ مسودة خصوص محرمان نادرست لاحق פרטי טיוט סודי निजी मसौद pribadi rahasia draf konsep
        """
    )
)
_PARTS_OF_REFUSALS = _words(
    """
    否 不 勿 禁 没 沒 别 別 私 密 秘 草稿 待 暂 暫 先 以后 以後 限定 非公 非発 隐 隱 停 假
    いいえ ない なし ません 下書 だめ ダメ オフ あとで 後で 未定 아니 않 안됨 안함 비공개 비밀 초안 거짓 미정 나중 금지 개인
    """
)
"""In scripts that don't part words by spaces, or put them together."""
_REFUSING_BEGINNINGS = ("未", "非", "无", "無", "안 ")
