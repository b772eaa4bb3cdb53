"""The half-year form: ten sections, the indicators they ask for, and what one may write."""

from __future__ import annotations

from dataclasses import dataclass, field

from nhip.work.indicators.choices import NormSide


@dataclass(frozen=True)
class DemoRow:
    """One indicator of the form. `typical` is the middle of the invented values of a small unit."""

    key: str
    name: str
    definition: str
    measure: str
    typical: int = 0
    group: str = ""
    items: tuple[tuple[str, str], ...] = ()
    ratio: tuple[str, str] | None = None
    norm: tuple[int, NormSide] | None = None
    not_above: str = ""
    is_sensitive: bool = False
    is_mostly_nil: bool = False


@dataclass(frozen=True)
class Outline:
    """One section: its title, what to write, a line of sample narrative, and its rows."""

    title: str
    guidance: str
    sample: str
    rows: tuple[DemoRow, ...] = field(default=())


AT_LEAST = NormSide.AT_LEAST

OUTLINE = (
    Outline(
        "Học tập, quán triệt nghị quyết",
        "Nêu nghị quyết, chỉ thị đã học; hình thức; việc còn chậm và cách bù.",
        "Đơn vị đã tổ chức học tập theo lịch, buổi nào vắng nhiều đều học bù trong tháng.",
        (
            DemoRow(
                "study_planned",
                "Buổi học tập theo kế hoạch",
                "Đếm buổi ghi trong kế hoạch nửa năm",
                "buổi",
                6,
            ),
            DemoRow(
                "study_held",
                "Buổi học tập đã tổ chức",
                "Đếm buổi đã xong và có biên bản",
                "buổi",
                6,
                not_above="study_planned",
            ),
            DemoRow(
                "study_rate",
                "Tỷ lệ thực hiện kế hoạch học tập",
                "Buổi đã tổ chức chia buổi theo kế hoạch; chuẩn từ 90%",
                "%",
                ratio=("study_held", "study_planned"),
                norm=(900, AT_LEAST),
            ),
        ),
    ),
    Outline(
        "Thông tin, tuyên truyền",
        "Chỉ ghi sản phẩm đơn vị tự làm ra.",
        "Tin, bài của đơn vị bám nhiệm vụ trong kỳ; bản tin nội bộ ra đều.",
        (
            DemoRow(
                "own_items",
                "Sản phẩm thông tin tự làm",
                "Đếm sản phẩm đã phát hành của chính đơn vị",
                "sản phẩm",
                9,
                items=(
                    ("tin", "Tin"),
                    ("bai", "Bài"),
                    ("phong-su", "Phóng sự"),
                    ("ban-tin", "Bản tin nội bộ"),
                ),
            ),
            DemoRow(
                "current_talks",
                "Buổi thông báo thời sự",
                "Đếm buổi tập trung toàn đơn vị",
                "buổi",
                5,
            ),
        ),
    ),
    Outline(
        "Thi đua, khen thưởng",
        "Nêu đợt thi đua, nội dung chính, cách chấm và kết quả xét khen thưởng.",
        "Hai đợt thi đua được phát động gọn, có tiêu chí chấm từng tháng.",
        (
            DemoRow(
                "emulation_launched",
                "Đợt thi đua đã phát động",
                "Đếm đợt có kế hoạch riêng",
                "đợt",
                2,
            ),
            DemoRow(
                "emulation_reviewed",
                "Đợt thi đua đã sơ kết",
                "Đếm đợt có biên bản sơ kết",
                "đợt",
                2,
                not_above="emulation_launched",
            ),
            DemoRow(
                "reward_dossiers",
                "Hồ sơ khen thưởng đã trình",
                "Đếm hồ sơ đủ thành phần",
                "hồ sơ",
                4,
            ),
        ),
    ),
    Outline(
        "Xây dựng Đảng",
        "Nêu nền nếp sinh hoạt, nghị quyết chuyên đề và việc thực hiện.",
        "Nền nếp sinh hoạt được giữ; nghị quyết chuyên đề có kế hoạch thực hiện kèm theo.",
        (
            DemoRow(
                "meetings_planned",
                "Kỳ sinh hoạt theo quy định",
                "Đếm kỳ phải sinh hoạt trong nửa năm",
                "kỳ",
                18,
            ),
            DemoRow(
                "meetings_held",
                "Kỳ sinh hoạt đã tổ chức",
                "Đếm kỳ có biên bản",
                "kỳ",
                18,
                not_above="meetings_planned",
            ),
            DemoRow(
                "meetings_rate",
                "Tỷ lệ sinh hoạt đúng quy định",
                "Kỳ đã tổ chức chia kỳ theo quy định",
                "%",
                ratio=("meetings_held", "meetings_planned"),
            ),
            DemoRow(
                "themed_resolutions",
                "Nghị quyết chuyên đề đã ban hành",
                "Đếm văn bản đã ban hành",
                "nghị quyết",
                1,
            ),
        ),
    ),
    Outline(
        "Kiểm tra, khiếu nại, kỷ luật",
        "Ghi theo bước xử lý, không nêu người, không nêu nội dung đơn.",
        "Các cuộc kiểm tra đúng kế hoạch; đơn đã nhận được xử lý đúng hạn.",
        (
            DemoRow(
                "inspections_planned",
                "Cuộc kiểm tra theo kế hoạch năm, phần nửa năm",
                "Đếm cuộc ghi trong kế hoạch",
                "cuộc",
                3,
                group="Kiểm tra, giám sát",
            ),
            DemoRow(
                "inspections_done",
                "Cuộc kiểm tra đã kết luận",
                "Đếm cuộc đã có kết luận",
                "cuộc",
                3,
                not_above="inspections_planned",
            ),
            DemoRow(
                "inspections_rate",
                "Tỷ lệ hoàn thành kế hoạch kiểm tra",
                "Cuộc đã kết luận chia cuộc theo kế hoạch",
                "%",
                ratio=("inspections_done", "inspections_planned"),
            ),
            DemoRow(
                "petitions_received",
                "Đơn đã tiếp nhận",
                "Đếm đơn vào sổ trong kỳ",
                "đơn",
                2,
                group="Khiếu nại, tố cáo, theo bước xử lý",
            ),
            DemoRow(
                "petitions_settled",
                "Đơn đã giải quyết xong",
                "Không lớn hơn số đã tiếp nhận",
                "đơn",
                2,
                not_above="petitions_received",
            ),
            DemoRow(
                "discipline_opened",
                "Vụ việc kỷ luật đã mở xem xét",
                "Theo bước, không nêu người",
                "vụ",
                1,
                group="Kỷ luật, theo bước xử lý",
                is_sensitive=True,
                is_mostly_nil=True,
            ),
            DemoRow(
                "discipline_closed",
                "Vụ việc kỷ luật đã kết luận",
                "Không lớn hơn số đã mở",
                "vụ",
                1,
                not_above="discipline_opened",
                is_sensitive=True,
                is_mostly_nil=True,
            ),
        ),
    ),
    Outline(
        "Cán bộ",
        "Nêu việc bồi dưỡng và rà soát; không ghi quân số, không nhận xét cá nhân.",
        "Lớp bồi dưỡng mở theo kế hoạch; hồ sơ quy hoạch được rà soát một lượt.",
        (
            DemoRow("cadre_courses", "Lớp bồi dưỡng đã mở", "Đếm lớp đã bế giảng", "lớp", 1),
            DemoRow(
                "cadre_files_reviewed",
                "Hồ sơ quy hoạch đã rà soát",
                "Đếm hồ sơ có phiếu rà soát",
                "hồ sơ",
                5,
            ),
        ),
    ),
    Outline(
        "Giữ bí mật, an toàn đối ngoại, an toàn trên mạng",
        "Chỉ ghi việc kiểm tra chế độ và việc bảo đảm an toàn. Nội dung mật không đưa vào đây.",
        "Đã kiểm tra chế độ giữ gìn tài liệu theo lịch; hoạt động đối ngoại đều có phương án an toàn.",
        (
            DemoRow(
                "secrecy_checks",
                "Lượt kiểm tra chế độ giữ bí mật",
                "Đếm lượt có biên bản",
                "lượt",
                2,
            ),
            DemoRow(
                "secrecy_incidents",
                "Vụ việc phải báo cáo",
                "Đếm vụ có báo cáo riêng; thường không phát sinh",
                "vụ",
                0,
                is_mostly_nil=True,
                is_sensitive=True,
            ),
            DemoRow(
                "foreign_activities",
                "Hoạt động đối ngoại đã bảo đảm an toàn",
                "Đếm hoạt động có phương án bảo đảm an toàn",
                "hoạt động",
                1,
            ),
            DemoRow(
                "network_checks",
                "Lượt kiểm tra an toàn thông tin trên mạng",
                "Đếm lượt có biên bản",
                "lượt",
                2,
            ),
        ),
    ),
    Outline(
        "Dân vận, tuyên truyền đặc biệt",
        "Nêu hoạt động chính và địa bàn bằng lời chung.",
        "Hoạt động gắn với nhiệm vụ của địa bàn, có phối hợp trước.",
        (
            DemoRow(
                "outreach_activities",
                "Hoạt động dân vận",
                "Đếm hoạt động có kế hoạch",
                "hoạt động",
                3,
            ),
            DemoRow(
                "outreach_days",
                "Ngày công giúp dân",
                "Cộng ngày công của các hoạt động",
                "ngày công",
                40,
            ),
            DemoRow(
                "special_outreach",
                "Hoạt động tuyên truyền đặc biệt",
                "Đếm hoạt động có kế hoạch",
                "hoạt động",
                1,
            ),
        ),
    ),
    Outline(
        "Chính sách và hồ sơ",
        "Ghi lượt giải quyết chế độ; hồ sơ ghi theo bước: tiếp nhận, thẩm định theo loại, giải quyết xong.",
        "Hồ sơ tiếp nhận được thẩm định trong hạn; hồ sơ còn lại chờ bổ sung giấy tờ.",
        (
            DemoRow(
                "policy_cases",
                "Lượt giải quyết chế độ, chính sách",
                "Đếm lượt có quyết định trong kỳ",
                "lượt",
                6,
                group="Chế độ, chính sách",
                items=(
                    ("tai-ngu", "Người tại ngũ"),
                    ("thoi-phuc-vu", "Người thôi phục vụ tại ngũ"),
                ),
            ),
            DemoRow(
                "dossiers_received",
                "Hồ sơ đã tiếp nhận",
                "Đếm hồ sơ vào sổ trong kỳ",
                "hồ sơ",
                7,
                group="Hồ sơ, theo bước xử lý",
            ),
            DemoRow(
                "dossiers_appraised",
                "Hồ sơ đã thẩm định",
                "Không lớn hơn số đã tiếp nhận",
                "hồ sơ",
                6,
                items=(
                    ("thuong-binh", "Xác nhận thương binh"),
                    ("liet-si", "Xác nhận liệt sĩ"),
                    ("quyet-dinh", "Theo quyết định của Thủ tướng Chính phủ"),
                ),
                not_above="dossiers_received",
            ),
            DemoRow(
                "dossiers_settled",
                "Hồ sơ đã giải quyết xong",
                "Không lớn hơn số đã thẩm định",
                "hồ sơ",
                5,
                not_above="dossiers_appraised",
            ),
        ),
    ),
    Outline(
        "Tổ chức quần chúng, đời sống văn hóa",
        "Nêu hoạt động của các tổ chức quần chúng và việc bảo đảm định mức văn hóa, tinh thần.",
        "Các tổ chức quần chúng hoạt động đều; định mức văn hóa được bảo đảm phần lớn.",
        (
            DemoRow(
                "mass_activities",
                "Hoạt động của tổ chức quần chúng",
                "Đếm hoạt động có kế hoạch",
                "hoạt động",
                4,
            ),
            DemoRow(
                "culture_norms",
                "Định mức văn hóa, tinh thần phải bảo đảm",
                "Đếm hạng mục theo quy định",
                "hạng mục",
                12,
            ),
            DemoRow(
                "culture_norms_met",
                "Định mức đã bảo đảm",
                "Đếm hạng mục đạt đủ",
                "hạng mục",
                11,
                not_above="culture_norms",
            ),
            DemoRow(
                "culture_rate",
                "Tỷ lệ bảo đảm định mức văn hóa",
                "Hạng mục đạt chia hạng mục phải bảo đảm",
                "%",
                ratio=("culture_norms_met", "culture_norms"),
            ),
        ),
    ),
)
