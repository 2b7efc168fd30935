"""What pages say of themselves to programs that read them: schema.org as JSON-LD, built as plain data.

https://schema.org and https://json-ld.org. Only what the page itself shows is said here, and what is not known is left out.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from markupsafe import Markup

from genba.curriculum import Module
from genba.directory.places import country_name
from genba.publishing.facing import Facing
from genba.publishing.reading import Told
from genba.reports.certificate import Certificate
from genba.reports.open_data import LICENCE_ADDRESS

CONTEXT = "https://schema.org"
# What could end a block of script, or begin a comment in one, is written as JSON also allows.
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
Data = dict[str, Any]


def linked(data: Mapping[str, Any]) -> Markup:
    """A block of data for the head or body of a page. It is data, not script: no content policy needs to allow it."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False).translate(ESCAPES)
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704 escaped above


def organization(face: Facing, address: str) -> Data:
    """The programme as its face shows it. address: of its first page, with the host."""
    home = address.rstrip("/")
    said = {
        "name": face.name, "url": address, "description": face.line_in("en"), "email": face.email, "telephone": face.phone,
        "address": face.address, "logo": f"{_root(home)}/mark/{face.mark[:16]}.png" if face.mark else "",
    }  # fmt: skip
    return _whole("Organization", said)


def course(module: Module, language: str, address: str, provider: Mapping[str, Any]) -> Data:
    """A module. address: of its page; provider: an organisation, as `organization` gives it."""
    languages = sorted({lesson.language for lesson in module.lessons})
    classroom: Data = {"@type": "CourseInstance", "courseMode": "onsite", "courseWorkload": duration(module.hours)}
    instances = [classroom]
    if module.formats.online:
        minutes = sum(lesson.minutes for lesson in module.lessons_in(language))
        instances.append({"@type": "CourseInstance", "courseMode": "online", "courseWorkload": duration(minutes / 60),
                          "inLanguage": languages, "isAccessibleForFree": True})  # fmt: skip
    return _whole("Course", {
        "name": module.titles.in_(language), "description": module.summaries.in_(language), "url": address,
        "inLanguage": language, "courseCode": module.slug, "version": module.version, "availableLanguage": languages,
        "provider": _inside(provider), "hasCourseInstance": instances,
        "educationalAlignment": [{"@type": "AlignmentObject", "alignmentType": "educationalSubject", "targetName": target,
                                  "educationalFramework": "Sustainable Development Goals"} for target in module.sdg_targets],
    })  # fmt: skip


def credential(certificate: Certificate, address: str) -> Data:
    """A certificate of completion that counts, as the page that checks it shows it.

    One that was taken back is no credential: ValueError.
    """
    if not certificate.counts:
        raise ValueError("a certificate that was taken back is no credential")
    return _whole("EducationalOccupationalCredential", {
        "name": certificate.module, "url": address, "identifier": certificate.code, "inLanguage": certificate.language,
        "credentialCategory": "certificate", "dateCreated": certificate.completed_on.isoformat(),
        "recognizedBy": {"@type": "Organization", "name": certificate.programme},
        "about": {"@type": "Organization", "name": certificate.enterprise},
        "sourceOrganization": {"@type": "Organization", "name": certificate.provider},
    })  # fmt: skip


def article(told: Told, address: str, publisher: Mapping[str, Any], image: str = "") -> Data:
    """A story as it is read. image: the address of its first photo, where one may be shown."""
    return _whole("Article", {
        "headline": told.title, "description": told.lead, "url": address, "mainEntityOfPage": address,
        "inLanguage": told.language, "datePublished": _day(told.from_at), "dateModified": _day(told.changed_at),
        "author": _inside(publisher), "publisher": _inside(publisher), "image": image,
        "contentLocation": {"@type": "Country", "name": country_name(told.country, told.language)} if told.country else "",
        "video": {"@type": "VideoObject", "name": told.title, "url": told.video} if told.video else "",
    })  # fmt: skip


def dataset(
    face: Facing, address: str, files: Sequence[str], *, worked_out_at: datetime | None, name: str, about: str
) -> Data:
    """The figures to download. address and files (CSV, JSON) with the host."""
    given = [{"@type": "DataDownload", "encodingFormat": kind, "contentUrl": at}
             for kind, at in zip(("text/csv", "application/json"), files, strict=True)]  # fmt: skip
    return _whole("Dataset", {
        "name": f"{name}: {face.name}", "description": about, "url": address, "license": LICENCE_ADDRESS,
        "isAccessibleForFree": True, "creator": {"@type": "Organization", "name": face.name},
        "dateModified": _day(worked_out_at), "distribution": given,
    })  # fmt: skip


def duration(hours: float) -> str:
    """As ISO 8601 writes it: 12 hours are PT12H, an hour and a half PT1H30M."""
    whole, minutes = divmod(round(hours * 60), 60)
    return f"PT{f'{whole}H' if whole else ''}{f'{minutes}M' if minutes or not whole else ''}"


def _whole(kind: str, said: Mapping[str, Any]) -> Data:
    """With context and kind, without what is not known."""
    return {"@context": CONTEXT, "@type": kind} | {
        name: value for name, value in said.items() if value not in ("", None, [])
    }


def _inside(data: Mapping[str, Any]) -> Data:
    """A thing within another needs no context of its own."""
    return {name: value for name, value in data.items() if name != "@context"}


def _day(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _root(address: str) -> str:
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"
