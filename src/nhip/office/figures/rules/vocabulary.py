"""The words beside a number that tell what it is. Vietnamese words as data; the rules are in `judging`."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(word for line in words.split("\n") for word in line.strip().split(" ") if word)


def _phrases(words: str) -> frozenset[str]:
    return frozenset(
        part.strip() for line in words.split("\n") for part in line.split(",") if part.strip()
    )


UNITS = _set("""
    m km cm mm dm ha kg g mg tạ tấn lít l ml m² m³ km² cm² kw kwh mw mwh gwh kv kva hz db đ vnd vnđ usd
    eur đồng gb mb tb tr ph s cc hp h
""")
"""Measures that may be written against their number ("170kg"); m2 and m3 are read from these too."""

SHOUTED = _set("K F Q T E A B C D G H S X Y Z L V W")
"""Capitals against a number that make a code of it ("36C", "5K"), though a unit is written alike."""

NO_NOUN = _set("""
    học giúp khởi cập vượt luyện rèn ký đứng xếp đoạt giữ trực mời gây gặp dành cho về đã đang sẽ được
    bị của và với tại ở trong là do theo từ đến để khi thì mà nhưng cũng vào ra lên nhằm phải cần không
    chưa nay này kia đó ấy hay hoặc như trở thuộc trên dưới so vừa còn có gồm qua nên rồi nếu vì bởi
    trước giữa cùng nơi tới sang luôn vẫn lại chịu nói hiện xuống đạt giành dâng trao thắng hòa hoà thua
    dự thăm ghi gửi nhận đón làm cách sau hướng đi mới diễn quyết giao nhau đồng_loạt kể cả đều bằng
    tuyên bám lập chống bước
""")
"""Words after a number that are not what it counts."""

NO_NOUN_PAIRS = _phrases("""
    ban hành, điều tra, điều động, đoàn kết, đầu tư, hội đàm, phòng chống, bộ phận, tàu thuyền, tổ chức,
    phát động, phối hợp, khai mạc, bế mạc, tham gia, tham mưu, thực hiện, triển khai, hoàn thành,
    quy định, quán triệt, long trọng, thi công, báo cáo, đề nghị, yêu cầu, tiếp tục, chủ trì, xây dựng,
    bàn giao, khánh thành, nhanh chóng, kịp thời, tập trung, duy trì, chúc mừng, tiến hành, ra quân,
    hỗ trợ, phụng dưỡng, sử dụng, huy động, đồng loạt, vinh dự, nhấn mạnh, khẳng định, cho biết,
    phát biểu, chỉ đạo, kiểm tra, giúp đỡ, bảo đảm, cung cấp, tài trợ, phát huy, chủ động, thường xuyên,
    tặng quà, cứu hộ, bắt đầu, kết thúc, đóng quân, nghiêm túc, thành phố, thị xã, thị trấn, tỉnh,
    huyện, xã, phường, quận
""")

LEADS = _set("""
    sung nạp thu phạt bắt mở trồng giao khám xây chức gia hiện lý cứu nhiệm thay sửa vắng ốm nghỉ sinh
    chết tồn chi lãi lỗ vay nợ nộp góp quả số_người hữu duyệt đủ hết tròn mới ngoài xấp_xỉ từ đến còn là
    lên xuống tăng giảm hơn gần đạt có chỉ được cộng tổng nam nữ khá giỏi trên dưới khoảng bằng thêm gồm
    chiếm lại tới cả độ ước trung mất thiếu thừa vượt quá ngót chừng trừ nhân chia và hoặc với cho trong
    bình gấp số_lượng nhận xét tuyển bầu cử mua bán tặng trao cấp_phát hiến mỗi tối toàn nhất xuất bao
    ghi nhì sắc yêu xấu kém
""")
"""Words before a number that stands alone which lead to a figure, not to a name ("giảm còn 45")."""

NOT_A_LABEL_SO = _set("trong tổng hệ quân dân chỉ tỷ tỉ doanh sĩ trị con chữ tham đa thiểu điểm")
"""Before "số": "quân số 120", "tổng số 45" are figures, "Đội số 3" is none."""

STRONG_LABELS = _set("""
    trung_đoàn tiểu_đoàn sư_đoàn lữ_đoàn quân_đoàn binh_đoàn đại_đội trung_đội tiểu_đội quân_khu đơn_vị
    điều khoản chương_trình quốc_lộ tỉnh_lộ hương_lộ đường_tỉnh chuyên_đề nghị_định thông_tư quyết_định
    chỉ_thị nghị_quyết kế_hoạch công_văn thông_báo hướng_dẫn tờ_trình công_điện đề_án cuộc_vận_động
    tiểu_khu nhà_máy xí_nghiệp phân_xưởng công_ty bệnh_viện phân_đội hải_đội hải_đoàn chi_nhánh
    giai_đoạn bộ_binh báo_động tổng_công_ty đối_tượng gói_thầu cấp_độ mức_độ khu_phố tổ_dân_phố km
    vành_đai phụ_lục khu_vực vùng_cảnh_sát tài_khoản mã_số số_hiệu quy_chuẩn tiêu_chuẩn tốp top bài
    chiến_khu liên_khu phân_khu bản_tin học_kỳ
""")
"""Words that give the number after them as a name whatever follows it."""

WEAK_LABELS = _set("""
    đoàn đội vị khu kho trạm xưởng trường trại khoa viện ban phòng tổ cụm khối nhánh bộ khóa khoá lớp
    nhóm tốp top bảng bài câu bước đoạn vùng dự_án mẫu biểu hình ảnh trang tr tập quyển phần mục chương
    bậc cấp loại hạng ca kíp lô thửa tờ tàu máy thầu cống cọc mốc lộ tuyến làn cột ngõ ngách hẻm kiệt
    nhà áo ghế khoang toa cửa bến ga bàn vòng hiệp thôn xóm bản ấp buôn tầng tòa toà đợt lần kỳ thứ giải
    cỡ chữ mũi liều bia điểm khoản tiết quận huyện phường đập trận hồ tiếp lẻ mức_độ đảo công_trình
    phương_án nhà_giàn ô lượt_thứ diện nhịp kênh dạng đường phố
""")
"""Words that give the number a name unless it counts what follows ("mỗi lớp 30 học viên")."""

QUANTIFIERS = _set("mỗi các những toàn cả một từng mọi hai ba bốn nhiều bình hằng hàng tổng")

ORDINAL_LABELS = _set("thứ hạng giải lần đợt")
ADDRESS_LABELS = _set("ngõ ngách hẻm kiệt nhà phố tầng phòng đường")
LAW_LABELS = _set("điều khoản điểm chương mục tiết")
PAPERS = _phrases("""
    nghị định, thông tư, quyết định, chỉ thị, nghị quyết, kế hoạch, công văn, thông báo, hướng dẫn,
    tờ trình, công điện, hợp đồng, văn bản, báo cáo, giấy mời, quy định, kết luận, luật, pháp lệnh,
    sắc lệnh, mệnh lệnh
""")

DAY_WORDS = _set("ngày sáng chiều tối đêm trưa hôm mùng mồng rằm lễ dịp tết")
DAY_LEADS = DAY_WORDS | _set(
    "từ đến hết trước sau vào trong tới ngày và - – là kể nhật hai tư năm sáu bảy"
)
RATIO_LEADS = _set("khoảng chiếm quá hơn gần quân được có còn mới với thêm bằng ước")
EACH = _set("mỗi một hằng hàng bình cả từng nửa")
SPAN_LEADS = _set(
    "vòng sau trong hơn gần suốt khoảng mất dài qua trên dưới chỉ tổng thêm gồm cần đủ ngót liền mỗi"
)
SPAN_AFTER = _set(
    "làm đầu đồng_hồ liên bay học liền giảng huấn chạy tiết mỗi đi ròng tập thi lái thực lao nghỉ"
)
APPROXIMATE = _set("hơn trên gần khoảng ngót ước cả chừng")
HONOURS = _phrases("kỷ niệm, chào mừng, kỉ niệm, mừng kỷ, hướng tới, huy hiệu, huy chương")
JUBILEES = _phrases("""
    ngày, thành lập, truyền thống, chiến thắng, giải phóng, quốc khánh, cách mạng, ra đời, ngày sinh,
    ngày mất, điện biên, tuổi đảng, tuổi đoàn, hiệp định, quan hệ, sự kiện, phong trào, khởi nghĩa,
    đồng khởi
""")
SLOGANS = _phrases("""
    không, điều bác, điều kỷ, lời thề, tại chỗ, sẵn sàng, cùng, nhất, sạch, xây, chống, trước, rõ, tự,
    biết, dám, quyết tâm, thực chất
""")
SCORES = _set("tỷ tỉ thắng thua hòa hoà dẫn")
SPECIFICATIONS = _set("ly feet inch kim chỉ tesla sao ampe pha cánh số_hiệu")
TITLES = _phrases("""
    cuộc thi, phong trào, chương trình, mô hình, vận động, chủ đề, cuốn, tác phẩm, phim, bài hát,
    đề tài, chiến dịch, quỹ, câu lạc, phương châm, khẩu hiệu, cuốn sách, tựa đề
""")

ONE_NOUNS = _phrases("""
    nhà văn, nhà tình, nhà bạt, nhà máy, tiếng đồng, ti vi, tivi, phòng, tủ lạnh, bàn thắng, lớp,
    đồng chí, tập thể, cá nhân, khu, máy, bức, thẻ, xưởng, chiến sĩ, cú, thửa, em, xe, căn, ngôi, cuốn,
    công trình, chiếc, chiến sỹ, học sinh, học viên, cán bộ, đảng viên, cháu, hộ, nhà văn hóa,
    nhà tình nghĩa, con bò, con trâu, tấn, tạ, kg, héc, hecta, ha, mét, km, cây số, ki, triệu, tỷ, giờ,
    tiếng đồng hồ, tuần, tháng, ngày, trường hợp, vụ, ca, huy chương, cờ, bằng khen, giấy khen, giải,
    đề án, dự án, kế hoạch, nghị quyết, chuyên đề, cầu, đập, trạm, phòng học, sân, bể, tủ, bộ, tàu,
    xuồng, ca nô, máy bay, khẩu, súng, quả, viên, đội, tổ, trung đội, đại đội, tiểu đoàn, trung đoàn,
    xã, huyện, tỉnh, thôn, bản, cơn, trận, suất, phần quà, bài, sáng kiến, mô hình, bệnh viện, trường,
    điểm, bàn, hội nghị, hội thi, buổi, nữ, nam, bác sĩ, y sĩ, giáo viên, kỹ sư, liệt sĩ, thương binh,
    thanh niên, đại biểu
""")
"""What "một" counts; elsewhere it is an article."""

YEAR_LIKE = ONE_NOUNS | _phrases("""
    người, nhà, nóc, tuổi, hạt, mớ, khách, kiện, hecta, mẫu, ngày công, công lao, sào, nghề, sản phẩm,
    món, mặt hàng, khu phố, tuyến, mét, xóm, bậc, đồn, hồ sơ, văn bản, lao động, công nhân, kỷ lục, bạn,
    thuyền, tàu cá, lồng, ao, dãy, tầng, phiếu, thành viên, ủy viên, hội viên, đoàn viên, cơ sở, hội,
    câu lạc, hệ thống, trụ, người, đơn vị, lượt, phần, cây, đầu, nội dung, bước, vấn đề, nhóm, nhiệm vụ,
    giải pháp, mục tiêu, chỉ tiêu, tiêu chí, cơ quan, con, cái, tờ, tấm, thùng, chai, bao, nhân khẩu,
    gia đình, giường, chỗ, cụm, môn, đợt, khóa, đoàn, tiết, gian, toa, đầu mối, chi bộ, đảng bộ, phường,
    quận, nước, quốc gia, phút, giây, lần, ngành, sở, phòng, ban, trung tâm, trường học, ý kiến,
    tham luận, tiết mục, đội tuyển, vận động viên, nghệ nhân, mẹ, cụ, ông, bà, anh, chị, thí sinh,
    chuyến, loại, kho, nghìn, mũi, hướng, lực lượng, điều, chương, khoản, bài học, hạng mục,
    doanh nghiệp, hợp tác
""")
"""What "năm" and "chín" count; elsewhere they are the year and the ripe fruit."""

SET_PHRASES = {
    "một": _phrases(
        "số, trong, cách, mặt, bên, vài, ít, chút, khi, lòng, nhịp, lần nữa, đôi, là, cửa, chiều, cơ sở"
    ),
    "hai": _phrases("""
        bên, chiều, mặt, miền, phía, đầu, tay, vai, chân, mắt, bà, vợ, mẹ, anh em, chữ, tiếng, nước, bờ,
        dân tộc, đảng, nhà nước, quân đội, là, tư, quốc gia, cô, ông, dòng, thành phố hồ, lúa
    """),
    "ba": _phrases("""
        chỉ, lô, miền, gác, sạch, thứ quân, mũi giáp, lan, tư, là, hoa, bề, phải, má, mẹ, con, ơi, rọi, ba,
        đảm đang, zôn, dan, tê, tô, toong, chân, xuân, không, sẵn sàng, cùng
    """),
    "bốn": _phrases("mùa, bề, phương, biển, là, cõi, bên, tại chỗ"),
    "năm": _phrases(
        "nhà trường, nhà nước, nay, học, châu, cha, canh, ngoái, trước, sau, qua, này, đó, tới, là, cũ, mới"
    ),
    "sáu": _phrases("là"),
    "bảy": _phrases("là, chìm, nổi, sắc"),
    "bẩy": _phrases("là"),
    "tám": _phrases("là"),
    "chín": _phrases("là, muồi, chắn, rộ, đỏ, vàng, người mười, suối, bỏ, chữ"),
    "mười": _phrases("mươi, người như, phân vẹn, phần, ý, mắt, mẫu"),
}
"""What makes of a numeral part of a phrase."""
