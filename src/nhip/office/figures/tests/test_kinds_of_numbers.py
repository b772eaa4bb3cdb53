"""Kinds of numbers the scanner once read wrongly, ten of each; what stands in [ ] is to be asked."""

import re

import pytest

from nhip.office.figures.rules import Kind, numbers

KINDS = {
    "after a plus sign": """
        xi măng tăng mạnh (+[12,4]%)
        tôn các loại (+[9]%), bia giảm (-[3,1]%)
        quý II đạt +[6,7]%, quý III đạt +[7,1]%
        chênh lệch: +[15] điểm
        ngân sách bổ sung +[15 tỷ] đồng
        mực nước ở cao trình +[20,5] m
        so với cùng kỳ: +[45] vụ, -[2] người chết
        nhiệt độ cao hơn trung bình +[1,5] độ
        sạt lở tại Km12+300 và Km83+500 của Quốc lộ 7
        liên hệ số +84 912 345 067
    """,
    "after cả": """
        có gia đình cả [ba] thế hệ cùng đi học
        giảm cả [ba] tiêu chí so với năm 2020
        thắng cả [bốn] trận vòng bảng
        hội thi ở cả [hai] cấp
        cả [hai] phương tiện hư hỏng nặng
        cả [năm] đồng chí đều được khen
        cả [hai] dân tộc Thái và Mông
        cả [sáu] xã vùng biên về đích
        cả năm, cả bốn mùa đều xanh
        cả hai bên đường trồng hoa, cả một vùng rộng lớn
    """,
    "so many times as much": """
        giá cao gấp [rưỡi] năm ngoái
        giá muối gấp [đôi] năm 2021
        năng suất tăng gấp [ba]
        thu nhập gấp [1,6] lần
        sản lượng gấp [hai] lần vụ trước
        chi phí gấp [đôi], lợi nhuận gấp [rưỡi]
        lượng khách tăng gấp [đôi] dịp lễ
        diện tích gấp [mười] lần
        doanh thu gấp [ba] lần
        nhu cầu tăng gấp bội, nói đi đôi với làm
    """,
    "ratios with a fraction": """
        cho thuê lại đạt [124,8/334,8] ha
        mức hài lòng đạt [4,52/5] điểm
        trung bình [8,7/10]
        gieo cấy [1.204/1.260] ha, đạt [95,6]%
        giải ngân [1.250,5/2.030] tỷ
        thành tích [9,25/10] điểm
        đã trả [12,5/40] tỷ đồng
        thi công xong [7,2/11,6] km
        tỷ suất [12,5/100.000] trẻ đẻ sống
        tỷ lệ [0,8/1]
    """,
    "bare numbers after any verb": """
        khiển trách [4], cảnh cáo [2], khai trừ [1]
        xuất ngũ [86], chuyển ngành [4]
        nghỉ phép [3], đi viện [2]
        đã kiểm tra [38] tổ chức đảng
        treo [46], phát [2.500] tờ rơi
        học [4] học phần với [165] tiết
        sập nhà [4], tốc mái [38], chìm tàu [2]
        tước giấy phép [4], tạm giữ [9]
        Quỳnh Lưu [215] hộ; Hoàng Mai [98]
        tạo việc làm cho [85], đội hình gồm [36]
    """,
    "after a word that labels elsewhere": """
        giám sát chuyên đề [27] tổ chức. Qua kiểm tra
        quyết định [3] nội dung quan trọng
        hướng dẫn [45] hộ dân làm hồ sơ
        thông báo [15] trường hợp vi phạm
        kế hoạch [12] lớp, đã mở [10] lớp
        số lớp [12], số ca [45]
        Chuyên đề 3: biển đảo; Đơn vị 5 nhận cờ
        chi hội 4 tham gia, Chi bộ 7 xếp loại tốt
        Vận động viên số đeo 1275, cao điểm 1015, Mã đề 204
        Nhà máy 2 và Công ty 28 ký kết, Gói 3 chậm
        vận động [45] hộ dời nhà; điều [12] cán bộ, [3] xe; [14] kỹ sư [2]
        Điều 5 Nghị định 30, Cuộc vận động 50, người lính Sư 341
        phần 1 chào hỏi, phần 2 kiến thức, phần 3 tiểu phẩm
    """,
    "one and five before times": """
        các chị tổ chức [một] buổi trao đổi
        đổi ca sớm hơn [một] tiếng để kịp dọn
        mỗi tuần [năm] tối, từ 19h30 đến 21h
        mỗi tuần [một] buổi, mỗi quý [một] lần
        hơn [một] tiếng đồng hồ, [năm] buổi học
        mất [hai] tiếng mới tới nơi
        tổ chức [năm] đêm diễn, thêm [một] trận
        chỉ còn [một] buổi; ít nhất [một] lớp
        Một buổi sáng đầu đông, một chiều cuối đông
        Năm nay được mùa, trong năm tổ chức tốt
    """,
    "classes and tensions": """
        hạng cân 54kg nam
        hạng 60 kg, hạng cân 48kg, 52kg và 57kg nữ
        đường điện 220kV, trạm biến áp 110kV
        đường dây 500 kV mạch 3
        Đường 24m khu đô thị mới
        chạy 100m, bơi 50m, cự ly 1.500m
        nội dung tiếp sức 4x100 m
        ở các nội dung 200 m, 400 m và 800 m
        pháo 105mm, súng 12,7mm, bom 250kg
        nặng [54]kg, mặt đường rộng [7] m, dài [3,4] km
    """,
    "hours after khoảng": """
        Khoảng 21 giờ 15 phút ngày 3/11, trên Quốc lộ 1A
        khoảng 3 giờ sáng nước lên
        Khoảng 7 giờ, [hai] xe va chạm
        gần 22 giờ, đoàn mới tới
        khoảng 14 giờ 30 phút cùng ngày
        sau 18 giờ chiều, hơn 5 giờ sáng 12/10
        khoảng năm giờ chiều, hơn bảy giờ tối
        khoảng 16 giờ hôm qua
        kéo dài khoảng [3] giờ
        mất hơn [ba] giờ làm việc, gần [4] giờ liền
    """,
    "parts of the year": """
        Sáu tháng đầu năm, tình hình ổn định
        sáu tháng cuối năm; 9 tháng đầu năm 2022
        Chín tháng năm 2022, kim ngạch tăng
        kết quả 6 tháng, so với 9 tháng năm trước
        Nửa năm qua, nửa đầu năm, nửa cuối tháng 8
        thu ngân sách 9 tháng đạt [14.235 tỷ] đồng
        Ba tháng đầu năm, ba tháng cuối năm
        3 ngày đầu năm, hai tháng đầu năm
        sau [9] tháng thi công; bê [12] tháng tuổi
        [5] năm qua; trong [hai] ngày cuối tuần
    """,
    "days named one by one": """
        trong hai ngày 8 và 9/11
        trong 2 ngày 8 và 9/11
        ba ngày 3, 4 và 5/6
        hai năm 2020 và 2021, tỉnh bố trí vốn
        ba tháng 10, 11, 12 là mùa mưa
        lễ hội trong 3 ngày 14, 15, 16 tháng Giêng
        hai tháng 7 và 8
        hai quý 3 và 4
        từ chiều 27 đến ngày 29/9, sáng 12-5
        trong [hai] ngày, trong [3] ngày mưa
    """,
    "number plates": """
        xe máy BKS 37P1-204.16
        xe khách 37B-023.45 va chạm
        xe tải 38C-112.08
        ô tô 37A.123.45 bị tạm giữ
        biển kiểm soát 37C 345.67
        xe máy 37F1 - 5678
        xe mang biển số 29A-999.99
        biển số 12-34 của đơn vị
        tàu cá NA-90567-TS
        xe 75H1-012.34 chở [2] người
    """,
    "seeds and models": """
        giống J02 và Thái Xuyên 111 chiếm phần còn lại
        giống lúa Nhị ưu 986 cho năng suất cao
        lúa Khang dân 18 đạt [58] tạ/ha
        giống lúa ADI 168 cho hạt dài
        ngô NK4300, lạc L20, cam V2
        máy bay Boeing 737 hạ cánh
        xe tăng T-54, tên lửa SAM-2, tàu Kilo 636
        điện thoại iPhone 14, phần mềm Windows 11
        phân NPK 16-16-8 bón [25] kg/sào
        xăng RON 92 giảm, SEA Games 31 khép lại
    """,
    "proverbs": """
        diêm dân vẫn một nắng hai sương
        cuộc đời ba chìm bảy nổi
        từ năm châu bốn biển về đây
        buôn bán một vốn bốn lời
        ba đầu sáu tay cũng chịu
        làm ăn ba cọc ba đồng
        chín người mười ý
        một công đôi việc
        một con ngựa đau cả tàu bỏ cỏ
        mười năm trồng cây, trăm năm trồng người
    """,
    "addresses that go on": """
        xóm 7, xóm 9 xã Quỳnh Lương
        khối 9 phường Trường Thi
        tổ 3 ấp 4 nhận nước sạch
        tiểu đội 3 trung đội 2 đại đội 5
        Điều 5 khoản 2, đội 2 xã Nam Anh
        Trạm 3 huyện Anh Sơn
        nhà 12 khu 4 thị trấn Đô Lương
        thôn 6 xã Hương Trạch
        tại [3] xã Nam Anh, Nam Xuân, Nam Lĩnh
        mỗi xóm [9] hộ, ở [2] bản Xốp Phe, Huồi Khe
    """,
}


def each_line(kinds):
    """Return the lines of every kind as cases of a test."""
    return [
        pytest.param(line.strip(), id=f"{kind}: {line.strip()}")
        for kind, lines in kinds.items()
        for line in lines.strip().split("\n")
    ]


def as_asked(marked):
    """Return a marked line with the marks where the scanner asks."""
    text = re.sub(r"[\[\]]", "", marked)
    asked = [one for one in numbers(text) if one.kind == Kind.FIGURE]
    for one in reversed(asked):
        text = f"{text[: one.start]}[{one.words}]{text[one.end :]}"
    return text


@pytest.mark.parametrize("marked", each_line(KINDS))
def test_what_is_marked_is_asked_and_nothing_else(marked):
    assert as_asked(marked) == marked
