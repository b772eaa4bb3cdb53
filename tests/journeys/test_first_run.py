"""From empty tables to the first sign-in of a reporter, as the officer of an agency meets it.

That the tables are made in a folder that is not there yet is seen of the demonstration, which is built so.
"""

import io
import json
import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from nhip.kit.mail.tests.sink import sinking
from tests.axe import faults
from tests.product import begun, empty_folder

from .beginning import (
    NAME,
    OWN,
    PEOPLE_HEADINGS,
    UNIT_HEADINGS,
    choose_own,
    forward,
    given_passwords,
    said,
    sheet,
)

UNITS = [
    *((f"P{n:02}", f"Phòng Nghiệp vụ số {n}", "SKH", str(n), "1/1/2020") for n in range(1, 6)),
    ("TT1", "Trung tâm Tư vấn và Hỗ trợ doanh nghiệp nhỏ và vừa khu vực phía Tây", "SKH", "6",
     "1/1/2020"),
    *((f"P01.{n}", f"Tổ {n}, Phòng Nghiệp vụ số 1", "P01", str(n), "1/1/2020") for n in range(1, 4)),
    *((f"TT1.{n}", f"Nhóm {n} của Trung tâm", "TT1", str(n), "1/1/2020") for n in range(1, 4)),
]  # fmt: skip
PEOPLE = [
    ("SKH", "Chuyên viên tổng hợp", "Người Kế Hoạch", "kehoach", "trợ lý kế hoạch", ""),
    ("SKH", "Giám đốc", "", "giamdoc", "thủ trưởng", ""),
    ("SKH", "Biên tập viên", "", "bientap", "biên tập viên", ""),
    ("SKH", "Biên tập viên xuất bản", "", "xuatban", "biên tập viên xuất bản", ""),
    *((f"P0{n}", "Chuyên viên", f"Người Số {n}", f"p0{n}", "người báo cáo", f"p0{n}@so.example.vn")
      for n in range(1, 5)),
]  # fmt: skip


def logo() -> dict[str, object]:
    content = io.BytesIO()
    Image.new("RGB", (900, 600), "#7a3b12").save(content, "JPEG")
    return {"name": "logo.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def is_at(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.wait_for_load_state("load")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.viewport_size["width"], heading
    assert not faults(page), heading


def test_an_agency_begins(visitor, tmp_path: Path):
    folder = empty_folder(tmp_path / "data")
    with begun(folder) as first:
        stranger = visitor(first["base_url"])
        assert stranger.goto("/").status == 503
        expect(stranger.get_by_role("heading", level=1)).to_have_text("Chưa thiết lập xong")
        assert stranger.goto("/-/ready").status == 503
        expect(stranger.locator("body")).to_have_text("not set up")
        assert stranger.goto("/bat-dau/doan-bua/").status == 404
        assert stranger.goto("/tai-khoan/signup/").status == 503

    with begun(folder) as told:  # the earlier address went with the earlier start
        options = {"java_script_enabled": True}
        page = visitor(told["base_url"], **options)
        old_key = first["begin"].rpartition("/bat-dau/")[2]
        assert page.goto(f"/bat-dau/{old_key}").status == 404

        page.goto(told["begin"])
        is_at(page, "Bắt đầu từ tài khoản của bạn")
        page.get_by_label("Họ và tên").fill("Người Quản Trị")
        page.get_by_label("Tên đăng nhập").fill("quantri")
        page.get_by_label("Mật khẩu", exact=True).fill("12345678")
        page.get_by_label("Nhập lại mật khẩu").fill(OWN)
        forward(page, "Tạo tài khoản")
        expect(page.locator("#id_password")).to_have_attribute("aria-invalid", "true")
        expect(page.get_by_label("Tên đăng nhập")).to_have_value("quantri")
        page.get_by_label("Mật khẩu", exact=True).fill(OWN)
        page.get_by_label("Nhập lại mật khẩu").fill(OWN)
        forward(page, "Tạo tài khoản")

        is_at(page, "Cơ quan")
        assert visitor(told["base_url"]).goto(told["begin"]).status == 404  # used up
        page.get_by_label("Tên cơ quan").fill(NAME)
        page.get_by_label("Tên gọn").fill("Sở KHPT Minh Họa")
        page.get_by_label("Mã", exact=True).fill("S KH")
        page.get_by_label("Tính từ ngày").fill("1/1/2015")
        page.get_by_label("Cơ quan ban hành").fill(NAME)
        page.get_by_label("Biểu trưng").set_input_files(
            {"name": "x.svg", "mimeType": "image/svg+xml", "buffer": b"<svg><script/></svg>"}
        )
        forward(page, "Lưu và tiếp tục")
        expect(page.get_by_text("Mã không có dấu cách")).to_be_visible()
        expect(page.get_by_text("Không đọc được hình này")).to_be_visible()
        page.get_by_label("Mã", exact=True).fill("SKH")
        page.get_by_label("Biểu trưng").set_input_files(logo())
        forward(page, "Lưu và tiếp tục")

        is_at(page, "Các cấp")
        page.get_by_role("link", name="Quay lại").click()
        expect(page.get_by_label("Tên cơ quan")).to_have_value(NAME)
        forward(page, "Lưu và tiếp tục")
        page.get_by_text("Tự đặt tên", exact=True).first.click()
        page.locator("textarea[name=own]").fill("Sở")
        forward(page, "Lưu và tiếp tục")
        expect(page.get_by_text("Ghi từ 2 đến 12 cấp")).to_be_visible()
        page.locator("textarea[name=own]").fill("Sở\nPhòng, đơn vị trực thuộc\nTổ, nhóm")
        forward(page, "Lưu và tiếp tục")

        is_at(page, "Lịch và kỳ")
        expect(page.get_by_text("Hiện nay là").first).to_be_visible()
        page.get_by_text("Tháng dương lịch", exact=True).click()
        forward(page, "Lưu và tiếp tục")

        # The browser is closed; another one goes on where this one stopped.
        page.context.close()
        page = visitor(told["base_url"], **options)
        page.goto("/")
        page.get_by_role("link", name="Đăng nhập").click()
        page.locator("input[name=login]").fill("quantri")
        page.locator("input[name=password]").fill(OWN)
        page.locator("input[name=password]").press("Enter")
        is_at(page, "Đơn vị")

        with page.expect_download() as template:
            page.get_by_role("link", name="Tải tệp mẫu").click()
        assert NAME in said(template.value, {"name": ("Tên",)})
        faulty = [*UNITS, ("X1", "Đơn vị lạc", "KHONG-CO", "", "1/1/2020")]
        page.get_by_label("Danh sách đơn vị").set_input_files(sheet(UNIT_HEADINGS, faulty))
        forward(page, "Xem thử")
        expect(page.get_by_role("alert")).to_contain_text("C14")
        page.get_by_label("Danh sách đơn vị").set_input_files(sheet(UNIT_HEADINGS, UNITS))
        forward(page, "Xem thử")
        is_at(page, "Đơn vị")
        expect(page.get_by_role("rowheader", name="Nhóm 3 của Trung tâm")).to_be_visible()
        page.get_by_role("button", name=re.compile("Lập|đơn vị này")).first.click()

        is_at(page, "Tài khoản")
        faulty = [*PEOPLE[:-1], ("P99", "Chuyên viên", "", "p01", "sếp", "khong@")]
        page.get_by_label("Danh sách tài khoản").set_input_files(sheet(PEOPLE_HEADINGS, faulty))
        forward(page, "Xem thử")
        alert = page.get_by_role("alert")
        for cell in ("E9", "F9"):
            expect(alert).to_contain_text(cell)
        page.get_by_label("Danh sách tài khoản").set_input_files(sheet(PEOPLE_HEADINGS, PEOPLE))
        forward(page, "Xem thử")
        is_at(page, "Tài khoản")
        forward(page, "Tạo các tài khoản này")
        is_at(page, "Mật khẩu cho lần đăng nhập đầu")
        given = given_passwords(page, len(PEOPLE))
        with page.expect_download() as download:
            forward(page, "Tải danh sách")
        assert said(download.value, {"word": ("Mật khẩu một lần",)}) == list(given.values())
        page.get_by_role("link", name="Đã giữ danh sách: tiếp tục").click()

        is_at(page, "Bộ khởi đầu")
        forward(page, "Bật và tiếp tục")
        is_at(page, "Thư điện tử")
        with sinking("refusing") as sink:
            page.get_by_label("Địa chỉ máy chủ").fill("127.0.0.1")
            page.get_by_label("Cổng").fill(str(sink.port))
            page.get_by_label("Mã hóa").select_option("none")
            page.get_by_label("Người gửi").fill("so@example.vn")
            forward(page, "Lưu máy chủ này")
            expect(page.get_by_text("Đã lưu. Hãy gửi thư thử")).to_be_visible()
            page.get_by_label("Gửi thư thử tới").fill("thu@example.vn")
            forward(page, "Gửi thử")
            expect(page.get_by_text("550 5.1.1 no such box")).to_be_visible()
        forward(page, "Tiếp tục")
        is_at(page, "Mở hệ thống")
        forward(page, "Hoàn tất")
        is_at(page, "Việc tiếp theo")
        for path in ("/bat-dau/", "/bat-dau/co-quan/"):
            assert page.goto(path).status == 404

        public = visitor(told["base_url"])
        assert public.goto("/").status == 200
        expect(public.locator(".mast .brand")).to_contain_text(NAME)
        image = public.locator(".mast .brand img").get_attribute("src")
        kept = public.request.get(image)
        drawn = Image.open(io.BytesIO(kept.body()))
        assert (kept.status, drawn.format, drawn.size) == (200, "PNG", (512, 341))
        assert public.goto("/-/ready").status == 200

        choose_own(visitor(told["base_url"], **options), "p02", given["p02"])

    with begun(folder) as again:  # all is set up: nothing to begin
        assert json.dumps(again).count("bat-dau") == 0
