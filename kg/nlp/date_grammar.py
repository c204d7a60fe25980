"""Date expressions as days: "late September", "on Thursday", "6 OCT 89", "three days earlier"."""

import re
from dataclasses import dataclass
from functools import cache

from kg.nlp import calendar_periods as cal
from kg.nlp.calendar_periods import Period
from kg.nlp.date_resolution import Reference, resolve


@dataclass(frozen=True, slots=True)
class Expression:
    """A date expression at its offsets in the text given, not yet resolved.

    ``relation`` is "in", "since", "by" or "until"; ``relative`` says that the anchor counts.
    """

    begin: int
    end: int
    relation: str
    rule: str
    match: re.Match[str]

    def resolve(self, reference: Reference) -> Period | None:
        """The days it stands for, or None where the reference does not settle them."""
        return resolve(self.rule, self.match, self.relation, reference)


_NUM = (
    r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen"
    r"|sixteen|twenty|thirty|forty|fifty|several|a\s+few|few|a\s+couple\s+of)"
)
_UNIT = r"(?P<unit>hour|minute|day|night|week|month|year|decade)s?"
_PART = (
    r"(?P<part>(?:in\s+)?(?:the\s+)?(?:very\s+)?"
    r"(?:early|mid|middle|late|later|earlier|end|start|beginning|first\s+half|second\s+half)"
    r"(?:\s+(?:of|in)(?:\s+the\s+month\s+of)?)?[\s-]+(?:the\s+)?)"
)
_MONTH = rf"(?P<month>{cal.MONTH_PATTERN})\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_DAY2 = r"(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?"
_LINK = r"\s*(?:-|–|to|and|through|until|or)\s*"
_WEEKDAY = rf"(?P<weekday>{'|'.join(cal.WEEKDAYS)})"
_RELATIVE_YEAR = (
    r"(?:\s*,?\s*(?:of\s+)?(?:(?P<thatyear>(?:last|this|next|that)\s+year)|" + _YEAR + r"))?"
)

_HOURS = (
    r"(?:\s+(?:(?:early|late|mid)[\s-]+)?(?:morning|midday|noon|afternoon|evening|night|midnight))?"
)

# Longest match wins at each place, the earlier rule where two are equally long.
_PATTERNS = {
    "iso": r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
    "short": rf"{_DAY}\s+{_MONTH}\s+(?P<year>[6-9]\d)(?!\w|,?\d)",
    "days": rf"{_DAY}\s*(?:{_MONTH})?{_LINK}{_DAY2}\s+(?:of\s+)?"
    rf"(?P<month2>{cal.MONTH_PATTERN})\.?{_RELATIVE_YEAR}(?!\w)",
    "days_us": rf"{_MONTH}\s+{_DAY}{_LINK}(?:(?P<month2>{cal.MONTH_PATTERN})\.?\s+)?{_DAY2}"
    rf"(?:,?\s+{_YEAR})?(?![\w,]*\d)",
    "day": rf"(?:{_WEEKDAY},?\s+(?:the\s+)?)?{_DAY}\s+(?:of\s+)?{_MONTH}{_RELATIVE_YEAR}(?!\w)",
    "day_us": rf"(?:{_WEEKDAY},?\s+)?{_MONTH}\s+{_DAY}{_RELATIVE_YEAR}(?!\w)",
    "months": rf"{_MONTH}(?:\s+{_YEAR})?{_LINK}(?P<month2>{cal.MONTH_PATTERN})\.?"
    r"(?:,?\s+(?P<year2>(?:19|20)\d\d))?(?!\w)",
    "month": rf"{_PART}?(?:(?P<which>last|this|next)\s+)?{_MONTH}{_RELATIVE_YEAR}(?!\w)",
    "weekdays": rf"{_WEEKDAY}(?:\s+(?:night|morning|evening))?(?:\s+and\s+|\s+to\s+|-|\s+or\s+)"
    rf"(?P<weekday2>{'|'.join(cal.WEEKDAYS)})",
    "weekday": rf"(?:(?P<which>last|this|next|the\s+previous|the\s+following)\s+)?{_WEEKDAY}"
    rf"{_HOURS}(?:\s+(?P<week>last\s+week|next\s+week|of\s+last\s+week|a\s+week\s+ago))?\b",
    "day_word": r"(?:early\s+|late\s+)?(?:the\s+)?(?P<word>day\s+before\s+yesterday"
    r"|yesterday|today|tomorrow|tonight|last\s+night|overnight|this\s+(?:morning|afternoon|evening))\b"
    rf"{_HOURS}",
    "night": r"(?:(?:during|in|over)\s+the\s+night|overnight)\b(?!\s+(?:of|from|between)\b)",
    "within": rf"(?P<how>within|in|over)\s+(?:the\s+next\s+)?(?P<num>{_NUM})\s+{_UNIT}\b",
    "coming": rf"(?P<how>within|in|over)\s+the\s+(?:next|coming)\s+(?P<num>{_NUM})?\s*{_UNIT}\b",
    "past": rf"(?:the|these)\s+(?:past|last|previous|preceding)\s+(?P<num>{_NUM})\s+{_UNIT}\b"
    r"|(?:the|this)\s+past\s+(?P<unit2>hour|day|week|month|year)\b",
    "ago": rf"(?:about\s+|some\s+)?(?P<num>{_NUM})\s+{_UNIT}\s+ago\b",
    "shift": rf"(?P<num>{_NUM})\s+{_UNIT}\s+(?P<way>earlier|before|previously|later|afterwards)\b"
    r"(?!\s+(?:the|a|an|its|his|their|that|\w+ing)\b)",
    "offset": rf"(?P<num>{_NUM})\s+{_UNIT}\s+(?P<way>after|before)\b",
    "nth": r"(?:the\s+|a\s+)?(?P<nth>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
    r"\s+(?:straight\s+|consecutive\s+)?(?P<unit>day|night|week)\b",
    "then": r"(?<=since\s)then\b|(?:ever\s+)?since(?=\s*(?:[,.;:)]|$))"
    r"|(?<=\bhas\s)since(?=\s+\w+(?:ed|en|wn|n)\b)|(?<=\bhave\s)since(?=\s+\w+(?:ed|en|wn|n)\b)",
    "adjacent": r"(?:the\s+)?(?:(?P<way>previous|next|following|preceding)\s+"
    r"(?P<unit>day|night|morning|afternoon|evening|week|month|year)"
    r"|(?P<unit2>day|night|evening|week|month|year)\s+(?P<way2>before|after))\b"
    r"(?!\s+(?:the|a|an|its|his|their|\w+ing|yesterday)\b)",
    "same": r"(?:the\s+same|that\s+(?:same\s+)?)\s*(?:day|night|morning|afternoon|evening)\b",
    "unit": rf"{_PART}?(?P<which>last|this|next)\s+(?P<unit>week|month|year|decade)\b",
    "in_unit": r"(?P<part>earlier|later)\s+in\s+(?:the|this)\s+(?P<unit>day|week|month|year)\b",
    "weekend": r"(?:(?P<which>last|this|next|the|at\s+the|over\s+the)\s+)weekend\b",
    "season": r"(?:(?P<which>last|this|next)\s+|the\s+(?:end\s+of\s+)?)"
    rf"(?P<season>spring|summer|autumn|winter)\b(?:\s+of\s+{_YEAR})?",
    "years": rf"{_YEAR}\s*(?:-|–|to)\s*(?P<year2>(?:19|20)\d\d|\d\d)(?!\w)",
    "decade": r"(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?(?P<decade>(?:19|20)\d0)s\b",
    "year": rf"{_PART}?(?:the\s+year\s+)?{_YEAR}(?![\w,]*\d|\w|-\w)",
    "now": r"(?:now|currently|at\s+present|presently|at\s+the\s+moment|these\s+days|nowadays)\b",
    "feast": rf"(?P<feast>{'|'.join(cal.FEASTS)})\b(?:\s+{_YEAR})?",
}
_BEFORE = re.compile(
    r"(?:\b(?P<since>(?:ever\s+)?since|starting|beginning)|\b(?P<by>by)|\b(?P<until>until|till|up\s+to))"
    r"(?:\s+(?:about|around|at\s+least|early|late|the|on|in))*\s*$",
    re.IGNORECASE,
)


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rf"(?<![\w-])(?:{p})", re.IGNORECASE) for name, p in _PATTERNS.items()}


def find_expressions(text: str) -> list[Expression]:
    """The date expressions of a text, in order, none inside another."""
    found: list[Expression] = []
    matches = [(m, name) for name, rule in _rules().items() for m in rule.finditer(text)]
    matches.sort(key=lambda pair: (pair[0].start(), -pair[0].end()))
    end = 0
    for match, name in matches:
        if match.start() < end or not _plausible(name, match, text):
            continue
        end = match.end()
        found.append(Expression(match.start(), end, _relation(text, match), name, match))
    return found


def _relation(text: str, match: re.Match[str]) -> str:
    before = _BEFORE.search(text, max(0, match.start() - 40), match.start())
    return (before.lastgroup or "in") if before else "in"


_MONTH_CUE = re.compile(
    r"\b(?:in|since|of|until|till|by|from|to|between|during|and|for|this|before|after|mid|late|early)"
    r"[\s-]+$",
    re.IGNORECASE,
)


def _plausible(name: str, match: re.Match[str], text: str) -> bool:
    """False for "may" and "march" as verbs, "mar" without a day, and numbers that are no years."""
    if name == "month":
        word = match["month"]
        alone = not (match["year"] or match["thatyear"] or match["which"] or match["part"])
        if word.lower() in {"may", "march"} and alone:
            cued = _MONTH_CUE.search(text, max(0, match.start() - 12), match.start())
            return word[0].isupper() and cued is not None
        return word[0].isupper() and (len(word) > 3 or not alone)
    if name == "year":
        before = text[max(0, match.start() - 1) : match.start()]
        return before not in {"$", "£", "€", "#"} and not _counts(match, text)
    return True


_COUNTED = re.compile(
    r"\s+(?:people|civilians|troops|soldiers|dead|refugees|men|women|were|tonnes)"
)


def _counts(match: re.Match[str], text: str) -> bool:
    return not match["part"] and _COUNTED.match(text, match.end()) is not None
