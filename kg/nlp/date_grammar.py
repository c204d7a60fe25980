"""Date expressions as days: "late September", "on Thursday", "6 OCT 89", "three days earlier"."""

import re
from dataclasses import dataclass, replace
from functools import cache

from kg.nlp import calendar_periods as cal
from kg.nlp.calendar_periods import Period
from kg.nlp.date_counting import up_to
from kg.nlp.date_reference import Reference
from kg.nlp.date_resolution import resolve


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
    last: "Expression | None" = None  # in "between mid-August and early October"

    def resolve(self, reference: Reference) -> Period | None:
        """The days it stands for, or None where the reference does not settle them.

        None too for what lies outside of the calendar ("9999999 days ago").
        """
        try:
            return self._resolved(reference)
        except (OverflowError, ValueError):
            return None

    def _resolved(self, reference: Reference) -> Period | None:
        if self.last is None:
            return resolve(self.rule, self.match, self.relation, reference)
        end = self.last.resolve(reference)
        if end is None or end.latest is None:
            return None
        if self.rule == "up_to":
            return up_to(self.match, end.latest)
        before = replace(reference, published=end.latest, told=end, future=False)
        start = resolve(self.rule, self.match, "in", before)
        if start is None or start.earliest is None or start.earliest > end.latest:
            return None
        return Period(start.earliest, end.latest)


_NUM = (
    r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen"
    r"|sixteen|twenty|thirty|forty|fifty|several|a\s+few|few|a\s+couple\s+of)"
)
_UNIT = r"(?P<unit>hour|minute|day|night|week|month|year|decade)s?"
_PART = (
    r"(?P<part>(?:in\s+)?(?:the\s+)?(?:very\s+)?"
    r"(?:(?:early|mid|middle|late|later|earlier|end|start|beginning|(?:first|second)\s+half"
    r"|(?:first|opening|early|last|final|closing)\s+days"
    r"|(?:early|first|latter|last|later)\s+part|(?:first|second|third|last)\s+week)"
    r"(?:\s+(?:of|in)(?:\s+the\s+month\s+of)?)?[\s-]+(?:the\s+)?))"
)
_MONTH = rf"(?P<month>{cal.MONTH_PATTERN})"
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

_UNITS = "day|week|month|year"
_ABOUT = r"(?:more\s+than|over|nearly|almost|about|around|some|at\s+least|the\s+(?:past|last))"
_OTHERS = r"(?:the|a|an|its|his|her|their|that|this|\w+ing)\b"  # what begins a noun or a clause
_NTH = "|".join(cal.ORDINALS)

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
    "weekdays": rf"(?:overnight\s+(?:from\s+)?)?{_WEEKDAY}(?:\s+(?:night|morning|evening))?"
    r"(?:\s+and\s+|\s+to\s+|-|\s+or\s+)"
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
    r"|(?:the|this)\s+past\s+(?P<unit2>hour|day|week|month|year|decade)\b",
    "ago": rf"(?:about\s+|some\s+)?(?P<num>{_NUM})\s+{_UNIT}\s+ago\b",
    "shift": rf"(?P<num>{_NUM})\s+{_UNIT}\s+(?P<way>earlier|previously|later|afterwards"
    rf"|before(?!\s+{_OTHERS}))\b",
    "offset": rf"(?:(?P<num>{_NUM})\s+|(?=hours|minutes)){_UNIT}\s+(?P<way>after|before|since)\b"
    rf"|the\s+(?P<unit2>day)\s+(?P<way2>after|before)\b(?=\s+{_OTHERS})",
    "anniversary": r"(?:the\s+)?"
    rf"(?:(?P<num>\d+)(?:st|nd|rd|th)|(?P<nth>{_NTH}))\s+anniversary\s+of\b",
    "eve": r"the\s+eve\s+of\b",
    "up_to": rf"the\s+(?P<num>{_NUM})\s+{_UNIT}\s+(?:to|until|ending(?:\s+on)?)\b",
    "length": rf"(?:after|following|in|during|over)\s+(?:{_ABOUT}\s+)?(?P<num>{_NUM})\s+{_UNIT}"
    r"\s+of\b(?!\s+(?:the|a|an|its|his|her|their|that|this)\b)",
    "long": rf"(?P<num>{_NUM})-(?P<unit>{_UNITS})(?:-long\b|(?![\w-]))",
    "month_long": rf"(?P<unit>{_UNITS})(?P<num>)-long\b",
    "for": rf"for\s+(?:{_ABOUT}\s+)?(?P<num>{_NUM})\s+{_UNIT}\b(?!\s+ago)",
    "nth": r"(?:the\s+|a\s+)?(?P<nth>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
    r"\s+(?:straight\s+|consecutive\s+)?(?P<unit>day|night|week)\b",
    "then": r"(?<=since\s)then\b|(?:ever\s+)?since(?=\s*(?:[,.;:)]|$))"
    r"|(?<=\bhas\s)since(?=\s+\w+(?:ed|en|wn|n)\b)|(?<=\bhave\s)since(?=\s+\w+(?:ed|en|wn|n)\b)",
    "adjacent": r"(?:the\s+)?(?:(?P<way>previous|next|following|preceding)\s+"
    r"(?P<unit>day|night|morning|afternoon|evening|week|month|year)\b"
    r"|(?P<unit2>day|night|evening|week|month|year)\s+(?P<way2>before|after)\b"
    rf"(?!\s+(?:{_OTHERS}|yesterday\b)))",
    "same": r"(?:the\s+same|that\s+(?:same\s+)?)\s*(?:day|night|morning|afternoon|evening)\b",
    "same_unit": r"(?:(?P<part>earlier|later)\s+)?(?:that(?:\s+same)?|the\s+same)\s+"
    r"(?P<unit>week|month|year)\b",
    "part_unit": rf"{_PART}(?P<unit>week|month|year)\b",
    "quarter": r"(?:the\s+)?(?P<nth>first|second|third|fourth|last|final)\s+"
    rf"(?:quarter|(?P<num>three|six)\s+months)\s+of\s+(?:{_YEAR}|(?:the|(?P<which>this|last))\s+year)",
    "unit": rf"{_PART}?(?P<which>last|this|next)\s+(?P<unit>week|month|year|decade)\b",
    "in_unit": r"(?P<part>earlier|later|early|late)\s+in\s+(?:the|this)\s+"
    r"(?P<unit>day|week|month|year)\b",
    "weekend": r"(?:(?P<which>last|this|next|the|at\s+the|over\s+the)\s+)weekend\b",
    "season": r"(?:(?P<which>last|this|next)\s+|the\s+(?:end\s+of\s+)?)"
    rf"(?P<season>spring|summer|autumn|winter)\b(?:\s+(?:of\s+)?{_YEAR})?",
    "season_year": rf"(?P<season>spring|summer|autumn|winter)\s+(?:of\s+)?{_YEAR}\b",
    "years": rf"{_YEAR}\s*(?:-|–|to)\s*(?P<year2>(?:19|20)\d\d|\d\d)(?!\w)",
    "decade": r"(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?(?P<decade>(?:19|20)\d0)s\b",
    "year": rf"{_PART}?(?:the\s+year\s+)?{_YEAR}(?![\w,]*\d|\w|-\w)",
    "old_year": r"(?<=\b(?:in|of)\s)(?P<year>1[6-8]\d\d)(?![\w,]*\d|\w|-\w)",
    "now": r"(?:now|currently|at\s+present|presently|at\s+the\s+moment|these\s+days|nowadays)\b",
    "feast": rf"(?P<feast>{cal.FEAST_PATTERN})\b(?:\s+{_YEAR})?",
    "september_11": r"9/11\b",
}
_BEFORE = re.compile(
    r"(?:\b(?P<since>(?:ever\s+)?since|starting|beginning)|\b(?P<by>by)|\b(?P<until>until|till|up\s+to))"
    r"(?:\s+(?:about|around|at\s+least|early|late|the|on|in|midnight|noon|dawn|dusk|nightfall))*\s*$",
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
    return _joined(text, found)


_LASTS_FROM = re.compile(r"\b(?:between|from)(?:\s+(?:in|about|around|the))*\s*$", re.IGNORECASE)
_LASTS_TO = re.compile(
    r"\s*(?:and|to|until|till|through)(?:\s+(?:in|about|around|the))*\s*",
    re.IGNORECASE,
)
_NO_ENDS = {
    "now",
    "then",
    "offset",
    "anniversary",
    "eve",
    "length",
    "long",
    "month_long",
    "for",
    "up_to",
    "nth",
}


def _joined(text: str, found: list[Expression]) -> list[Expression]:
    """The expressions, "between mid-August and early October" being one; no lone "the day to"."""
    joined: list[Expression] = []
    for expression in found:
        first = joined[-1] if joined else None
        if first and first.last is None and _lasts(text, first, expression):
            joined[-1] = replace(first, end=expression.end, last=expression)
        else:
            joined.append(expression)
    return [e for e in joined if e.last or e.rule != "up_to"]


def _lasts(text: str, first: Expression, last: Expression) -> bool:
    """True where two expressions are the ends of one period."""
    between = text[first.end : last.begin]
    if first.rule == "up_to":
        return not between.strip()
    if {first.rule, last.rule} & _NO_ENDS or not _LASTS_TO.fullmatch(between):
        return False
    return _LASTS_FROM.search(text, max(0, first.begin - 30), first.begin) is not None


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
        word = match["month"].rstrip(".")
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
    r"\s+(?:people|civilians|troops|soldiers|dead|refugees|men|women|were|tonnes"
    r"|\(?\d{4} gmt|gmt|hours|local time)",
    re.IGNORECASE,
)


def _counts(match: re.Match[str], text: str) -> bool:
    """True for "2000 people" and "at 2000 (0200 GMT)"."""
    return not match["part"] and _COUNTED.match(text, match.end()) is not None
