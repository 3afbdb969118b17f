"""Group 8 · programme: cost, influence, comparison and return."""

from __future__ import annotations

from assay.kpis.declare import KPI, Costs, Sum, Text

programme_cost = KPI(
    id="P13",
    key="programme_cost",
    group="programme",
    seeds="(B) (C)",
    clock="flow",
    unit="money",
    direction="context",
    measure=Sum(Costs(), lambda c: c.amount),
    name=Text(
        en="Programme cost",
        fr="Coût du programme",
        es="Coste del programa",
        ru="Затраты на программу",
    ),
    question=Text(
        en="What has the programme cost in this period?",
        fr="Combien le programme a-t-il coûté sur la période ?",
        es="¿Cuánto ha costado el programa en este periodo?",
        ru="Во сколько обошлась программа за период?",
    ),
    formula=Text(
        en="Costs in the window of the accounts targeted in it, on or after their entry (customers at entry included), plus, of costs without an account, the share account-days of the scope ÷ account-days of all accounts of arm abm, within the cost’s programme and tier where it has them. Flow: costs dated in the window, up to the as-of day.",
        fr="Coûts de la période des comptes qui y sont ciblés, à partir de leur entrée (clients à l’entrée compris), plus, pour les coûts sans compte, la quote-part jours-comptes du périmètre ÷ jours-comptes de tous les comptes du bras abm, dans le programme et le niveau du coût s’il en porte. Flux : coûts datés de la période, jusqu’à la date d’arrêté.",
        es="Costes del periodo de las cuentas objetivo en él, desde su entrada (incluidas las que ya eran clientes al entrar), más, de los costes sin cuenta, la parte días-cuenta del ámbito ÷ días-cuenta de todas las cuentas del brazo abm, dentro del programa y nivel del coste si los tiene. Flujo: costes fechados en el periodo, hasta la fecha de corte.",
        ru="Затраты периода на его целевых клиентов со дня входа (включая действующих клиентов при входе) плюс доля затрат без клиента: клиенто-дни выборки ÷ клиенто-дни всех клиентов группы abm, в пределах программы и уровня, если они указаны в строке затрат. За период: затраты с датой в периоде, по отчётную дату включительно.",
    ),
    caveat=Text(
        en="Only costs that have been loaded; people’s time and tools are often missing. Costs not tied to an account are spread by account-days, a convention that moves figures per list.",
        fr="Seuls les coûts chargés y figurent ; le temps des équipes et les outils manquent souvent. Les coûts non rattachés à un compte sont répartis au prorata des jours-comptes, une convention qui déplace les chiffres d’une liste à l’autre.",
        es="Solo los costes cargados; el tiempo de las personas y las herramientas suelen faltar. Los costes sin cuenta se reparten por días-cuenta, una convención que mueve las cifras entre listas.",
        ru="Только загруженные затраты: время людей и инструменты часто не учтены. Затраты без привязки к клиенту распределяются по клиенто-дням; эта условность сдвигает цифры между списками.",
    ),
)

KPIS = (programme_cost,)
