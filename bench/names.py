"""People with names of many scripts and lengths, from a fixed seed, into the home of a bench; and names to ask for."""

import json
import random

from django.db import transaction

GIVEN = """Grace Peter Mary John Ann James Faith Joseph Mercy David Lucy Samuel Rose Daniel Esther Stephen Jane Paul Nguyen Tran Le Pham
Hoang Phan Vu Vo Dang Bui Fatima Mohammed Ahmed Ali Hassan Hussein Omar Aisha Khadija Ibrahim Yusuf Maria Jose Juan Luis Carlos Ana
Carmen Rosa Pedro Sofia Aung Khin Thida Zaw Htun Myint Kyaw Moe Hla Soe Ivan Olga Sergei Natasha Bayarmaa Batbayar Rani Priya Anil
Sunita Rakesh Deepa Kamala Nimal Sunil Chathura Siti Agus Budi Dewi Sri Wayan Made Ketut Sokha Dara Chan Sophea""".split()  # noqa: SIM905  # fmt: skip
START = "Ka Mu Wa Nja Oti Che Kip Wan Mba Tho Ra Sha Gup Vu Tha Ban Min Lop Gar Her San Gon Mar Pet Dem Kov Nur".split()  # noqa: SIM905
END = "riuki tua mau eno rop chui riga nya la reddy rma ta ng nh ez cia tis va ko din leh mid fuzi lah man yi".split()  # noqa: SIM905
SCRIPTS = (
    "محمد عبد الله",
    "فاطمة حسن",
    "ခင်မောင်ဝင်း",
    "အောင်ဆန်းဦး",
    "Мария Иванова",
    "Ольга Ким",
    "Nguyễn Thị Hà",
    "José Núñez",
)
BATCH = 20_000


def name(random_: random.Random) -> str:
    """One to five words; one of forty in another script."""
    if random_.random() < 0.025:
        return random_.choice(SCRIPTS)
    many = random_.choices((1, 2, 3, 4, 5), (3, 55, 30, 8, 4))[0]
    family = random_.choice(START) + random_.choice(END) + random_.choice(("", "", random_.choice(END)))
    return " ".join([*(random_.choice(GIVEN) for _ in range(many - 1)), family])


def fill(people: int) -> None:
    """Bring the home to this many people, all with keys."""
    from genba.audit.actions import SYSTEM
    from genba.directory import keys
    from genba.directory.actions import people as directory
    from genba.directory.models import Enterprise, Person

    random_, firms = random.Random(11), list(Enterprise.objects.order_by("pk")[:50_000])
    while (missing := people - Person.objects.count()) > 0:
        with transaction.atomic():
            directory.register_many(by=SYSTEM, rows=[
                directory.newcomer(enterprise=random_.choice(firms), name=name(random_), role="worker",
                                   phone=f"07{random_.randrange(10**8):08d}")
                for _ in range(min(BATCH, missing))
            ])  # fmt: skip
    keys.keep_missing()


def sample(many: int = 400) -> str:
    """Names that are there, and a tenth that nobody has; as JSON."""
    from genba.directory.models import Enterprise, Person

    random_ = random.Random(3)
    firms, persons = Enterprise.objects.order_by("pk"), Person.objects.order_by("pk")
    last, most = (rows.last().pk for rows in (firms, persons))
    some = [firms.filter(pk__gte=random_.randrange(1, last)).first() for _ in range(many)]
    whom = [persons.filter(pk__gte=random_.randrange(1, most)).first() for _ in range(many * 9 // 10)]
    return json.dumps({"enterprise": firms.first().code, "enterprises": [(e.name, e.country_id) for e in some],
                       "people": [p.name for p in whom] + [name(random_) for _ in range(many // 10)]})  # fmt: skip
