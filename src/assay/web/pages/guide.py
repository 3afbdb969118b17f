"""What each page is for, in a sentence or two: told on the page, and searched."""

GUIDE = {
    "overview": "Does the programme work, where does it stand, and what changed? The answer comes first, then six figures, the funnel, and what has moved.",
    "my": "Whom to call today and why, what is missing, and what the team has noted.",
    "accounts": "Every account of the choice made above, to be sorted, narrowed and saved as a file. A name leads to all that is known of it.",
    "account": "All that is known of one account: what happened, who is who, its deals, and how it stands beside its peers.",
    "funnel": "How many accounts stand at which of the six stages, how many went on, and how long they stay.",
    "coverage": "Which roles and levels of the people who decide are known, and which are missing.",
    "engagement": "How much attention accounts give, in minutes and by channel; who suddenly gives more, and who fell silent.",
    "revenue": "Deals and money: what is open, won and lost, and what it cost. That marketing touched a deal is described here, not proven.",
    "impact": "Did the programme change anything? Its accounts beside comparable ones without it, and how sure that is.",
    "customers": "Customers after the sale: renewals, growth, how satisfied they are, and whose relationship fades.",
    "lists": "The target lists: who is on them since when, and how they compare.",
    "kpis": "Every figure with its present value. A name leads to its course, its rows and how it is worked out.",
    "kpi": "One figure: its value and its course first, then what it is made of, row by row, and how exactly it is worked out.",
    "data": "What was loaded, what was set aside and why, and what is missing for more figures.",
    "matching": "Which touches and people belong to no account yet, and how to settle that.",
    "reports": "The pack for the board, as a document or as slides, in four languages.",
}
"""The purpose of each page of the navigation by its name, and of an account and a figure."""

__all__ = ["GUIDE"]
