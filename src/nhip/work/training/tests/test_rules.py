import pytest

from nhip.work.training.rules import NotACode, RollLine, next_code, read_code, read_roll


def test_a_code_is_kept_in_capitals():
    assert read_code(" hv-0001 ") == "HV-0001"
    assert read_code("đv.07/a") == "ĐV.07/A"
    assert read_code("1" * 32) == "1" * 32


@pytest.mark.parametrize("name", ["", "Nguyễn Văn A", "Nguyen", "HV 01", "HV-1?", "1" * 33])
def test_a_name_is_no_code(name):
    with pytest.raises(NotACode):
        read_code(name)


def test_the_next_code_counts_on_in_its_year():
    assert next_code(2019, []) == "LTH-2019-01"
    assert next_code(2019, ["LTH-2019-09", "LTH-2020-30", "L-31", "LTH-2019-X"]) == "LTH-2019-10"
    assert next_code(2019, ["LTH-2019-99"]) == "LTH-2019-100"


def test_a_roll_is_read_as_it_was_typed_or_copied_from_a_table():
    typed = "HV-1\tG.07\r\n\nHV-2 , Đơn vị 08\nHV-3;G.08\nHV-4  G.08\nHV-5"
    assert read_roll(typed) == [
        RollLine(1, "HV-1", "G.07"),
        RollLine(3, "HV-2", "Đơn vị 08"),
        RollLine(4, "HV-3", "G.08"),
        RollLine(5, "HV-4", "G.08"),
        RollLine(6, "HV-5", ""),
    ]
    assert read_roll("Nguyễn Văn A, 07") == [RollLine(1, "Nguyễn Văn A", "07")]
