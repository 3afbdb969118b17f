"""Words for true and false, as spreadsheets and CRMs write them in the languages of their users."""

from __future__ import annotations

import re

_TRUE = (
    "true t yes y 1 1.0 on x checked ✓ ✔ ☑ ✅ "  # en
    "vrai oui wahr ja j verdadero sí si истина да д vero verdadeiro sim prawda tak "  # fr de es ru it pt pl
    "waar sant sann sand tosi kyllä pravda ano áno igaz igen doğru evet αληθές αληθής αληθεσ αληθής αληθησ ναι "  # nl sv no da fi cs sk hu tr el
    "істина так adevărat da točno 真 是 はい 예 참"
)
_FALSE = (
    "false f no n 0 0.0 off unchecked ✗ ✘ ☐ ❌ "  # en
    "faux non falsch nein falso ложь нет н não nao fałsz falsz nie "  # fr de es ru it pt pl
    "onwaar nee falskt nej usant usann nei falsk epätosi ei nepravda ne hamis nem yanlış hayır ψευδές ψευδής ψευδεσ ψευδησ όχι οχι "
    "хибність ні fals nu netočno 假 否 いいえ 아니오 거짓"
)
TRUE = tuple(dict.fromkeys(_TRUE.split()))
FALSE = tuple(dict.fromkeys(_FALSE.split()))


def truth_sql(text: str) -> str:
    """SQL of the BOOLEAN that a text means, NULL for one that is neither."""
    return (
        f"CASE WHEN lower({text}) IN ('true', '1') OR regexp_full_match(lower({text}), '{_pattern(TRUE)}') THEN true "
        f"WHEN lower({text}) IN ('false', '0') OR regexp_full_match(lower({text}), '{_pattern(FALSE)}') THEN false END"
    )


def _pattern(words: tuple[str, ...]) -> str:
    """One pattern instead of a list: what a statement has to be planned with stays small."""
    return "|".join(map(re.escape, words))
