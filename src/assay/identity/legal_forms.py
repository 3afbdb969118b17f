"""Legal forms of companies: GmbH, S.A.R.L., ООО, Α.Ε., 株式会社. They are taken off a name before two are compared.

The forms are `cleanco`'s, with what it lacks and without those that are a country's code as well.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cleanco.clean import normalize_terms, prepare_default_terms, remove_accents

# What `cleanco` lacks, spelt without points, commas and hyphens, in any case. Cyrillic forms stand before the name, too.
_MORE = (
    "ооо", "оао", "зао", "пао", "ао", "нао", "тоо", "ип", "чп", "тов", "прат", "пат", "ат", "зат", "тзов", "фоп", "фгуп", "муп", "гуп", "гк", "нко", "ано", "пк",
    "одо", "уп", "чуп", "чтуп", "жшс", "ақ", "аҡ", "осоо", "мчж", "еоод", "оод", "еад", "ад", "дп", "доо", "дооел",
    "общество с ограниченной ответственностью", "публичное акционерное общество", "закрытое акционерное общество",
    "открытое акционерное общество", "непубличное акционерное общество", "акционерное общество",
    "индивидуальный предприниматель", "товариство з обмеженою відповідальністю", "приватне акціонерне товариство",
    "публічне акціонерне товариство", "акціонерне товариство", "товарищество с ограниченной ответственностью", "жауапкершілігі шектеулі серіктестік",
    "акционерно дружество", "дружество с ограничена отговорност", "группа компаний",
    "αε", "αεβε", "αβεε", "αεε", "αχε", "επε", "οε", "εε", "ικε", "μεπε", "μονοπροσωπη", "ανωνυμη εταιρεια", "ανωνυμος εταιρεια", "ανωνυμη εταιρια",
    "εταιρεια περιορισμενης ευθυνης", "ομορρυθμη εταιρεια", "ετερορρυθμη εταιρεια", "ιδιωτικη κεφαλαιουχικη εταιρεια",
    "sarl", "eurl", "sasu", "sas", "sci", "snc", "scop", "sca", "selarl", "société anonyme",
    "société par actions simplifiée", "société à responsabilité limitée", "s a s", "s a r l", "s a",
    "sl", "slu", "sau", "sll", "s l", "s l u", "sociedad anónima", "sociedad limitada", "sociedad de responsabilidad limitada", "sa de cv", "s a de c v",
    "sapi de cv", "sab de cv", "s a b de c v", "s/a", "abp", "oyj abp", "sa rl", "s a rl", "sàrl", "aktiengesellschaft",
    "sas esp", "sasesp", "sa esp", "saesp",
    "gesellschaft mit beschränkter haftung", "kommanditgesellschaft", "naamloze vennootschap", "besloten vennootschap", "s de rl de cv", "s de rl", "spa", "ltda", "sas bic",
    "gmbh", "ggmbh", "gmbh & co kg", "gmbh & co kgaa", "gmbh & co ohg", "ag & co kgaa", "ug", "ug haftungsbeschränkt", "ug (haftungsbeschränkt)", "kg", "ohg",
    "gbr", "ek", "ekfr", "kgaa", "ag & co kg", "mbh", "partg mbb", "se & co kgaa", "se & co kg", "ug & co kg",
    "bv", "b v", "nv", "n v", "vof", "bvba", "cvba", "srl", "s r l", "srls", "sprl", "società per azioni", "società a responsabilità limitata",
    "oy", "oyj", "osakeyhtiö", "ab", "ab publ", "(publ)", "aktiebolag", "aps", "anpartsselskab", "aktieselskab", "as", "a s", "asa", "aksjeselskap",
    "sp z oo", "spz oo", "sp z o o", "spółka z oo", "spolka z oo", "spółka z ograniczoną odpowiedzialnością", "spółka komandytowa", "spółka jawna",
    "sp j", "sp k", "spółka akcyjna", "sp zoo", "spzoo", "psa", "sro", "s r o", "spol s r o", "as", "akciová společnost", "zrt", "kft", "nyrt",
    "doo", "d o o", "dd", "d d", "pty ltd", "pty", "pvt ltd", "pvt", "(pvt)", "(pty)", "(pte)", "private limited", "pte ltd", "sdn bhd", "bhd", "tbk", "kk", "k k",
    "jsc", "ojsc", "cjsc", "pjsc", "qsc", "fze", "fzco", "fz llc", "dmcc",
    "co ltd", "plc", "public limited company", "limited liability company", "llp", "llc", "lp", "inc", "corp", "ltd", "limited", "incorporated", "corporation", "company", "co",
    "aş", "anonim şirketi", "limited şirketi", "ltd şti", "tic ltd şti",
    "công ty tnhh", "công ty cổ phần", "công ty cp", "jsc",
    "sicav", "se", "sce", "lda", "unipessoal lda", "sociedade unipessoal lda", "sociedade anónima", "eireli", "a/s", "i/s", "k/s", "hf", "ehf", "sia", "uab", "oü", "ou",
    "osaühing", "aktsiaselts", "בע מ", "בעמ", "ש מ", "ذ م م", "ش م م",
)  # fmt: skip
# Of `cleanco`'s forms: a country's code (`Acme UK` is not `Acme`), or a word of many names.
_NOT = frozenset(
    [
        "ae",
        "at",
        "ba",
        "bm",
        "ca",
        "da",
        "ec",
        "ee",
        "ent",
        "et",
        "eu",
        "nl",
        "ok",
        "pp",
        "ps",
        "pt",
        "sd",
        "sem",
        "ses",
        "sp",
        "ss",
        "teo",
        "uk",
        "vat",
    ]
)
# Forms that stand before a Latin name; `sa` or `co` at its front are part of it.
_IN_FRONT = (
    "pt", "uab", "zao", "ooo", "oao", "pao", "oy", "gk", "sarl", "eurl", "sasu", "selarl", "gmbh", "llc", "jsc", "ojsc", "cjsc", "pjsc",
    "công ty tnhh", "công ty cổ phần", "công ty cp", "société anonyme", "sociedad anónima",
    "בע מ", "שרכת", "شركة",
)  # fmt: skip
_EAST_ASIAN = (
    r"株式会社|株式會社|有限会社|合同会社|合資会社|合名会社|(?:一般|公益)?(?:社団|財団)法人|(?:医療|学校|独立行政)法人|\(株\)|\(有\)|\(合\)"
    r"|주식회사|유한(?:책임)?회사|\(주\)|\(유\)"
)
_AT_AN_END = re.compile(
    rf"^(?:{_EAST_ASIAN})\s*|\s*(?:{_EAST_ASIAN}|股份有限公司|有限责任公司|有限責任公司|股份公司|有限公司)$"
)
_FORM_AND_QUOTES = re.compile(r"""^([^"«“„»”'‘()]{1,80}?)\s*["«“„](.+?)["»”“]*$""")
_INITIALS = re.compile(r"\b(?:\w\.\s*){2,}(?!\w)")
_LAST_SIGNS = re.compile(r"[^.\w()]+$")


def without_forms(name: str) -> str:
    """The name without forms at its end, then at its front, as often as there are any: `Foo Co., Ltd.` is `Foo`.

    Empty where the name is nothing but a form.
    """
    words = _spaced(_of_quotes(name)).split()
    keys = [_key(word) for word in words]
    while words:
        if last := _longest(keys, _forms(), from_end=True):
            del words[-last:], keys[-last:]
            continue
        first = _longest(keys, _forms_in_front(), from_end=False)
        if first in (0, len(words)):
            break
        del words[:first], keys[:first]
    return _LAST_SIGNS.sub("", " ".join(words))


def without_east_asian_forms(name: str) -> str:
    """The same of forms that no space sets apart: `株式会社トヨタ`, `トヨタ(株)`."""
    while (shorter := _AT_AN_END.sub("", name).strip()) != name and shorter:
        name = shorter
    return name


def _of_quotes(name: str) -> str:
    """Any form may stand before a name in quotes: `SIA "Acme"`, `ФГУП «Маяк»`."""
    parts = _FORM_AND_QUOTES.match(name)
    if parts is None:
        return name
    keys = [_key(word) for word in _spaced(parts[1]).split()]
    return parts[2] if tuple(keys) in _forms() else name


def _spaced(name: str) -> str:
    """`S. A. R. L.` as one word, and a point, comma or stroke no reason not to see a form."""
    joined = _INITIALS.sub(lambda initials: initials[0].replace(".", "").replace(" ", "") + " ", name)
    return " ".join(joined.replace(",", " ").replace("|", " ").replace('"', " ").split())


def _longest(keys: list[str], forms: frozenset[tuple[str, ...]], *, from_end: bool) -> int:
    """How many words the longest form at that end has; 0 where there is none."""
    for length in range(min(len(keys), _LONGEST), 0, -1):
        part = keys[-length:] if from_end else keys[:length]
        if tuple(part) in forms:
            return length
    return 0


_LONGEST = 5


@lru_cache(maxsize=200_000)
def _key(word: str) -> str:
    """A word as forms are compared: lower case, without accents, points, commas and hyphens."""
    plain = word.casefold() if word.isascii() else remove_accents(word)
    if plain == "+":
        return "&"
    return plain.replace(".", "").replace(",", "").replace("-", "").strip("\"'“”«»;:")


@cache
def _forms() -> frozenset[tuple[str, ...]]:
    known = {tuple(parts) for _, parts in prepare_default_terms()} - {(code,) for code in _NOT}
    return frozenset(known | {tuple(form.split()) for form in normalize_terms(_MORE)})


@cache
def _forms_in_front() -> frozenset[tuple[str, ...]]:
    """All Cyrillic ones, and some in Latin letters."""
    cyrillic = [form for form in normalize_terms(_MORE) if re.match("[а-яғқі]", form)]
    return frozenset(tuple(form.split()) for form in (*cyrillic, *normalize_terms(_IN_FRONT)))
