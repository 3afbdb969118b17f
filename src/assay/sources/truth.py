"""Words for true and false, as spreadsheets and CRMs write them in the languages of their users."""

from __future__ import annotations

_TRUE = (
    "true t yes y 1 1.0 on x checked ✓ ✔ ☑ ✅ "  # en
    "vrai oui wahr ja j verdadero sí si истина да д vero verdadeiro sim prawda tak "  # fr de es ru it pt pl
    "waar sant sann sand tosi kyllä pravda ano áno igaz igen doğru evet αληθές αληθης ναι "  # nl sv no da fi cs sk hu tr el
    "істина так adevărat da točno 真 是 はい 예 참"
)
_FALSE = (
    "false f no n 0 0.0 off unchecked ✗ ✘ ☐ ❌ "  # en
    "faux non falsch nein falso ложь нет н não nao fałsz falsz nie "  # fr de es ru it pt pl
    "onwaar nee falskt nej usant usann nei falsk epätosi ei nepravda ne hamis nem yanlış hayır ψευδές ψευδης όχι "
    "хибність ні fals nu netočno 假 否 いいえ 아니오 거짓"
)
TRUE = tuple(dict.fromkeys(_TRUE.split()))
FALSE = tuple(dict.fromkeys(_FALSE.split()))


def truth_sql(text: str) -> str:
    """SQL of the BOOLEAN that a text means, NULL for one that is neither."""
    return f"CASE WHEN lower({text}) IN ({_listed(TRUE)}) THEN true WHEN lower({text}) IN ({_listed(FALSE)}) THEN false END"


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)
