"""Every installation has the two feeds; an age limit and an address can be changed afterwards."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

RATES = "https://portal.vietcombank.com.vn/Usercontrols/TVPortal.TyGia/pXML.aspx?b=10"
WEATHER = (
    "https://api.open-meteo.com/v1/forecast?latitude=21.0285&longitude=105.8542"
    "&current=temperature_2m,relative_humidity_2m,weather_code,wind_speed_10m"
    "&daily=weather_code,temperature_2m_max,temperature_2m_min&timezone=Asia%2FBangkok"
)


def add_feeds(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Rates count as old after three days, the weather after six hours."""
    snapshots = apps.get_model("panels", "Snapshot").objects
    snapshots.create(feed="rates", address=RATES, age_limit_hours=72)
    snapshots.create(feed="weather", address=WEATHER, age_limit_hours=6)


class Migration(migrations.Migration):
    dependencies = [("panels", "0001_initial")]

    operations = [migrations.RunPython(add_feeds, migrations.RunPython.noop)]
