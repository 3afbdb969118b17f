"""Every sentence that a verdict may use, by rung and language, side by side: none may say more than its rung."""

from __future__ import annotations

from collections.abc import Iterator

from assay.comparison import words
from assay.comparison.result import DESIGNS, Design
from assay.comparison.words import say
from assay.languages import LANGUAGES

CLAIMS: dict[Design, str] = {
    "randomised": "caused",
    "staggered": "associated",
    "matched": "associated",
    "synthetic": "associated",
}
ANY_RUNG = ("no_difference_seen", "cannot_tell_yet")


def sentences(design: Design) -> Iterator[tuple[str, str]]:
    """When a sentence is said on a rung, and its English text."""
    yield "rung", words.RUNGS[design]
    if design == "descriptive":
        yield from ((f"not an effect: {reason}", text) for reason, text in words.NO_EFFECT.items())
        yield from ((f"as it is: {reason}", text) for reason, text in words.NAIVE.items() if reason != "holdout")
        return
    for (verdict, how), text in words.SENTENCES.items():
        if how == CLAIMS[design] or verdict in ANY_RUNG:
            yield f"{verdict.replace('_', ' ')}{f': {how}' if how else ''}", text
    if design == "randomised":
        yield "as it is", words.NAIVE["holdout"]


def page() -> str:
    """The Markdown page `docs/sentences.md`."""
    lines = [
        "# What each rung may say",
        "",
        "Written by `python -m assay.docs` from the sentences that the product uses. `caused` and `raised` stand on rung 1 alone;",
        "rungs 2 to 4 say that a difference goes with the programme, rung 5 that it is no effect. A test reads all of them.",
    ]
    for number, design in enumerate(DESIGNS, 1):
        lines += [
            "",
            f"## {number}. {design}",
            "",
            f"| when | {' | '.join(LANGUAGES)} |",
            "|---" * (len(LANGUAGES) + 1) + "|",
        ]
        for when, text in sentences(design):
            told = (say(language, text).replace("%%", "%").replace("|", "\\|") for language in LANGUAGES)
            lines.append(f"| {when} | {' | '.join(told)} |")
    return "\n".join(lines) + "\n"
