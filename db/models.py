"""The tables as they are today. Tables of synchronised records fold the journal."""

from peewee import (
    SQL,
    BlobField,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    TextField,
    fn,
)

from db.table import Table


class OfficeRow(Table):
    """The station whose library this is: exactly one row."""

    id = IntegerField(primary_key=True, constraints=[SQL("CHECK (id = 1)")])
    code = TextField()
    name = TextField()
    level = TextField()
    parent = TextField(null=True)
    practice = IntegerField()
    founded_at = TextField()
    public_key = BlobField()
    sealed_key = BlobField()
    token = BlobField(null=True)

    class Meta:
        table_name = "office"


class StationRow(Table):
    """A station that this district has equipped with a kit."""

    code = TextField(primary_key=True)
    name = TextField()
    level = TextField()
    parent = TextField()
    token = BlobField()
    issued_at = TextField()
    withdrawn_at = TextField(null=True)

    class Meta:
        table_name = "station"
        without_rowid = True


class StreamRow(Table):
    """One installation of this station; a restored or copied one begins a new stream."""

    id = IntegerField(primary_key=True)
    identity = BlobField(unique=True)
    parent = ForeignKeyField("self", null=True)
    parent_n = IntegerField()
    acknowledged = IntegerField(default=0)
    began_at = TextField()

    class Meta:
        table_name = "stream"


class JournalRow(Table):
    """One entry of a stream, its bytes as they were written."""

    stream = ForeignKeyField(StreamRow, index=False)
    n = IntegerField()
    kind = TextField()
    record = TextField(index=True)
    rev = IntegerField()
    entry = BlobField()
    hash = BlobField()

    class Meta:
        table_name = "journal"
        primary_key = CompositeKey("stream", "n")


class OperatorRow(Table):
    """A person who works here; `slot` is the library's secret under the password."""

    id = TextField(primary_key=True)
    name = TextField(unique=True)
    slot = BlobField()
    protected = IntegerField()
    retired_at = TextField(null=True)

    class Meta:
        table_name = "operator"
        without_rowid = True


class SchemeRow(Table):
    """A scheme file, word for word."""

    id = TextField(primary_key=True)
    text = TextField()
    sha256 = TextField()
    added_at = TextField()

    class Meta:
        table_name = "scheme"
        without_rowid = True


class VillageRow(Table):
    """A village of the station, and how many households it means to enrol."""

    code = TextField(primary_key=True)
    name = TextField()
    target = IntegerField(null=True)

    class Meta:
        table_name = "village"
        without_rowid = True


class CounterRow(Table):
    """The last number given out in a series and year; numbers are never reused."""

    series = TextField()
    year = IntegerField()
    last = IntegerField()

    class Meta:
        table_name = "counter"
        primary_key = CompositeKey("series", "year")
        without_rowid = True


class HouseholdRow(Table):
    """A household, through all its years; numbered when it is first confirmed."""

    id = IntegerField(primary_key=True)
    uid = TextField(unique=True)
    number = TextField(unique=True, null=True)
    station = TextField()
    head_key = TextField(index=True)

    class Meta:
        table_name = "household"


class EnrollmentRow(Table):
    """A household's enrolment in one scheme and year, with the decision it rests on."""

    id = IntegerField(primary_key=True)
    uid = TextField(unique=True)
    household = ForeignKeyField(HouseholdRow)
    station = TextField()
    number = TextField(unique=True, null=True)
    receipt_no = TextField(unique=True, null=True)
    scheme = TextField()
    policy_year = IntegerField()
    state = TextField()
    live = IntegerField()
    village = TextField()
    group_name = TextField()
    head_name = TextField()
    phone = TextField()
    persons = IntegerField()
    category = TextField(null=True)
    premium_fen = IntegerField(null=True)
    subsidy_fen = IntegerField(null=True)
    self_pay_fen = IntegerField(null=True)
    enrolled_on = TextField()
    confirmed_on = TextField(index=True, null=True)
    updated_at = TextField()
    operator = TextField()
    reason = TextField(null=True)
    verdict = TextField(null=True)

    class Meta:
        table_name = "enrollment"
        indexes = (
            (("updated_at",), False),
            (("state", "id"), False),
            (("village", "id"), False),
            (("phone",), False),
        )


class ContentRow(Table):
    """What an enrolment says in full, apart from the row that lists and sums read."""

    enrollment = ForeignKeyField(EnrollmentRow, on_delete="CASCADE", primary_key=True)
    document = BlobField()
    decision = BlobField(null=True)

    class Meta:
        table_name = "content"


class PersonRow(Table):
    """A member of an enrolled household, with the words by which search finds it."""

    id = IntegerField(primary_key=True)
    enrollment = ForeignKeyField(EnrollmentRow, on_delete="CASCADE")
    ref = TextField()
    name = TextField()
    id_no = TextField(index=True)
    scheme = TextField()
    policy_year = IntegerField()
    insured = IntegerField()
    live = IntegerField()
    birth_date = TextField(null=True)
    role = TextField(null=True)
    characters = TextField()
    initials = TextField()
    digits = TextField()

    class Meta:
        table_name = "person"


class SubsidyRow(Table):
    """A subsidy granted; `key` says to whom, once a year."""

    id = IntegerField(primary_key=True)
    enrollment = ForeignKeyField(EnrollmentRow, on_delete="CASCADE")
    key = TextField()
    scheme = TextField()
    policy_year = IntegerField()
    category = TextField()
    amount_fen = IntegerField()
    live = IntegerField()

    class Meta:
        table_name = "subsidy"
        indexes = ((("scheme", "policy_year", "category"), False),)


class ReceiptRow(Table):
    """What a receipt said when it was first printed; corrections are new editions."""

    id = IntegerField(primary_key=True)
    uid = TextField(unique=True)
    enrollment = ForeignKeyField(EnrollmentRow)
    number = TextField()
    edition = IntegerField()
    basis = IntegerField()
    content = BlobField()
    code = TextField()

    class Meta:
        table_name = "receipt"
        indexes = ((("number", "edition"), True),)


class PrintingRow(Table):
    """One printing of a receipt: when, by whom, in which run, on which page."""

    id = IntegerField(primary_key=True)
    receipt = ForeignKeyField(ReceiptRow)
    run = IntegerField(index=True)
    page = IntegerField()
    paper = TextField()
    printed_at = TextField(index=True)
    operator = TextField()

    class Meta:
        table_name = "printing"


class RosterRow(Table):
    """A person whom the official list entitles to a subsidised category."""

    category = TextField()
    id_no = TextField()
    name = TextField()
    proof_no = TextField(null=True)
    valid_to = TextField(null=True)

    class Meta:
        table_name = "roster"
        primary_key = CompositeKey("category", "id_no")
        without_rowid = True


class FormRow(Table):
    """The entry form as it stood when its last field was left."""

    name = TextField(primary_key=True)
    state = BlobField()

    class Meta:
        table_name = "form"
        without_rowid = True


class FactRow(Table):
    """A single fact about the library, such as when it was last backed up."""

    name = TextField(primary_key=True)
    value = TextField()

    class Meta:
        table_name = "fact"
        without_rowid = True


# What the first page counts and sums is read from these alone, not from wide rows.
JournalRow.add_index(
    JournalRow.index(
        JournalRow.stream,
        JournalRow.n,
        JournalRow.kind,
        JournalRow.record,
        name="journal_course",
    )
)
EnrollmentRow.add_index(
    EnrollmentRow.index(
        EnrollmentRow.household,
        EnrollmentRow.village,
        EnrollmentRow.state,
        EnrollmentRow.live,
        EnrollmentRow.persons,
        EnrollmentRow.premium_fen,
        EnrollmentRow.subsidy_fen,
        EnrollmentRow.self_pay_fen,
        name="enrollment_figures",
    )
)

# What must be unique while it counts: a returned or void record lets go of its claim.
EnrollmentRow.add_index(
    EnrollmentRow.index(
        EnrollmentRow.household,
        EnrollmentRow.scheme,
        EnrollmentRow.policy_year,
        unique=True,
        where=EnrollmentRow.live == 1,
        name="enrollment_once",
    )
)
PersonRow.add_index(PersonRow.index(fn.substr(PersonRow.id_no, -1), name="person_last"))
PersonRow.add_index(
    PersonRow.index(
        PersonRow.birth_date,
        fn.substr(PersonRow.id_no, 17, 1) % 2,
        name="person_birth_sex",
    )
)
PersonRow.add_index(
    PersonRow.index(fn.substr(PersonRow.id_no, -2), name="person_last_two")
)
PersonRow.add_index(
    PersonRow.index(
        PersonRow.id_no,
        PersonRow.scheme,
        PersonRow.policy_year,
        unique=True,
        where=(PersonRow.live == 1)
        & (PersonRow.insured == 1)
        & (PersonRow.id_no != ""),
        name="person_once",
    )
)
SubsidyRow.add_index(
    SubsidyRow.index(
        SubsidyRow.key, unique=True, where=SubsidyRow.live == 1, name="subsidy_once"
    )
)

TABLES = (
    OfficeRow,
    StationRow,
    StreamRow,
    JournalRow,
    OperatorRow,
    SchemeRow,
    VillageRow,
    CounterRow,
    HouseholdRow,
    EnrollmentRow,
    ContentRow,
    PersonRow,
    SubsidyRow,
    ReceiptRow,
    PrintingRow,
    RosterRow,
    FormRow,
    FactRow,
)
