"""What the demonstration starts from beside the feeds' own samples: panels of links to look at."""

LINK_PANELS: dict[str, tuple[str, list[str]]] = {
    "lien-ket": (
        "Liên kết Website",
        ["Cổng dịch vụ công", "Công báo", "Cơ sở dữ liệu văn bản pháp luật"],
    ),
    "quan-khu-quan-chung": (
        "Quân khu - Quân chủng",
        ["Trang đơn vị bạn thứ nhất", "Trang đơn vị bạn thứ hai", "Trang đơn vị bạn thứ ba"],
    ),
}
