"""Which day, or which days, an event falls on: date expressions resolved and joined to triggers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Token

from kg.nlp import date_attachment
from kg.nlp.analysis import Analysis, Sentence
from kg.nlp.calendar_periods import Period
from kg.nlp.date_attachment import Place
from kg.nlp.date_grammar import Expression, find_expressions
from kg.nlp.date_reference import Reference
from kg.records import Span


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression and the days it stands for; an open end is None."""

    span: Span
    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date expression of a document and the days it stands for there; an open end is None.

    ``rule`` and ``relation`` are those of the date grammar. ``bare`` is the period of the words
    alone: "Monday" in "since Monday", which stands for all days from then on. ``turned`` is the
    period in the other direction of time, the coming Friday for the last, where there is one.
    """

    span: Span
    sentence: int  # in the document
    rule: str
    relation: str
    earliest: date | None
    latest: date | None
    bare: Period
    turned: Period | None = None

    def reading(self, published: date | None, ahead: bool | None) -> Period | None:
        """The period as told or turned that an event told on a day can have; None for neither.

        ``ahead`` says whether the event is planned or proposed: if so it does not end before that
        day; what has happened does not end after it.
        """
        told = Period(self.earliest, self.latest)
        if published is None or ahead is None:
            return told
        for period in (told, self.turned):
            last = period.latest if period else None
            if last and (last >= published if ahead else last <= published):
                return period
        return None if self.latest else told


@dataclass(frozen=True, slots=True)
class Placed:
    """A resolved date and where it hangs in the parse."""

    expression: DateExpression
    place: Place
    told_on: date | None  # the day that "since" reaches to


@dataclass(frozen=True)
class Dates:
    """The date expressions of a document, by sentence index."""

    published: date | None
    by_sentence: Mapping[int, tuple[Placed, ...]]
    leading: Mapping[int, DateMention]  # paragraph -> the day that heads it

    @property
    def expressions(self) -> tuple[DateExpression, ...]:
        """All of them, in the order of the text."""
        return tuple(p.expression for placed in self.by_sentence.values() for p in placed)

    def for_trigger(
        self, sentence: Sentence, trigger: Token, *, ahead: bool | None = None, speech: bool = False
    ) -> DateMention | None:
        """The date of the event that ``trigger`` names, or None where the text tells none.

        ``ahead`` says whether the event is planned or proposed, ``speech`` that it is said.
        """
        leading = self.leading.get(sentence.paragraph)
        now = leading.latest if leading else self.published
        if now and date_attachment.is_state(trigger):
            return DateMention(sentence.span_of(trigger), now, now)
        found = self._nearest(sentence, trigger, ahead)
        if found and speech and found[1].expression.relation in {"by", "until"}:
            found = None
        if found is None and speech:
            teller = date_attachment.teller(trigger)
            found = self._nearest(sentence, teller, ahead) if teller else None
        if found and not (leading and found[0] > 2):
            return self._lasting(found[1], trigger, ahead)
        if leading and not ahead:
            return leading
        if now and not ahead and date_attachment.goes_on(trigger):
            return DateMention(sentence.span_of(trigger), now, now)
        return None

    def by_expression(
        self, expression: DateExpression, trigger: Token, *, ahead: bool | None = None
    ) -> DateMention | None:
        """The date that one of the document's expressions gives the event of a trigger.

        None where it cannot be the event's, as a day gone by is none of what is planned.
        """
        for placed in self.by_sentence.get(expression.sentence, ()):
            if placed.expression == expression and expression.reading(self.published, ahead):
                return self._lasting(placed, trigger, ahead)
        return None

    def _nearest(
        self, sentence: Sentence, trigger: Token, ahead: bool | None
    ) -> tuple[int, Placed] | None:
        """The date that belongs to a trigger most closely, with its class of closeness."""
        ranked = [
            (self._is_weak(placed, trigger), rank, i, placed)
            for i, placed in enumerate(self.by_sentence.get(sentence.index, ()))
            if (period := placed.expression.reading(self.published, ahead))
            and (rank := date_attachment.rank(placed.place, trigger))
            and (period != placed.expression.turned or _is_own(placed, rank, trigger))
        ]
        if not ranked:
            return None
        _, (closeness, _), _, placed = min(ranked, key=lambda found: found[:3])
        return closeness, placed

    @staticmethod
    def _is_weak(placed: Placed, trigger: Token) -> bool:
        """True for "the third day", "in two weeks" beside what did not last so long."""
        return placed.expression.rule in _OF_WHAT_LASTS and not date_attachment.lasts(trigger)

    def _lasting(self, placed: Placed, trigger: Token, ahead: bool | None) -> DateMention:
        """The date with its end moved to the publication day for what still lasts then."""
        told, place = placed.expression, placed.place
        period = told.reading(self.published, ahead)
        if period is not None and period == told.turned:
            return DateMention(told.span, *period)
        latest = told.latest
        if date_attachment.since_clause(place, trigger) or date_attachment.begins(place, trigger):
            latest = max(filter(None, (placed.told_on, latest)), default=None)
        elif date_attachment.bound(place) or place.head in date_attachment.chain(trigger):
            latest = told.bare.latest or latest
        return DateMention(told.span, told.earliest, latest)


def _is_own(placed: Placed, rank: tuple[int, int], trigger: Token) -> bool:
    """False for the day of proposing, ordering or telling what is to come."""
    own = rank[0] < 2 or placed.expression.relation in {"by", "until"}
    return own or date_attachment.is_due(placed.place, trigger)


_COUNTED_TO = {"offset", "anniversary", "eve", "length"}  # they date what follows them
_NEEDED = {
    "for": date_attachment.is_perfect,
    "long": date_attachment.dates_what_lasts,
    "month_long": date_attachment.dates_what_lasts,
}
_OF_WHAT_LASTS = {"nth", "within"}
_RECENT = 30  # days around the publication
_DATELINE = re.compile(r"[^\n]{0,90}?\s(?:--|-|—|–)(?:\s|$)")


def date_expressions(analysis: Analysis) -> tuple[DateExpression, ...]:
    """Every date expression of a document with the days it stands for, in the order of the text.

    What stands for no day ("in recent weeks"), and the day in a dateline, is left out.
    """
    return find_dates(analysis).expressions


def find_dates(analysis: Analysis) -> Dates:
    """The dates of a document, resolved against its publication day."""
    published = analysis.document.published
    found: dict[int, tuple[Placed, ...]] = {}
    leading: dict[int, DateMention] = {}
    story = _Story(Reference(published))
    headings: list[DateMention] = []
    paragraph = -1
    for sentence in analysis.sentences:
        first, paragraph = sentence.paragraph != paragraph, sentence.paragraph
        located = [
            (expression, tokens)
            for expression, tokens in _located(sentence)
            if not (first and _in_dateline(analysis, sentence, expression))
        ]
        headed = first and bool(located) and _leads(sentence, _span(sentence, located[0][0]))
        if first and len(headings) > 1 and not headed:
            leading[paragraph] = headings[-1]
        above = leading.get(paragraph)
        story.begin(sentence.index, (above.latest if above else published) if first else None)
        placed: list[Placed] = []
        for expression, tokens in located:
            found_here = story.place(sentence, expression, tokens)
            if found_here is None:
                continue
            placed.append(found_here)
            if headed and len(placed) == 1:
                told = found_here.expression
                leading[paragraph] = DateMention(told.span, told.earliest, told.latest)
                headings.append(leading[paragraph])
                story.begin(sentence.index, told.latest)
        found[sentence.index] = tuple(placed)
    return Dates(published, found, leading)


class _Story:
    """What the text has told so far of when things were."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._recent: date | None = None  # the last day told that is not long past
        self._told_in = 0  # the sentence of the anchor

    def begin(self, index: int, published: date | None) -> None:
        """Starts a sentence; a day given becomes the one that it is told on."""
        reference = replace(self._reference, spoken=None)
        if published:
            reference = replace(reference, published=published)
        if self._recent and index - self._told_in > 1:
            reference = replace(reference, anchor=self._recent)
        self._reference = reference
        self._index = index

    def place(
        self, sentence: Sentence, expression: Expression, tokens: list[Token]
    ) -> Placed | None:
        """An expression resolved and placed, or None where it stands for no day."""
        place = date_attachment.place_of(tokens)
        if expression.rule in _COUNTED_TO:
            after = date_attachment.place_after(tokens)
            if after is None:
                return None
            if expression.rule == "offset" and date_attachment.refers_back(after):
                expression = replace(expression, rule="after_that")
            else:
                place = after
        if expression.rule in _NEEDED and not _NEEDED[expression.rule](place):
            return None
        future = date_attachment.is_future(place, expression.relation)
        now = replace(self._reference, future=future)
        period = expression.resolve(now)
        if period is None:
            return None
        bare = replace(expression, relation="in").resolve(now)
        turned = expression.resolve(replace(now, future=not future))
        self._tell(expression, period)
        return Placed(
            DateExpression(
                _span(sentence, expression),
                sentence.index,
                expression.rule,
                expression.relation,
                *period,
                bare=bare or period,
                turned=turned if turned != period else None,
            ),
            place,
            now.published,
        )

    def _tell(self, expression: Expression, period: Period) -> None:
        if expression.rule in {"now", "nth", "offset"}:
            return
        day = period.earliest if period.earliest == period.latest else None
        if expression.relation == "since":
            day = period.earliest
        reference = replace(self._reference, told=period)
        if day is not None:
            self._told_in = self._index
            reference = replace(reference, anchor=day, spoken=day)
            published = reference.published
            if published and abs((published - day).days) <= _RECENT:
                self._recent = day
        self._reference = reference


def _located(sentence: Sentence) -> Iterator[tuple[Expression, list[Token]]]:
    tokens = sentence.tokens
    for expression in find_expressions(tokens.text):
        span = tokens.char_span(expression.begin, expression.end, alignment_mode="expand")
        if span is not None:
            yield expression, list(span)


def _span(sentence: Sentence, expression: Expression) -> Span:
    begin = sentence.span_of(sentence.tokens).begin
    return Span(begin + expression.begin, begin + expression.end)


def _in_dateline(analysis: Analysis, sentence: Sentence, expression: Expression) -> bool:
    """True for the day in "KABUL, Aug 13 (Reuters) - ": names and digits up to a dash."""
    span = sentence.span
    text = analysis.document.text[span.begin : span.end]
    line = _DATELINE.match(text)
    if line is None or line.end() < expression.end:
        return False
    return not re.search(r"\b(?!de\b|la\b|del\b|al\b|el\b)[a-z]{2,}", text[: expression.begin])


def _leads(sentence: Sentence, span: Span) -> bool:
    """True for "Sunday, December 8:" at the head of a paragraph."""
    text, begin = sentence.tokens.text, sentence.span_of(sentence.tokens).begin
    after = text[span.end - begin :].strip()
    return span.begin - begin <= 3 and (after[:1] in {":", "—", "–"} or after in {"", "."})
