from datetime import UTC, date, datetime, time, timedelta
import pytest
from django.urls import reverse
from django.utils import timezone
from nhip.organisation.periods.rules import Due, Span, today
from nhip.organisation.units.actions import NewUnit, create_unit, close_unit
from nhip.organisation.units.rules import UnitDecision
from nhip.work.duties.actions import *
from nhip.work.duties import actions
from nhip.work.duties.models import Obligation, Regime
from nhip.work.duties.tests.makers import AT, draft
from .test_questions import ask, question, sent, HERE, MONDAY
from nhip.office.notices.models import Notice

def test_long_title(desk, as_user):
    c = as_user(desk.cast.planner)
    r = c.post(HERE, sent(desk, title="Ă" * 200, words_1="<script>alert(1)</script>", hour="23:59"))
    print(r.status_code, r.headers.get("Location")); 
    if r.status_code != 302: print([ (k,v) for k,v in r.context["form"].errors.items()])
    p = c.get(r["Location"]).content.decode()
    assert "<script>alert(1)" not in p
    assert r.status_code == 302

def test_twice_case(desk, as_user):
    c = as_user(desk.cast.planner)
    r = c.post(HERE, sent(desk, hour="23:59", words_1="Xe", words_2="xe ", measure_2="chiếc"))
    print(r.status_code); r2 = c.post(HERE, sent(desk, hour="23:59", title=" XE   hỏng"))
    print(r.status_code, r2.status_code, list(Regime.objects.values_list("name", "code")))
    assert 0

def test_foreign(desk, as_user):
    c = as_user(desk.cast.planner)
    for x in ({"whom":"chosen","units":[desk.cast.root.pk]}, {"whom":"chosen","units":["99999999999999999999"]}, {"whom":"zz"}, {"organ":"x"}, {"due_on":"31/12/9999","last_on":"31/12/9999"}, {"start_on":"1/1/0001"}, {"start_on":"1/1/1990", "last_on":"2/1/1990"}, {"decimals_1":"7"}, {"measure_1":"x"*41}, {"hour":"25:00"}, {"title":"a\x00b"}, {"title":"TUYỆT MẬT vụ việc"}, {"words_1":"MẬT"}, {"measure_1": "\x00"}):
        r = c.post(HERE, sent(desk, **({"hour":"23:59"}|x)))
        print(x if "measure_1" not in x else "m", r.status_code, dict(r.context["form"].errors) if r.status_code==422 else r.headers.get("Location"))
    assert 0

def test_new_unit(desk):
    c=desk.cast
    new = create_unit(NewUnit("G.55","Mới", c.root), on=date(2022,7,4), decision=UnitDecision("1/QĐ", date(2022,7,1)), by=c.administrator, at=AT)
    r = ask(desk, units=(c.unit, new), span=Span(date(2022,6,1), date(2022,7,1)))
    print(list(r.obligations.values_list("unit__code")), list(r.listed.values_list("unit__code")))
    print(Notice.objects.filter(user=c.reporter).last().text)
    assert 0

def test_publish_stale(desk, as_user):
    c=as_user(desk.cast.planner)
    r=draft(desk)
    a=c.post(reverse("duties:publish", args=[r.pk]), {"seen":"abc"}, follow=True)
    print(a.status_code, a.redirect_chain)
    r.refresh_from_db(); assert r.is_draft
    for d in ("thay-the","don-vi","ky-da-qua","ket-thuc","thu-hoi"):
        assert c.post(reverse("duties:decide", args=[r.pk, d]), {"seen":"abc"}).status_code==404
    r=publish_regime(r, by=desk.cast.planner, at=AT)
    for d in ("thay-the","don-vi","ky-da-qua","ket-thuc","thu-hoi"):
        for data in ({"seen":"abc","reason":"x","from_on":"zz","drafts":"keep","add":"x","leave":["99999999999999999999999"],"periods":"1"}, {"seen":"abc","reason":"x","from_on":"2022-08-01","drafts":"keep","leave":[desk.cast.unit.pk], "units":[desk.cast.unit.pk], "periods":["2022-07-01"], "due_on":"31/12/9999", "levels":["1","2"], "frequency":"half", "start_on":"x"}, {"seen":"\x00"*5}):
            x=c.post(reverse("duties:decide", args=[r.pk, d]), data)
            print(d, x.status_code)
    for who in ("reporter","editor","stranger","unit_chief","administrator","reader"):
        c.force_login(getattr(desk.cast, who))
        print(who, [c.post(reverse("duties:decide", args=[r.pk, d]), {"seen":"abc","reason":"x"}).status_code for d in ("thay-the","don-vi","ky-da-qua","ket-thuc","thu-hoi")], c.post(reverse("duties:publish", args=[r.pk]), {"seen":"abc"}).status_code)
    assert 0
