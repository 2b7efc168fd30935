"""Words of names and addresses that say little about which factory it is, in the languages of the lists we have met."""

# Legal forms: say nothing.
LEGAL = frozenset(["co", "company", "companies", "ltd", "limited", "limted", "ltda", "inc", "incorporated", "llc", "llp", "lp", "pvt", "private", "public", "plc", "corp", "corporation", "sa", "sas", "sarl", "srl", "spa", "gmbh", "kg", "ag", "bv", "nv", "oy", "ab", "as", "kft", "pt", "cv", "tbk", "sdn", "bhd", "pty", "jsc", "joint", "stock", "liability", "de", "rl", "s", "r", "l", "c", "v", "the", "and", "of", "y", "e", "p", "sti", "sirketi", "san", "sanayi", "tic", "ticaret", "ve", "dis", "ith", "ihr", "anonim", "group", "intl", "co's", "fze", "fzc", "jointstock", "cie", "et", "und", "a"])  # fmt: skip

# What says only that it is a firm: as good as a legal form, but sometimes all that a name has.
FIRMS = frozenset(["factory", "factories", "fty", "mill", "mills", "manufacturing", "manufacture", "manufactory", "manufacturers", "mfg", "industry", "industries", "industrial", "ind", "enterprise", "enterprises", "trading", "export", "exports", "import", "international", "global", "production", "products", "product", "goods", "works", "business", "location", "services", "branch", "holding", "group", "home"])  # fmt: skip

# Kinds of factory: many bear them.
TRADES = FIRMS | frozenset(["workshop", "garment", "garments", "apparel", "apparels", "clothing", "clothes", "cloth", "fashion", "fashions", "textile", "textiles", "tekstil", "konfeksiyon", "knit", "knits", "knitting", "knitwear", "knitwears", "weaving", "spinning", "dyeing", "printing", "print", "embroidery", "washing", "sewing", "fabric", "fabrics", "shoe", "shoes", "footwear", "leather", "bags", "bag", "headwear", "hat", "towel", "sweater", "underwear", "socks", "hosiery", "accessories", "plastic", "plastics", "metal", "steel", "electric", "electronics", "packaging", "paper", "furniture", "food", "foods", "arts", "art", "craft", "crafts", "composite", "technology", "unit", "division", "plant", "taller", "talleres", "panaderia", "tortilleria", "herreria", "carpinteria", "materiales", "tienda", "bodega", "fabrica", "pasteleria", "confecciones", "textil", "industria", "industrias", "comercializadora", "distribuidora", "costura", "venta", "elaboracion", "fabricacion", "bordado", "sanayii", "moda", "hali", "gida", "lazer"])  # fmt: skip

# Parts of an address that stand in many.
STREETS = frozenset(["road", "street", "avenue", "boulevard", "lane", "highway", "km", "village", "town", "city", "district", "county", "province", "state", "region", "area", "zone", "park", "estate", "industrial", "industry", "economic", "development", "export", "processing", "free", "complex", "block", "building", "floor", "room", "lot", "plot", "survey", "phase", "sector", "number", "commune", "ward", "hamlet", "quarter", "subdistrict", "post", "office", "near", "off", "opposite", "old", "new", "east", "west", "north", "south", "middle", "first", "second", "third", "calle", "colonia", "avenida", "barrio", "localidad", "pueblo", "fraccionamiento", "seccion", "manzana", "ejido", "carretera", "parque", "zona", "franca", "edificio", "centro", "sn", "cp", "mahalle", "cadde", "sokak", "bolge", "osb", "organize", "jalan", "desa", "kecamatan", "kabupaten", "jiangsu", "sheng", "shi", "zhen", "lu", "qu", "unit", "dist", "thana", "upazila", "sadar", "mouza", "po", "ps", "vill"])  # fmt: skip

ABBREVIATIONS = {
    "rd": "road", "st": "street", "str": "street", "ave": "avenue", "av": "avenue", "blvd": "boulevard", "ln": "lane",
    "hwy": "highway", "dist": "district", "prov": "province", "bldg": "building", "buliding": "building", "flr": "floor",
    "fl": "floor", "no": "number", "nos": "number", "num": "number", "ind": "industrial", "industry": "industrial",
    "industries": "industrial", "dev": "development", "eco": "economic", "economy": "economic", "ip": "industrial park",
    "epz": "export processing zone", "cepz": "chattogram export processing zone", "chittagong": "chattogram", "vill": "village",
    "mah": "mahalle", "mh": "mahalle", "cad": "cadde", "cd": "cadde", "sok": "sokak", "sk": "sokak", "jl": "jalan",
    "kec": "kecamatan", "kab": "kabupaten", "ii": "2", "iii": "3", "iv": "4", "s": "", "n": "", "e": "", "w": "",
    "hoisery": "hosiery", "savar": "savar", "extn": "extension", "ext": "extension", "sec": "sector",
}  # fmt: skip

COUNTRY_WORDS = frozenset(["china", "prc", "bangladesh", "bd", "india", "pakistan", "vietnam", "viet", "nam", "cambodia", "indonesia", "turkey", "turkiye", "mexico", "usa", "lanka", "sri", "thailand", "malaysia", "honduras", "salvador", "brazil", "brasil", "hungary"])  # fmt: skip
