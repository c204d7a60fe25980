"""A text as its lines, with their offsets."""

from dataclasses import dataclass

from kg.records import Span

HEAD_LINES = 12  # lines with text in which a title, byline or dateline is looked for
TAIL_LINES = 6
SENTENCE_END = (".", "!", "?", "\u201d", "\u2019", '"', "'", ")", "\u2013", "\u2014", ":", "…")
_HEADER_LIMIT = 40  # shorter lines without a full stop may be headers of their own


@dataclass(frozen=True, slots=True)
class Line:
    """One line that has text, without the white space at its ends."""

    number: int  # of the line in the text, blank lines counted, from 0
    begin: int  # code points
    text: str

    @property
    def span(self) -> Span:
        """The line's characters in the text."""
        return Span(self.begin, self.begin + len(self.text))

    def goes_on_from(self, above: "Line") -> bool:
        """True where the line directly above ends inside a sentence, so far as one can see."""
        if self.number > above.number + 1 or above.text.endswith(SENTENCE_END):
            return False
        return len(above.text) > _HEADER_LIMIT or self.text[0].islower()


def text_lines(text: str) -> tuple[Line, ...]:
    """Every line of a text that is not blank; a carriage return counts as white space."""
    found: list[Line] = []
    offset = 0
    for number, line in enumerate(text.split("\n")):
        stripped = line.strip()
        if stripped:
            indent = len(line) - len(line.lstrip())
            found.append(Line(number, offset + indent, stripped))
        offset += len(line) + 1
    return tuple(found)
