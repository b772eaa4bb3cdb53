"""The words of the demonstration's public pages: written anew, from the facts of the page it re-tells.

`{classes}` and its like stand where a pin goes: the value is counted, never typed.
"""

from __future__ import annotations

from dataclasses import dataclass

from nhip.office.figures.choices import Format
from nhip.portal.news.choices import FilingRole

TITLE = "Quân khu 4 nhìn lại nửa đầu năm 2022 và năm năm làm kế hoạch tổng hợp"
KICKER = "Sơ kết nửa năm và năm năm"
LEAD = (
    "Chiều 28/7/2022, Quân khu 4 họp sơ kết hai việc trong một buổi: công tác Đảng, công tác chính trị"
    " (CTĐ, CTCT) sáu tháng đầu năm, và năm năm 2017–2021 thực hiện quy chế, quy định"
    " công tác kế hoạch tổng hợp (KHTH)."
)
BYLINE = "Tổ biên tập bản trình diễn"
SOURCES = (
    "Dữ kiện lấy từ bài đăng về hội nghị ngày 28/7/2022 trên trang thông tin của Quân khu 4; lời văn"
    " viết mới cho bản trình diễn, bản ghi bên dưới các số liệu là hư cấu."
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
        "Bí thư Đảng ủy, Chính ủy Quân khu và Phó Chính ủy Quân khu về dự. Chủ nhiệm Chính trị"
        " Quân khu, Ủy viên Thường vụ Đảng ủy, điều hành cả hai phần.",
    ),
    (HEADING, "Nửa năm: mười mảng việc trên một biểu"),
    (
        PARAGRAPH,
        "Phần thứ nhất đi theo mười mục. Cấp ủy, chỉ huy các cấp cho học nghị quyết, chỉ thị đến nơi;"
        " thông tin, tuyên truyền đi trước ở những việc khó; thi đua Quyết thắng mở rộng xuống cơ sở."
        " Sinh hoạt Đảng giữ nền nếp và nguyên tắc tập trung dân chủ; kiểm tra, giám sát,"
        " giải quyết khiếu nại, tố cáo và xử lý kỷ luật làm theo phân cấp.",
    ),
    (
        PARAGRAPH,
        "Về cán bộ, nhiều cách làm mới gỡ được chỗ vướng. Bí mật quân sự, bí mật nhà nước và an toàn"
        " trong đối ngoại, trên mạng được bảo vệ. Dân vận gắn với nhiệm vụ quân sự, quốc phòng;"
        " chế độ, chính sách trả đủ cho người tại ngũ và người thôi phục vụ; hồ sơ thương binh,"
        " liệt sĩ thẩm định chặt, đúng hạn. Tổ chức quần chúng làm đúng chức năng, định mức"
        " văn hóa, tinh thần được bảo đảm.",
    ),
    (
        GALLERY,
        [
            Photo(
                "buc-phat-bieu",
                "Chính ủy Quân khu phát biểu trước hội nghị.",
                "Bục phát biểu trong hội trường",
            ),
            Photo(
                "hang-ghe",
                "Chỗ ngồi của đại biểu các cơ quan, đơn vị.",
                "Các dãy ghế trong hội trường",
            ),
            Photo(
                "ban-hop",
                "Chủ nhiệm Chính trị Quân khu điều hành hội nghị.",
                "Bàn họp hình bầu dục với tài liệu",
            ),
            Photo(
                "hoi-truong",
                "Hội trường trong phiên chiều 28/7/2022.",
                "Hội trường nhìn từ phía sau",
            ),
        ],
    ),
    (HEADING, "Năm năm: đếm được những gì"),
    (
        PARAGRAPH,
        "Sau năm năm, quy chế và quy định về KHTH đã đưa cách làm về một mối, bớt chồng chéo,"
        " hợp với cải cách hành chính và với chức năng của từng cơ quan, đơn vị.",
    ),
    (
        PARAGRAPH,
        "Các cấp trong Quân khu mở {classes} lớp tập huấn, bồi dưỡng; {trainees} cấp ủy viên, chính ủy,"
        " chính trị viên và cán bộ chính trị đã dự. Cơ quan cấp trên thẩm định {plans_appraised} kế hoạch"
        " CTĐ, CTCT và kế hoạch xây dựng đơn vị vững mạnh toàn diện “Mẫu mực, tiêu biểu”.",
    ),
    (
        PARAGRAPH,
        "Sổ văn bản cùng thời gian ghi {directives} chỉ thị năm, {plans_yearly} kế hoạch năm,"
        " {programmes} chương trình tháng và {reports_notices} báo cáo, thông báo tháng, quý, năm.",
    ),
    (
        GALLERY,
        [
            Photo(
                "bang-khen",
                "Chính ủy Quân khu trao Bằng khen cho tập thể.",
                "Bằng khen trong khung",
            ),
            Photo(
                "tap-van-ban",
                "Phó Chính ủy Quân khu trao Bằng khen cho cá nhân.",
                "Các tập văn bản trên bàn",
            ),
            Photo(
                "ke-ho-so", "Bộ Tư lệnh Quân khu trao thưởng cuối buổi.", "Giá hồ sơ xếp theo năm"
            ),
        ],
    ),
    (
        PARAGRAPH,
        "Khép lại hội nghị, Bộ Tư lệnh Quân khu khen thưởng {commended_collectives} tập thể và"
        " {commended_individuals} cá nhân làm tốt công tác KHTH trong năm năm ấy.",
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

SECTIONS = {
    "tin-tuc": ("Tin tức", "Việc đang làm của các cơ quan, đơn vị"),
    "hoi-nghi": ("Hội nghị", "Sơ kết, tổng kết và kết luận"),
    "huong-dan": ("Hướng dẫn", "Cách làm biểu, báo cáo và kế hoạch"),
    "thong-bao": ("Thông báo", "Lịch, hạn nộp và văn bản mới"),
}
