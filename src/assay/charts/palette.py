"""The colours of drawings. Each stands for one role and has a name, so that a page can give it another value in the dark."""

from __future__ import annotations

INK = "#1b2023"
MUTED = "#566067"
FAINT = "#dcdfdd"
PAPER = "#fefefe"
SUBJECT = "#14566e"
SUBJECT_SOFT = "#c3dce6"
COMPARISON = "#7d868b"
COMPARISON_SOFT = "#e3e6e7"
ATTENTION = "#a8480c"
STEPS = ("#eef3f4", "#cbe0e7", "#96c2d1", "#4b90a8", "#175a73")
ON_STEPS = ("#1c2431", "#1c2432", "#1c2433", "#fefeff", "#fefffe")

NAMES = {
    INK: "ink",
    MUTED: "muted",
    FAINT: "faint",
    PAPER: "paper",
    SUBJECT: "subject",
    SUBJECT_SOFT: "subject-soft",
    COMPARISON: "comparison",
    COMPARISON_SOFT: "comparison-soft",
    ATTENTION: "attention",
    **{colour: f"step-{place}" for place, colour in enumerate(STEPS)},
    **{colour: f"on-step-{place}" for place, colour in enumerate(ON_STEPS)},
}
"""A page's style sheet may set `--chart-<name>`; where it does not, the colour stands as it is here."""
