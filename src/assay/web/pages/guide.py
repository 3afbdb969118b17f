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
    "changes": "Which figures differ between two runs, why, and the rows that did it: before and after, with file and who loaded them.",
    "impact-checks": "Does the answer hold when it is asked in another way: with other accounts beside it, other days, another method?",
    "impact-velocity": "Are deals won sooner with the programme than without it?",
    "impact-money": "What the programme has brought in beside what it cost, and whether it would pay with more accounts.",
    "log": "Who changed, loaded, saved or opened what, and when. Nothing can be taken out of it.",
    "sets": "The sets of accounts that pages count, what lies between them, and which accounts those are.",
    "search": "Accounts, people, deals, lists, figures and pages, by a few letters of their name.",
    "kpi-values": "Figures of one kind with their present values.",
    "verdict": "Does the programme work, how sure is that, and what may be said to the board?",
    "/setup": "From nothing to the first figures, step by step; what is done is ticked off.",
    "/bring": "Drop exports of your CRM or other files here. What was understood is shown, and its effect, before anything is loaded; every load can be taken back.",
    "/lists": "Make target lists by criteria, change who is on them, and hold accounts back by lot so that the effect can be proven later.",
    "/targets": "Target accounts by name or website, one a line. Which of them are known is shown before anything is loaded.",
    "/watch": "Targets that figures are held against, and what to tell whom as soon as it happens. Both hold at once.",
    "/schedules": "What is fetched, built and sent by itself, when and to whom.",
    "/definitions": "What counts as engaged, as a qualified deal, as a customer and so on. What a change would do to the figures is shown before it is saved.",
    "/users": "Who may sign in, and what each of them may see and change.",
    "/settings": "The settings file as it is, for what no form covers. It is checked before it is saved, and every version of it is kept.",
    "/saved": "Choices of accounts and days that were given a name, yours and those meant for everybody.",
}
"""The purpose of each page by its name; of pages that set up and steer by how their address begins."""


def guide_of(path: str) -> str | None:
    """What the page at this address is for, of those that set up and steer: `/bring/u-1` as `/bring`."""
    return GUIDE.get("/" + path.split("/")[1])


__all__ = ["GUIDE", "guide_of"]
