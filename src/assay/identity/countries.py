"""Countries as people write them, as ISO 3166 codes: `Deutschland`, `Germany`, `DE` and `DEU` are one."""

from __future__ import annotations

from functools import cache

LANGUAGES = ("en", "fr", "es", "ru", "de", "it", "pt", "nl", "pl")
_ALSO = {"usa": "US", "u.s.a.": "US", "u.s.": "US", "united states of america": "US", "uk": "GB", "great britain": "GB", "england": "GB"}  # fmt: skip
_THREE = {
    "DEU": "DE", "FRA": "FR", "ESP": "ES", "RUS": "RU", "GBR": "GB", "ITA": "IT", "NLD": "NL", "POL": "PL", "PRT": "PT", "CHE": "CH",
    "AUT": "AT", "BEL": "BE", "SWE": "SE", "NOR": "NO", "DNK": "DK", "FIN": "FI", "IRL": "IE", "CAN": "CA", "MEX": "MX", "BRA": "BR",
    "CHN": "CN", "JPN": "JP", "IND": "IN", "AUS": "AU", "KAZ": "KZ", "UKR": "UA", "BLR": "BY", "CZE": "CZ", "TUR": "TR", "KOR": "KR",
}  # fmt: skip


@cache
def country_code(text: str | None) -> str | None:
    """The two-letter code; null for no country, or for a name in none of LANGUAGES."""
    written = (text or "").strip()
    if not written:
        return None
    if len(written) == 2 and written.isalpha():
        return {"UK": "GB"}.get(written.upper(), written.upper())
    return _THREE.get(written.upper()) or _names().get(written.casefold())


@cache
def _names() -> dict[str, str]:
    from babel import Locale

    countries: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                countries.setdefault(str(name).casefold(), code)
    return {**countries, **_ALSO}
