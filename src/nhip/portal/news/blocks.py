"""What an article is made of. Figures stand inside paragraphs as pins."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField

from nhip.portal.pictures.blocks import PhotosBlock, PictureChooserBlock

PARAGRAPH_FEATURES = ["bold", "italic", "link", "ul", "ol", "figure", "paste"]
CELL_FEATURES = ["bold", "italic", "link", "figure", "paste"]


class PhotoValue(blocks.StructValue):
    """A photo of a text."""

    @property
    def described(self) -> str:
        """Return what is on it, "" where it tells nothing."""
        return "" if self["decorative"] else str(self["alt"])


class CaptionedPhoto(blocks.StructBlock):
    """A picture with its caption; `alt` says what is on it to those who cannot see it."""

    image = PictureChooserBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=240)
    alt = blocks.CharBlock(
        label=_("Description for those who cannot see it"), max_length=240, required=False
    )
    decorative = blocks.BooleanBlock(label=_("Decorative picture"), required=False)
    credit = blocks.CharBlock(label=_("Credit"), max_length=160, required=False)

    class Meta:
        icon = "image"
        label = _("Photo")
        value_class = PhotoValue


class Quotation(blocks.StructBlock):
    """Somebody's words, and whose they are."""

    text = blocks.TextBlock(label=_("Quotation"), max_length=1000, rows=3)
    by = blocks.CharBlock(label=_("Whose words"), max_length=160, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")


class Box(blocks.StructBlock):
    """What stands beside the text: a note, an address, a list to keep."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=160)
    text = blocks.RichTextBlock(label=_("Text"), features=PARAGRAPH_FEATURES)

    class Meta:
        icon = "form"
        label = _("Box")


class ArticleBody(blocks.StreamBlock):
    """The running text of an article."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=160, icon="h2")
    subheading = blocks.CharBlock(label=_("Smaller heading"), max_length=160, icon="h3")
    paragraph = blocks.RichTextBlock(
        label=_("Paragraph"),
        features=PARAGRAPH_FEATURES,
        help_text=_('Type "/" to put in a figure.'),
    )
    gallery = PhotosBlock(CaptionedPhoto(), label=_("Group of photos"), icon="image")
    table = TypedTableBlock(
        [
            (
                "text",
                blocks.RichTextBlock(
                    label=_("Words and figures"), features=CELL_FEATURES, required=False
                ),
            )
        ],
        label=_("Table"),
        icon="table",
    )
    quote = Quotation()
    box = Box()


class BodyField(StreamField):
    """A stream whose blocks stay out of migrations: they change without the database noticing."""

    def deconstruct(self) -> Any:
        """Say that the column holds a stream, of whatever."""
        name, _path, _args, kwargs = super().deconstruct()
        return name, "wagtail.fields.StreamField", [[]], {**kwargs, "block_lookup": {}}
