"""The words beside a number that tell what it is. Vietnamese words as data; the rules are in `judging`."""

from __future__ import annotations

from .countable import phrases, words

UNITS = words("""
    m km cm mm dm ha kg g mg tạ tấn lít l ml m² m³ km² cm² kw kwh mw mwh gwh kv kva mva kwp mwp mbps gbps
    ppm kcal hz db đ vnd vnđ usd
    eur đồng gb mb tb tr ph s cc hp h
""")
"""Measures that may be written against their number ("170kg"); m2 and m3 are read from these too."""

SHOUTED = words("K F Q T E A B C D G H S X Y Z L V W")
"""Capitals against a number that make a code of it ("36C", "5K"), though a unit is written alike."""

NO_NOUN = words("""
    học giúp khởi cập vượt luyện rèn ký đứng xếp đoạt giữ trực mời gây gặp dành cho về đã đang sẽ được
    bị của và với tại ở trong là do theo từ đến để khi thì mà nhưng cũng vào ra lên nhằm phải cần không
    chưa nay này kia đó ấy hay hoặc như trở thuộc trên dưới so vừa còn có gồm qua nên rồi nếu vì bởi
    trước giữa cùng nơi tới sang luôn vẫn lại chịu nói hiện xuống đạt giành dâng trao thắng hòa hoà thua
    dự thăm ghi gửi nhận đón làm cách sau hướng đi mới diễn quyết giao nhau đồng_loạt kể cả đều bằng
    tuyên bám lập chống bước chiếm khiến buộc bảo khai bế tiếp giảm tăng
""")
"""Words after a number that are not what it counts."""

NO_NOUN_PAIRS = phrases("""
    ban hành, điều tra, điều động, đoàn kết, đầu tư, hội đàm, phòng chống, bộ phận, tàu thuyền, tổ chức,
    phát động, phối hợp, khai mạc, bế mạc, tham gia, tham mưu, thực hiện, triển khai, hoàn thành,
    quy định, quán triệt, long trọng, thi công, báo cáo, đề nghị, yêu cầu, tiếp tục, chủ trì, xây dựng,
    bàn giao, khánh thành, nhanh chóng, kịp thời, tập trung, duy trì, chúc mừng, tiến hành, ra quân,
    hỗ trợ, phụng dưỡng, sử dụng, huy động, đồng loạt, vinh dự, nhấn mạnh, khẳng định, cho biết,
    phát biểu, chỉ đạo, kiểm tra, giúp đỡ, bảo đảm, cung cấp, tài trợ, phát huy, chủ động, thường xuyên,
    tặng quà, cứu hộ, bắt đầu, kết thúc, đóng quân, nghiêm túc, thành phố, thị xã, thị trấn, tỉnh,
    huyện, xã, phường, quận, phát triển, phát hiện, phát huy, phát điện, phát sóng, tin tưởng, tin rằng,
    cấp phát, cấp cứu, cấp giấy, cấp bằng, cấp phép, cấp nước, xuất khẩu, xuất quân, xuất phát, xuất bản,
    tốt nghiệp, khởi công, thi đấu, tăng cường, đẩy mạnh, chuyển giao, vận hành, vận chuyển, tiếp nhận,
    tuyển sinh, công bố, trả lời, phản ánh, thông qua, thành lập, giải phóng, chiến đấu, bắn rơi, cơ động
""")

LEADS = words("""
    sung nạp thu phạt bắt mở trồng giao khám xây chức gia hiện lý cứu nhiệm thay sửa vắng ốm nghỉ sinh
    chết tồn chi lãi lỗ vay nợ nộp góp quả số_người hữu duyệt đủ hết tròn mới ngoài xấp_xỉ từ đến còn là
    lên xuống tăng giảm hơn gần đạt có chỉ được cộng tổng nam nữ khá giỏi trên dưới khoảng bằng thêm gồm
    chiếm lại tới cả độ ước trung mất thiếu thừa vượt quá ngót chừng trừ nhân chia và hoặc với cho trong
    bình gấp số_lượng nhận xét tuyển bầu cử mua bán tặng trao cấp_phát hiến mỗi tối toàn nhất xuất bao
    ghi nhì sắc yêu xấu kém
""")
"""Words before a number that stands alone which lead to a figure, not to a name ("giảm còn 45")."""

NOT_A_LABEL_SO = words("trong tổng hệ quân dân chỉ tỷ tỉ doanh sĩ trị con chữ tham đa thiểu điểm")
"""Before "số": "quân số 120", "tổng số 45" are figures, "Đội số 3" is none."""

STRONG_LABELS = words("""
    trung_đoàn tiểu_đoàn sư_đoàn lữ_đoàn quân_đoàn binh_đoàn đại_đội trung_đội tiểu_đội quân_khu
    quốc_lộ tỉnh_lộ hương_lộ đường_tỉnh tờ_trình công_điện tiểu_khu phân_đội hải_đội hải_đoàn bộ_binh
    báo_động khu_phố tổ_dân_phố km vùng_cảnh_sát tài_khoản mã_số số_hiệu chiến_khu liên_khu phân_khu
    học_kỳ tốp top bài
""")
"""Words that give the number after them as a name whatever follows it."""

WEAK_LABELS = words("""
    đoàn đội vị khu kho trạm xưởng trường trại khoa viện ban phòng tổ cụm khối nhánh bộ khóa khoá lớp
    nhóm tốp top bảng bài câu bước đoạn vùng dự_án mẫu biểu hình ảnh trang tr tập quyển phần mục chương
    bậc cấp loại hạng ca kíp lô thửa tờ tàu máy thầu cống cọc mốc lộ tuyến làn cột ngõ ngách hẻm kiệt
    nhà áo ghế khoang toa cửa bến ga bàn vòng hiệp thôn xóm bản ấp buôn tầng tòa toà đợt lần kỳ thứ giải
    cỡ chữ mũi liều bia điểm khoản tiết quận huyện phường đập trận hồ lẻ mức_độ đảo công_trình
    đơn_vị chương_trình chuyên_đề nghị_định thông_tư quyết_định chỉ_thị nghị_quyết kế_hoạch công_văn
    thông_báo hướng_dẫn đề_án đối_tượng khu_vực tiêu_chuẩn quy_chuẩn bản_tin cấp_độ gói_thầu nhà_máy
    xí_nghiệp công_ty bệnh_viện chi_nhánh phân_xưởng tổng_công_ty giai_đoạn phụ_lục vành_đai chi_hội
    phân_hội chi_đoàn chi_bộ liên_đội tiểu_học trung_học mầm_non mẫu_giáo thcs thpt số_đeo số_áo số_ghế
    báo_danh phiên_bản đời model vị_trí phiên chốt đồi cao_điểm điểm_cao hang cầu bến_cảng cầu_cảng đồn
    mỏ hầm hội_trường giảng_đường nhà_văn_hóa đài fm mục_tiêu tiêu_chí nhiệm_vụ học_phần module
    nội_dung thẻ giường cột_mốc đội_hình biên_đội chặng tổ_công_tác thi_đua trung_tâm bệnh_xá quân_y phút
    mạch mã_đề
    kỳ_họp khối_phố tổ_hợp cụm_công_nghiệp công_nghiệp đô_thị định_cư dân_phố vận_động sư lữ điều
    tiểu_dự_án hợp_phần
    phân_trại trại_giam cửa_khẩu quy_trình sức tập_đoàn binh_chủng tần_số mật_khẩu vòng_loại
    phương_án nhà_giàn ô lượt_thứ diện nhịp kênh dạng đường phố
    mức tuần mác phi ngạch thế_hệ khoảnh dòng típ týp tuýp type cổng căn_hộ set séc ván lượt phân_hiệu
    cơ_sở tàu_ngầm seri sê_ri thứ_tự định_danh quy_định kết_luận pháp_lệnh sắc_lệnh mệnh_lệnh luật
    nhóm_nợ điểm_tựa bản_đồ phân_kỳ kỳ_đầu_tư phân_viện hiệp_định quy_chế phân_khu mốc_giới ngăn kệ kè
    rơ_moóc đập_tràn trạm_bơm lò hàm bộ_phận lớp_học khung_giờ khe tổ_máy nhà_ga bãi ngã cuốn số_ra kỳ_thi
    hạng_mục hành_lang tiểu_mục học_viện cung_đường phân_đoạn hiệp_phụ lượt_trận nút_giao hợp_tác_xã
    cỡ_chữ phân_cảnh vị_trí_số huy_hiệu tỷ_lệ_xích bình_độ khu_nhà dãy dãy_nhà block lốc sảnh hố ghi_chú
    ngành_học mã_ngành mã_đơn_vị mã_vùng mã mã_hàng đơn_nguyên phân_ban cửa_hàng cửa_số hòm_thư hộp_thư
    tổng_kho tổng_trạm nông_trường lâm_trường sân bến_xe cây_số mốc_số tọa_độ toạ_độ vĩ_tuyến kinh_tuyến
    bán_kết tứ_kết chung_kết buồng cứ_điểm liên_tịch hợp_nhất hợp_đồng
    trà lứa mã_vạch omega vitamin chỉ_tiêu phím bấm đề_số chuồng cục vụ tổng_cục hội_quán cấp_bậc
""")
LESS_THAN = {
    "mức": 5,
    "độ": 5,
    "cơ_sở": 9,
    "tuần": 53,
    "ngã": 9,
    "trà": 6,
    "lứa": 6,
    "cửa_hàng": 30,
    "hố": 20,
    "dãy": 20,
}
"""Up to where some of them number; above it they lead to a figure."""
CAPITAL_LABELS = words("chỉ_đạo lực_lượng bệnh_nhân hiệp_hội tăng_thiết")
"""Pairs that label only where they begin with a capital: Ban Chỉ đạo 35."""
NO_DEGREES = words("""
    nhiệt mật tốc chế trình tiến cường cao nồng vận thái chất vĩ kinh toạ tọa điều thời hành thước dài
    biên giá lãi cự góc tần
""")
"""Before "độ" these measure: nhiệt độ 3; elsewhere it grades: bỏng độ 2."""
"""Words that give the number a name unless it counts what follows ("mỗi lớp 30 học viên")."""

NO_LABELS = phrases("""
    kỹ sư, giáo sư, luật sư, bác sư, thiền sư, đi viện, nằm viện, nhập viện, ra viện, xuất viện, chuyển
    viện, ra trường, chuyển trường, sập nhà, đổ nhà,
    cháy nhà, trôi nhà, làm nhà, xây nhà, sửa nhà, dựng nhà, mua máy, nạp đoàn, vào đoàn, vào đội, chìm tàu,
    hỏng tàu, mua tàu, đóng tàu, ghi bàn, làm đường, mở đường, sửa cầu, xây cầu, khoan giếng, tặng thẻ,
    nạp hội,
    số lớp, số ca, số đội, số trận, số phòng học, số tổ, số trường, số trạm, số tàu, số máy, số cầu, số nhóm,
    lượng ca, tổng ca, số điểm, số giải, số bàn, số bài, số thẻ, số thôn, số xóm, số bản, số huyện, số phường,
    tuổi đời, số lượt, lượng lượt, số tuần, số cơ sở, số ván, số hố, số lò, số dãy, số cổng, số bãi, số sân,
    kỷ luật, pháp luật, làm lò, đi bãi, mặt sân, làm sân, thủy lợi,
    số nhà máy, số công trình, số dự án, số mẫu, số liều, số giường, số đoàn, số lần
""")
"""Pairs whose second word labels elsewhere: "nằm viện 2" counts people, "Viện 2" names."""

QUANTIFIERS = words("mỗi các những toàn cả một từng mọi hai ba bốn nhiều bình hằng hàng tổng")

ORDINAL_LABELS = words("thứ hạng giải lần đợt")
ADDRESS_LABELS = words("ngõ ngách hẻm kiệt nhà phố tầng phòng đường")
LAW_LABELS = words("điều khoản điểm chương mục tiết")
PAPERS = phrases("""
    nghị định, thông tư, quyết định, chỉ thị, nghị quyết, kế hoạch, công văn, thông báo, hướng dẫn,
    tờ trình, công điện, hợp đồng, văn bản, báo cáo, giấy mời, quy định, kết luận, luật, pháp lệnh,
    sắc lệnh, mệnh lệnh
""")

DAY_WORDS = words("ngày sáng chiều tối đêm trưa hôm mùng mồng rằm lễ dịp tết")
FEAST_WORDS = DAY_WORDS | words("khánh mừng nhân nữ giáo sân viên trường sinh hạn vào")
"""Before 2-9 or 20.11 these make a day of it whatever follows."""
DAY_LEADS = DAY_WORDS | words(
    "từ đến hết trước sau vào trong tới ngày và - – là kể nhật hai tư năm sáu bảy"
)
FEASTS = frozenset(
    (int(day), int(month))
    for day, _dash, month in (
        each.partition("-")
        for each in [
            "3-2",
            "27-2",
            "8-3",
            "26-3",
            "30-4",
            "1-5",
            "7-5",
            "15-5",
            "19-5",
            "1-6",
            "21-6",
            "28-6",
            "27-7",
            "19-8",
            "2-9",
            "10-10",
            "15-10",
            "20-10",
            "9-11",
            "20-11",
            "22-12",
        ]
    )
)
"""Days known by their number and month: sân 19-8, Hợp tác xã 1-5."""
SHARED = words("""
    số tổng dân diện quân khối chiều chặng quãng thành ủy uỷ đại hội thời vốn giá tiền
""")
"""What a fraction is of: từ 2/3 số ủy viên."""
RATIO_LEADS = words("khoảng chiếm quá hơn gần quân được có còn mới với thêm bằng ước")
EACH = words("mỗi một hằng hàng bình cả từng nửa")
SPAN_LEADS = words(
    "chậm trễ muộn làm bay ngủ chờ vòng sau trong hơn gần suốt khoảng mất dài qua trên dưới chỉ tổng thêm gồm "
    "cần đủ ngót liền mỗi"
)
SPAN_AFTER = words(
    "sau làm đầu đồng_hồ liên bay học liền giảng huấn chạy tiết mỗi đi ròng tập thi lái thực lao nghỉ"
)
APPROXIMATE = words("hơn trên gần khoảng ngót ước cả chừng")
HONOURS = phrases("kỷ niệm, chào mừng, kỉ niệm, mừng kỷ, hướng tới, huy hiệu, huy chương")
JUBILEES = phrases("""
    ngày, thành lập, truyền thống, chiến thắng, giải phóng, quốc khánh, cách mạng, ra đời, ngày sinh,
    ngày mất, điện biên, tuổi đảng, tuổi đoàn, hiệp định, quan hệ, sự kiện, phong trào, khởi nghĩa,
    đồng khởi
""")
SLOGANS = phrases("""
    không, điều bác, điều kỷ, lời thề, tại chỗ, sẵn sàng, cùng, nhất, sạch, xây, chống, trước, rõ, tự,
    biết, dám, quyết tâm, thực chất, bám, lời hứa, chữ vàng, đảm đang, xung phong, tiếng nổ
""")
SCORES = words("tỷ tỉ thắng thua hòa hoà dẫn")
SPECIFICATIONS = words("ly feet inch kim chỉ tesla sao ampe pha cánh số_hiệu")
GOOD_LEADS = words("viên sinh bộ niên ủy trào hiệu hình đoàn hội quân mẹ")
"""Before "3 tốt" these make a title of it: chi bộ 4 tốt."""
TITLES = phrases("""
    cuộc thi, phong trào, chương trình, mô hình, vận động, chủ đề, cuốn, tác phẩm, phim, bài hát,
    đề tài, chiến dịch, quỹ, câu lạc, phương châm, khẩu hiệu, cuốn sách, tựa đề
""")

ARTICLE = phrases("""
    kể, cho biết, nói, chia sẻ, tâm sự, bày tỏ, nghèo, gương mẫu, miền núi, vùng cao, vùng sâu, vùng xa,
    biên giới, ven biển, khang trang, hẻo lánh, tiêu biểu, điển hình, quan trọng, ý nghĩa, thiết thực,
    bổ ích, bình yên, quen thuộc, đáng nhớ, khó quên, đặc biệt, xinh xắn, nổi tiếng, lâu năm,
    nhớ lại, bộc bạch, trầm ngâm
""")
"""Soon after "một" and its noun these make an article of it: một cán bộ cho biết, một xã miền núi."""
SET_PHRASES = {
    "một": phrases("""
        số, trong, cách, mặt, bên, vài, ít, chút, khi, lòng, nhịp, lần nữa, đôi, là, cửa, chiều, cơ
        sở, mình, thời, điều, phần, loạt, đời, lúc, hồi, thuở, dịp, phen, mực, mạch, hơi, dạo, thứ,
        kiểu, nỗi, niềm, cuộc, sự, việc, lẽ, cơ hội, thách thức, làn gió,
        làn sóng, làn điệu, làn khói, làn hương, làn da, làn hơi, không hai
    """),
    "hai": phrases("""
        bên, chiều, mặt, miền, phía, đầu, tay, vai, chân, mắt, bà, vợ, mẹ, anh em, chữ, tiếng, nước, bờ,
        cha con, mẹ con, thầy trò, ông cháu, bà cháu, chị em, bố con, ông bà, cô trò, mẹ cha,
        dân tộc, đảng, nhà nước, quân đội, là, tư, quốc gia, cô, ông, dòng, thành phố hồ, lúa
    """),
    "ba": phrases("""
    chỉ, lô, miền, gác, sạch, thứ quân, mũi giáp, lan, tư, là, hoa, bề, phải, má, mẹ, tôi, nó, ơi, rọi,
    ba,
        mẹ con, cha con, bố con, bà cháu, anh em, đảm đang, zôn, dan, tê, tô, toong, chân, xuân,
        không, sẵn sàng, cùng
    """),
    "bốn": phrases("mùa, bề, phương, biển, là, cõi, bên, tại chỗ"),
    "năm": phrases(
        "nhà trường, nhà nước, nay, học, châu, cha, canh, ngoái, trước, sau, qua, này, đó, tới, là, cũ, mới"
    ),
    "sáu": phrases("là"),
    "bảy": phrases("là, chìm, nổi, sắc"),
    "bẩy": phrases("là"),
    "tám": phrases("là"),
    "chín": phrases("là, muồi, chắn, rộ, đỏ, vàng, người mười, suối, bỏ, chữ"),
    "mười": phrases("mươi, người như, phân vẹn, phần mười, mắt"),
}
"""What makes of a numeral part of a phrase."""
