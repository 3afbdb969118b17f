"""Comparisons of group 8 (P04 to P09, P11): a KPI with the programme and without it.

`assay.comparison` and `assay.returns` answer them. A comparison has no rows of its own: it names the KPIs that both arms are asked for; the first is its value.
"""

from __future__ import annotations

from dataclasses import dataclass

from assay.kpis.declare import Direction, Text


@dataclass(frozen=True)
class ComparisonKPI:
    """One comparison of the catalogue: arm abm − comparison in each of the KPIs `of` (none: worked out from money)."""

    id: str
    key: str
    seeds: str
    unit: str
    direction: Direction
    of: tuple[str, ...]
    name: Text
    question: Text
    formula: Text
    caveat: Text
    group: str = "programme"
    clock: str = "comparison"
    version: int = 1
    dimensions: tuple[str, ...] = ()
    default_by: tuple[str, ...] = ()
    engaged_based: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        """Tables that every comparison reads."""
        return ("accounts", "list_memberships", "opportunities", *(("costs",) if self.key == "programme_roi" else ()))


cycle_difference = ComparisonKPI(
    id="P04",
    key="cycle_difference",
    seeds="A D",
    unit="days",
    direction="down",
    of=("deal_velocity", "deal_cycle"),
    name=Text(
        en="Difference in sales cycle",
        fr="Écart de cycle de vente",
        es="Diferencia de ciclo de venta",
        ru="Разница в цикле сделки",
    ),
    question=Text(
        en="Is the sales cycle shorter for the accounts in our ABM programme than for the comparison?",
        fr="Le cycle de vente est-il plus court pour les comptes du programme ABM que pour la comparaison ?",
        es="¿Es más corto el ciclo de venta de las cuentas del programa ABM que el de la comparación?",
        ru="Короче ли цикл сделки у клиентов ABM-программы, чем у группы сравнения?",
    ),
    formula=Text(
        en="Restricted mean days at a horizon both groups reach, ABM accounts − comparison, with interval; for deal velocity (creation to close) and for deal cycle (first engagement to close). Comparison: both groups over the same window, by the same definition.",
        fr="Moyenne restreinte de jours à un horizon atteint par les deux groupes, comptes ABM − comparaison, avec intervalle ; pour la vitesse de vente (création à conclusion) et pour la durée du cycle (premier engagement à conclusion). Comparaison : les deux groupes sur la même période, selon la même définition.",
        es="Media restringida de días en un horizonte que alcanzan ambos grupos, cuentas ABM − comparación, con intervalo; para la velocidad de las negociaciones (creación a cierre) y para la duración del ciclo (primer compromiso a cierre). Comparación: ambos grupos en el mismo periodo y con la misma definición.",
        ru="Ограниченное среднее дней на горизонте, которого достигают обе группы: клиенты ABM − группа сравнения, с интервалом; для скорости сделки (от создания до закрытия) и для цикла (от первой вовлечённости до закрытия). Сравнение: обе группы за один период и по одному определению.",
    ),
    caveat=Text(
        en="A difference is an association; only a randomised or defensible design supports more. Recent deals look fast in any group, so both groups are cut at one common horizon.",
        fr="Un écart est une association ; seul un plan randomisé ou défendable permet d’en dire plus. Les affaires récentes paraissent rapides partout : les deux groupes sont coupés au même horizon.",
        es="Una diferencia es una asociación; solo un diseño aleatorizado o defendible permite decir más. Las negociaciones recientes parecen rápidas en cualquier grupo: ambos grupos se cortan en un mismo horizonte.",
        ru="Разница — это связь; больше позволяет сказать только рандомизированный или обоснованный дизайн. Недавние сделки кажутся быстрыми в любой группе, поэтому обе обрезаны на одном горизонте.",
    ),
)

deal_size_difference = ComparisonKPI(
    id="P05",
    key="deal_size_difference",
    seeds="A C",
    unit="money",
    direction="up",
    of=("average_deal_size", "average_deal_size.median"),
    name=Text(
        en="Difference in deal size",
        fr="Écart de taille des affaires",
        es="Diferencia de tamaño de negociación",
        ru="Разница в размере сделки",
    ),
    question=Text(
        en="Are deals with ABM accounts larger than those of the comparison?",
        fr="Les affaires avec les comptes ABM sont-elles plus grosses que celles de la comparaison ?",
        es="¿Son mayores las negociaciones con cuentas ABM que las de la comparación?",
        ru="Крупнее ли сделки с клиентами ABM, чем у группы сравнения?",
    ),
    formula=Text(
        en="Average deal size, ABM accounts − comparison, as mean and as median, with interval. Comparison: both groups over the same window, by the same definition.",
        fr="Taille des affaires, comptes ABM − comparaison, en moyenne et en médiane, avec intervalle. Comparaison : les deux groupes sur la même période, selon la même définition.",
        es="Tamaño de la negociación, cuentas ABM − comparación, en media y en mediana, con intervalo. Comparación: ambos grupos en el mismo periodo y con la misma definición.",
        ru="Размер сделки, клиенты ABM − группа сравнения: среднее и медиана, с интервалом. Сравнение: обе группы за один период и по одному определению.",
    ),
    caveat=Text(
        en="Lists are drawn up from large companies, so a raw difference mostly shows whom we chose. Few deals and one giant can produce it.",
        fr="Les listes se composent de grandes entreprises : un écart brut montre surtout qui nous avons choisi. Peu d’affaires et une seule géante suffisent à le créer.",
        es="Las listas se forman con empresas grandes: una diferencia bruta muestra sobre todo a quién elegimos. Pocas negociaciones y una gigante bastan para crearla.",
        ru="В списки берут крупные компании, поэтому простая разница показывает прежде всего, кого мы выбрали. Её могут дать несколько сделок и один гигант.",
    ),
)

win_rate_difference = ComparisonKPI(
    id="P06",
    key="win_rate_difference",
    seeds="A",
    unit="points",
    direction="up",
    of=("account_win_rate", "win_rate"),
    name=Text(
        en="Difference in win rate",
        fr="Écart de taux de réussite",
        es="Diferencia de tasa de cierre",
        ru="Разница в доле выигранных",
    ),
    question=Text(
        en="Do we win ABM accounts more often than those of the comparison?",
        fr="Gagnons-nous plus souvent les comptes ABM que ceux de la comparaison ?",
        es="¿Ganamos las cuentas ABM con más frecuencia que las de la comparación?",
        ru="Чаще ли мы выигрываем клиентов ABM, чем группу сравнения?",
    ),
    formula=Text(
        en="Win rate of target accounts and win rate of opportunities, ABM accounts − comparison, in percentage points, with Newcombe interval and relative lift. Comparison: both groups over the same window, by the same definition.",
        fr="Taux de réussite des comptes cibles et taux de réussite des opportunités, comptes ABM − comparaison, en points de pourcentage, avec intervalle de Newcombe et gain relatif. Comparaison : les deux groupes sur la même période, selon la même définition.",
        es="Tasa de cierre de cuentas objetivo y tasa de cierre de oportunidades, cuentas ABM − comparación, en puntos porcentuales, con intervalo de Newcombe y mejora relativa. Comparación: ambos grupos en el mismo periodo y con la misma definición.",
        ru="Доля выигранных целевых клиентов и доля выигранных сделок, клиенты ABM − группа сравнения, в процентных пунктах, с интервалом Ньюкомба и относительным приростом. Сравнение: обе группы за один период и по одному определению.",
    ),
    caveat=Text(
        en="“No difference seen” is not “no difference”: a small programme can hardly prove one within a quarter. What it may be called depends on the design printed beside it.",
        fr="« Aucun écart observé » n’est pas « aucun écart » : un petit programme peut difficilement le prouver en un trimestre. Le mot permis dépend du plan de comparaison affiché à côté.",
        es="«No se ve diferencia» no es «no hay diferencia»: un programa pequeño difícilmente la demuestra en un trimestre. Qué se puede afirmar depende del diseño que figura al lado.",
        ru="«Разницы не видно» — не то же, что «разницы нет»: небольшая программа едва ли докажет её за квартал. Что можно утверждать, зависит от указанного рядом дизайна.",
    ),
)

opportunity_rate_difference = ComparisonKPI(
    id="P07",
    key="opportunity_rate_difference",
    seeds="D",
    unit="points",
    direction="up",
    of=("opportunity_rate",),
    name=Text(
        en="Difference in opportunity rate",
        fr="Écart de taux d’opportunité",
        es="Diferencia de tasa de oportunidad",
        ru="Разница в доле клиентов со сделкой",
    ),
    question=Text(
        en="Do more of the ABM accounts bring an opportunity than of the comparison?",
        fr="Les comptes ABM donnent-ils plus souvent une opportunité que ceux de la comparaison ?",
        es="¿Dan las cuentas ABM más a menudo una oportunidad que las de la comparación?",
        ru="Чаще ли клиенты ABM доходят до сделки, чем группа сравнения?",
    ),
    formula=Text(
        en="Opportunity rate, ABM accounts − comparison, in percentage points, with interval. Comparison: both groups over the same window, by the same definition.",
        fr="Taux d’opportunité, comptes ABM − comparaison, en points de pourcentage, avec intervalle. Comparaison : les deux groupes sur la même période, selon la même définition.",
        es="Tasa de oportunidad, cuentas ABM − comparación, en puntos porcentuales, con intervalo. Comparación: ambos grupos en el mismo periodo y con la misma definición.",
        ru="Доля клиентов со сделкой, клиенты ABM − группа сравнения, в процентных пунктах, с интервалом. Сравнение: обе группы за один период и по одному определению.",
    ),
    caveat=Text(
        en="Both groups need the same time to get there. Accounts are often put on the list because they were already warm, and that alone makes a difference.",
        fr="Les deux groupes doivent disposer du même temps. On inscrit souvent des comptes parce qu’ils étaient déjà chauds, ce qui suffit à créer un écart.",
        es="Ambos grupos necesitan el mismo tiempo. A menudo se incluyen cuentas porque ya estaban calientes, y eso basta para crear una diferencia.",
        ru="У обеих групп должно быть одинаковое время. В список часто берут уже «тёплых» клиентов, и одного этого хватает для разницы.",
    ),
)

against_control = ComparisonKPI(
    id="P08",
    key="against_control",
    seeds="C",
    unit="as_kpi",
    direction="context",
    of=("opportunity_rate", "account_win_rate", "win_rate", "average_deal_size", "deal_velocity"),
    name=Text(
        en="Against the control group",
        fr="Face au groupe témoin",
        es="Frente al grupo de control",
        ru="Сравнение с контрольной группой",
    ),
    question=Text(
        en="How do ABM accounts stand against a control group on any KPI?",
        fr="Où en sont les comptes ABM face à un groupe témoin, sur n’importe quel KPI ?",
        es="¿Cómo están las cuentas ABM frente a un grupo de control en cualquier KPI?",
        ru="Как клиенты ABM выглядят рядом с контрольной группой по любому показателю?",
    ),
    formula=Text(
        en="Any KPI for both groups and the difference ABM accounts − control group, with balance before and after weighting, contamination and the number of cases. Comparison: both groups over the same window, by the same definition.",
        fr="Tout KPI pour les deux groupes et l’écart comptes ABM − groupe témoin, avec l’équilibre avant et après pondération, la contamination et le nombre de cas. Comparaison : les deux groupes sur la même période, selon la même définition.",
        es="Cualquier KPI en ambos grupos y la diferencia cuentas ABM − grupo de control, con el equilibrio antes y después de ponderar, la contaminación y el número de casos. Comparación: ambos grupos en el mismo periodo y con la misma definición.",
        ru="Любой показатель по обеим группам и разница «клиенты ABM − контрольная группа», с балансом до и после взвешивания, загрязнением и числом наблюдений. Сравнение: обе группы за один период и по одному определению.",
    ),
    caveat=Text(
        en="Only as good as the control group: read balance and contamination (control accounts the programme touched) first. Without a randomised or defensible design it stays a description.",
        fr="Elle ne vaut que ce que vaut le groupe témoin : lisez d’abord l’équilibre et la contamination (comptes témoins que le programme a touchés). Sans plan randomisé ou défendable, ce n’est qu’une description.",
        es="Vale lo que valga el grupo de control: léanse antes el equilibrio y la contaminación (cuentas de control a las que llegó el programa). Sin un diseño aleatorizado o defendible no pasa de descripción.",
        ru="Сравнение не лучше самой контрольной группы: сначала смотрите баланс и загрязнение (контрольные клиенты, которых коснулась программа). Без рандомизированного или обоснованного дизайна это лишь описание.",
    ),
)

programme_roi = ComparisonKPI(
    id="P09",
    key="programme_roi",
    seeds="C",
    unit="share",
    direction="up",
    of=(),
    name=Text(
        en="Return on the programme (ROI)",
        fr="Retour sur investissement du programme (ROI)",
        es="Retorno del programa (ROI)",
        ru="Окупаемость программы (ROI)",
    ),
    question=Text(
        en="Does the programme bring in more than it costs?",
        fr="Le programme rapporte-t-il plus qu’il ne coûte ?",
        es="¿Aporta el programa más de lo que cuesta?",
        ru="Приносит ли программа больше, чем стоит?",
    ),
    formula=Text(
        en="(incremental gross profit − cost in scope) ÷ cost in scope, with the interval carried through; attributed ROI apart and named so. Comparison: both groups over the same window, by the same definition.",
        fr="(marge brute additionnelle − coût du périmètre) ÷ coût du périmètre, l’intervalle étant propagé ; le ROI attribué figure à part, sous ce nom. Comparaison : les deux groupes sur la même période, selon la même définition.",
        es="(beneficio bruto incremental − coste del ámbito) ÷ coste del ámbito, propagando el intervalo; el ROI atribuido, aparte y con ese nombre. Comparación: ambos grupos en el mismo periodo y con la misma definición.",
        ru="(дополнительная валовая прибыль − затраты в выборке) ÷ затраты в выборке, с переносом интервала; атрибутированный ROI — отдельно и под этим именем. Сравнение: обе группы за один период и по одному определению.",
    ),
    caveat=Text(
        en="Rests on the incremental profit from a comparison and carries its interval: a wide one means “cannot tell yet”. Without a control only attributed ROI can be shown; it is named so and proves no effect.",
        fr="Il repose sur le bénéfice additionnel tiré d’une comparaison et en porte l’intervalle : s’il est large, on ne peut pas encore conclure. Sans groupe témoin, seul un ROI attribué peut être montré ; il est nommé ainsi et ne prouve aucun effet.",
        es="Se apoya en el beneficio incremental de una comparación y arrastra su intervalo: si es amplio, aún no se puede decir. Sin grupo de control solo cabe mostrar el ROI atribuido, que se nombra así y no prueba efecto alguno.",
        ru="Опирается на дополнительную прибыль из сравнения и несёт её интервал: широкий значит «пока нельзя сказать». Без контрольной группы можно показать только атрибутированный ROI; он так и назван и эффекта не доказывает.",
    ),
)

revenue_impact = ComparisonKPI(
    id="P11",
    key="revenue_impact",
    seeds="A",
    unit="money",
    direction="up",
    of=(),
    name=Text(
        en="Revenue impact",
        fr="Impact sur le chiffre d’affaires",
        es="Impacto en los ingresos",
        ru="Влияние на выручку",
    ),
    question=Text(
        en="How much revenue would we not have had without the programme?",
        fr="Quel chiffre d’affaires n’aurions-nous pas eu sans le programme ?",
        es="¿Cuántos ingresos no habríamos tenido sin el programa?",
        ru="Какой выручки у нас не было бы без программы?",
    ),
    formula=Text(
        en="Incremental revenue of the programme: revenue of the ABM accounts − revenue expected of them from the comparison, with interval. Comparison: both groups over the same window, by the same definition.",
        fr="Chiffre d’affaires additionnel du programme : celui des comptes ABM − celui que la comparaison laisse attendre pour eux, avec intervalle. Comparaison : les deux groupes sur la même période, selon la même définition.",
        es="Ingresos incrementales del programa: los de las cuentas ABM − los que la comparación haría esperar de ellas, con intervalo. Comparación: ambos grupos en el mismo periodo y con la misma definición.",
        ru="Дополнительная выручка программы: выручка клиентов ABM − выручка, которой от них можно было ждать по сравнению, с интервалом. Сравнение: обе группы за один период и по одному определению.",
    ),
    caveat=Text(
        en="An estimate with an interval, never a booked amount, and only as strong as the design printed beside it. With an interval across zero the answer is “cannot tell yet”.",
        fr="C’est une estimation avec intervalle, jamais un montant comptabilisé, et elle ne vaut que ce que vaut le plan affiché à côté. Si l’intervalle contient zéro, on ne peut pas encore conclure.",
        es="Es una estimación con intervalo, nunca un importe contabilizado, y vale lo que valga el diseño que figura al lado. Si el intervalo incluye el cero, aún no se puede decir.",
        ru="Это оценка с интервалом, а не учтённая сумма, и она не сильнее дизайна, указанного рядом. Если интервал захватывает ноль, ответ — «пока нельзя сказать».",
    ),
)

COMPARISONS: dict[str, ComparisonKPI] = {
    one.key: one
    for one in (
        cycle_difference,
        deal_size_difference,
        win_rate_difference,
        opportunity_rate_difference,
        against_control,
        programme_roi,
        revenue_impact,
    )
}
