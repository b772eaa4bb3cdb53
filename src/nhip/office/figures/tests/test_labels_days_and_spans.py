"""Names, days and spans once asked in vain, beside figures that look like them; [ ] is to be asked."""

import pytest

from .test_kinds_of_numbers import as_asked, each_line

KINDS = {
    "words that give the number after them as a name": """
        vượt kịch khung mức 3 quy định tại Nghị định 100
        Tuần 36, cả tỉnh có [154] ca; so với tuần 35 tăng [41] ca
        đá bù vòng 9 Giải bóng đá thiếu niên
        bê tông mác 250, thép phi 16, cống hộp 2x2
        thửa 121 tờ bản đồ 45; lô 15 khoảnh 3 tiểu khu 712
        tăng huyết áp độ 2, đái tháo đường týp 2
        Cơ sở 2 Trường Đại học Vinh, cổng 2 Bệnh viện Đa khoa
        Quy định 37 của Trung ương, Kết luận 01, Pháp lệnh 02
        Ban Chỉ đạo 35 tỉnh, Lực lượng 47, Đoàn 559
        sóng FM 99,5; ngạch 01.003; ISO 9001:2015; quy hoạch tỷ lệ 1:500
        lần thứ 43 anh hiến máu; xếp hạng 12/63 tỉnh; đứng thứ 7/21 huyện
    """,
    "the same words where they count": """
        mức [85.000] đồng/người/ngày, mức hỗ trợ [500.000] đồng
        một tuần [hai] lần, tuần [2] lần, tháng [1] lần
        quy định [3] mức phạt, kết luận [5] tập thể sai phạm
        nhiệt độ [38] độ C, mật độ [150] con/m2, tốc độ [80] km/giờ
        cơ sở y tế [45] giường, cổng cao [4] m, cửa [2] cánh
        lực lượng gồm [45] dân quân, bệnh nhân [45] tuổi
        trường [5] năm liền, đơn vị [3] năm liền giỏi
        tuổi đời [25], tuổi quân [3]
        cấp [3] giấy phép, tập [5] động tác
        Mực nước thấp, [12] Bằng khen, [3] Huân chương
    """,
    "days with a dot or a dash": """
        Sáng 15.8, tại Sở chỉ huy
        bảo đảm ngày 5-9 mọi lớp đều có thầy cô
        từ 1-7 đến 30-9; Đến 25-7, gặt được [12] ha
        trên sân 19-8, Hợp tác xã 1-5, Quốc khánh 2-9
        dịp 30.4 và 1.5; các ngày 12, 13, 14.6
        tháng 2.2020, anh nhập ngũ
        đêm 21 rạng ngày 22 tháng 6
        từ 12 đến 15-6; 10/3 âm lịch
        từ [5]-[7] lớp, đến [10]-[12] lớp, mỗi ngày [5]-[7] chuyến
        từ [15.8]% lên [20.3]%, đạt [8.5] điểm
    """,
    "spans reckoned from now": """
        trong 12 giờ tới, trong 24h tới, trong 24 giờ qua
        24 đến 48 giờ tiếp theo, bão đổi hướng
        ảnh chụp trong 6 tháng gần nhất
        cao nhất trong vòng 10 năm trở lại đây, cách đây 20 năm
        Bình quân tám tháng, CPI tăng [3,1]%; lũy kế 7 tháng đạt [54]%
        Hội nghị sơ kết 1 năm thực hiện Đề án 06
        kế hoạch đầu tư công 5 năm, lượt về 5 ngày sau đó
        [5] năm qua, xã xây [12] cầu
        mất [3] giờ tới nơi, thi công [24] tháng
        sớm [3] ngày trước hạn
    """,
    "hours": """
        SE5 lúc 3 giờ kém 10, NA1 lúc 8 giờ kém 15 phút
        7h kém 10 thì tới
        từ 7 đến 11 giờ hằng ngày
        rơi vào khung 19-22 giờ
        kéo dài từ [2] đến [3] giờ
        mỗi ngày làm [8] giờ
        chuyến bay chậm [2] giờ
        sau [48] giờ, nước rút
        7 giờ 45, 14 giờ, 16g22
        khoảng hai giờ sáng, hơn chín giờ tối
    """,
    "orders of a list": """
        1. Mục đích, yêu cầu
        2) Nội dung thi
        3/ Đối tượng dự thi
        Nghị quyết nêu rõ: (1) quán triệt; (2) kế hoạch; (3) kiểm tra
        nam ([12]), nữ ([8])
        Quân số: [120]; vắng: [3]
        Phòng: 302, tr. 45
        Khóa: 12
        các Điều 3, 7, 12 Luật Đấu thầu
        số vào sổ 005, lô 012023
    """,
    "numbers in words that name": """
        tổ một xóm hai, xóm bảy xã Nghi Kim, khẩu đội hai bắn
        học hết cấp hai, trường cấp ba huyện
        Nghị quyết mười tám, nhà số mười hai
        ba mươi tháng tư, ngày mười lăm, đêm ba mươi
        năm bảy lăm, năm một chín sáu tám
        thế kỷ hai mươi, thập niên chín mươi
        Ngã ba Đồng Lộc, mô tô hai bánh
        ba bốn hôm, mười mấy năm
        cấp [hai] xe lăn, đội [năm] người, mỗi năm [hai] vụ
        từ [năm] đến [bảy] người, [ba] thôn, [hai] bản
    """,
    "sayings and articles": """
        một miếng khi đói bằng một gói khi no
        hồi ấy mười bảy bẻ gãy sừng trâu
        mười phần chắc chín, một công đôi ba việc
        mười sáu chữ vàng, năm điều Bác Hồ dạy, mười lời thề
        chi bộ bốn tốt, Sinh viên 5 tốt, 3 bám, 4 cùng
        vắc xin 5 trong 1, 1 đổi 1, công nghệ 4.0
        một xã miền núi, một cán bộ cho biết
        [43] sản phẩm 4 sao và [một] sản phẩm 5 sao
        góp [một] lon gạo, thông xe [một] làn trước 16h
        nhà [3] tầng, [một] đảng viên
    """,
    "scores and shares": """
        ván quyết định kết thúc [17-15]
        đánh bại đối thủ [3-0], chung cuộc [2-1]
        các ván: [25-21], [19-25], [15-9]
        san bằng [2-2], ấn định chiến thắng [3-1]
        đội có từ [5]-[7] người
        có từ [2/3] số ủy viên trở lên, từ ngày 2/3
        từ [1/3] đến [1/2] diện tích
        pháo phòng không 37mm, súng máy 12,7mm, cột cao [12] mm
        xe 16 chỗ chở [12] người, xe tải chở [5] tấn gạo
        tọa độ 18°30' vĩ Bắc, rét dưới [13] độ C
    """,
}


@pytest.mark.parametrize("marked", each_line(KINDS))
def test_names_days_and_spans_are_not_asked_and_what_looks_like_them_is(marked):
    assert as_asked(marked) == marked
