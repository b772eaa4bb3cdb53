from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from nhip.kit.guard.forms import MarkedText
from nhip.organisation.journal.models import Entry
from nhip.organisation.journal.queries import history
from nhip.organisation.journal.rules import NoReason
from nhip.portal.delivery.models import Purge
from nhip.portal.responses import actions
from nhip.portal.responses.actions import (
    AlreadyModerated,
    TooManyComments,
    TooManyVotes,
    decide_comment,
    decide_comments,
    forget_origins,
    rate_page,
    send_comment,
    show_ratings,
)
from nhip.portal.responses.choices import CommentStanding
from nhip.portal.responses.models import Comment, OriginDay, Rating
from nhip.portal.responses.queries import Score, comments_under, score_of

pytestmark = pytest.mark.django_db
AT = datetime(2022, 7, 28, 10, 0, tzinfo=UTC)


def test_a_second_vote_changes_the_first(article):
    rate_page(article, token="a", origin="o", points=2, at=AT)
    rate_page(article, token="a", origin="o", points=5, at=AT)
    rate_page(article, token="b", origin="o", points=1, at=AT)
    score = score_of(article, "a")
    assert (score.total, score.ratings, score.own) == (6, 2, 5)
    above = article.get_parent().specific
    assert score_of(above, "a") == Score(0, 0, None)
    assert Rating.objects.count() == 2


def test_a_comment_waits_and_only_its_writer_sees_it(article, cast):
    comment = send_comment(article, "Hay.", by=cast.reader, at=AT)
    assert comment.standing == CommentStanding.WAITING
    assert comments_under(article, cast.reader) == [comment]
    assert comments_under(article, cast.reporter) == []


def test_the_same_words_sent_twice_are_kept_once(article, cast):
    first = send_comment(article, "Hay.", by=cast.reader, at=AT)
    assert send_comment(article, "Hay.", by=cast.reader, at=AT + timedelta(seconds=1)) == first
    assert Comment.objects.count() == 1
    above, later = article.get_parent().specific, AT + timedelta(minutes=1)
    other = send_comment(above, "Hay.", by=cast.reader, at=later)
    assert comments_under(article, cast.reader) == [first], "on another page they are another one"
    assert other != first


def test_an_hour_takes_five_comments(article, cast):
    for n in range(5):
        send_comment(article, f"Lời {n}", by=cast.reader, at=AT + timedelta(minutes=n))
    with pytest.raises(TooManyComments, match="5 bình luận trong một giờ"):
        send_comment(article, "Lời sáu", by=cast.reader, at=AT + timedelta(minutes=59))
    send_comment(article, "Lời sáu", by=cast.reporter, at=AT + timedelta(minutes=59))
    send_comment(article, "Lời sáu", by=cast.reader, at=AT + timedelta(minutes=60))


def test_readers_doings_are_not_journalled_and_moderation_is(article, cast):
    before = Entry.objects.count()
    rate_page(article, token="a", origin="o", points=2, at=AT)
    comment = send_comment(article, "Hay.", by=cast.reader, at=AT)
    assert Entry.objects.count() == before
    decide_comment(comment, CommentStanding.SHOWN, by=cast.editor, at=AT)
    decide_comment(comment, CommentStanding.HIDDEN, reason="Nói tục", by=cast.publisher, at=AT)
    assert [(doing.verb, doing.by_id, doing.said) for doing in history(comment)] == [
        ("responses.comment_shown", cast.editor.pk, {}),
        ("responses.comment_hidden", cast.publisher.pk, {"reason": "Nói tục"}),
    ]


def test_a_comment_let_through_is_seen_by_all_and_a_hidden_one_by_its_writer(article, cast):
    comment = send_comment(article, "Hay.", by=cast.reader, at=AT)
    decide_comment(comment, CommentStanding.SHOWN, by=cast.editor, at=AT)
    assert comments_under(article, cast.reporter) == [comment]
    decide_comment(comment, CommentStanding.HIDDEN, reason="Nói tục", by=cast.editor, at=AT)
    assert comments_under(article, cast.reporter) == []
    assert comments_under(article, cast.reader)[0].reason == "Nói tục"
    comment = decide_comment(comment, CommentStanding.SHOWN, by=cast.editor, at=AT)
    assert comment.reason == ""


def test_two_moderators_at_once_the_second_is_told(article, cast):
    comment = send_comment(article, "Hay.", by=cast.reader, at=AT)
    decide_comment(comment, CommentStanding.SHOWN, by=cast.editor, at=AT)
    with pytest.raises(AlreadyModerated):
        decide_comment(comment, CommentStanding.SHOWN, by=cast.publisher, at=AT)


@pytest.mark.parametrize("who", ["reader", "reporter", "chief", "planner", "administrator"])
def test_others_do_not_moderate(article, cast, who):
    comment = send_comment(article, "Hay.", by=cast.reader, at=AT)
    with pytest.raises(PermissionDenied):
        decide_comment(comment, CommentStanding.SHOWN, by=getattr(cast, who), at=AT)


def test_a_marked_comment_is_not_kept(article, cast):
    with pytest.raises(MarkedText):
        send_comment(article, "MẬT", by=cast.reader, at=AT)


def test_an_origin_rates_a_page_ten_times_a_day_and_is_forgotten_after_it(article):
    for n in range(10):
        rate_page(article, token=f"{n}", origin="o", points=5, at=AT)
    with pytest.raises(TooManyVotes, match="10 đánh giá"):
        rate_page(article, token="10", origin="o", points=1, at=AT)
    with pytest.raises(TooManyVotes):  # or one browser could change its mind all day
        rate_page(article, token="3", origin="o", points=4, at=AT)
    rate_page(article, token="3", origin="another", points=4, at=AT)
    rate_page(article, token="10", origin="another", points=1, at=AT)
    assert score_of(article, None) == Score(9 * 5 + 4 + 1, 11, None)
    forget_origins(AT)
    assert OriginDay.objects.count() == 2
    forget_origins(AT + timedelta(days=1))
    assert not OriginDay.objects.exists()


def test_a_storm_of_ratings_makes_the_page_anew_a_few_times(article):
    def made_anew():
        return Purge.objects.filter(tags=[f"votes:{article.pk}"]).count()

    for n in range(100):
        at = AT + timedelta(milliseconds=100 * n)
        rate_page(article, token=f"{n}", origin=f"{n}", points=5, at=at)
    assert made_anew() == 4, "at once, and every three seconds"
    show_ratings(at)
    assert made_anew() == 4, "it just was"
    show_ratings(AT + timedelta(seconds=13))
    show_ratings(AT + timedelta(seconds=30))
    assert made_anew() == 5, "the last are shown, once"


def test_a_flood_of_comments_is_slowed_and_then_stopped(article, cast, monkeypatch):
    monkeypatch.setattr(actions, "COMMENTS_A_MINUTE", 3)
    send_comment(article, "Một", by=cast.reader, at=AT)
    with pytest.raises(TooManyComments, match="15 giây"):
        send_comment(article, "Hai", by=cast.reader, at=AT + timedelta(seconds=14))
    send_comment(article, "Hai", by=cast.reader, at=AT + timedelta(seconds=15))
    send_comment(article, "Hai", by=cast.planner, at=AT + timedelta(seconds=16))
    with pytest.raises(TooManyComments, match="một phút"):
        send_comment(article, "Ba", by=cast.reporter, at=AT + timedelta(seconds=20))
    send_comment(article, "Ba", by=cast.reporter, at=AT + timedelta(seconds=76))


def test_deciding_many_leaves_alone_what_stands_so_and_journals_each(article, cast):
    comments = [
        send_comment(article, "Hay.", by=writer, at=AT) for writer in (cast.reader, cast.reporter)
    ]
    decide_comment(comments[0], CommentStanding.SHOWN, by=cast.publisher, at=AT)
    entries = Entry.objects.count()
    decided = decide_comments(comments, CommentStanding.SHOWN, by=cast.editor, at=AT)
    assert decided == comments[1:]
    assert Entry.objects.count() == entries + 1
    with pytest.raises(AlreadyModerated):
        decide_comments(comments, CommentStanding.SHOWN, by=cast.editor, at=AT)
    with pytest.raises(NoReason):
        decide_comments(comments, CommentStanding.HIDDEN, by=cast.editor, at=AT)
