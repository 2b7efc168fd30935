"""What the demonstration tells everybody: its face and its stories."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from genba.access.models import User
from genba.demonstration import scenes
from genba.demonstration.scenes import mark
from genba.demonstration.tales import Tale, tales
from genba.directory.models import Enterprise
from genba.programmes.models import Programme
from genba.publishing.actions import faces, offices, photos, shown, stories

LINES = {
    "en": "Better work in small factories",
    "fr": "Mieux travailler dans les petites entreprises",
    "es": "Mejor trabajo en las pequeñas empresas",
    "ar": "عمل أفضل في المنشآت الصغيرة",
}

# Country, name, address for mail, telephone, where. Nobody has these numbers.
OFFICES = (
    ("KE", "Harbour Programme Kenya", "kenya@harbour.example", "+254 700 000 000", "Plot 7, Harbour Road, Nairobi"),
    ("VN", "Harbour Programme Việt Nam", "vietnam@harbour.example", "+84 24 0000 0000", "12 Vidu Street, Hai Phong"),
    ("PE", "Programa Harbour Perú", "peru@harbour.example", "+51 1 000 0000", "Calle Ejemplo 45, Lima"),
    ("GH", "Harbour Programme Ghana", "ghana@harbour.example", "+233 30 000 0000", "3 Mfano Lane, Accra"),
    ("TN", "Programme Harbour Tunisie", "tunisie@harbour.example", "+216 70 000 000", "Rue de l’Exemple 8, Sfax"),
    ("CO", "Programa Harbour Colombia", "colombia@harbour.example", "+57 601 000 0000", "Carrera 0 # 0-00, Medellín"),
    ("EG", "برنامج هاربور مصر", "egypt@harbour.example", "+20 3 000 0000", "شارع المثال ٥، الإسكندرية"),
)


def tell_everybody(programme: Programme, by: User, today: date) -> None:
    """Face and stories, by the programme's director."""
    show_face(programme, by)
    for country, name, email, phone, address in OFFICES:
        offices.set_office(by=by, country=country, name=name, email=email, phone=phone, address=address)
    for tale in tales():
        tell(tale, by, today)


def show_face(programme: Programme, by: User) -> None:
    """The programme's own name, words and mark; colours and figures are those of the house."""
    faces.set_face(by=by, programme=programme, name=programme.name, lines=LINES, email="office@harbour.example",
                   phone="+254 700 000 000", address="Plot 7, Harbour Road, Nairobi", mark=mark.drawn())  # fmt: skip


def tell(tale: Tale, by: User, today: date) -> None:
    """One story: written and published in all languages, with its picture and the consent of those shown."""
    story = stories.begin(by=by, title=tale.wordings["en"].title, slug=tale.slug, country=tale.country,
                          module=tale.module)  # fmt: skip
    shows = {language: wording.shows for language, wording in tale.wordings.items()}
    photo = photos.add(by=by, story=story, data=scenes.drawn(tale.photo), shows=shows)
    for consent in tale.shown:
        shown.show(
            by=by, story=story, handle=consent.handle, name=consent.name, instead=consent.instead, way=consent.way,
            given_on=today - timedelta(days=consent.given), photos=[photo],
            enterprise=Enterprise.objects.filter(name=consent.name).first() if consent.instead == "enterprise" else None,
        )  # fmt: skip
    morning = timezone.make_aware(datetime.combine(today - timedelta(days=tale.published), time(8)))
    for language, wording in tale.wordings.items():
        stories.write(by=by, story=story, language=language, title=wording.title, lead=wording.lead, body=wording.body)
        stories.publish(by=by, story=story, language=language, from_at=morning)
