from datetime import date

from kg.records import EventReport
from tests.extract.reading import read

MONDAY = date(2016, 10, 10)


def denied(text: str) -> EventReport:
    (report,) = [e for e in read(text).events if e.modality.value == "denied"]
    return report


def test_a_denied_deed_is_of_the_day_that_is_told_of_it() -> None:
    text = (
        "Planes bombed the village on Monday. Rebels shelled a camp on Tuesday."
        " The army denied bombing the village."
    )
    assert (denied(text).earliest, denied(text).latest) == (MONDAY, MONDAY)


def test_a_denial_with_a_day_keeps_it() -> None:
    text = "Planes bombed the village. The army denied that it had bombed the village on Monday."
    assert denied(text).earliest == MONDAY


def test_a_denied_deed_that_is_told_nowhere_else_has_no_day() -> None:
    text = "Rebels shelled a camp on Tuesday. The army denied bombing the village."
    assert denied(text).earliest is None
