"""The words of the demonstration's public pages: written anew, from the facts of the page it re-tells.

`{classes}` and its like stand where a pin goes: the value is counted, never typed.
"""

from __future__ import annotations

from dataclasses import dataclass

from nhip.office.figures.choices import Format
from nhip.portal.news.choices import FilingRole

TITLE = "Quân khu 4 giao nhiệm vụ công tác Đảng, công tác chính trị sáu tháng cuối năm 2022"
KICKER = "Sơ kết nửa năm và năm năm"
LEAD = (
    "Chiều 28/7/2022, Quân khu 4 họp sơ kết hai việc trong một buổi: công tác Đảng, công tác Chính trị"
    " (CTĐ, CTCT) sáu tháng đầu năm 2022, và năm năm 2017–2021 thực hiện quy chế, quy định"
    " công tác kế hoạch tổng hợp (KHTH) về CTĐ, CTCT; từ đó giao việc cho nửa năm còn lại."
)
BYLINE = "Tổ biên tập bản trình diễn"
SOURCES = (
    "Dữ kiện lấy từ bài đăng về hội nghị ngày 28/7/2022 trên trang thông tin của Quân khu 4, không nêu"
    " họ tên; lời văn viết mới cho bản trình diễn, ảnh là hình vẽ, bản ghi bên dưới các số liệu là hư cấu."
)

HEADING, PARAGRAPH, GALLERY = "heading", "paragraph", "gallery"


@dataclass(frozen=True)
class Photo:
    """A demo picture: its file, its caption, and what is on it."""

    file: str
    caption: str
    alt: str


BODY: list[tuple[str, str | list[Photo]]] = [
    (
        PARAGRAPH,
        "Về dự có Trung tướng, Bí thư Đảng ủy, Chính ủy Quân khu và Thiếu tướng, Ủy viên Thường vụ"
        " Đảng ủy, Phó Chính ủy Quân khu. Người chủ trì là Thiếu tướng, Ủy viên Thường vụ Đảng ủy,"
        " Chủ nhiệm Chính trị Quân khu.",
    ),
    (HEADING, "Sáu tháng: mười mảng việc trên một biểu"),
    (
        PARAGRAPH,
        "Nửa đầu năm, Thường vụ Đảng ủy, Bộ Tư lệnh Quân khu và cấp ủy, chỉ huy các cấp chủ động chỉ đạo"
        " CTĐ, CTCT trong lực lượng vũ trang (LLVT) Quân khu: làm đủ các mặt, liệu việc mà đổi cách làm,"
        " nhiệm vụ hoàn thành tốt. Nghị quyết, chỉ thị của cấp ủy đảng các cấp được học kỹ;"
        " thông tin, tuyên truyền đi trước ở những việc phức tạp, nhạy cảm; thi đua, khen thưởng và"
        " phong trào thi đua Quyết thắng xuống đến cơ sở.",
    ),
    (
        PARAGRAPH,
        "Xây dựng Đảng được chỉ đạo cùng một nhịp, đi vào chiều sâu và chất lượng: cấp ủy, tổ chức đảng"
        " giữ nếp sinh hoạt, giữ nguyên tắc tập trung dân chủ; kiểm tra, giám sát, giải quyết khiếu nại,"
        " tố cáo có kết quả; vụ việc vi phạm kỷ luật được xem xét, xử lý theo phân cấp. Công tác cán bộ"
        " có nhiều chủ trương, cách làm mới.",
    ),
    (
        PARAGRAPH,
        "Bí mật quân sự, bí mật quốc gia được bảo vệ; đối ngoại quân sự, thông tin mạng và các hoạt động"
        " khác của LLVT giữ được an ninh, an toàn. Dân vận gắn với nhiệm vụ quân sự, quốc phòng."
        " Chế độ, chính sách đến đủ với quân nhân, công nhân viên chức quốc phòng tại ngũ và người thôi"
        " phục vụ; hồ sơ thương binh, liệt sĩ và hồ sơ theo các quyết định của Thủ tướng Chính phủ"
        " được thẩm định, xét duyệt chặt chẽ, kịp thời. Tổ chức quần chúng làm đúng chức năng;"
        " định mức, tiêu chuẩn đời sống văn hóa, tinh thần của bộ đội theo quy định của Bộ Quốc phòng"
        " được bảo đảm đều.",
    ),
    (
        GALLERY,
        [
            Photo(
                "phat-bieu",
                "Trung tướng, Bí thư Đảng ủy, Chính ủy Quân khu phát biểu tại Hội nghị",
                "Hình vẽ: một người đứng nói ở bục trên sân khấu",
            ),
            Photo(
                "dai-bieu",
                "Các đại biểu về dự Hội nghị",
                "Hình vẽ: đại biểu ngồi kín các dãy bàn có tài liệu",
            ),
            Photo(
                "dieu-hanh",
                "Thiếu tướng, Ủy viên Thường vụ Đảng ủy, Chủ nhiệm Chính trị Quân khu"
                " phát biểu tại Hội nghị",
                "Hình vẽ: một người đứng nói giữa bàn chủ trì, bốn người ngồi hai bên",
            ),
            Photo(
                "toan-canh",
                "Hội trường nhìn từ cuối phòng trong phiên họp chiều",
                "Hình vẽ: cả hội trường nhìn từ phía sau, trên sân khấu có bàn chủ trì và bục",
            ),
        ],
    ),
    (HEADING, "Năm năm: đếm được những gì"),
    (
        PARAGRAPH,
        "Năm năm làm theo quy chế, quy định công tác KHTH về CTĐ, CTCT đã bớt đi những chỗ hạn chế, bất cập"
        " và đưa cách làm trong LLVT Quân khu về một mối, kịp với cải cách hành chính trong lĩnh vực này,"
        " hợp với chức năng, nhiệm vụ của từng cơ quan, đơn vị. Cấp ủy, chỉ huy và cơ quan chính trị các cấp"
        " nhờ đó lãnh đạo, chỉ đạo, tổ chức thực hiện chặt chẽ, khoa học hơn; chất lượng, hiệu lực,"
        " hiệu quả CTĐ, CTCT được nâng lên.",
    ),
    (
        PARAGRAPH,
        "Các cấp trong Quân khu mở {classes} lớp tập huấn, bồi dưỡng theo phân cấp; {trainees} cấp ủy viên,"
        " chính ủy, chính trị viên và cán bộ chính trị các cấp đã dự. Cơ quan cấp trên thẩm định"
        " {plans_appraised} kế hoạch CTĐ, CTCT và kế hoạch xây dựng đơn vị vững mạnh toàn diện"
        " “Mẫu mực, tiêu biểu”. Sổ văn bản cùng thời gian ghi {directives} chỉ thị CTĐ, CTCT năm,"
        " {plans_yearly} kế hoạch năm, {programmes} chương trình tháng của LLVT Quân khu và"
        " {reports_notices} báo cáo, thông báo tháng, quý, năm.",
    ),
    (
        GALLERY,
        [
            Photo(
                "trao-tap-the",
                "Trung tướng, Bí thư Đảng ủy, Chính ủy Quân khu trao thưởng tại Hội nghị",
                "Hình vẽ: hai người cùng nâng một tấm Bằng khen",
            ),
            Photo(
                "trao-ca-nhan",
                "Thiếu tướng, Ủy viên Thường vụ Đảng ủy, Phó Chính ủy Quân khu trao thưởng tại Hội nghị",
                "Hình vẽ: một người trao Bằng khen, hai người đã nhận đứng cạnh",
            ),
            Photo(
                "trao-thuong",
                "Thủ trưởng Bộ Tư lệnh Quân khu trao thưởng cho các tập thể, cá nhân",
                "Hình vẽ: một hàng người đứng, bốn người cầm Bằng khen",
            ),
        ],
    ),
    (
        PARAGRAPH,
        "Cũng tại Hội nghị, Bộ Tư lệnh Quân khu tặng Bằng khen cho {commended_collectives} tập thể và"
        " {commended_individuals} cá nhân đạt thành tích xuất sắc trong năm năm (2017–2021) thực hiện"
        " quy chế, quy định công tác KHTH về CTĐ, CTCT.",
    ),
]

# The nine figures of the page, in its order, and how each is written there.
NINE: dict[str, Format] = {
    "classes": Format.PLAIN,
    "trainees": Format.OVER_HUNDRED,
    "plans_appraised": Format.PLAIN,
    "directives": Format.TWO_DIGITS,
    "plans_yearly": Format.TWO_DIGITS,
    "programmes": Format.PLAIN,
    "reports_notices": Format.PLAIN,
    "commended_collectives": Format.PLAIN,
    "commended_individuals": Format.PLAIN,
}
FOUR = ("classes", "plans_appraised", "programmes", "reports_notices")
"""Those of them that stand on the front page, year by year."""


NO_FIGURES = dict.fromkeys(("một", "hai", "ba", "bốn", "năm", "mười", "0"), "")
"""Numbers in words that count nothing of the records, as the writer answers when asked."""


@dataclass(frozen=True)
class Story:
    """A further sample article, so that lists and "most viewed" have something to list."""

    slug: str
    title: str
    lead: str
    text: str
    section: str
    days_before: int
    author: str = ""
    topic: str = ""
    tags: tuple[str, ...] = ()

    @property
    def filed(self) -> dict[FilingRole, list[str]]:
        """Return who stands under it, and what else it is found by."""
        said = {
            FilingRole.NEWS: [self.author],
            FilingRole.TOPIC: [self.topic],
            FilingRole.TAG: self.tags,
        }
        return {role: [name for name in names if name] for role, names in said.items()}


LINKS_LEAD_TO = "lien-ket-mau"
STORIES = [
    Story(
        "lich-nop-bao-cao-quy-iii-2022",
        "Lịch nộp báo cáo quý III/2022: cấp cơ sở nộp sớm hơn ba ngày",
        "Kỳ quý III chốt ngày 14/9. Mỗi cấp có hạn riêng để cấp trên còn thời gian kiểm tra.",
        "Hạn của từng cấp hiện trên bàn làm việc của đơn vị. Đơn vị xin gia hạn ghi rõ lý do và ngày"
        " nộp được; hạn cũ và hạn mới đều được giữ.",
        "thong-bao",
        3,
        author="Văn Mẫu",
        topic="Báo cáo quý III/2022",
        tags=("Hạn nộp", "Báo cáo"),
    ),
    Story(
        "huong-dan-dien-bieu-nua-nam",
        "Điền biểu nửa năm: ô trống, số 0 và “không phát sinh” khác nhau thế nào",
        "Ba cách ghi, ba nghĩa. Ghi đúng từ đầu thì cấp trên không phải hỏi lại.",
        "Ô trống là chưa có số. Số 0 là đã đếm và được 0. “Không phát sinh” là kỳ này không có việc ấy."
        " Biểu chỉ nộp được khi không còn ô trống ở các dòng bắt buộc.",
        "huong-dan",
        6,
        author="Thị Thử",
        topic="Báo cáo quý III/2022",
        tags=("Biểu mẫu", "Báo cáo"),
    ),
    Story(
        "hai-muoi-don-vi-xong-ke-hoach-tap-huan",
        "Các đơn vị trực thuộc khép lớp bồi dưỡng cán bộ tổng hợp",
        "Lớp nào cũng có danh sách dự; số người và số lượt được đếm riêng.",
        "Một người dự hai lớp được tính là một người, hai lượt. Cách đếm này áp dụng cho mọi báo cáo"
        " về tập huấn.",
        "tin-tuc",
        10,
    ),
    Story(
        "mau-bao-cao-chuyen-de-cai-cach-hanh-chinh",
        "Mẫu báo cáo chuyên đề cải cách hành chính gọn còn bốn mục",
        "Mẫu mới bỏ các số đã thu ở báo cáo định kỳ, chỉ còn phần nhận xét và kiến nghị.",
        "Số nào đã nộp trong kỳ được lấy lại, đơn vị không phải gõ lần hai.",
        "huong-dan",
        14,
        author="Thị Thử",
        tags=("Biểu mẫu", "Báo cáo"),
    ),
    Story(
        "trung-tam-boi-duong-huong-dan-nghiep-vu-mo-chuyen-muc",
        "Trung tâm Bồi dưỡng, Hướng dẫn nghiệp vụ và Ứng dụng công nghệ thông tin"
        " khu vực miền núi phía Tây số 2 mở chuyên mục hỏi đáp",
        "Câu hỏi của các đơn vị về biểu mẫu được trả lời công khai mỗi tuần một lần.",
        "Câu hỏi gửi qua cán bộ tổng hợp của đơn vị. Câu trả lời không nêu tên người hỏi.",
        "tin-tuc",
        21,
    ),
    Story(
        LINKS_LEAD_TO,
        "Liên kết trong bản trình diễn dẫn về đây",
        "Các ô “Liên kết Website” và “Quân khu - Quân chủng” ở đây chỉ có liên kết mẫu.",
        "Bản trình diễn không dẫn ra trang của ai. Khi dùng thật, người biên tập thay từng liên kết mẫu"
        " bằng địa chỉ của mình, ở trang này hay ở trang khác.",
        "huong-dan",
        30,
    ),
]

# What is told of this year, whichever it is.
QUARTER_TITLE = "Giao ban quý: kiểm tra cơ sở đi vào việc cụ thể"
QUARTER_LEAD = "Các đơn vị báo cáo kết quả kiểm tra trong quý; kiến nghị nào cũng có nơi nhận, có hạn làm xong."
QUARTER_TEXT = (
    "Trong quý, các đơn vị đã kiểm tra cơ sở {luot_kiem_tra_quy} lượt và nêu {kien_nghi_quy} kiến nghị."
    " Hội nghị giao ban chọn những kiến nghị cần cơ quan cấp trên cùng làm, giao từng việc cho từng nơi."
)
MEETING = Photo(
    "hoi-truong", "Hội trường trước giờ giao ban.", "Hội trường nhìn từ phía sau, chưa có người"
)
DRAFTS = [
    Story(
        "cong-tac-vien-moi",
        "Cộng tác viên của Trang tin: viết ngắn, gửi sớm",
        "Tin gửi trong ngày được biên tập ngay; bài dài nên hẹn trước.",
        "Tin nêu rõ việc gì, ở đâu, khi nào, kết quả ra sao. Ảnh kèm theo ghi người chụp và nơi chụp.",
        "huong-dan",
        1,
    ),
    Story(
        "chuan-bi-bao-cao-nua-nam",
        "Chuẩn bị báo cáo nửa năm: soát sổ trước, điền biểu sau",
        "Sổ khớp thì biểu khớp. Cơ quan tổng hợp nhận câu hỏi của các đơn vị đến hết hạn nộp.",
        "Đơn vị soát sổ theo từng mục của biểu, ghi lý do ở chỗ lệch nhiều so với cùng kỳ rồi mới nộp.",
        "thong-bao",
        1,
    ),
]
ON_THEIR_WAY = [
    Story(
        "tu-sach-phong-doc",
        "Phòng đọc của cơ quan mở thêm tủ sách nghiệp vụ",
        "Sách do cán bộ góp và thư viện chuyển về, ai cũng mượn được.",
        "Tủ sách đặt ở phòng đọc, có sổ mượn để sẵn trên bàn. Người mượn ghi tên sách và ngày trả.",
        "tin-tuc",
        0,
    ),
    Story(
        "soat-loi-truoc-khi-nop",
        "Soát lỗi trước khi nộp: đọc to, đọc chậm, đọc ngược",
        "Kinh nghiệm của những người giữ biểu lâu năm.",
        "Người soát đọc to từng dòng cho người bên cạnh dò theo sổ, chỗ nào vấp thì đánh dấu rồi xem lại.",
        "huong-dan",
        0,
    ),
    Story(
        "lich-truc-trang-tin",
        "Lịch trực Trang tin của tuần tới",
        "Tòa soạn nhận tin, ảnh trong giờ làm việc.",
        "Người trực nhận tin, ảnh, xem lại chú thích rồi chuyển người biên tập. Tin gấp gọi người trực.",
        "thong-bao",
        0,
    ),
]
"""One waits for its publisher, one came back, one is signed and goes out later."""
RETURNED_FOR = "Đoạn này nên kể một việc thật: ai soát, ở biểu nào, bắt được lỗi gì."

SECTIONS = {
    "tin-tuc": ("Tin tức", "Việc đang làm của các cơ quan, đơn vị"),
    "hoi-nghi": ("Hội nghị", "Sơ kết, tổng kết và kết luận"),
    "huong-dan": ("Hướng dẫn", "Cách làm biểu, báo cáo và kế hoạch"),
    "thong-bao": ("Thông báo", "Lịch, hạn nộp và văn bản mới"),
}
