"""The invented words of the sample company: names, titles, topics, pages. Nobody real is meant."""

from __future__ import annotations

from dataclasses import dataclass

INDUSTRIES = (
    "Industrial machinery",
    "Automotive suppliers",
    "Food & beverage",
    "Chemicals",
    "Pharmaceuticals",
    "Utilities",
    "Logistics",
    "Packaging",
)


@dataclass(frozen=True)
class Locale:
    """How companies and people are called in one language area.

    `countries` are (ISO code, region, top-level domain, cities, share of all accounts in per cent). `works` has one
    word per industry, in the order of INDUSTRIES; `pattern` puts the stem and that word together.
    """

    language: str
    countries: tuple[tuple[str, str, str, tuple[str, ...], int], ...]
    stems: tuple[str, ...]
    works: tuple[str, ...]
    forms: tuple[str, ...]
    pattern: str
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    phone: str


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


GERMAN = Locale(
    "de",
    (
        ("DE", "DACH", "de", ("Stuttgart", "Hamburg", "Dortmund", "Nürnberg", "Leipzig"), 20),
        ("AT", "DACH", "at", ("Linz", "Graz"), 4),
        ("CH", "DACH", "ch", ("Winterthur", "Basel"), 4),
    ),
    _words(
        "Kernwald Brunthal Ostermoor Falkenried Hagelstein Lindrode Merzbruch Nordhalden Quellhorst Rabenfurt "
        "Sandwiesen Tannhorst Ulmenrode Vossberge Weidengrund Zellbruck Ahornthal Birkmoor Drosselau Eichwerd "
        "Grauenfels Hollerau Immenstedt Kaltenmühl Lauterbruch Moosrain Neuenfurt Steinwerder"
    ),
    ("Antriebe", "Fahrzeugteile", "Molkereien", "Chemie", "Pharma", "Stadtnetze", "Spedition", "Verpackungen"),
    ("GmbH", "AG", "GmbH & Co. KG", "SE"),
    "{stem} {work} {form}",
    _words("Jürgen Anke Matthias Sabine Torsten Katrin Holger Birgit Florian Ute Stefan Heike Jonas Lena Maren"),
    _words("Ahlborn Brüggen Dettmer Ehrhardt Fassbender Gröning Hüttel Jessen Kranz Löffler Möbius Nissen Opitz Quast"),
    "+49 30 2312 5{:03d}",
)

FRENCH = Locale(
    "fr",
    (
        ("FR", "France", "fr", ("Lyon", "Lille", "Nantes", "Toulouse", "Grenoble", "Rennes"), 17),
        ("BE", "Benelux", "be", ("Liège", "Namur"), 4),
    ),
    _words(
        "Valbrune Tréhaut Montcéard Rochevive Clairmarais Sombreval Bélaris Fontcarel Gréville Hautepierre Larzan "
        "Marvaux Noirétang Orvanne Pontacier Ravignac Sauveterrois Vernoux Ambrecourt Castelroy"
    ),
    ("Mécanique", "Équipements", "Saveurs", "Chimie", "Santé", "Énergies", "Transports", "Emballages"),
    ("SA", "SAS", "SCA", "& Fils"),
    "{work} {stem} {form}",
    _words("Hélène Gaël Thierry Maëlle Benoît Sandrine Loïc Aurélie Étienne Céline François Nadège Rémi Cédric Inès"),
    _words("Aubertin Besnard Carpentras Delcourt Évrard Fauvel Guérinot Hamelin Jossart Lacombe Marchal Nivelle Péron"),
    "+33 1 99 00 {:04d}",
)

SPANISH = Locale(
    "es",
    (
        ("ES", "Iberia", "es", ("Zaragoza", "Valencia", "Bilbao", "Sevilla", "Vigo"), 10),
        ("MX", "Americas", "com.mx", ("Monterrey", "Querétaro"), 3),
    ),
    _words(
        "Robledar Altamar Peñaluz Vallehondo Cañaveral Montesol Riofrío Sotoverde Almendrera Barranquilla Cumbrelar "
        "Dehesilla Encinar Fuentelobo Guadarroyo Hornillos"
    ),
    ("Mecánica", "Componentes", "Alimentos", "Química", "Laboratorios", "Redes", "Transportes", "Envases"),
    ("S.A.", "S.L.", "Hermanos S.L.", "Grupo"),
    "{work} {stem} {form}",
    _words("Íñigo Lucía Álvaro Begoña Joaquín Nuria Andrés Rocío Martín Paloma Óscar Elena Raúl Pilar Julián Ángela"),
    _words("Arizmendi Bustillo Cañizares Domínguez Escobar Figueroa Garrido Ibáñez Lozano Muñiz Núñez Peñalver"),
    "+34 910 55 {:04d}",
)

ENGLISH = Locale(
    "en",
    (
        ("US", "Americas", "com", ("Dayton", "Toledo", "Tacoma", "Raleigh", "Peoria", "Tulsa"), 13),
        ("GB", "UK & Ireland", "co.uk", ("Leeds", "Coventry", "Sunderland", "Swindon"), 9),
        ("IE", "UK & Ireland", "ie", ("Cork", "Limerick"), 2),
    ),
    _words(
        "Harrowmere Pinemarsh Ashwicket Coldbrook Dunmallow Elderfen Foxhollow Greystead Hollinbeck Ironmoss Kestrelby "
        "Larkmere Millstrand Netherholt Oakstow Pellbridge Quarrington Ravenslea Stonewade Thornmere"
    ),
    ("Controls", "Axle", "Foods", "Chemicals", "Biolabs", "Grid", "Freight", "Cartons"),
    ("Ltd", "Inc.", "Group", "Holdings"),
    "{stem} {work} {form}",
    _words("Priya Owen Harriet Marcus Fiona Dwayne Imogen Caleb Roisin Tyrone Beth Graham Aisha Leonard Naomi Trevor"),
    _words("Abernathy Blakeway Cottrell Dunmore Ellsworth Fairclough Gillespie Hathaway Inskip Jarrold Kettley Lomax"),
    "+44 20 7946 0{:03d}",
)

NORTHERN = Locale(
    "en",
    (
        ("NL", "Benelux", "nl", ("Eindhoven", "Breda"), 5),
        ("SE", "Nordics", "se", ("Västerås", "Borås"), 4),
    ),
    _words("Zandvoorde Kolkmeer Rietdam Wilgenhof Dijkwaard Fjällvik Granlunda Storåker Björkholma Isvaara Älvsten"),
    ("Motion", "Mobility", "Dairy", "Materials", "Lifesciences", "Power", "Shipping", "Board"),
    ("BV", "NV", "AB"),
    "{stem} {work} {form}",
    _words("Sanne Joost Femke Bram Åsa Göran Linnéa Henrik Maartje Wouter Ebba Nils"),
    _words("Verstegen Hoekstra Dijkman Terpstra Lindqvist Åkerblom Sjöstrand Wikander Brinkhof Nyström"),
    "+31 20 555 {:04d}",
)

RUSSIAN = Locale(
    "ru",
    (
        ("KZ", "Eastern Europe", "kz", ("Алматы", "Караганда"), 3),
        ("RS", "Eastern Europe", "rs", ("Нови-Сад",), 2),
    ),
    _words("Северолес Приречье Яснополь Ключегор Белохолм Дальноборье Златоярск Тихорудь"),
    ("Механика", "Автодеталь", "Продукты", "Химия", "Фарма", "Энергосеть", "Логистика", "Тара"),
    ("ТОО", "АО"),
    "{form} «{stem} {work}»",
    _words("Светлана Игорь Наталья Дмитрий Ольга Алексей Татьяна Сергей Марина Фёдор Ксения Пётр"),
    _words("Берёзкин Воронцов Гордеев Ермолов Жаров Кузнечихин Лебединский Мельничук Орешкин Полозов Щукарёв"),
    "+7 700 555 {:04d}",
)

LOCALES = (GERMAN, FRENCH, SPANISH, ENGLISH, NORTHERN, RUSSIAN)

DEPARTMENTS = ("Operations", "IT", "Maintenance", "Engineering", "Finance", "Procurement", "Quality")
"""Departments of the people at the accounts; TITLES gives each its word per language, in this order."""

DEPARTMENT_WORDS = {
    "de": ("Produktion", "IT", "Instandhaltung", "Technik", "Finanzen", "Einkauf", "Qualität"),
    "fr": ("production", "SI", "maintenance", "technique", "financier", "achats", "qualité"),
    "es": ("producción", "sistemas", "mantenimiento", "ingeniería", "finanzas", "compras", "calidad"),
    "en": ("Operations", "IT", "Maintenance", "Engineering", "Finance", "Procurement", "Quality"),
    "ru": ("производство", "ИТ", "ремонт", "инженерия", "финансы", "закупки", "качество"),
}

TITLES = {
    "c_level": {
        "de": "Geschäftsführer {}",
        "fr": "Directeur général adjoint {}",
        "es": "Director general de {}",
        "en": "Chief {} Officer",
        "ru": "Заместитель генерального директора, {}",
    },
    "vp": {
        "de": "Bereichsleiter {}",
        "fr": "Vice-président {}",
        "es": "Vicepresidente de {}",
        "en": "VP {}",
        "ru": "Вице-президент, {}",
    },
    "director": {
        "de": "Leiter {}",
        "fr": "Directeur {}",
        "es": "Director de {}",
        "en": "Director of {}",
        "ru": "Директор, {}",
    },
    "manager": {
        "de": "Teamleiter {}",
        "fr": "Responsable {}",
        "es": "Responsable de {}",
        "en": "{} Manager",
        "ru": "Руководитель группы, {}",
    },
    "staff": {
        "de": "Referent {}",
        "fr": "Chargé de mission {}",
        "es": "Técnico de {}",
        "en": "{} Specialist",
        "ru": "Специалист, {}",
    },
}

OWN_TOPICS = (
    "predictive maintenance",
    "condition monitoring",
    "OEE dashboards",
    "digital twin",
    "plant energy management",
    "MES integration",
    "vibration analysis",
    "industrial IoT gateway",
)
COMPETITOR_TOPICS = ("Velkora platform", "Opsilo Edge pricing", "Kaltner Suite", "Dorimon migration")

PAGES = (
    ("/", None, 26),
    ("/platform", None, 16),
    ("/platform/condition-monitoring", None, 12),
    ("/platform/energy", None, 8),
    ("/customers", None, 8),
    ("/customers/dairy-line-case", "case-dairy-line", 6),
    ("/customers/press-shop-case", "case-press-shop", 5),
    ("/resources/oee-guide", "guide-oee", 6),
    ("/resources/downtime-calculator", "tool-downtime", 4),
    ("/pricing", None, 5),
    ("/pricing/enterprise", None, 2),
    ("/demo", None, 3),
    ("/company/careers", None, 3),
)
"""Path, asset shown on it, weight."""

DOWNLOADS = ("wp-predictive-maintenance", "wp-energy-audit", "guide-oee", "datasheet-gateway", "roi-workbook")
CONTENT = ("video-line-tour", "webcast-digital-twin", "podcast-shopfloor", "case-press-shop")
PERSONAS = ("Plant leader", "IT architect", "Reliability engineer", "Money keeper")
ATTRIBUTES = ("reliability", "innovation", "service", "value")
FREE_MAIL = ("gmail.com", "gmx.de", "orange.fr", "yahoo.es", "mail.ru", "outlook.com")
