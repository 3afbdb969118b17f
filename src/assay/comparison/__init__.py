"""Does the programme work: both arms on one clock, what was known before launch, a design that may claim so much and no more."""
