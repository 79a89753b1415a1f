"""Categories of personal data."""

from auditlib.schema.columns import Choice, ChoiceList, Key, Text, YesNo
from auditlib.schema.record import Record


class DataCategory(
    Record,
    sheet="data_categories",
    title="Categories of personal data",
    one_row_is="one category of personal data used anywhere in the register",
    group="core",
    fill_when="Always",
    position=4,
    named_by=("name",),
):
    """One category of personal data used anywhere in the register."""

    data_category_id = Key("Short id of the category", cites="GDPR 30(1)(c)", example="CAT-01")
    name = Text(
        "Name as the organisation uses it",
        required="yes",
        cites="GDPR 30(1)(c)",
        aliases=(
            "Categories of personal data",
            "Catégories de données personnelles concernées",
        ),
        example="Work email address",
        starter=True,
    )
    kind = Choice(
        "Closest shared term, for comparison with the policy",
        choices="data_kind",
        required="yes",
        cites="GDPR 30(1)(c)",
        example="email_address",
        starter=True,
    )
    description = Text("What the category holds", cites="GDPR 30(1)(c)", aliases=("Description",))
    special_categories = ChoiceList(
        "Special categories it reveals; none is an answer",
        choices="special_category",
        required="yes",
        cites="GDPR 9(1)",
        aliases=("Données sensibles ?",),
        example="none",
        starter=True,
    )
    is_criminal_data = YesNo("Relates to criminal convictions or offences", cites="GDPR 10", example="no")
    ccpa_category = Choice(
        "Statutory category in California",
        choices="ccpa_category",
        cites="Civ. Code 1798.140(v)",
        example="identifiers",
    )
    is_sold_or_shared = YesNo(
        "Sold, or shared for cross-context behavioural advertising",
        cites="Civ. Code 1798.120; CCPA regs 7012(e)(3)",
        example="no",
    )
