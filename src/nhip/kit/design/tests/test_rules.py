from nhip.kit.design.rules import CONTRASTS, SIZES, ReadingSteps


def test_an_end_leads_to_itself():
    top = ReadingSteps(size="200", contrast="high")
    assert (top.larger, top.stronger) == ("200", "high")
    assert top.is_largest
    assert top.is_strongest
    assert (top.smaller, top.softer) == ("150", "normal")


def test_the_default_is_the_smallest_size_and_the_middle_contrast():
    start = ReadingSteps()
    assert start.is_default
    assert start.is_smallest
    assert (start.larger, start.softer, start.stronger) == ("112", "soft", "high")


def test_each_step_leads_to_the_next_one_alone():
    sizes = [ReadingSteps(size=size) for size in SIZES]
    assert [each.larger for each in sizes] == ["112", "125", "150", "200", "200"]
    assert [each.smaller for each in sizes] == ["100", "100", "112", "125", "150"]
    contrasts = [ReadingSteps(contrast=contrast) for contrast in CONTRASTS]
    assert [each.stronger for each in contrasts] == ["normal", "high", "high"]
    assert [each.softer for each in contrasts] == ["soft", "soft", "normal"]
