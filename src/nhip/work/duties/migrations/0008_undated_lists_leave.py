from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("duties", "0007_listed_units")]
    operations = [migrations.RemoveField(model_name="regime", name="units")]
