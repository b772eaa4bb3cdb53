"""Installations of every earlier day come up to today's code with all their records."""

import re

import pytest

from nhip.hall.tools.keeping import JOURNAL_KEY
from tests.product import nhip

from .kept import DRAFTED, KEPT, MERGED, MOVED, opened


@pytest.mark.django_db
@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept.name)
def test_every_record_survives_and_the_journal_is_whole(kept, brought_up, tmp_path, monkeypatch):
    one = brought_up(kept)
    assert {
        name: n
        for name, n in one.before.items()
        if one.after.get(MOVED.get(name, name), 0) < n - MERGED.get(name, 0)
        and MOVED.get(name, name) not in DRAFTED
    } == {}

    (tmp_path / "nhip.lock").touch()
    monkeypatch.setenv("JOURNAL_KEY", JOURNAL_KEY)
    verifying = nhip("verify-journal", "--data", str(tmp_path), database=one.url)
    assert verifying.wait(120) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept.name)
def test_what_was_handed_in_lies_packed_and_no_draft_beside_what_is_accepted(kept, brought_up):
    drafted = (
        "FROM reports_draftcell AS cell JOIN reports_report AS report ON report.id = report_id"
    )
    with opened(brought_up(kept).url) as server:
        lying = "SELECT count(*), count(figures), sum(length(figures)) > 0 FROM reports_revision"
        [[revisions, packed, says]] = server.execute(lying).fetchall()
        [[drafts]] = server.execute(
            f"SELECT count(*) {drafted} WHERE status <> 'accepted'"
        ).fetchall()
        [[others]] = server.execute(
            f"SELECT count(*) {drafted} WHERE status = 'accepted'"
        ).fetchall()
    assert packed == revisions > 0
    assert says
    assert drafts > others == 0


@pytest.mark.django_db
@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept.name)
def test_what_texts_cite_begins_its_history_and_a_question_stands_once(kept, brought_up):
    with opened(brought_up(kept).url) as server:

        def rows(line):
            return server.execute(line).fetchall()

        doubled = (
            "FROM figures_pin GROUP BY holder, holder_id, key, unit_id, start_on, end_on, basis"
        )
        assert rows(f"SELECT count(*) {doubled} HAVING count(*) > 1") == []
        assert (
            rows(
                "SELECT pin.id FROM figures_pin AS pin LEFT JOIN figures_citedvalue AS value"
                " ON value.pin_id = pin.id AND value.until IS NULL"
                " AND (value.amount = pin.amount OR value.amount IS NULL AND pin.amount IS NULL)"
                " WHERE value.id IS NULL"
            )
            == []
        )
        [[first, page]] = rows(
            "SELECT pin.id, holder_id FROM figures_pin AS pin JOIN figures_decision AS decision"
            " ON decision.pin_id = pin.id WHERE decision.is_told AND decision.new_amount = old_amount + 1"
        )
        assert rows(f"SELECT count(*) FROM figures_citedvalue WHERE pin_id = {first}") == [(2,)]
        [[body]] = rows(
            f"SELECT CAST(body AS text) FROM news_articlepage WHERE basepage_ptr_id = {page}"
        )
        assert re.findall(rf'pin=\\"{first}\\"( format=\\"two_digits\\")?', body) == [
            "",
            ' format=\\"two_digits\\"',
        ]
        [[content]] = rows(
            f"SELECT CAST(content AS text) FROM wagtailcore_revision WHERE object_id = '{page}'"
            " ORDER BY id DESC LIMIT 1"
        )
        assert content.count("two_digits") == 1
        live = rows(
            "SELECT count(*) FROM site_basepage AS p JOIN news_articlepage ON basepage_ptr_id = p.id WHERE live"
        )
        assert rows("SELECT count(*) FROM news_version") == live
