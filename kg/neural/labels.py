"""What the network's outputs mean, in the order of its output columns."""

from kg.records import EventType, Modality

TYPES = tuple(EventType)  # column 0 of the trigger scores is "no event", then these
MODALITIES = tuple(Modality)
ROLES = ("agents", "targets", "places", "attributed_to", "instrument", "date")
OUT, BEGIN, INSIDE = range(3)  # of each role's three columns
ENTITIES = (
    "Organisation",
    "Location",
    "Person",
    "Temporal",
    "Quantity",
    "Weapon",
    "DocumentReference",
    "Nationality",
    "MilitaryPlatform",
    "Money",
    "Vehicle",
    "Frequency",
)  # the types of re3d; column 0 is none, then BEGIN and INSIDE of each
DATINGS = ("none", "told", "publication", "other")  # how an event is dated; "told" by the date role
