"""What numbers count, as words: nouns, measures of time, and how a noun that is a verb too is told."""

from __future__ import annotations


def words(written: str) -> frozenset[str]:
    """Return the words of a list written with spaces."""
    return frozenset(written.split())


def phrases(words: str) -> frozenset[str]:
    """Return the words and pairs of words of a list written with commas."""
    return frozenset(
        part.strip() for line in words.split("\n") for part in line.split(",") if part.strip()
    )


ONE_NOUNS = phrases("""
    nhà văn, nhà tình, nhà bạt, nhà máy, tiếng đồng, ti vi, tivi, phòng, tủ lạnh, bàn thắng, lớp,
    đồng chí, tập thể, cá nhân, khu, máy, bức, thẻ, xưởng, chiến sĩ, cú, thửa, em, xe, căn, ngôi, cuốn,
    công trình, chiếc, chiến sỹ, học sinh, học viên, cán bộ, đảng viên, cháu, hộ, nhà văn hóa,
    nhà tình nghĩa, con bò, con trâu, tấn, tạ, kg, héc, hecta, ha, mét, km, cây số, ki, triệu, tỷ, giờ,
    tiếng đồng hồ, tuần, tháng, ngày, trường hợp, vụ, ca, huy chương, cờ, bằng khen, giấy khen, giải,
    đề án, dự án, kế hoạch, nghị quyết, chuyên đề, cầu, đập, trạm, phòng học, sân, bể, tủ, bộ, tàu,
    xuồng, ca nô, máy bay, khẩu, súng, quả, viên, đội, tổ, trung đội, đại đội, tiểu đoàn, trung đoàn,
    xã, huyện, tỉnh, thôn, bản, cơn, trận, suất, phần quà, bài, sáng kiến, mô hình, bệnh viện, trường,
    điểm, bàn, hội nghị, hội thi, buổi, nữ, nam, bác sĩ, y sĩ, giáo viên, kỹ sư, liệt sĩ, thương binh,
    thanh niên, đại biểu, người chết, người bị, người tử, người mất, người thiệt, ngôi nhà, ô tô, xe máy,
    câu lạc, nhà ở, nhà dân, phương tiện, đợt, chuyến, phiên, lượt, cặp, đôi, gian, dãy, cây cầu, con đường,
    tuyến đường, tuyến, hồ, kho, bồn, máy, khung, đoàn, chi bộ, trung tâm, doanh nghiệp, hợp tác, công ty,
    tiểu đội, chốt, phân đội, lớp học, điểm trường, quyển, tập, phút, giây, nhiệm kỳ, thửa ruộng, kỷ lục,
    tiết mục, tham luận, ý kiến, thủ khoa, vận động viên, nghiên cứu sinh, tiến sĩ, thạc sĩ, phó, nạn nhân,
    đối tượng, đêm nhạc, chương trình, phim, vở, gói, kiện, thùng, hòm, lá cờ, tấm, con lợn, con dê, con gà,
    lít, yến, thương vong, ngư dân, thuyền viên, du khách, công nhân, người lái, cổng, giếng, nhịp,
    lon, làn, sổ tiết, xe lăn, thìa, hũ, giấy phép, bó,
    món, công, vòng, bữa, bát, mâm, cây, miếng, cái, tờ, gốc, bình, chai, can, quầy, giường, cột, trụ, trang
""")
"""What "một" counts; elsewhere it is an article."""

YEAR_LIKE = ONE_NOUNS | phrases("""
    người, nhà, nóc, tuổi, hạt, mớ, khách, kiện, hecta, mẫu, ngày công, công lao, sào, nghề, sản phẩm,
    món, mặt hàng, khu phố, tuyến, mét, xóm, bậc, đồn, hồ sơ, văn bản, lao động, công nhân, kỷ lục, bạn,
    thuyền, tàu cá, lồng, ao, dãy, tầng, phiếu, thành viên, ủy viên, hội viên, đoàn viên, cơ sở, hội,
    câu lạc, hệ thống, trụ, người, đơn vị, lượt, phần, cây, đầu, nội dung, bước, vấn đề, nhóm, nhiệm vụ,
    giải pháp, mục tiêu, chỉ tiêu, tiêu chí, cơ quan, con, cái, tờ, tấm, thùng, chai, bao, nhân khẩu,
    gia đình, giường, chỗ, cụm, môn, đợt, khóa, đoàn, tiết, gian, toa, đầu mối, chi bộ, đảng bộ, phường,
    quận, nước, quốc gia, phút, giây, lần, ngành, sở, phòng, ban, trung tâm, trường học, ý kiến,
    tham luận, tiết mục, đội tuyển, vận động viên, nghệ nhân, mẹ, cụ, ông, bà, anh, chị, thí sinh,
    chuyến, loại, kho, nghìn, mũi, hướng, lực lượng, điều, chương, khoản, bài học, hạng mục,
    doanh nghiệp, hợp tác, thế hệ, cấp, vòng, khối, thành phố, thị xã,
    thị trấn, ấp, buôn, làng, phương tiện, ô tô, xe máy, ông bố, em nhỏ, trẻ, vạn, trăm, chục, tổ chức đảng,
    tổ chức hội, tổ chức công, tổ chức chính, tổ chức tín, tổ chức cơ, tổ chức phi, giống, vườn, ruộng, đồi,
    hòn, đảo, cánh đồng, cánh rừng, cánh quân, chỉ tiêu, chỉ vàng, chỉ số, chỉ huy, chỉ thị, trẻ em, thầy,
    cô giáo, cô gái, bà mẹ, tay súng, đầu máy, đầu sách, đầu xe, đầu điểm, đầu việc, tiếng đồng, mặt bằng,
    mặt trận, chân ruộng, con lợn, con dê, con gà, con đường, con suối, con tàu, con số, con đập, con giống,
    con vịt, con ngựa, con cá, con thuyền, con em, con người, nhà giáo, nhà báo, nhà khoa, nhà ở, nhà dân,
    nhà thầu, nhà bán, nhà sàn, nhà nghỉ, nhà hàng, nhà vườn, nhà lưới, nhà văn, học phần, tín chỉ,
    giấy phép, giấy chứng, giấy xác, cánh, thợ, động tác, bông hoa, sổ đỏ, sổ hộ, khối lượng, chuyên án,
    tên địch,
    nghiên cứu sinh, tiến sĩ, thạc sĩ, cử nhân, dược sĩ, điều dưỡng, y tá, nữ sinh, nam sinh, sinh viên,
    tân binh, quân nhân, sĩ quan, hạ sĩ, dân quân, tự vệ, chốt, trạm, cột, trụ, cổng, ngọn, đèn, cọc, mốc,
    thùng, hòm, bình, can, phuy, bao tải, gói, hộp, chiếu, chăn, áo, mũ, đôi, cặp, vở, sách, bút, xuất, phát,
    bộ đồ, bộ quần, bánh, chậu, luống, bầu, gốc, khóm, cành, bó, rổ, rỏ, đàn, ổ, tổ ong, chuồng, trại, nhà xe,
    ki lô, ki, kilôgam, kilômét, hải lý, sải, gang, thước, tấc, đêm diễn, ngày đêm, ngày nghỉ, năm tuổi,
    thửa ruộng, triệu, tỷ, điểm cầu, điểm trường, điểm bán, điểm sạt, hố, rãnh, mương, kênh, kè, cống,
    ca bệnh, ca mắc, ca dương, bệnh nhân, người bệnh, F0, liều, mẫu xét, mẫu bệnh, xét nghiệm, giao dịch,
    tài khoản, thủ tục, dịch vụ, hợp đồng, gói thầu, hạng, tin bài, tin, bài viết, bài báo, bài thơ,
    bài hát, bức ảnh, bức tranh, tác phẩm, tranh, ảnh, cuốn sách, trang sách, ấn phẩm, số báo, phim, vở diễn,
    đêm nhạc, gian hàng, quầy, sạp, ki ốt, quán, cửa hàng, cửa hiệu, siêu thị, chợ, khách sạn, homestay,
    nhà xưởng, dây chuyền, tổ máy, lò, bếp, ống, máy bơm, tàu thuyền, tàu thuỷ, bè, phao, lưới, mẻ, khoang,
    toa xe, container, công-ten-nơ, chuyến bay, chuyến tàu, lượt xe, lượt tàu, lượt khách, bến xe, bến cảng,
    cảng, ga tàu, làn xe, ngã tư, nút giao, cây cầu, cầu treo, hầm, đường hầm, vụ án, vụ cháy, vụ tai, bị can,
    bị cáo, đối tượng, nghi phạm, nạn nhân, người chết, người bị, tang vật, bánh heroin, viên ma, kíp nổ,
    quả bom, quả mìn, hài cốt, bộ hài, mộ, ngôi mộ, nghĩa trang, khu mộ, liệt sỹ, cựu chiến, già làng,
    trưởng bản, bí thư, chủ tịch, hội cựu, dân tộc thiểu, nhân viên, kỹ thuật viên, tình nguyện viên,
    cộng tác, phóng viên, biên tập, nhạc công, diễn viên, ca sĩ, nhạc sĩ, họa sĩ, vận động, cầu thủ, võ sĩ,
    đô vật, tay đua, trọng tài, huấn luyện viên, cổ động, khán giả, cặp đôi, cặp vợ, hộ dân, khẩu, nhân khẩu,
    hội đồng, ủy ban, tiểu ban, tổ công, tổ hòa, liên đội, liên chi, công đoàn, nghiệp đoàn, chi đoàn,
    chi hội, phân hội, tổ hội, đảng ủy, bản tin, thông báo, khuyến nghị, kiến nghị, nghị định, luật, khâu,
    trọng điểm, đột phá, phong trào, cuộc, cuộc họp, cuộc thi, hội thảo, tọa đàm, lễ hội, sự kiện, hoạt động,
    chương trình, tiểu phẩm, màn, cảnh, hiện vật, di tích, di sản, bảo vật, chuyên gia, nhà tài, đối tác,
    thị trường, nhà đầu, nhà máy, xí nghiệp, tập đoàn, ngân hàng, quỹ, chi nhánh, phân xưởng, khu công,
    cụm công, khu đô, ô đất, lô đất, mảnh, thùng rác, thôn bản, xóm bản, huyện thị, địa phương, địa bàn,
    địa điểm, vị trí, hành khách, du khách, khách du, tay, sản lượng, giấc, bữa, bát, đĩa, mâm, suất ăn,
    suất cơm, cốc, chén, ly nước, pha bóng, pha lập, quả phạt, thẻ vàng, thẻ đỏ, hiệp đấu, trận đấu, set, ván
""")
"""What "năm" and "chín" count; elsewhere they are the year and the ripe fruit."""

NOUN_OR_VERB = phrases("tổ chức, báo cáo, đề nghị, quy định, yêu cầu, đề xuất, bộ phận, hỗ trợ")
"""Pairs counted before a mark ("kỷ luật 27 tổ chức."); before a word they are what somebody does."""

TIMES = words("""
    buổi tối đêm tiếng lần ngày giờ phút sáng chiều trận
""")
"""What is done so many times: mỗi tuần năm tối, mỗi năm một lần."""

DIVISIONS = words("""
    xã huyện tỉnh phường quận thôn xóm bản ấp buôn khối khu tổ đội đường phố thị thành làng trung tiểu
    đại sư lữ quân khoản điều chương mục tòa toà tầng nhà dãy
""")
"""After a label and its number these go on with the address: xóm 9 xã Quỳnh Lương, Điều 5 khoản 2."""
