from django.db import migrations


class Migration(migrations.Migration):
    """Values stand in what sources said: whoever collected has put it there (`run_before` of theirs)."""

    dependencies = [("indicators", "0004_packed_statements")]

    operations = [migrations.DeleteModel(name="Value")]
