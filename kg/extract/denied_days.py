"""Days of denied events: a denial tells the deed again, and seldom the day of it."""

from collections.abc import Sequence
from dataclasses import replace

from kg.records import EventReport, Modality


def with_denied_days(reports: Sequence[EventReport]) -> tuple[EventReport, ...]:
    """The reports, what is denied without a date being of the days of the deed that is denied.

    That is the event of the same type told last before the denial, or else first after it.
    """
    return tuple(
        _dated(report, reports)
        if report.modality is Modality.DENIED and not (report.earliest or report.latest)
        else report
        for report in reports
    )


def _dated(denial: EventReport, reports: Sequence[EventReport]) -> EventReport:
    deeds = [r for r in reports if r.type is denial.type and r.modality is not Modality.DENIED]
    if not deeds:
        return denial
    begin = denial.trigger.begin
    deed = min(deeds, key=lambda r: (r.trigger.begin > begin, abs(r.trigger.begin - begin)))
    return replace(denial, earliest=deed.earliest, latest=deed.latest, date_span=deed.date_span)
