"""Addresses of this room."""

from django.urls import path

from .views import attachments, checking, outward, printing, reports, several, signing, workbooks

app_name = "reports"
urlpatterns = [
    path("", reports.show_list, name="list"),
    path("kiem-tra/", reports.show_arrivals, name="to_check"),
    path("nhap-thay/", several.show_groups, name="groups"),
    path("nhap-thay/<int:obligation_pk>/", several.fill_in, name="several"),
    path("mo/<int:obligation_pk>/", reports.open_draft, name="open"),
    path("<int:pk>/", reports.fill_in, name="entry"),
    path("<int:pk>/bang-tinh/", workbooks.download, name="workbook"),
    path("<int:pk>/nap-bang-tinh/", workbooks.bring_back, name="bring_back"),
    path("<int:pk>/ban/<int:number>/", checking.show_revision, name="revision"),
    path(
        "<int:pk>/ban/<int:number>/in/<str:kind>/", printing.print_revision, name="print_revision"
    ),
    path("<int:pk>/tep/<int:number>/", attachments.show_attachments, name="attachments"),
    path("tep/<int:pk>/", attachments.download, name="download"),
    path("tep/<int:pk>/bo/", attachments.take_out, name="take_out"),
    path("<int:pk>/gui-ngoai/", outward.send, name="send"),
    path("<int:pk>/tu-tong-hop/", outward.fill, name="fill_from_totals"),
    path("<int:pk>/duyet/", signing.sign, name="sign"),
    path("<int:pk>/rut-ve/", signing.recall, name="recall"),
    path("<int:pk>/kiem-tra/", checking.check, name="check"),
    path("<int:pk>/dinh-chinh/", checking.reopen, name="reopen"),
    path("<int:pk>/rut-lai/", checking.withdraw, name="withdraw"),
    path("<int:pk>/xin-lai/", checking.ask, name="ask"),
]
