"""What each verb of this room does, and who may."""

from nhip.office.documents.tests.makers import AT
from nhip.portal.site.actions import name_site
from tests.verbs import Verb

VERBS = [
    Verb(
        "name_site",
        lambda stage, by: name_site("Cổng mới", "Cổng", by=by, at=AT),
        frozenset({"administrator"}),
        anywhere=True,
        writes=frozenset({"site_sitesettings"}),
        journals=("site.named",),
        purges=lambda stage: {"menu"},
    ),
]
HOUSE = ["note_changes"]  # writes down what the editor's side did
