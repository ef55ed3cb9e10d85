"""The record: what one article becomes. Types, and the JSON Schema that is made from them.

Offsets count Unicode code points; `start`/`end` in the record's `text`, `source_start`/`source_end` in the
whole source as decoded. Values are in base units (417亿元 → 41700000000 元).
"""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

SCHEMA_VERSION = "1.0"

Status = Literal["target", "achieved"]
Change = Literal["level", "increase", "decrease", "rank"]
Comparator = Literal["=", ">=", "<=", "~", "range"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Kind = Literal["article", "other"]
Basis = Literal["metadata", "masthead", "dateline", "text", "page"]
PlaceBasis = Literal["dateline", "medium", "title", "text", "page"]
Level = Literal["国家", "省", "市", "县", "乡"]
PostStatus = Literal["current", "former", "proposed", "acting"]
CautionCode = Literal["impossible_date", "inferred_year"]


class Mention(TypedDict):
    """A span of the text, with the rule that found it and how sure it is (0 to 1)."""

    id: str
    text: str
    start: int
    end: int
    source_start: int
    source_end: int
    confidence: float
    rule: str


class Person(Mention):
    """A personal name; `name` is the full name without blanks."""

    name: str


class Position(Mention):
    """A post or title; `people` hold it in this place of the text, in the body `organization`."""

    people: list[str]
    organization: str | None


class Body(TypedDict):
    """What the name of a body tells of it."""

    name: str
    canonical: str
    kind: str
    place: str | None
    code: str | None
    parent: str | None


class Organization(Mention, Body):
    """A named body; `name` is its full form as far as the page tells it, `canonical` the official long form.

    `kind` is one of party, government, congress, consultative, supervision, court, military,
    mass_organization, company, bank, fund, university, school, hospital, institute, media, association,
    cooperative, culture, zone, village, international, other. `place` is the division that the name begins
    with, `code` its code (GB/T 2260) where it is listed; `parent` the name of the body that it is a part of.
    """


class Date(Mention):
    """A time expression: TIMEX3 type and value, first and last calendar day (ISO 8601, inclusive)."""

    type: TimexType
    value: str
    start_date: str | None
    end_date: str | None


class PostTime(TypedDict):
    """When the text says a post was entered or held: TIMEX3 value, first and last day."""

    value: str
    start_date: str | None
    end_date: str | None


class PostEvidence(TypedDict):
    """The mentions that state a post, by their ids, and the range of the text that holds them."""

    person: str
    position: str
    organization: str | None
    date: str | None
    start: int
    end: int


class Post(TypedDict):
    """One person in one post, as one place of the text states it.

    `position` is the title without blanks, `organization` the body's full name, `level` that of the body or
    of the title, `time` when it was entered or held, where the text says it. `evidence.organization` is null
    where the body is implied (市委副书记、市长: 市政府).
    """

    id: str
    person: str
    position: str
    organization: str | None
    level: Level | None
    status: PostStatus
    time: PostTime | None
    evidence: PostEvidence


class Place(TypedDict):
    """The place that the page is about, its code (GB/T 2260) where it is listed, and what shows it."""

    name: str
    code: str | None
    basis: PlaceBasis


class Quantity(Mention):
    """A number with its unit: `value` (and `value_max` of a range) in the base unit, as written.

    Measures have the same in SI beside it (亩: `unit_si` m2), rounded to twelve significant digits, money
    its `currency` (ISO 4217); null for what has none.
    """

    value: float | int
    value_max: float | int | None
    unit: str
    comparator: Comparator
    value_si: float | int | None
    value_max_si: float | int | None
    unit_si: str | None
    currency: str | None


class Deadline(TypedDict):
    """The time frame in which a goal is to hold or a result did hold."""

    start_date: str | None
    end_date: str | None


class Sentence(TypedDict):
    """The range of the sentence in the record's text."""

    start: int
    end: int


class Goal(TypedDict):
    """One quantified statement: a goal (`status` target) or a result (`status` achieved).

    `of` is the id of the statement whose thing it describes (总投资417亿元的24个项目: for 417亿元 that of
    24个) or of the whole that it is a part of (其中省级20个).
    """

    id: str
    status: Status
    quantity: Quantity
    indicator: Mention | None
    action: str | None
    change: Change
    deadline: Deadline | None
    of: str | None
    owner: str | None
    sentence: Sentence


class Caution(TypedDict):
    """What a reader of the record should know: a range of its text, and what is doubtful there.

    impossible_date: no calendar has this day (2月30日); it is kept as text without days. inferred_year: the
    page does not write the year of its day; the text only implies it, and all other dates count from it.
    """

    code: CautionCode
    message: str
    start: int
    end: int


class Source(TypedDict):
    """Where the article stands: the source's address and hash, the article's range in it."""

    uri: str
    sha256: str
    start: int
    end: int


class Record(TypedDict):
    """One article (`kind` article) or a piece of a page that is none (`kind` other: advert, masthead)."""

    schema_version: str
    id: str
    source: Source
    kind: Kind
    title: str | None
    published: str | None
    published_basis: Basis | None
    place: Place | None
    text: str
    people: list[Person]
    positions: list[Position]
    organizations: list[Organization]
    posts: list[Post]
    dates: list[Date]
    goals: list[Goal]
    results: list[Goal]
    warnings: list[Caution]
