from django.db import migrations


class Migration(migrations.Migration):
    """Forms and duties become rooms of their own: their tables, and those between them, are renamed."""

    dependencies = [("reports", "0009_reports_entered_for_their_unit")]

    operations = [
        migrations.AlterModelTable("form", "forms_form"),
        migrations.AlterModelTable("section", "forms_section"),
        migrations.AlterModelTable("row", "forms_row"),
        migrations.AlterModelTable("rowcheck", "forms_rowcheck"),
        migrations.AlterModelTable("regime", "duties_regime"),
        migrations.AlterModelTable("reuse", "duties_reuse"),
        migrations.AlterModelTable("obligation", "duties_obligation"),
        migrations.AlterModelTable("extension", "duties_extension"),
    ]
