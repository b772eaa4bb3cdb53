"""One table on both maps: what was reported before a reform, and how it stands since."""

from playwright.sync_api import Page, expect

SHARES_PRODUCT = True  # nothing here changes what another file looks at

HALF_YEAR = "?don-vi=QK4&tu=2021-12-15&den=2022-06-14"


def amount(page: Page, name: str) -> int:
    row = page.get_by_role("row").filter(has_text=name)
    return int(row.get_by_role("cell").first.inner_text().replace(".", ""))


def test_a_table_is_read_on_both_maps(acting):
    with acting("kehoach") as page:
        page.goto(f"/lam-viec/tong-hop/{HALF_YEAR}")
        page.get_by_role("link", name="Buổi học tập theo kế hoạch", exact=True).click()
        table = page.get_by_role("region", name="Theo đơn vị")
        expect(table).to_contain_text("Theo báo cáo: cây tổ chức ở cuối khoảng thời gian")
        before = [
            amount(page, name) for name in ("Cụm Công tác 10", "Đơn vị 11", "liên vùng số 15")
        ]
        whole = amount(page, "Toàn bộ")

        page.get_by_label("Cộng theo cây tổ chức").select_option(label="cây hôm nay")
        page.get_by_role("button", name="Hiện").click()
        expect(table).to_contain_text("Theo cây tổ chức ngày")
        expect(table).to_contain_text("gồm số của Cụm Công tác 10, Đơn vị 11")
        assert amount(page, "Cụm Công tác 21") == before[0] + before[1]
        assert amount(page, "Kho Dự trữ số 22") + amount(page, "Kho Dự trữ số 23") == before[2]
        assert amount(page, "Toàn bộ") == whole

        page.get_by_role("link", name="Kho Dự trữ số 22").click()
        carried = page.get_by_role("region", name="Số chuyển từ đơn vị tiền thân")
        expect(carried).to_contain_text("102/QĐ-MH")

        page.goto("/lam-viec/don-vi/?ngay=2022-10-01")
        page.get_by_role("link", name="Cụm Công tác 21").first.click()
        decision = page.get_by_role("row").filter(has_text="101/QĐ-MH").first
        expect(decision).to_contain_text("Số liệu minh họa")
