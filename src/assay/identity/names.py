"""Company names as people write them, and what is left of them when two are compared: the base name.

`ООО «Ромашка»`, `Romashka`-free: legal forms, quotes, case, accents and punctuation go, words stay. Only equal base names
are the same company; names that are merely alike are proposed (`assay.identity.proposals`), never accepted.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from cleanco.clean import custom_basename, normalize_terms, prepare_default_terms

# What `cleanco` lacks, spelt without points, commas and hyphens, in any case. Cyrillic forms stand before the name.
_MORE_FORMS = (
    "ооо", "оао", "зао", "пао", "ао", "нао", "тоо", "ип", "чп", "тов", "прат", "пат", "ат", "фгуп", "муп", "гуп", "гк", "нко", "пк",
    "одо", "уп", "чуп", "жшс", "ақ", "аҡ", "еоод", "оод", "еад", "ад", "дп",
    "общество с ограниченной ответственностью", "публичное акционерное общество", "закрытое акционерное общество",
    "открытое акционерное общество", "непубличное акционерное общество", "акционерное общество",
    "индивидуальный предприниматель", "товариство з обмеженою відповідальністю", "товарищество с ограниченной ответственностью",
    "группа компаний",
    "sarl", "eurl", "sasu", "sas", "sci", "snc", "scop", "sca", "selarl", "société anonyme",
    "société par actions simplifiée", "société à responsabilité limitée", "s a s", "s a r l", "s a",
    "sl", "slu", "sau", "sll", "s l", "s l u", "sociedad anónima", "sociedad limitada", "sa de cv", "s a de c v",
    "sapi de cv", "sab de cv", "s a b de c v", "s/a", "abp", "oyj abp", "sa rl", "s a rl", "sàrl", "aktiengesellschaft",
    "gesellschaft mit beschränkter haftung", "kommanditgesellschaft", "naamloze vennootschap", "besloten vennootschap", "s de rl de cv", "s de rl", "spa", "ltda", "sas bic",
    "gmbh", "gmbh & co kg", "gmbh & co kgaa", "ag & co kgaa", "ug", "ug haftungsbeschränkt", "ug (haftungsbeschränkt)", "kg", "ohg",
    "gbr", "ek", "kgaa", "ag & co kg", "mbh", "partg mbb", "se & co kgaa", "se & co kg",
    "bv", "b v", "nv", "n v", "vof", "bvba", "cvba", "srl", "s r l", "sprl", "oy", "oyj", "ab", "aps", "as", "a s", "asa",
    "sp z oo", "spółka z oo", "spolka z oo", "sp j", "sp k", "spółka akcyjna", "sp zoo", "spzoo", "sro", "s r o", "as", "zrt", "kft", "nyrt",
    "doo", "d o o", "dd", "d d", "pty ltd", "pty", "pvt ltd", "private limited", "pte ltd", "sdn bhd", "bhd", "tbk", "pt", "kk", "k k",
    "co ltd", "plc", "llp", "llc", "lp", "inc", "corp", "ltd", "limited", "incorporated", "corporation", "company", "co",
    "sicav", "se", "sce", "lda", "eireli", "a/s", "i/s", "k/s", "hf", "ehf", "sia", "uab", "oü", "ou",
    "株式会社", "有限会社", "合同会社", "有限公司", "股份有限公司", "有限责任公司", "주식회사", "(株)",
)  # fmt: skip
# Share classes and the like, as stock lists append them; never part of what a company is called.
_SHARES = re.compile(
    r"(?:[\s,(-]+(?:class [a-c]|(?:common|ordinary|preferred) (?:stock|shares?)|ord(?:inary)? shs?|adr)\)?|"
    r"\s*\((?:the|nyse|nasdaq|lse|[a-z]{2,8} ?:[^)]*|formerly [^)]*)\)|,\s*the|\s*/[a-z]{2,3}/?)\s*$",
    re.IGNORECASE,
)
_TRADING_AS = re.compile(r"\s+(?:d/b/a|dba|t/a|trading as|doing business as|f/k/a|fka)\b.*$", re.IGNORECASE)
_QUOTES = re.compile("[\"'`´‘’‚‛“”„‟«»‹›「」『』]")
_IN_A_WORD = re.compile("(?<=\\w)['’`´](?=\\w)")
"""An apostrophe within a word: `McDonald's` is written `McDonalds` as often."""
_LIMITED_UG = re.compile(r"\(?haftungsbeschr(?:ä|ae)nkt\)?", re.IGNORECASE)
_NO_WORD = re.compile(r"[^\w&+]+", re.UNICODE)
_EAST_ASIAN = re.compile(
    r"^(?:株式会社|有限会社|合同会社|주식회사|㈱|\(株\))|(?:株式会社|有限会社|合同会社|股份有限公司|有限责任公司|有限公司|주식회사|㈱)$"
)

NOBODY = frozenset(
    """n a|na|none|null|nil|test|unknown|tbd|xxx|self|self employed|selfemployed|freelance|freelancer|independent|individual|personal
    |private|student|retired|unemployed|home|me|myself|company|my company|no company|not applicable|various|other|consultant|particulier
    |indépendant|etudiant|étudiant|sans|aucun|aucune|autonomo|autónomo|particular|estudiante|ninguna|ninguno|empresa|selbständig|privat
    |student in|keine|frei|физлицо|физическое лицо|частное лицо|самозанятый|нет|не указано|студент|фрилансер|пенсионер""".replace(
        "\n", ""
    )
    .replace("    ", "")
    .split("|")
)
"""What people write into the field where they have no company: identifies nobody."""


@lru_cache(maxsize=1_000_000)
def base_name(text: str) -> str | None:
    """`Société Acme, S.A.R.L.` → `societe acme`; null where nothing is left, or where the text names no company.

    Equal for two spellings of one company name in Latin, Cyrillic, Greek or East Asian script; a name that is nothing but a
    legal form (`Co`) is null.
    """
    name = unicodedata.normalize("NFKC", text).strip()
    name = _LIMITED_UG.sub(" ", _IN_A_WORD.sub("", name))
    name = _TRADING_AS.sub("", _QUOTES.sub(" ", name)) or name
    name = _EAST_ASIAN.sub("", name).strip()
    bare = _without_forms(_without_shares(name))
    base = folded(bare)
    if not base or base in NOBODY or folded(name) in NOBODY:
        return None
    return base


def folded(text: str) -> str:
    """Lower case without accents and punctuation; `&` and `and` are one, and a leading `the` is none."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ё", "е").replace("й", "\0"))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).replace("\0", "й")
    plain = (
        plain.replace("ß", "ss")
        .replace("ø", "o")
        .replace("ł", "l")
        .replace("æ", "ae")
        .replace("œ", "oe")
        .replace("đ", "d")
    )
    words = _NO_WORD.sub(" ", re.sub(r"(?<=\w)[.'’](?=\w\b|$)|(?<=\b\w)\.", "", plain).replace("&", " & ")).split()
    while len(words) > 1 and words[-1] in ("&", "and", "und", "et", "y", "и"):
        words.pop()
    words = ["&" if word in ("and", "und", "et", "y", "и") else word for word in words]
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _without_shares(name: str) -> str:
    while (shorter := _SHARES.sub("", name)) != name and shorter.strip():
        name = shorter
    return name


def _without_forms(name: str) -> str:
    """Forms at the end, then Cyrillic and other forms at the front, as often as there are any: `Foo Co., Ltd.`."""
    spaced = _spaced(name)
    while True:
        shorter: str = custom_basename(spaced, _terms(), suffix=True, prefix=False)
        if not shorter:
            return ""
        front: str = custom_basename(shorter, _front_terms(), suffix=False, prefix=True) or shorter
        if front == spaced:
            return front
        spaced = front


def _spaced(name: str) -> str:
    """`S. A. R. L.` as one word, and a point, comma or stroke no reason not to see a form."""
    joined = re.sub(r"\b(?:\w\.\s*){2,}(?!\w)", lambda found: found[0].replace(".", "").replace(" ", "") + " ", name)
    return " ".join(joined.replace(",", " ").replace("|", " ").split())


@cache
def _terms() -> list[tuple[int, list[str]]]:
    more = {term for term in normalize_terms(_MORE_FORMS) if term}
    known = {" ".join(parts) for _, parts in prepare_default_terms()}
    parts = sorted((term.split() for term in known | more), key=lambda term: (-len(term), term))
    return [(len(term), term) for term in parts]


@cache
def _front_terms() -> list[tuple[int, list[str]]]:
    """Forms that stand before the name; `sa` or `co` at the front of a Latin name are part of it."""
    front = [term.split() for term in normalize_terms(_MORE_FORMS) if re.match("[а-яғқ]", term)]
    front += [[word] for word in ("pt", "tbk", "uab", "zao", "ooo", "oao", "pao", "oy", "gk")]
    front += [["societe", "anonyme"], ["sociedad", "anonima"], ["ип"]]
    return [(len(term), term) for term in sorted(front, key=lambda term: (-len(term), term))]
