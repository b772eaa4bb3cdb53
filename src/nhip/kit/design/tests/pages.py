"""Every component of the look on six pages, rendered without a database: for the tests and for looking at."""

from pathlib import Path

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.template import engines
from django.test import RequestFactory

from nhip.kit.design import marks
from nhip.kit.design.forms import PickMany

GUIDE = Path(__file__).parent / "guide"
NAMES = ("article", "home", "desk", "report", "review", "forms")
STATES = (
    "done",
    "dlate",
    "again",
    "sent",
    "slate",
    "open",
    "back",
    "late",
    "wait",
    "soon",
    "free",
    "na",
)
LONG = "Trung tâm Bồi dưỡng, Hướng dẫn nghiệp vụ và Ứng dụng công nghệ thông tin khu vực miền núi phía Tây số 2"


class Everything(forms.Form):
    subject = forms.CharField(label="Trích yếu", help_text="Viết như trên văn bản, không viết tắt.")
    issued_on = forms.DateField(label="Ngày ban hành")
    kind = forms.ChoiceField(label="Loại", choices=[("a", "Chỉ thị"), ("b", "Kế hoạch")])
    level = forms.ChoiceField(
        label="Cấp", choices=[("1", "Một"), ("2", "Hai")], widget=forms.RadioSelect
    )
    units = forms.MultipleChoiceField(
        label="Đơn vị",
        choices=[
            ("Quân khu 4", [("2", "Đơn vị 02"), ("3", "Cụm Đồng Hới"), ("4", LONG)]),
            ("Đơn vị 02", [(f"2{n}", f"Tổ công tác {n}") for n in range(1, 8)]),
        ],
        widget=PickMany,
    )
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
    agreed = forms.BooleanField(label="Tôi đã kiểm tra, nội dung không mật")

    def clean(self):
        raise forms.ValidationError("Hạn nộp phải sau ngày mở kỳ.")


class Person(AnonymousUser):
    is_authenticated = True
    username = "kehoach"

    def get_username(self):
        return self.username

    def has_perm(self, perm, obj=None):
        return perm == "design.see"


def request_for(path="/lam-viec/", user=None, **cookies):
    request = RequestFactory().get(path)
    request.COOKIES.update(cookies)
    request.user = user or AnonymousUser()
    request.session = {}
    request._messages = CookieStorage(request)
    return request


def render(name, **cookies):
    """Return the guide page of this name as a signed-in person sees it."""
    request = request_for(user=Person(), **{key.replace("_", "-"): v for key, v in cookies.items()})
    if name == "forms":
        request._messages.add(25, "Đã lưu nháp lúc 09:42.")
        request._messages.add(40, "Chưa gửi được: máy chủ không trả lời sau 10 giây.")
    source = (GUIDE / f"{name}.html").read_text()
    return (
        engines["django"]
        .from_string(source)
        .render(
            {
                "five": ["done"] * 5,
                "year": ["done"] * 6 + ["wait"] * 6,
                "four": [
                    ("phat-bieu", "Người nói ở bục"),
                    ("dai-bieu", "Các dãy đại biểu"),
                    ("dieu-hanh", "Bàn chủ trì"),
                    ("toan-canh", "Cả hội trường"),
                ],
                "three": [
                    ("trao-tap-the", "Hai người nâng Bằng khen"),
                    ("trao-ca-nhan", "Trao Bằng khen"),
                    ("trao-thuong", "Một hàng người được thưởng"),
                ],
                "spark": [4, 5, None, 6, 6],
                "legend": [(state, marks.state_words(state)) for state in STATES],
                "row": [
                    (
                        f"T{i + 1}",
                        STATES[i % 8] if i < 7 else "wait",
                        27 if STATES[i % 8] == "late" else None,
                    )
                    for i in range(12)
                ],
                "units": ["Đơn vị 02", LONG, "Cụm số 3", "Ban Điều phối số 12"],
                "chart": marks.BarChart(
                    title="Chương trình tháng theo năm",
                    labels=["2017", "2018", "2019", "2020", "2021"],
                    series=[
                        marks.Series("Cấp ủy", [2, 2, 2, 2, 2]),
                        marks.Series("Cơ quan", [2, 2, None, 2, 2]),
                        marks.Series("Phối hợp", [None, None, None, 2, 2]),
                    ],
                ),
                "form": Everything({"subject": "Kế hoạch năm", "issued_on": "32/7/2022"}),
            },
            request,
        )
    )
