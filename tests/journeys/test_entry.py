"""How heavy the entry page is; a reporter fills in a half-year with the keyboard alone: a block, a file."""

import io
import re
from typing import Any

from playwright.sync_api import Page, expect

from nhip.hall.demo.forms import OUTLINE
from nhip.kit.sheets.returning import read_keyed
from nhip.work.reports.tests.books import filled
from tests.product import half_year_now

BUDGET = 120_000  # bytes over the wire, everything the page opens with, nothing in the cache
SAVED = re.compile(r"Đã lưu nháp lúc")
OWN = f"?don-vi=07&{half_year_now()}&co-so=submitted"


def cell(page: Page, number: int):
    """The field of a row of the section shown, by its number."""
    return page.locator("table.entry tr[id]").nth(number - 1).locator('.in input[type="text"]')


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, name: str) -> None:
    """Move by Tab until what has this name has the focus, as somebody without a mouse does."""
    for _step in range(200):
        press(page, "Tab")
        if name in page.evaluate(
            "document.activeElement.innerText || document.activeElement.ariaLabel || ''"
        ):
            return
    raise AssertionError(f"{name} cannot be reached by Tab")


def copy(page: Page, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)


def fill_file(book: bytes) -> bytes:
    """Write 0 into every figure but the first row's two, and say nothing to report in the last one."""
    cells = read_keyed(io.BytesIO(book)).cells
    figures = {key: cell for key, cell in cells.items() if key.startswith("o.")}
    values = dict.fromkeys(figures.values(), 0)
    values |= {figures["o.1.1"]: 1200, figures["o.1.2"]: "1.100"}
    values[list(figures.values())[-1]] = "Không phát sinh"
    return filled(book, values)


def sizes(page: Page, address: str) -> dict[str, int]:
    """Open an address with nothing in the cache; return the bytes on the wire by path."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.clearBrowserCache")
    asked: dict[str, str] = {}
    found: dict[str, int] = {}
    network.on(
        "Network.requestWillBeSent", lambda e: asked.update({e["requestId"]: e["request"]["url"]})
    )

    def note(done: dict[str, Any]) -> None:
        if done["requestId"] in asked:  # else it belongs to the page before
            found[asked[done["requestId"]]] = int(done["encodedDataLength"])

    network.on("Network.loadingFinished", note)
    page.goto(address, wait_until="networkidle")
    expect(cell(page, 1)).to_be_editable()
    network.detach()
    return found


def test_the_entry_page_opens_within_its_budget(acting, product):
    with acting("baocao") as page:
        found = sizes(page, product.pages["report"])
    assert len(found) > 10
    assert any(address.endswith(".woff2") for address in found)
    assert sum(found.values()) <= BUDGET, "\n".join(f"{size:7} {a}" for a, size in found.items())


def test_it_is_usable_on_a_slow_line(acting, product):
    with acting("baocao") as page:
        page.goto("/lam-viec/")
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": 400,
                "downloadThroughput": 32_000,
                "uploadThroughput": 32_000,
            },
        )
        page.goto(product.pages["report"] + "?muc=2")
        cell(page, 1).fill("3")
        expect(page.locator(".save")).to_have_text(SAVED)
        page.reload()
        expect(cell(page, 1)).to_have_value("3")


def test_a_half_year_with_the_keyboard_alone(acting, product, tmp_path):
    with acting("baocao") as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(product.pages["report"])
        cell(page, 1).focus()
        copy(page, "12 buổi\t7\nKhông phát sinh\t8\n95\t9\n")
        press(page, "Control+v")
        expect(page.locator("#da-dan")).to_contain_text("Dán xuống từ ô này: 2 ô.")
        expect(page.locator("#da-dan")).to_contain_text("giữ nguyên: 1")
        press(page, "Alt+s")  # what was pasted is kept once somebody says so
        expect(page.locator("tr.msg:visible")).to_contain_text("Không chỉ có chữ số")
        expect(page.locator("table.entry tr[id]").nth(1).get_by_role("checkbox")).to_be_checked()

        press(page, "Control+a")
        page.keyboard.type("12")
        press(page, "Enter")
        expect(page.locator("tr.msg:visible")).to_have_count(0)
        expect(page.locator(".save")).to_have_text(SAVED)

        page.context.set_offline(True)
        press(page, "Alt+n")
        page.keyboard.type("11")
        expect(page.locator(".save")).to_have_text("Chưa lưu được, giữ trên máy này.")
        page.context.set_offline(False)
        expect(page.locator(".save")).to_have_text(SAVED)
        page.reload()
        expect(cell(page, 2)).to_have_value("11")
        expect(cell(page, 3)).to_have_value("91,7")

        tab_to(page, "Nộp báo cáo")
        press(page, "Enter")
        expect(page.get_by_text("Chưa nộp:")).to_be_visible()

        page.goto(product.pages["report"])
        tab_to(page, "Điền bằng Excel")
        press(page, "Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Nạp tệp đã điền")
        tab_to(page, "Tải bản nháp (.xlsx)")
        with page.expect_download() as away:
            press(page, "Enter")
        book = tmp_path / "da-dien.xlsx"
        book.write_bytes(fill_file(away.value.path().read_bytes()))
        page.locator("input[type=file]").set_input_files(book)
        tab_to(page, "Xem tệp đổi những gì")
        press(page, "Enter")
        expect(page.get_by_role("row", name="Buổi học tập theo kế hoạch")).to_contain_text("1.200")
        tab_to(page, "Đưa vào bản nháp")
        press(page, "Enter")
        expect(page.get_by_text("Đã đưa vào")).to_be_visible()
        expect(cell(page, 1)).to_have_value("1.200")
        address = page.url
        tab_to(page, "Nộp báo cáo")
        press(page, "Enter")
        expect(page.get_by_text("Đã nộp.")).to_be_visible()

    with acting("kehoach") as page:
        page.goto(address + "ban/1/")
        said = page.locator("table.said td.in").all_inner_texts()
        assert said[:2] == ["1.200", "1.100"]
        assert [text for text in said if "phát sinh" in text] == ["không phát sinh"]
        assert said[-2:] == ["không phát sinh", ""]  # and the rate over it: no figure at all
        assert said.count("0") > 20
        for row, told in ((OUTLINE[-1].rows[2], "không phát sinh"), (OUTLINE[-1].rows[0], "0")):
            page.goto(f"/lam-viec/tong-hop/{row.key}/{OWN}")
            own = page.get_by_role("row").filter(
                has=page.get_by_role("cell", name=told, exact=True)
            )
            expect(own.filter(has_text="Đơn vị 07")).not_to_have_count(0)
