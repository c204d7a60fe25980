"""Lines that pages and wire services leave around an article."""

import re

from kg.sources.lists import boilerplate, fold

CAPTION_LIMIT = 250  # a line with a credit at its end is a caption up to this length
CREDIT = re.compile(
    r"(?:^|(?<=[.!?\u2026)\"\u201d\u2019|/\u2013\u2014])\s+|(?=[(\[]))"
    r"(?P<credit>[(\[]?(?:(?:file )?photo(?:graph)?|image|picture|photo credit|image credit)s?"
    r"(?: by| credit| courtesy(?: of)?)?:\s*[^.:;!?]{2,60}\.?[^.:;!?\s]{0,20}[)\]]?\.?)$",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"^(?:(?:©|\(c\))\s*\S|copyright\W+(?:©|\(c\)|(?:19|20)\d\d))", re.IGNORECASE
)
_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$")
_READING_TIME = re.compile(r"^\d+ ?min(?:ute)?s?(?: read)?$", re.IGNORECASE)


def is_boilerplate(text: str) -> bool:
    """True for a page remain: a phrase of ``boilerplate.toml``, a copyright line, a caption."""
    known, folded = boilerplate(), fold(text)
    if folded in known.lines or folded in known.lists:
        return not text.endswith(".") or len(text.split()) > 1
    if len(text) <= known.starts_limit and folded.startswith(known.starts):
        return True
    if folded.startswith(known.notices) or _COPYRIGHT.match(text):
        return True
    if text[0] == "\N{FULL BLOCK}" or _ADDRESS.match(text) or _READING_TIME.match(text):
        return True
    if not any(char.isalnum() for char in text):
        return True
    return len(text) <= CAPTION_LIMIT and bool(CREDIT.search(text))
