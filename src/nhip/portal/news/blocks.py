"""What an article is made of. Figures stand inside paragraphs as pins."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.compare import StructBlockComparison, get_comparison_class_for_block
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.rich_text import RichText

from nhip.portal.files.choices import FileUse
from nhip.portal.pictures.blocks import PhotosBlock, PictureChooserBlock

from .rules import plain_lines

PARAGRAPH_FEATURES = ["bold", "italic", "link", "ul", "ol", "figure", "paste"]
CELL_FEATURES = ["bold", "italic", "link", "figure", "paste"]


class WrittenComparison(StructBlockComparison):
    """What is written in a part of a text, by what people call it; what is empty is not told."""

    def _told(self, values: tuple[Any, ...], written: Callable[[Any, str], str]) -> SafeString:
        rows = (
            (block.meta.label, written(get_comparison_class_for_block(block), name))
            for name, block in self.block.child_blocks.items()
            if any(value and value[name] for value in values)
        )
        return format_html(
            "<dl>\n{}\n</dl>", format_html_join("\n", "<dt>{}:</dt>\n<dd>{}</dd>", rows)
        )

    def htmlvalue(self, val: Any) -> SafeString:
        """Return a part as it stands."""

        def written(kind: Any, name: str) -> str:
            block, value = self.block.child_blocks[name], val[name]
            return str(kind(block, True, True, value, value).htmlvalue(value))

        return self._told((val,), written)

    def htmldiff(self) -> SafeString:
        """Return a part with what went and came."""

        def written(kind: Any, name: str) -> str:
            before, after = self.val_a[name], self.val_b[name]
            block = self.block.child_blocks[name]
            return str(kind(block, self.exists_a, self.exists_b, before, after).htmldiff())

        return self._told((self.val_a, self.val_b), written)


class WrittenBlock(blocks.StructBlock):
    """A part of a text, compared by what is written in it."""

    def get_comparison_class(self) -> type[WrittenComparison]:
        return WrittenComparison

    def render_basic(self, value: Any, context: Any = None) -> SafeString:
        """Return what is written in it where it is told whole, in a list that went or came."""
        told = WrittenComparison(self, True, True, value, value)
        return told.htmlvalue(value)


class PhotoValue(blocks.StructValue):
    """A photo of a text."""

    @property
    def described(self) -> str:
        """Return what is on it, "" where it tells nothing."""
        return "" if self["decorative"] else str(self["alt"])


class CaptionedPhoto(WrittenBlock):
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


class Quotation(WrittenBlock):
    """Somebody's words, and whose they are."""

    text = blocks.TextBlock(label=_("Quotation"), max_length=1000, rows=3)
    by = blocks.CharBlock(label=_("Whose words"), max_length=160, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")


class Box(WrittenBlock):
    """What stands beside the text: a note, an address, a list to keep."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=160)
    text = blocks.RichTextBlock(label=_("Text"), features=PARAGRAPH_FEATURES)

    class Meta:
        icon = "form"
        label = _("Box")


def _only(value: Any, field: str, *uses: FileUse) -> Any:
    """Refuse a file that is for something else, at its field."""
    file = value.get(field)
    if file and file.use not in uses:
        words = _("This file is something else: choose %(uses)s.")
        said = {"uses": ", ".join(str(use.label) for use in uses)}
        raise blocks.StructBlockValidationError({field: ValidationError(words, params=said)})
    return value


class AttachedFile(WrittenBlock):
    """A paper readers take with them."""

    file = DocumentChooserBlock(label=_("File"), help_text=_("PDF, Word or Excel up to 20 MB"))
    title = blocks.CharBlock(label=_("What it is, for readers"), max_length=160)

    class Meta:
        icon = "doc-full"
        label = _("Attached file")

    def clean(self, value: Any) -> Any:
        return _only(super().clean(value), "file", FileUse.PAPER)


class Played(WrittenBlock):
    """Video or sound, with what those need who cannot hear or see it."""

    file = DocumentChooserBlock(
        label=_("File"), help_text=_("mp4 or webm up to 200 MB; mp3, m4a or ogg up to 50 MB")
    )
    title = blocks.CharBlock(label=_("What it is, for readers"), max_length=160)
    captions = DocumentChooserBlock(
        label=_("Captions"), required=False, help_text=_("A file named .vtt (WebVTT)")
    )
    poster = PictureChooserBlock(label=_("Picture before it plays"), required=False)
    transcript = blocks.TextBlock(
        label=_("What is said, in words"), required=False, max_length=20_000, rows=5
    )

    class Meta:
        icon = "media"
        label = _("Video or sound")

    def clean(self, value: Any) -> Any:
        said = _only(super().clean(value), "file", FileUse.VIDEO, FileUse.SOUND)
        return _only(said, "captions", FileUse.CAPTIONS)


class ArticleBody(blocks.StreamBlock):
    """The running text of an article."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=160, icon="h2")
    subheading = blocks.CharBlock(label=_("Smaller heading"), max_length=160, icon="h3")
    paragraph = blocks.RichTextBlock(
        label=_("Paragraph"),
        features=PARAGRAPH_FEATURES,
        help_text=_('Type "/" to put in a figure.'),
    )
    gallery = PhotosBlock(CaptionedPhoto(), label=_("Photos (one or several)"), icon="image")
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
    attachment = AttachedFile()
    played = Played()

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> blocks.StreamValue:
        """Leave out paragraphs, headings and groups of photos nobody filled."""
        parts = super().value_from_datadict(data, files, prefix)
        return blocks.StreamValue(
            self,
            [(part.block_type, part.value, part.id) for part in parts if _is_filled(part.value)],
        )


def _is_filled(value: Any) -> bool:
    """Tell whether anything stands in a part that is words or a list; of another it is its own matter."""
    if isinstance(value, RichText):
        return bool(plain_lines(value.source))
    return bool(value) if isinstance(value, str | blocks.list_block.ListValue) else True


class BodyField(StreamField):
    """A stream whose blocks stay out of migrations: they change without the database noticing."""

    def deconstruct(self) -> Any:
        """Say that the column holds a stream, of whatever."""
        name, _path, _args, kwargs = super().deconstruct()
        return name, "wagtail.fields.StreamField", [[]], {**kwargs, "block_lookup": {}}
