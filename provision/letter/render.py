"""A letter as a Word file, out of a template and its facts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.image.image import Image
from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from provision.errors import BadConfig, NotFound
from provision.i18n import Text
from provision.letter.facts import LetterFacts
from provision.letter.place import place
from provision.names import MARKUP, shown

LOGO_WIDTH, LOGO_HEIGHT = Cm(1.8), Cm(2.3)
PROPERTIES = (
    "author",
    "category",
    "comments",
    "content_status",
    "identifier",
    "keywords",
    "language",
    "last_modified_by",
    "subject",
    "title",
    "version",
)
MAX_PROPERTY = 255

# What the readers of zip, package and XML raise for something else.
NOT_WORD = (BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError, OSError)

# What a template can bring about: its own marks, their values, and its XML.
TEMPLATE_FAULTS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    SyntaxError,  # lxml's, where the marks leave no whole document
    TypeError,
    ValueError,
)


def render(template: Path, facts: LetterFacts, target: Path) -> None:
    """Fill the template with the facts and put the letter at `target`, over one that is there.

    Raises NotFound or BadConfig, which name the template and what is wrong with it, StorageFull or
    Outside. Facts are data whatever they hold: nothing in them is evaluated or taken for markup.
    """
    document = _open(template)
    context = facts.context() | {"logo": _logo(document, facts.office.logo)}
    _fill(template, document, context)
    _describe(document, context, facts.today)
    content = BytesIO()
    document.save(content)
    place(target, content.getvalue())


def _open(template: Path) -> Any:
    """Return the template, with no mark in its properties: those would be evaluated, and escaped twice."""
    document = DocxTemplate(template)
    try:
        properties = document.get_docx().core_properties
    except FileNotFoundError:
        raise NotFound(Text("There is no letter template {file}", file=shown(str(template), 200))) from None
    except NOT_WORD as error:
        raise _wrong(template, Text("is not a Word file (.docx)")) from error
    if any(MARKUP.search(getattr(properties, name) or "") for name in PROPERTIES):
        raise _wrong(template, Text("holds a mark in its properties (File, Info); remove it there"))
    return document


def _fill(template: Path, document: Any, context: dict[str, Any]) -> None:
    # Without these a template runs commands, a forgotten fact prints as nothing, and `&` breaks the file.
    sandbox = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    del sandbox.filters["safe"]
    with _faults_told(template):
        unknown = document.get_undeclared_template_variables(sandbox, context)
        if not unknown:
            document.render(context, sandbox)
    if unknown:
        what = Text(
            "uses {unknown}, which no letter has; known are {known}",
            unknown=sorted(unknown),
            known=sorted(context),
        )
        raise _wrong(template, what)


@contextmanager
def _faults_told(template: Path) -> Iterator[None]:
    try:
        yield
    except TEMPLATE_FAULTS as error:
        raise _wrong(
            template, Text("cannot be filled in ({reason})", reason=shown(str(error), 200))
        ) from error


def _wrong(template: Path, what: Text) -> BadConfig:
    return BadConfig(Text("The letter template {file} {what}", file=shown(template.name, 200), what=what))


def _logo(document: Any, logo: Path | None) -> object:
    """Return the logo in the size of its cell, or nothing: the letterhead stands without one too."""
    if logo is None:
        return ""
    try:
        image = Image.from_file(str(logo))
    except FileNotFoundError:
        raise NotFound(Text("There is no logo {file}", file=shown(str(logo), 200))) from None
    except (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError, OSError) as error:
        raise BadConfig(
            Text("The logo {file} is not a PNG or JPEG picture", file=shown(logo.name))
        ) from error
    if image.px_width * LOGO_HEIGHT > image.px_height * LOGO_WIDTH:
        return InlineImage(document, str(logo), width=LOGO_WIDTH)
    return InlineImage(document, str(logo), height=LOGO_HEIGHT)


def _describe(document: Any, context: dict[str, Any], drafted: date) -> None:
    # Not get_docx(): it would read the template anew and lose what was filled in.
    properties = document.docx.core_properties
    properties.title = f"Surat balasan {context['object']}"[:MAX_PROPERTY]
    properties.subject = context["letter"]["subject"][:MAX_PROPERTY]
    properties.author = properties.last_modified_by = context["office"]["name"][:MAX_PROPERTY]
    properties.created = properties.modified = datetime.combine(drafted, time())
