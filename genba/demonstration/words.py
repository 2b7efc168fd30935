"""Invented names. Nobody bears them on purpose: people are called "example" in many languages."""

FIRST = ("Lina", "Omar", "Rosa", "Tadi", "Mina", "Nuri", "Ana", "Jon", "Sami", "Joyce", "Ben", "Tala", "Ika", "Devi", "Noor",
         "Ravi", "Lan", "Eva", "Tomo", "Aya", "Kofi", "Amina", "Wei", "Luz", "Emeka", "Thandi", "Huda", "Minh", "Sofia", "Abel")  # fmt: skip
LAST = ("Sample", "Muster", "Vidu", "Contoh", "Ejemplo", "Ornek", "Exemplo", "Esempio", "Primer", "Mfano", "Halimbawa", "Udaharan",
        "Misal", "Beispiel", "Mithal", "Exemple", "Esimerkki", "Przyklad", "Pavyzdys", "Namuna")  # fmt: skip
KIND = ("Garments", "Joinery", "Bakery", "Plastics", "Metalwork", "Footwear", "Foods", "Textiles", "Furniture", "Printing",
        "Ceramics", "Leather", "Packaging", "Lodge", "Repairs")  # fmt: skip
ISIC = (
    "1410",
    "1622",
    "1071",
    "2220",
    "2511",
    "1520",
    "1079",
    "1312",
    "3100",
    "1811",
    "2393",
    "1512",
    "1702",
    "5510",
    "9529",
)
PLACE = ("Harbour", "Hill", "River", "Market", "Garden", "Station", "Bridge", "Valley", "Lake", "Palm", "Cedar", "Acacia",
         "Coral", "Sunrise", "Monsoon", "Savanna", "Delta", "Mountain", "Orchard", "Lantern", "Copper", "Indigo", "Amber",
         "Jasmine", "Bamboo", "Baobab", "Granite", "Meadow", "Summit", "Anchor")  # fmt: skip
WAY = ("Street", "Road", "Corner", "Square", "Lane", "Gate", "Side", "View", "End", "Point", "Way", "Park", "Field", "Court",
       "Yard", "Bay", "Crossing", "Row", "Hill", "Quay")  # fmt: skip
CITIES = {"KE": ("Nairobi", "Mombasa", "Kisumu"), "VN": ("Hai Phong", "Da Nang", "Can Tho"), "PE": ("Lima", "Arequipa", "Trujillo"),
          "GH": ("Accra", "Kumasi", "Tema"), "ID": ("Semarang", "Bandung", "Surabaya"), "TN": ("Tunis", "Sfax", "Sousse"),
          "CO": ("Bogotá", "Medellín", "Pasto"), "ET": ("Addis Ababa", "Hawassa", "Adama")}  # fmt: skip
DEMO_COUNTRIES = tuple(CITIES)


def enterprise_name(number: int) -> str:
    """A name for the n-th enterprise; the first 9,000 differ, later ones carry a figure."""
    kinds, places, ways = len(KIND), len(PLACE), len(WAY)
    name = f"{PLACE[number // kinds % places]} {WAY[number // (kinds * places) % ways]} {KIND[number % kinds]}"
    turn = number // (kinds * places * ways)
    return f"{name} {turn + 1}" if turn else name


def person_name(number: int) -> str:
    return f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]}"
