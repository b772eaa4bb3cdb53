from enum import StrEnum


class CountedKind(StrEnum):
    """Codes of the kinds of paper that code counts by (Decree 30/2020, art. 7; Regulation 399-QĐ/TW).

    Which kinds an office has, and what they are called, is data: `models.PaperKind`.
    """

    DIRECTIVE = "directive"
    PLAN = "plan"
    PROGRAMME = "programme"
    REPORT = "report"
    NOTICE = "notice"
    DECISION = "decision"
