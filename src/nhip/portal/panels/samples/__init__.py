"""What the demonstration starts from beside the feeds' own samples: links to look at."""

LINK_PANELS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "lien-ket": (
        "Liên kết Website",
        [
            ("Cổng dịch vụ công", "https://example.org/dich-vu-cong"),
            ("Công báo", "https://example.org/cong-bao"),
            ("Cơ sở dữ liệu văn bản pháp luật", "https://example.org/van-ban"),
        ],
    ),
    "quan-khu-quan-chung": (
        "Quân khu - Quân chủng",
        [
            ("Trang đơn vị bạn thứ nhất", "https://example.org/don-vi-1"),
            ("Trang đơn vị bạn thứ hai", "https://example.org/don-vi-2"),
            ("Trang đơn vị bạn thứ ba", "https://example.org/don-vi-3"),
        ],
    ),
}
