"""Makers of regimes."""

from datetime import UTC, date, datetime
from typing import Any

from nhip.organisation.accounts.models import User
from nhip.work.duties.actions import save_regime
from nhip.work.duties.models import Regime

AT = datetime(2022, 7, 4, 2, 0, tzinfo=UTC)


def draft(desk: Any, *, by: User | None = None, **changed: object) -> Regime:
    """A monthly regime that lacks nothing, unless it is changed so."""
    fields = {
        "code": "thang",
        "name": "Báo cáo tháng",
        "content": "Kết quả tháng",
        "organ": desk.regime.organ,
        "recipient": "Phòng Kế hoạch",
        "method": "system",
        "form": desk.form,
        "calendar": desk.regime.calendar,
        "frequency": "month",
        "levels": [2],
        "due_rule": "working_days",
        "due_days": 5,
        "days_less_a_level": 1,
        "start_on": date(2022, 7, 1),
    } | changed
    return save_regime(Regime(), fields, by=by or desk.cast.planner, at=AT)
