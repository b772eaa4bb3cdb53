from nhip.kit.design.rules import ReadingSteps


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
