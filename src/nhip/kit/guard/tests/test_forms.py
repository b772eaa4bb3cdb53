import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template

from nhip.kit.guard.forms import GuardedCharField, GuardedForm, refuse_marked


class NoticeForm(forms.Form):
    text = GuardedCharField(widget=forms.Textarea)


class WholeForm(GuardedForm, forms.Form):
    title = forms.CharField()
    text = forms.CharField(widget=forms.Textarea)


def test_the_field_says_why_and_keeps_what_was_typed():
    form = NoticeForm({"text": "Kính gửi\nMẬT"})
    (said,) = form.errors["text"]
    assert "Dòng 2 có dấu MẬT" in said
    assert "Máy này nối mạng" in said
    assert "Kính gửi" in str(form["text"])


def test_a_guarded_form_points_at_the_field():
    form = WholeForm({"title": "Thông báo", "text": "[TUYỆT MẬT]"})
    assert list(form.errors) == ["text"]


def test_a_title_that_begins_with_a_mark_is_refused():
    form = WholeForm({"title": "TUYỆT MẬT Số 12/KH", "text": "Nội dung."})
    assert list(form.errors) == ["title"]
    assert WholeForm({"title": "Mật độ báo cáo theo đơn vị", "text": "Nội dung."}).is_valid()


def test_clean_text_passes():
    assert WholeForm({"title": "Bảo vệ bí mật", "text": "Giữ bí mật quân sự."}).is_valid()


def test_texts_inside_values_are_looked_at():
    with pytest.raises(ValidationError):
        refuse_marked([{"type": "paragraph", "value": "<p>MẬT</p>"}])


def test_pages_can_say_why():
    said = Template("{% load guard %}{% why_unclassified %}").render(Context())
    assert "Máy này nối mạng nên chỉ được lưu nội dung không mật" in said
