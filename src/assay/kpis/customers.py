"""Group 7 · customers: keeping and growing those that were won (funnel stages 5 and 6)."""

from __future__ import annotations

from typing import Any

from assay.kpis.declare import KPI, Count, Estimate, Mean, Share, Sum, Text
from assay.kpis.rows import Answers, Contracts, CustomerDeals, Customers, LifetimeParts

FALL = 20
"""Points within ninety days that make a relationship a degrading one."""


def _is_renewed(contract: Any) -> Any:
    return contract.renewal == "renewed"


customer_intent_surge = KPI(
    id="X01",
    key="customer_intent_surge",
    group="customers",
    seeds="B",
    clock="stock",
    unit="accounts",
    direction="down",
    measure=Count(Customers(surging=True), where=lambda a: a.surging),
    name=Text(
        en="Customers researching competitors",
        fr="Clients qui se renseignent sur un concurrent",
        es="Clientes que investigan a la competencia",
        ru="Клиенты, изучающие конкурентов",
    ),
    question=Text(
        en="How many of our customers are reading up on a competitor right now?",
        fr="Combien de nos clients se renseignent en ce moment sur un concurrent ?",
        es="¿Cuántos de nuestros clientes se están informando ahora sobre un competidor?",
        ru="Сколько наших действующих клиентов сейчас изучает конкурента?",
    ),
    formula=Text(
        en="Customers with a score of at least 60 on at least 25% of the tracked competitor topics in the newest week (defaults; best score over providers). Stock: customers on the as-of day among the accounts ever targeted by then, also those that have left the list.",
        fr="Clients ayant un score d’au moins 60 sur au moins 25 % des sujets concurrents suivis, la semaine la plus récente (valeurs par défaut ; meilleur score entre fournisseurs). Stock : clients à la date d’arrêté parmi les comptes ciblés au moins une fois jusque-là, même sortis de la liste.",
        es="Clientes con una puntuación de al menos 60 en al menos el 25 % de los temas de competencia seguidos, en la semana más reciente (valores por defecto; mejor puntuación entre proveedores). Saldo: clientes en la fecha de corte entre las cuentas que fueron objetivo alguna vez hasta entonces, aunque hayan salido de la lista.",
        ru="Действующие клиенты с оценкой не ниже 60 не менее чем по 25 % отслеживаемых тем о конкурентах на последней неделе (значения по умолчанию; лучшая оценка среди провайдеров). На дату: действующие на отчётную дату клиенты из когда-либо целевых, в том числе выбывших из списка.",
    ),
    caveat=Text(
        en="A reason to call, not a sign of cancellation: customers also read about competitors to compare or to write. Only what the provider covers can be seen.",
        fr="C’est une raison d’appeler, non un signe de départ : un client lit aussi sur un concurrent pour comparer ou s’informer. Seul ce que couvre le fournisseur est visible.",
        es="Es un motivo para llamar, no una señal de baja: también se lee sobre un competidor para comparar o informarse. Solo se ve lo que cubre el proveedor.",
        ru="Это повод позвонить, а не признак ухода: о конкурентах читают и ради сравнения. Видно только то, что охватывает провайдер.",
    ),
)

customer_intent_surge_share = customer_intent_surge.variant(
    "share",
    unit="share",
    measure=Share(Customers(surging=True), hit=lambda a: a.surging),
    name=Text(
        en="Share of customers researching competitors",
        fr="Part des clients qui se renseignent sur un concurrent",
        es="Proporción de clientes que investigan a la competencia",
        ru="Доля клиентов, изучающих конкурентов",
    ),
    question=Text(
        en="What share of our customers is reading up on a competitor?",
        fr="Quelle part de nos clients se renseigne sur un concurrent ?",
        es="¿Qué proporción de nuestros clientes se informa sobre un competidor?",
        ru="Какая доля действующих клиентов изучает конкурента?",
    ),
    formula=Text(
        en="Customers with a surge on competitor topics in the newest week ÷ customers ever targeted, on the as-of day. Stock: customers on the as-of day among the accounts ever targeted by then, also those that have left the list.",
        fr="Clients en pic d’intention sur les sujets concurrents la semaine la plus récente ÷ clients ayant été ciblés au moins une fois, à la date d’arrêté. Stock : clients à la date d’arrêté parmi les comptes ciblés au moins une fois jusque-là, même sortis de la liste.",
        es="Clientes con pico de intención en temas de competencia en la semana más reciente ÷ clientes que han sido cuenta objetivo alguna vez, en la fecha de corte. Saldo: clientes en la fecha de corte entre las cuentas que fueron objetivo alguna vez hasta entonces, aunque hayan salido de la lista.",
        ru="Действующие клиенты со всплеском интереса к темам о конкурентах на последней неделе ÷ действующие клиенты на отчётную дату, когда-либо бывшие целевыми. На дату: действующие на отчётную дату клиенты из когда-либо целевых, в том числе выбывших из списка.",
    ),
    caveat=Text(
        en="Customers the provider does not cover count as quiet. A falling share may only mean that fewer topics are tracked.",
        fr="Les clients que le fournisseur ne couvre pas comptent comme calmes. Une baisse peut venir simplement d’un moindre nombre de sujets suivis.",
        es="Los clientes que el proveedor no cubre cuentan como tranquilos. Un descenso puede deberse solo a que se siguen menos temas.",
        ru="Клиенты, которых провайдер не видит, считаются спокойными. Снижение может значить лишь, что отслеживается меньше тем.",
    ),
)

customer_relationship = KPI(
    id="X02",
    key="customer_relationship",
    group="customers",
    seeds="B",
    clock="stock",
    unit="score",
    direction="up",
    measure=Mean(Customers(relationship=True), lambda a: a.relationship, unless="no_score"),
    trend=Estimate(
        Customers(trend=True),
        where=lambda a: a.relationship_slope.notnull(),
        value=lambda a: a.relationship_slope,
        event=lambda a: a.relationship_slope,
        estimator="mean_slope",
    ),
    name=Text(
        en="Customer relationship score",
        fr="Score relationnel des clients",
        es="Puntuación de relación con clientes",
        ru="Оценка отношений с действующими клиентами",
    ),
    question=Text(
        en="How strong is our two-way relationship with customers?",
        fr="Quelle est la force de notre relation, dans les deux sens, avec nos clients ?",
        es="¿Qué solidez tiene nuestra relación, en ambos sentidos, con los clientes?",
        ru="Насколько крепки двусторонние отношения с действующими клиентами?",
    ),
    formula=Text(
        en="Mean relationship score (0–100) of the customers ever targeted that have one on the as-of day. Stock: customers on the as-of day among the accounts ever targeted by then, also those that have left the list.",
        fr="Score relationnel moyen (0 à 100) des clients ayant été ciblés au moins une fois qui en ont un à la date d’arrêté. Stock : clients à la date d’arrêté parmi les comptes ciblés au moins une fois jusque-là, même sortis de la liste.",
        es="Media de la puntuación de relación (0 a 100) de los clientes que han sido cuenta objetivo alguna vez y la tienen en la fecha de corte. Saldo: clientes en la fecha de corte entre las cuentas que fueron objetivo alguna vez hasta entonces, aunque hayan salido de la lista.",
        ru="Средняя оценка отношений (0–100) действующих клиентов, когда-либо бывших целевыми, у которых она есть на отчётную дату. На дату: действующие на отчётную дату клиенты из когда-либо целевых, в том числе выбывших из списка.",
    ),
    caveat=Text(
        en="Customers without any mail, call or meeting on record have no score and are missing from the mean; they may be the ones at risk.",
        fr="Les clients sans e-mail, appel ni rendez-vous enregistré n’ont pas de score et manquent à la moyenne ; ce sont peut-être les plus à risque.",
        es="Los clientes sin correos, llamadas ni reuniones registradas no tienen puntuación y faltan en la media; quizá sean los que están en riesgo.",
        ru="У клиентов без писем, звонков и встреч оценки нет, и в среднем их нет тоже; возможно, как раз они в зоне риска.",
    ),
)

degrading_relationships = customer_relationship.variant(
    "degrading",
    unit="share",
    direction="down",
    measure=Share(
        Customers(relationship=True),
        where=lambda a: a.relationship.notnull(),
        hit=lambda a: a.relationship_before - a.relationship >= FALL,
    ),
    trend=None,
    name=Text(
        en="Customers with a degrading relationship",
        fr="Clients dont la relation se dégrade",
        es="Clientes con relación en deterioro",
        ru="Доля клиентов с ухудшением отношений",
    ),
    question=Text(
        en="With what share of our customers is the relationship cooling?",
        fr="Avec quelle part de nos clients la relation se refroidit-elle ?",
        es="¿Con qué proporción de nuestros clientes se está enfriando la relación?",
        ru="У какой доли действующих клиентов отношения с нами охладевают?",
    ),
    formula=Text(
        en="Customers whose relationship score fell by at least 20 points in 90 days ÷ customers ever targeted, on the as-of day, with a score. Stock: customers on the as-of day among the accounts ever targeted by then, also those that have left the list.",
        fr="Clients dont le score relationnel a baissé d’au moins 20 points en 90 jours ÷ clients ayant été ciblés au moins une fois et ayant un score à la date d’arrêté. Stock : clients à la date d’arrêté parmi les comptes ciblés au moins une fois jusque-là, même sortis de la liste.",
        es="Clientes cuya puntuación de relación ha bajado al menos 20 puntos en 90 días ÷ clientes que han sido cuenta objetivo alguna vez y tienen puntuación en la fecha de corte. Saldo: clientes en la fecha de corte entre las cuentas que fueron objetivo alguna vez hasta entonces, aunque hayan salido de la lista.",
        ru="Действующие клиенты, у которых оценка отношений за 90 дней упала на 20 пунктов и больше ÷ действующие клиенты, когда-либо бывшие целевыми, у которых есть оценка на отчётную дату. На дату: действующие на отчётную дату клиенты из когда-либо целевых, в том числе выбывших из списка.",
    ),
    caveat=Text(
        en="A change of contact person or an unconnected mailbox looks the same as a cooling. A signal to act on, not a forecast of churn.",
        fr="Un changement d’interlocuteur ou une messagerie déconnectée produit la même image. C’est un signal pour agir, non une prévision de départ.",
        es="Un cambio de interlocutor o un buzón sin conectar se ven igual. Es una señal para actuar, no una previsión de baja.",
        ru="Смена контактного лица или отключённый почтовый ящик выглядят так же. Это сигнал к действию, а не прогноз ухода.",
    ),
)

renewal_rate = KPI(
    id="X03",
    key="renewal_rate",
    group="customers",
    seeds="B",
    clock="flow",
    unit="share",
    direction="up",
    measure=Share(Contracts("ended"), hit=_is_renewed),
    name=Text(
        en="Renewal rate",
        fr="Taux de renouvellement",
        es="Tasa de renovación",
        ru="Доля продлений",
    ),
    question=Text(
        en="Of the contracts that ran out in this period, what share was renewed?",
        fr="Parmi les contrats échus sur la période, quelle part a été renouvelée ?",
        es="De los contratos que vencieron en este periodo, ¿qué parte se renovó?",
        ru="Какая доля договоров, истёкших за период, продлена?",
    ),
    formula=Text(
        en="Contracts ending in the window and renewed ÷ contracts ending in the window and renewed or churned. Flow: events in the window, up to the as-of day, of accounts ever targeted by the event’s own day, also those that have left the list.",
        fr="Contrats échus pendant la période et renouvelés ÷ contrats échus pendant la période, renouvelés ou résiliés. Flux : événements de la période, jusqu’à la date d’arrêté, des comptes ciblés au moins une fois jusqu’au jour de l’événement, même sortis de la liste.",
        es="Contratos vencidos en el periodo y renovados ÷ contratos vencidos en el periodo, renovados o dados de baja. Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que fueron objetivo alguna vez hasta el día del evento, aunque hayan salido de la lista.",
        ru="Договоры, истекающие в периоде и продлённые ÷ договоры, истекающие в периоде, продлённые или расторгнутые. За период: события по отчётную дату включительно у клиентов, ко дню события хотя бы раз бывших целевыми, в том числе выбывших из списка.",
    ),
    caveat=Text(
        en="Counts contracts, not money. Pending contracts stay apart, so the rate of the newest period rests on those decided early.",
        fr="Il compte des contrats, non des montants. Les contrats en attente sont à part : le taux récent repose sur ceux qui se sont décidés tôt.",
        es="Cuenta contratos, no dinero. Los pendientes van aparte: la tasa reciente se apoya en los que se decidieron pronto.",
        ru="Считаются договоры, а не деньги. Нерешённые показаны отдельно, поэтому последний период опирается на тех, кто определился рано.",
    ),
)

renewal_rate_value = renewal_rate.variant(
    "value",
    measure=Share(Contracts("ended", money=True), hit=_is_renewed, weight=lambda c: c.annual_value),
    name=Text(
        en="Renewal rate by value",
        fr="Taux de renouvellement en valeur",
        es="Tasa de renovación en valor",
        ru="Доля продлений по стоимости",
    ),
    question=Text(
        en="Of the annual value that came up for renewal in this period, what share was kept?",
        fr="De la valeur annuelle arrivée à échéance sur la période, quelle part a été conservée ?",
        es="Del valor anual que vencía en este periodo, ¿qué parte se conservó?",
        ru="Какая доля годовой стоимости истекавших договоров сохранена?",
    ),
    formula=Text(
        en="Annual value of the contracts ending in the window and renewed ÷ annual value of the contracts ending in the window and renewed or churned. Flow: events in the window, up to the as-of day, of accounts ever targeted by the event’s own day, also those that have left the list.",
        fr="Valeur annuelle des contrats échus pendant la période et renouvelés ÷ valeur annuelle des contrats échus pendant la période, renouvelés ou résiliés. Flux : événements de la période, jusqu’à la date d’arrêté, des comptes ciblés au moins une fois jusqu’au jour de l’événement, même sortis de la liste.",
        es="Valor anual de los contratos vencidos en el periodo y renovados ÷ valor anual de los contratos vencidos en el periodo, renovados o dados de baja. Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que fueron objetivo alguna vez hasta el día del evento, aunque hayan salido de la lista.",
        ru="Годовая стоимость договоров, истекающих в периоде и продлённых ÷ годовая стоимость договоров, истекающих в периоде, продлённых или расторгнутых. За период: события по отчётную дату включительно у клиентов, ко дню события хотя бы раз бывших целевыми, в том числе выбывших из списка.",
    ),
    caveat=Text(
        en="It values the contracts that ended, not the terms of the new ones: price rises and cuts do not show. A few large contracts dominate.",
        fr="Il valorise les contrats échus, non les conditions des nouveaux : hausses et baisses de prix n’y apparaissent pas. Quelques gros contrats dominent.",
        es="Valora los contratos que vencieron, no las condiciones de los nuevos: las subidas y bajadas de precio no se ven. Dominan unos pocos contratos grandes.",
        ru="Берётся стоимость истёкших договоров, а не условия новых: рост и снижение цен не видны. Решают несколько крупных договоров.",
    ),
)

average_contract_value = KPI(
    id="X04",
    key="average_contract_value",
    group="customers",
    seeds="B",
    clock="stock",
    unit="money/year",
    direction="up",
    measure=Mean(Contracts("in_force", money=True), lambda c: c.annual_value, unless="no_amount"),
    name=Text(
        en="Average contract value (ACV)",
        fr="Valeur moyenne des contrats (ACV)",
        es="Valor medio de los contratos (ACV)",
        ru="Средняя годовая стоимость договора (ACV)",
    ),
    question=Text(
        en="What is a customer contract worth per year?",
        fr="Que vaut un contrat client par an ?",
        es="¿Cuánto vale al año un contrato de cliente?",
        ru="Сколько стоит договор клиента в год?",
    ),
    formula=Text(
        en="Annual value of contracts in force on the as-of day ÷ contracts in force on the as-of day that have an annual value. Stock: customers on the as-of day among the accounts ever targeted by then, also those that have left the list.",
        fr="Valeur annuelle des contrats en vigueur à la date d’arrêté ÷ contrats en vigueur à la date d’arrêté ayant une valeur annuelle. Stock : clients à la date d’arrêté parmi les comptes ciblés au moins une fois jusque-là, même sortis de la liste.",
        es="Valor anual de los contratos en vigor en la fecha de corte ÷ contratos en vigor en la fecha de corte con valor anual. Saldo: clientes en la fecha de corte entre las cuentas que fueron objetivo alguna vez hasta entonces, aunque hayan salido de la lista.",
        ru="Годовая стоимость договоров, действующих на отчётную дату ÷ договоры, действующие на отчётную дату, с указанной годовой стоимостью. На дату: действующие на отчётную дату клиенты из когда-либо целевых, в том числе выбывших из списка.",
    ),
    caveat=Text(
        en="Per contract, not per customer: splitting a contract lowers it. One-off fees are out, contracts without a recorded value too.",
        fr="Par contrat, non par client : scinder un contrat la fait baisser. Les frais uniques et les contrats sans valeur renseignée sont écartés.",
        es="Por contrato, no por cliente: dividir un contrato la reduce. Quedan fuera los cargos únicos y los contratos sin valor registrado.",
        ru="На договор, а не на клиента: раздел договора снижает показатель. Разовые платежи и договоры без указанной стоимости не входят.",
    ),
)

total_revenue = KPI(
    id="X05",
    key="total_revenue",
    group="customers",
    seeds="B",
    clock="flow",
    unit="money",
    direction="up",
    measure=Sum(CustomerDeals(), lambda d: d.amount),
    name=Text(
        en="Total revenue won",
        fr="Chiffre d’affaires total gagné",
        es="Ingresos totales ganados",
        ru="Общая выручка",
    ),
    question=Text(
        en="How much have accounts we have ever targeted signed with us in this period, all deals together?",
        fr="Combien les comptes que nous avons ciblés un jour ont-ils signé sur la période, toutes affaires confondues ?",
        es="¿Cuánto han firmado en este periodo las cuentas a las que nos hemos dirigido alguna vez, sumando todas las negociaciones?",
        ru="На какую сумму за период подписали договоры клиенты, когда-либо бывшие целевыми, по всем сделкам вместе?",
    ),
    formula=Text(
        en="Amount of deals of any type won in the window by accounts ever targeted by the closing day. Flow: events in the window, up to the as-of day, of accounts ever targeted by the event’s own day, also those that have left the list.",
        fr="Montant des affaires de tout type gagnées pendant la période auprès de comptes ciblés au moins une fois au jour de la conclusion. Flux : événements de la période, jusqu’à la date d’arrêté, des comptes ciblés au moins une fois jusqu’au jour de l’événement, même sortis de la liste.",
        es="Importe de las negociaciones de cualquier tipo ganadas en el periodo con cuentas que fueron objetivo alguna vez hasta el día del cierre. Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que fueron objetivo alguna vez hasta el día del evento, aunque hayan salido de la lista.",
        ru="Сумма сделок любого типа, выигранных за период у клиентов, которые ко дню закрытия хотя бы раз были целевыми. За период: события по отчётную дату включительно у клиентов, ко дню события хотя бы раз бывших целевыми, в том числе выбывших из списка.",
    ),
    caveat=Text(
        en="New business, expansion and renewal in one sum, as entered in the CRM. It includes revenue that would have come without the programme.",
        fr="Affaires nouvelles, extensions et renouvellements en une seule somme, selon le CRM. Il comprend du chiffre d’affaires qui serait venu sans le programme.",
        es="Nuevo negocio, expansión y renovación en una sola suma, según el CRM. Incluye ingresos que habrían llegado sin el programa.",
        ru="Новые продажи, расширения и продления в одной сумме, по данным CRM. Сюда входит и выручка, которая пришла бы без программы.",
    ),
)

nps = KPI(
    id="X06",
    key="nps",
    group="customers",
    seeds="B C",
    clock="flow",
    unit="nps",
    direction="up",
    measure=Mean(Answers("nps", population="customers"), lambda a: a.promoter, unless="off_scale", scale=100),
    name=Text(
        en="Net Promoter Score (NPS)",
        fr="Net Promoter Score (NPS)",
        es="Net Promoter Score (NPS)",
        ru="Индекс потребительской лояльности (NPS)",
    ),
    question=Text(
        en="Would our customers recommend us?",
        fr="Nos clients nous recommanderaient-ils ?",
        es="¿Nos recomendarían nuestros clientes?",
        ru="Порекомендовали бы нас наши клиенты?",
    ),
    formula=Text(
        en="100 × (answers of 9 or 10 − answers of 0 to 6) to the NPS question ÷ NPS answers 0–10 of accounts that were customers, and ever targeted, on the day of the answer. Flow: events in the window, up to the as-of day, of accounts ever targeted by the event’s own day, also those that have left the list.",
        fr="100 × (réponses 9 ou 10 − réponses 0 à 6) à la question NPS ÷ réponses NPS de 0 à 10 de comptes clients au jour de la réponse et ciblés au moins une fois jusque-là. Flux : événements de la période, jusqu’à la date d’arrêté, des comptes ciblés au moins une fois jusqu’au jour de l’événement, même sortis de la liste.",
        es="100 × (respuestas 9 o 10 − respuestas de 0 a 6) a la pregunta NPS ÷ respuestas NPS de 0 a 10 de cuentas que el día de la respuesta eran clientes y habían sido objetivo alguna vez. Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que fueron objetivo alguna vez hasta el día del evento, aunque hayan salido de la lista.",
        ru="100 × (ответы 9–10 − ответы 0–6) на вопрос NPS ÷ ответы NPS от 0 до 10 от клиентов, которые в день ответа были действующими и когда-либо целевыми. За период: события по отчётную дату включительно у клиентов, ко дню события хотя бы раз бывших целевыми, в том числе выбывших из списка.",
    ),
    caveat=Text(
        en="Answers, not accounts: a talkative account weighs more, and those who answer differ from those who stay silent. Read it with its interval and number of answers.",
        fr="Ce sont des réponses, non des comptes : un compte bavard pèse plus, et ceux qui répondent diffèrent de ceux qui se taisent. À lire avec son intervalle et le nombre de réponses.",
        es="Son respuestas, no cuentas: una cuenta locuaz pesa más, y quienes contestan difieren de quienes callan. Léase con su intervalo y el número de respuestas.",
        ru="Это ответы, а не компании: разговорчивый клиент весит больше, а ответившие отличаются от промолчавших. Смотрите вместе с интервалом и числом ответов.",
    ),
)

nps_by_account = nps.variant(
    "by_account",
    measure=Mean(
        Answers("nps", population="customers", per_account=True), lambda a: a.promoter * 100, unless="off_scale"
    ),
    name=Text(
        en="NPS by account",
        fr="NPS par compte",
        es="NPS por cuenta",
        ru="NPS по клиентам",
    ),
    question=Text(
        en="Would our customers recommend us, when every account has one voice?",
        fr="Nos clients nous recommanderaient-ils si chaque compte n’avait qu’une voix ?",
        es="¿Nos recomendarían nuestros clientes si cada cuenta tuviera un solo voto?",
        ru="Порекомендовали бы нас клиенты, если у каждой компании один голос?",
    ),
    formula=Text(
        en="Mean of the accounts’ own NPS (each from its own answers 0–10 in the window), over accounts that were customers, and ever targeted, on the day of the answer. Flow: events in the window, up to the as-of day, of accounts ever targeted by the event’s own day, also those that have left the list.",
        fr="Moyenne des NPS propres à chaque compte (chacun à partir de ses réponses de 0 à 10 pendant la période), sur les comptes clients au jour de la réponse et ciblés au moins une fois jusque-là. Flux : événements de la période, jusqu’à la date d’arrêté, des comptes ciblés au moins une fois jusqu’au jour de l’événement, même sortis de la liste.",
        es="Media del NPS propio de cada cuenta (cada uno a partir de sus respuestas de 0 a 10 en el periodo), sobre cuentas que el día de la respuesta eran clientes y habían sido objetivo alguna vez. Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que fueron objetivo alguna vez hasta el día del evento, aunque hayan salido de la lista.",
        ru="Среднее собственных NPS клиентов (у каждого — по его ответам 0–10 за период) по клиентам, которые в день ответа были действующими и когда-либо целевыми. За период: события по отчётную дату включительно у клиентов, ко дню события хотя бы раз бывших целевыми, в том числе выбывших из списка.",
    ),
    caveat=Text(
        en="An account with a single answer scores −100, 0 or 100 and weighs as much as one with fifty. It tells of accounts, not of people.",
        fr="Un compte à réponse unique vaut −100, 0 ou 100 et pèse autant qu’un compte à cinquante réponses. Il parle des comptes, non des personnes.",
        es="Una cuenta con una única respuesta vale −100, 0 o 100 y pesa lo mismo que otra con cincuenta. Habla de cuentas, no de personas.",
        ru="Клиент с единственным ответом даёт −100, 0 или 100 и весит столько же, сколько клиент с полусотней ответов. Показатель говорит о компаниях, а не о людях.",
    ),
)

lifetime_value = KPI(
    id="X07",
    key="lifetime_value",
    group="customers",
    seeds="(B)",
    clock="stock",
    unit="money",
    direction="up",
    measure=Estimate(LifetimeParts(), value=lambda p: p.worth, event=lambda p: p.gone, estimator="lifetime_value"),
    name=Text(
        en="Customer lifetime value (CLTV)",
        fr="Valeur vie client (CLTV)",
        es="Valor de vida del cliente (CLTV)",
        ru="Пожизненная ценность клиента (CLTV)",
    ),
    question=Text(
        en="What is a customer contract worth to us over its expected life?",
        fr="Que nous rapporte un contrat client sur sa durée de vie attendue ?",
        es="¿Cuánto vale para nosotros un contrato de cliente durante su vida esperada?",
        ru="Сколько принесёт договор клиента за ожидаемый срок отношений?",
    ),
    formula=Text(
        en="Average contract value × margin × expected years (1 ÷ yearly share of customers lost, at most 10). Stock: customers on the as-of day among the accounts ever targeted by then, also those that have left the list.",
        fr="Valeur moyenne des contrats × marge × années attendues (1 ÷ part annuelle de clients perdus, 10 au plus). Stock : clients à la date d’arrêté parmi les comptes ciblés au moins une fois jusque-là, même sortis de la liste.",
        es="Valor medio de los contratos × margen × años esperados (1 ÷ proporción anual de clientes perdidos, 10 como máximo). Saldo: clientes en la fecha de corte entre las cuentas que fueron objetivo alguna vez hasta entonces, aunque hayan salido de la lista.",
        ru="Средняя годовая стоимость договора × маржа × ожидаемое число лет (1 ÷ годовая доля потерянных клиентов, не более 10). На дату: действующие на отчётную дату клиенты из когда-либо целевых, в том числе выбывших из списка.",
    ),
    caveat=Text(
        en="A rule of thumb from today’s churn and margin, not a forecast: with low churn the ten-year cap decides. It neither discounts nor counts expansion.",
        fr="C’est un ordre de grandeur tiré de l’attrition et de la marge actuelles, non une prévision : à faible attrition, le plafond de dix ans décide. Ni actualisation ni extension n’y figurent.",
        es="Es una regla aproximada a partir de las bajas y el margen actuales, no una previsión: con pocas bajas decide el tope de diez años. No descuenta ni incluye la expansión.",
        ru="Это прикидка по сегодняшнему оттоку и марже, а не прогноз: при малом оттоке всё решает потолок в десять лет. Дисконтирования и расширений здесь нет.",
    ),
)

KPIS = (
    customer_intent_surge,
    customer_intent_surge_share,
    customer_relationship,
    degrading_relationships,
    renewal_rate,
    renewal_rate_value,
    average_contract_value,
    total_revenue,
    nps,
    nps_by_account,
    lifetime_value,
)
