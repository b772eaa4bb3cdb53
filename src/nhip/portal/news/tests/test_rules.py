from nhip.portal.news.rules import (
    Cited,
    Manuscript,
    SeenPhoto,
    gallery_shape,
    plain_lines,
    reading_minutes,
    what_is_missing,
)


def ready(**changes: object) -> Manuscript:
    values = {
        "title": "Tựa",
        "lead": "Dẫn.",
        "text": "Lời.",
        "byline": "Tổ biên tập",
        "photos": [SeenPhoto("Chú thích", is_told=True)],
        "figures": [Cited("Lớp tập huấn", is_held=True)],
    }
    return Manuscript(**{**values, **changes})  # type: ignore[arg-type]


def test_plain_lines_keep_paragraphs_apart() -> None:
    assert plain_lines("<p>Một &amp; hai</p><ul><li>Ba</li></ul>") == "Một & hai\nBa"


def test_reading_takes_at_least_a_minute() -> None:
    assert reading_minutes("một hai ba") == 1
    assert reading_minutes("chữ " * 700) == 4


def test_three_and_six_photos_stand_three_in_a_row() -> None:
    assert [gallery_shape(count) for count in (1, 2, 3, 4, 6)] == [
        "four",
        "four",
        "three",
        "four",
        "three",
    ]


def test_a_whole_manuscript_lacks_nothing() -> None:
    assert what_is_missing(ready()) == []


def test_every_gap_has_its_sentence() -> None:
    photos = [SeenPhoto("Chú thích", is_told=False), SeenPhoto("", is_told=True)]
    empty = ready(title=" ", lead="", text="", byline="", photos=photos)
    missing = what_is_missing(empty)
    assert len(missing) == 5
    assert "2" in str(missing[-1])


def test_one_sentence_a_figure_the_gravest_first() -> None:
    figures = [
        Cited("A", is_held=False, is_released=False),
        Cited("B", is_held=True, is_withheld=True, is_settled=False),
        Cited("C", is_held=True, is_released=False),
        Cited("D", is_held=True, is_settled=False),
        Cited("E", is_held=True),
    ]
    missing = what_is_missing(ready(figures=figures))
    assert [next(name for name in "ABCD" if name in str(sentence)) for sentence in missing] == list(
        "ABCD"
    )
