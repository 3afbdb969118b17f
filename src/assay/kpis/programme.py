"""Group 8 · programme: cost, influence, comparison and return."""

from __future__ import annotations

from typing import Any

from assay.kpis.declare import KPI, Costs, Count, Deals, QuotaDeals, Quotas, Ratio, Share, Sum, Text, TouchedAccounts

_OPEN = Deals("open", legitimate=True, money=True, influence="touched")
_WON = Deals("closed", outcome="won", money=True, influence="touched")


def _influenced(deal: Any) -> Any:
    return deal.influenced


influenced_pipeline = KPI(
    id="P01",
    key="influenced_pipeline",
    group="programme",
    seeds="D",
    clock="stock",
    unit="share",
    direction="context",
    measure=Share(_OPEN, hit=_influenced, weight=lambda d: d.amount),
    name=Text(
        en="Influenced pipeline",
        fr="Pipeline influencé",
        es="Pipeline influido por marketing",
        ru="Пайплайн с касанием маркетинга",
    ),
    question=Text(
        en="What share of the open pipeline sits with accounts that marketing has touched?",
        fr="Quelle part du pipeline ouvert concerne des comptes que le marketing a touchés ?",
        es="¿Qué parte del pipeline abierto corresponde a cuentas a las que ha llegado marketing?",
        ru="Какая часть открытого пайплайна приходится на клиентов, которых касался маркетинг?",
    ),
    formula=Text(
        en="Amount of the open legitimate new-business deals of the scope with at least one marketing touch on the account (any kind but a bounced e-mail) from 180 days before creation (default) to the as-of day ÷ pipeline: amount of open legitimate new-business deals of the scope. Stock: state at the end of the as-of day.",
        fr="Montant des opportunités qualifiées ouvertes (affaires nouvelles) du périmètre avec au moins une interaction marketing sur le compte (de tout type sauf e-mail rejeté) de 180 jours avant la création (par défaut) à la date d’arrêté ÷ pipeline : montant des opportunités qualifiées ouvertes (affaires nouvelles) du périmètre. Stock : état en fin de journée à la date d’arrêté.",
        es="Importe de las oportunidades cualificadas abiertas de nuevo negocio del ámbito con al menos una interacción de marketing en la cuenta (de cualquier tipo salvo correo rebotado) desde 180 días antes de la creación (por defecto) hasta la fecha de corte ÷ pipeline: importe de las oportunidades cualificadas abiertas de nuevo negocio del ámbito. Saldo: estado al final del día en la fecha de corte.",
        ru="Сумма открытых квалифицированных сделок выборки по новым продажам, где у клиента было хотя бы одно касание маркетинга (любое, кроме отклонённого письма) за время от 180 дней до создания (по умолчанию) по отчётную дату ÷ пайплайн: сумма открытых квалифицированных сделок выборки по новым продажам. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="“Touched”, nothing more: one e-mail in 180 days is enough, so it shows reach and alignment, not that marketing brought the money. A deal counts once, however many channels; never add channels up.",
        fr="« Touché », rien de plus : un e-mail en 180 jours suffit. C’est un signe de portée et d’alignement, non la preuve que le marketing a apporté l’argent ; une affaire compte une fois, et les canaux ne s’additionnent pas.",
        es="«Ha llegado», nada más: basta un correo en 180 días. Indica alcance y alineación, no que marketing trajera el dinero; cada negociación cuenta una vez y los canales no se suman.",
        ru="Только «касался», не больше: хватит одного письма за 180 дней. Это признак охвата и согласованности, а не того, что деньги принёс маркетинг; сделка считается один раз, каналы складывать нельзя.",
    ),
)

influenced_pipeline_money = influenced_pipeline.variant(
    "money",
    unit="money",
    measure=Sum(_OPEN, lambda d: d.amount, where=_influenced),
    name=Text(
        en="Influenced pipeline (amount)",
        fr="Pipeline influencé (montant)",
        es="Pipeline influido por marketing (importe)",
        ru="Пайплайн с касанием маркетинга (сумма)",
    ),
    question=Text(
        en="How much open pipeline sits with accounts that marketing has touched?",
        fr="Quel montant de pipeline ouvert concerne des comptes que le marketing a touchés ?",
        es="¿Cuánto pipeline abierto corresponde a cuentas a las que ha llegado marketing?",
        ru="На какую сумму открыты сделки у клиентов, которых касался маркетинг?",
    ),
    formula=Text(
        en="Amount of the open legitimate new-business deals of the scope with at least one marketing touch on the account (any kind but a bounced e-mail) from 180 days before creation (default) to the as-of day. Stock: state at the end of the as-of day.",
        fr="Montant des opportunités qualifiées ouvertes (affaires nouvelles) du périmètre avec au moins une interaction marketing sur le compte (de tout type sauf e-mail rejeté) de 180 jours avant la création (par défaut) à la date d’arrêté. Stock : état en fin de journée à la date d’arrêté.",
        es="Importe de las oportunidades cualificadas abiertas de nuevo negocio del ámbito con al menos una interacción de marketing en la cuenta (de cualquier tipo salvo correo rebotado) desde 180 días antes de la creación (por defecto) hasta la fecha de corte. Saldo: estado al final del día en la fecha de corte.",
        ru="Сумма открытых квалифицированных сделок выборки по новым продажам, где у клиента было хотя бы одно касание маркетинга (любое, кроме отклонённого письма) за время от 180 дней до создания (по умолчанию) по отчётную дату. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="Descriptive: the amount would largely exist without those touches. Never present it as pipeline generated by marketing.",
        fr="Descriptif : ce montant existerait en grande partie sans ces interactions. Ne le présentez jamais comme du pipeline généré par le marketing.",
        es="Es descriptivo: ese importe existiría en gran parte sin esas interacciones. No debe presentarse como pipeline generado por marketing.",
        ru="Это описание: большая часть этой суммы была бы и без касаний. Не представляйте её как пайплайн, созданный маркетингом.",
    ),
)

engaged_pipeline = influenced_pipeline.variant(
    "engaged",
    measure=Share(
        Deals("open", legitimate=True, money=True, influence="engaged"), hit=_influenced, weight=lambda d: d.amount
    ),
    name=Text(
        en="Influenced pipeline (engaging touches only)",
        fr="Pipeline influencé (engagement seul)",
        es="Pipeline influido por marketing (solo compromiso)",
        ru="Пайплайн с откликом на маркетинг",
    ),
    question=Text(
        en="What share of the open pipeline sits with accounts that have responded to marketing?",
        fr="Quelle part du pipeline ouvert concerne des comptes qui ont répondu au marketing ?",
        es="¿Qué parte del pipeline abierto corresponde a cuentas que han respondido a marketing?",
        ru="Какая часть открытого пайплайна приходится на клиентов, которые откликнулись на маркетинг?",
    ),
    formula=Text(
        en="Amount of the open legitimate new-business deals of the scope with at least one engaging marketing touch on the account from 180 days before creation (default) to the as-of day ÷ pipeline. Stock: state at the end of the as-of day.",
        fr="Montant des opportunités qualifiées ouvertes (affaires nouvelles) du périmètre avec au moins une interaction marketing valant engagement sur le compte, de 180 jours avant la création (par défaut) à la date d’arrêté ÷ pipeline. Stock : état en fin de journée à la date d’arrêté.",
        es="Importe de las oportunidades cualificadas abiertas de nuevo negocio del ámbito con al menos una interacción de marketing con compromiso en la cuenta, desde 180 días antes de la creación (por defecto) hasta la fecha de corte ÷ pipeline. Saldo: estado al final del día en la fecha de corte.",
        ru="Сумма открытых квалифицированных сделок выборки по новым продажам, где у клиента было хотя бы одно вовлекающее касание маркетинга за время от 180 дней до создания (по умолчанию) по отчётную дату ÷ пайплайн. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="Stricter, because the account itself had to act, yet still only touched: accounts with a live deal respond more in any case.",
        fr="Plus strict, puisque le compte a dû agir, mais toujours « touché » seulement : un compte avec une affaire en cours répond de toute façon davantage.",
        es="Es más estricto, porque la cuenta tuvo que actuar, pero sigue siendo solo contacto: una cuenta con una negociación en curso responde más en cualquier caso.",
        ru="Строже: клиент должен был действовать сам. Но и это лишь касание: клиент с живой сделкой откликается чаще в любом случае.",
    ),
)

influenced_revenue = KPI(
    id="P02",
    key="influenced_revenue",
    group="programme",
    seeds="D",
    clock="flow",
    unit="share",
    direction="context",
    measure=Share(_WON, hit=_influenced, weight=lambda d: d.amount),
    name=Text(
        en="Influenced revenue",
        fr="Chiffre d’affaires influencé",
        es="Ingresos influidos por marketing",
        ru="Выручка с касанием маркетинга",
    ),
    question=Text(
        en="What share of the new revenue we won came from accounts that marketing had touched?",
        fr="Quelle part du nouveau chiffre d’affaires gagné vient de comptes que le marketing avait touchés ?",
        es="¿Qué parte de los nuevos ingresos ganados procede de cuentas a las que había llegado marketing?",
        ru="Какая часть новой выручки пришла от клиентов, которых касался маркетинг?",
    ),
    formula=Text(
        en="Amount of new-business deals won in the window with at least one marketing touch on the account (any kind but a bounced e-mail) from 180 days before creation (default) to the closing day ÷ new revenue: amount of new-business deals won in the window. Flow: by closing day in the window, up to the as-of day; a deal belongs to the scope if its account was in it on some day from creation to close.",
        fr="Montant des affaires nouvelles gagnées pendant la période avec au moins une interaction marketing sur le compte (de tout type sauf e-mail rejeté) de 180 jours avant la création (par défaut) au jour de la conclusion ÷ nouveau chiffre d’affaires : montant des affaires nouvelles gagnées pendant la période. Flux : selon le jour de clôture dans la période, jusqu’à la date d’arrêté ; une affaire relève du périmètre si son compte y était un jour au moins entre création et clôture.",
        es="Importe de las negociaciones de nuevo negocio ganadas en el periodo con al menos una interacción de marketing en la cuenta (de cualquier tipo salvo correo rebotado) desde 180 días antes de la creación (por defecto) hasta el día del cierre ÷ nuevos ingresos: importe de las negociaciones de nuevo negocio ganadas en el periodo. Flujo: por día de cierre en el periodo, hasta la fecha de corte; una negociación pertenece al ámbito si su cuenta estuvo en él algún día entre la creación y el cierre.",
        ru="Сумма выигранных за период сделок по новым продажам, где у клиента было хотя бы одно касание маркетинга (любое, кроме отклонённого письма) за время от 180 дней до создания (по умолчанию) по день закрытия ÷ новая выручка: сумма сделок по новым продажам, выигранных за период. За период: по дню закрытия, по отчётную дату включительно; сделка относится к выборке, если клиент был в ней хотя бы в один день от создания до закрытия.",
    ),
    caveat=Text(
        en="It says that marketing was there, not that it won the deal. The more marketing sends, the closer the share gets to 100% without any effect.",
        fr="Il dit que le marketing était présent, non qu’il a gagné l’affaire. Plus le marketing envoie, plus la part approche 100 % sans le moindre effet.",
        es="Dice que marketing estuvo presente, no que ganara la negociación. Cuanto más envía marketing, más se acerca al 100 % sin efecto alguno.",
        ru="Показатель говорит, что маркетинг присутствовал, а не что он выиграл сделку. Чем больше рассылок, тем ближе доля к 100 % без всякого эффекта.",
    ),
)

influenced_revenue_money = influenced_revenue.variant(
    "money",
    unit="money",
    measure=Sum(_WON, lambda d: d.amount, where=_influenced),
    name=Text(
        en="Influenced revenue (amount)",
        fr="Chiffre d’affaires influencé (montant)",
        es="Ingresos influidos por marketing (importe)",
        ru="Выручка с касанием маркетинга (сумма)",
    ),
    question=Text(
        en="How much of the new revenue we won came from accounts that marketing had touched?",
        fr="Quel montant du nouveau chiffre d’affaires gagné vient de comptes que le marketing avait touchés ?",
        es="¿Cuántos de los nuevos ingresos ganados proceden de cuentas a las que había llegado marketing?",
        ru="Сколько новой выручки пришло от клиентов, которых касался маркетинг?",
    ),
    formula=Text(
        en="Amount of new-business deals won in the window with at least one marketing touch on the account (any kind but a bounced e-mail) from 180 days before creation (default) to the closing day. Flow: by closing day in the window, up to the as-of day; a deal belongs to the scope if its account was in it on some day from creation to close.",
        fr="Montant des affaires nouvelles gagnées pendant la période avec au moins une interaction marketing sur le compte (de tout type sauf e-mail rejeté) de 180 jours avant la création (par défaut) au jour de la conclusion. Flux : selon le jour de clôture dans la période, jusqu’à la date d’arrêté ; une affaire relève du périmètre si son compte y était un jour au moins entre création et clôture.",
        es="Importe de las negociaciones de nuevo negocio ganadas en el periodo con al menos una interacción de marketing en la cuenta (de cualquier tipo salvo correo rebotado) desde 180 días antes de la creación (por defecto) hasta el día del cierre. Flujo: por día de cierre en el periodo, hasta la fecha de corte; una negociación pertenece al ámbito si su cuenta estuvo en él algún día entre la creación y el cierre.",
        ru="Сумма выигранных за период сделок по новым продажам, где у клиента было хотя бы одно касание маркетинга (любое, кроме отклонённого письма) за время от 180 дней до создания (по умолчанию) по день закрытия. За период: по дню закрытия, по отчётную дату включительно; сделка относится к выборке, если клиент был в ней хотя бы в один день от создания до закрытия.",
    ),
    caveat=Text(
        en="Not revenue brought in by marketing: sales touched the same accounts. Use the comparison with a control group for that question.",
        fr="Ce n’est pas du chiffre d’affaires apporté par le marketing : les commerciaux ont touché les mêmes comptes. Pour cette question, voir la comparaison avec un groupe témoin.",
        es="No son ingresos aportados por marketing: ventas trabajó las mismas cuentas. Para esa pregunta está la comparación con un grupo de control.",
        ru="Это не выручка, принесённая маркетингом: тех же клиентов касались и продажи. На такой вопрос отвечает сравнение с контрольной группой.",
    ),
)

engaged_revenue = influenced_revenue.variant(
    "engaged",
    measure=Share(
        Deals("closed", outcome="won", money=True, influence="engaged"), hit=_influenced, weight=lambda d: d.amount
    ),
    name=Text(
        en="Influenced revenue (engaging touches only)",
        fr="Chiffre d’affaires influencé (engagement seul)",
        es="Ingresos influidos por marketing (solo compromiso)",
        ru="Выручка с откликом на маркетинг",
    ),
    question=Text(
        en="What share of the new revenue came from accounts that had responded to marketing?",
        fr="Quelle part du nouveau chiffre d’affaires vient de comptes qui avaient répondu au marketing ?",
        es="¿Qué parte de los nuevos ingresos procede de cuentas que habían respondido a marketing?",
        ru="Какая часть новой выручки пришла от клиентов, откликнувшихся на маркетинг?",
    ),
    formula=Text(
        en="Amount of new-business deals won in the window with at least one engaging marketing touch on the account from 180 days before creation (default) to the closing day ÷ new revenue. Flow: by closing day in the window, up to the as-of day; a deal belongs to the scope if its account was in it on some day from creation to close.",
        fr="Montant des affaires nouvelles gagnées pendant la période avec au moins une interaction marketing valant engagement sur le compte, de 180 jours avant la création (par défaut) au jour de la conclusion ÷ nouveau chiffre d’affaires. Flux : selon le jour de clôture dans la période, jusqu’à la date d’arrêté ; une affaire relève du périmètre si son compte y était un jour au moins entre création et clôture.",
        es="Importe de las negociaciones de nuevo negocio ganadas en el periodo con al menos una interacción de marketing con compromiso en la cuenta, desde 180 días antes de la creación (por defecto) hasta el día del cierre ÷ nuevos ingresos. Flujo: por día de cierre en el periodo, hasta la fecha de corte; una negociación pertenece al ámbito si su cuenta estuvo en él algún día entre la creación y el cierre.",
        ru="Сумма выигранных за период сделок по новым продажам, где у клиента было хотя бы одно вовлекающее касание маркетинга за время от 180 дней до создания (по умолчанию) по день закрытия ÷ новая выручка. За период: по дню закрытия, по отчётную дату включительно; сделка относится к выборке, если клиент был в ней хотя бы в один день от создания до закрытия.",
    ),
    caveat=Text(
        en="Stricter, because the account itself had to act, yet still no proof that the response led to the deal.",
        fr="Plus strict, puisque le compte a dû agir, mais cela ne prouve pas que la réponse ait mené à l’affaire.",
        es="Es más estricto, porque la cuenta tuvo que actuar, pero no prueba que la respuesta llevara a la negociación.",
        ru="Строже: клиент должен был действовать сам. Но и это не доказывает, что отклик привёл к сделке.",
    ),
)

deal_coverage = KPI(
    id="P03",
    key="deal_coverage",
    group="programme",
    seeds="D",
    clock="stock",
    unit="share",
    direction="up",
    measure=Share(Deals("open", attention=True), hit=lambda d: d.recent_touches > 0),
    name=Text(
        en="Deal coverage",
        fr="Couverture des affaires",
        es="Cobertura de las negociaciones",
        ru="Покрытие сделок",
    ),
    question=Text(
        en="Which open deals are we leaving alone, and whom have we not reached yet?",
        fr="Quelles affaires ouvertes délaissons-nous, et qui n’avons-nous pas encore touché ?",
        es="¿Qué negociaciones abiertas estamos desatendiendo y a quién no hemos llegado aún?",
        ru="Какие открытые сделки мы оставили без внимания и до кого ещё не дошли?",
    ),
    formula=Text(
        en="Open new-business deals of the scope with at least one touch on the account in the look-back (90 days by default; any kind but a bounced e-mail) ÷ open new-business deals of the scope. The rows show, per deal, those touches, key people touched ÷ key people, and days since the last touch. Stock: state at the end of the as-of day.",
        fr="Affaires nouvelles ouvertes du périmètre avec au moins une interaction sur le compte pendant la période de référence (90 jours par défaut ; de tout type sauf e-mail rejeté) ÷ affaires nouvelles ouvertes du périmètre. Le détail montre, par affaire, ces interactions, les contacts clés touchés ÷ les contacts clés et les jours depuis la dernière interaction. Stock : état en fin de journée à la date d’arrêté.",
        es="Negociaciones abiertas de nuevo negocio del ámbito con al menos una interacción en la cuenta en el periodo de referencia (90 días por defecto; de cualquier tipo salvo correo rebotado) ÷ negociaciones abiertas de nuevo negocio del ámbito. El detalle muestra, por negociación, esas interacciones, los contactos clave con interacción ÷ los contactos clave y los días desde la última interacción. Saldo: estado al final del día en la fecha de corte.",
        ru="Открытые сделки выборки по новым продажам, у клиента которых за период анализа (по умолчанию 90 дней) было хотя бы одно касание (любое, кроме отклонённого письма) ÷ открытые сделки выборки по новым продажам. По каждой сделке показаны эти касания, ключевые контакты с касанием ÷ ключевые контакты и дни с последнего касания. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="Touches show activity around a deal, not its chances. With no key people recorded, no share of people touched can be given.",
        fr="Les interactions montrent l’activité autour d’une affaire, non ses chances. Sans contact clé renseigné, la part de personnes touchées n’existe pas.",
        es="Las interacciones muestran actividad en torno a una negociación, no sus probabilidades. Sin contactos clave registrados no hay proporción de personas.",
        ru="Касания показывают активность вокруг сделки, а не её шансы. Если ключевые контакты не записаны, доли людей нет.",
    ),
)

approaches = KPI(
    id="P10",
    key="approaches",
    group="programme",
    seeds="C (D)",
    clock="flow",
    unit="deals",
    direction="context",
    measure=Count(Deals("created", legitimate=True)),
    default_by=("approach",),
    name=Text(
        en="ABM beside other approaches",
        fr="L’ABM face aux autres approches",
        es="El ABM frente a otros enfoques",
        ru="ABM рядом с другими подходами",
    ),
    question=Text(
        en="How does ABM compare with inbound, outbound, partners and events, and with the time before the programme?",
        fr="Où se situe l’ABM face à l’inbound, à l’outbound, aux partenaires et aux événements, et par rapport à l’avant-programme ?",
        es="¿Cómo queda el ABM frente a inbound, outbound, partners y eventos, y frente a la etapa anterior al programa?",
        ru="Как ABM выглядит рядом с inbound, outbound, партнёрами и мероприятиями и со временем до программы?",
    ),
    formula=Text(
        en="Legitimate new-business deals of the scope created in the window, for each approach of the deals (ABM, inbound, outbound, partner, event). Any other KPI on deals is compared the same way, by its own formula, and the comparison of approaches shows the time before the programme and the overlap beside. Flow: deals by creation day.",
        fr="Opportunités qualifiées (affaires nouvelles) du périmètre créées sur la période, pour chaque approche des affaires (ABM, inbound, outbound, partenaire, événement). Tout autre KPI sur les affaires se compare de même, selon sa propre formule ; la comparaison des approches montre à côté la période d’avant le programme et le recouvrement. Flux : affaires à leur jour de création.",
        es="Oportunidades cualificadas de nuevo negocio del ámbito creadas en el periodo, para cada enfoque de las negociaciones (ABM, inbound, outbound, partner, evento). Cualquier otro KPI de negociaciones se compara igual, con su propia fórmula; la comparación de enfoques muestra al lado la etapa anterior al programa y el solapamiento. Flujo: negociaciones por su día de creación.",
        ru="Квалифицированные сделки выборки по новым продажам, созданные за период, по каждому подходу (ABM, inbound, outbound, партнёр, мероприятие). Любой другой показатель по сделкам сравнивается так же, по его собственной формуле; рядом в сравнении подходов показаны время до программы и пересечение. За период: сделки по дню создания.",
    ),
    caveat=Text(
        en="Each approach has its own kind of account, and one account can be in several: the overlap is shown. The differences describe, they do not prove which approach is better.",
        fr="Chaque approche a son type de compte, et un compte peut relever de plusieurs : le recouvrement est affiché. Les écarts décrivent, ils ne prouvent pas quelle approche est meilleure.",
        es="Cada enfoque tiene su tipo de cuenta y una cuenta puede estar en varios: se muestra el solapamiento. Las diferencias describen, no prueban qué enfoque es mejor.",
        ru="У каждого подхода свои клиенты, и один клиент может быть сразу в нескольких: пересечение показано. Разница описывает, но не доказывает, какой подход лучше.",
    ),
)

alignment = KPI(
    id="P12",
    key="alignment",
    group="programme",
    seeds="(D)",
    clock="flow",
    unit="share",
    direction="up",
    measure=Share(TouchedAccounts(), hit=lambda a: a.by_marketing & a.by_sales),
    name=Text(
        en="Marketing and sales alignment",
        fr="Alignement marketing-ventes",
        es="Alineación entre marketing y ventas",
        ru="Согласованность маркетинга и продаж",
    ),
    question=Text(
        en="At what share of the accounts we work on do marketing and sales work together?",
        fr="Sur quelle part des comptes travaillés le marketing et les commerciaux agissent-ils tous les deux ?",
        es="¿En qué proporción de las cuentas trabajadas actúan a la vez marketing y ventas?",
        ru="С какой долей клиентов в работе маркетинг и продажи работают вместе?",
    ),
    formula=Text(
        en="Target accounts touched in the window by both marketing and sales ÷ target accounts touched in the window by marketing or sales. Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="Comptes cibles touchés pendant la période à la fois par le marketing et par les commerciaux ÷ comptes cibles touchés pendant la période par le marketing ou par les commerciaux. Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Cuentas objetivo con interacciones de marketing y también de ventas en el periodo ÷ cuentas objetivo con interacciones de marketing o de ventas en el periodo. Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Целевые клиенты, которых за период касались и маркетинг, и продажи ÷ целевые клиенты, которых за период касались маркетинг или продажи. За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="Both in the same window is enough: it does not show that they coordinated. Accounts that neither touched are not in it.",
        fr="Il suffit que les deux agissent sur la même période : rien ne dit qu’ils se sont coordonnés. Les comptes qu’aucun n’a touchés n’y figurent pas.",
        es="Basta con que ambos actúen en el mismo periodo: no demuestra que se hayan coordinado. Las cuentas a las que no llegó ninguno no figuran.",
        ru="Достаточно касаний обеих сторон в одном периоде: о координации это не говорит. Клиенты, которых не коснулся никто, не входят.",
    ),
)

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
        en="Costs in the window of the accounts targeted in it, on or after their entry (customers at entry included), plus, of costs without an account, the share account-days of the scope ÷ account-days of all ABM accounts, within the cost’s programme and tier where it has them. Flow: costs dated in the window, up to the as-of day.",
        fr="Coûts de la période des comptes qui y sont ciblés, à partir de leur entrée (clients à l’entrée compris), plus, pour les coûts sans compte, la quote-part jours-comptes du périmètre ÷ jours-comptes de tous les comptes ABM, dans le programme et le niveau du coût s’il en porte. Flux : coûts datés de la période, jusqu’à la date d’arrêté.",
        es="Costes del periodo de las cuentas objetivo en él, desde su entrada (incluidas las que ya eran clientes al entrar), más, de los costes sin cuenta, la parte días-cuenta del ámbito ÷ días-cuenta de todas las cuentas ABM, dentro del programa y nivel del coste si los tiene. Flujo: costes fechados en el periodo, hasta la fecha de corte.",
        ru="Затраты периода на его целевых клиентов со дня входа (включая действующих клиентов при входе) плюс доля затрат без клиента: клиенто-дни выборки ÷ клиенто-дни всех клиентов ABM, в пределах программы и уровня, если они указаны в строке затрат. За период: затраты с датой в периоде, по отчётную дату включительно.",
    ),
    caveat=Text(
        en="Only costs that have been loaded; people’s time and tools are often missing. Costs not tied to an account are spread by account-days, a convention that moves figures per list.",
        fr="Seuls les coûts chargés y figurent ; le temps des équipes et les outils manquent souvent. Les coûts non rattachés à un compte sont répartis au prorata des jours-comptes, une convention qui déplace les chiffres d’une liste à l’autre.",
        es="Solo los costes cargados; el tiempo de las personas y las herramientas suelen faltar. Los costes sin cuenta se reparten por días-cuenta, una convención que mueve las cifras entre listas.",
        ru="Только загруженные затраты: время людей и инструменты часто не учтены. Затраты без привязки к клиенту распределяются по клиенто-дням; эта условность сдвигает цифры между списками.",
    ),
)

quota_attainment = KPI(
    id="P14",
    key="quota_attainment",
    group="programme",
    seeds="(C)",
    clock="flow",
    unit="share",
    direction="up",
    measure=Ratio(QuotaDeals(), lambda d: d.amount, over=Quotas(), each=lambda q: q.amount),
    default_by=("deal_owner",),
    name=Text(
        en="Quota attainment",
        fr="Atteinte des quotas",
        es="Cumplimiento de cuota",
        ru="Выполнение плана продаж",
    ),
    question=Text(
        en="How much of what each owner is to sell have they won?",
        fr="Quelle part de son quota chaque responsable a-t-il gagnée ?",
        es="¿Qué parte de su cuota ha ganado cada responsable?",
        ru="Какую часть своего плана выиграл каждый ответственный?",
    ),
    formula=Text(
        en="New revenue of the scope won in the window with deals of an owner (the deal’s) ÷ the owner’s quotas of the periods that lie wholly in the window. Flow: by closing day in the window, up to the as-of day; quotas convert at the last day of their period.",
        fr="Nouveau chiffre d’affaires du périmètre gagné pendant la période avec les affaires d’un responsable (celui de l’affaire) ÷ les quotas de ce responsable pour les périodes de quota entièrement comprises dans la période. Flux : selon le jour de clôture dans la période, jusqu’à la date d’arrêté ; les quotas se convertissent au dernier jour de leur période.",
        es="Nuevos ingresos del ámbito ganados en el periodo con negociaciones de un responsable (el de la negociación) ÷ cuotas de ese responsable de los periodos de cuota comprendidos por completo en el periodo. Flujo: por día de cierre en el periodo, hasta la fecha de corte; las cuotas se convierten al último día de su periodo.",
        ru="Новая выручка выборки, выигранная за период по сделкам ответственного (сделки) ÷ планы этого ответственного на сроки, целиком лежащие в периоде. За период: по дню закрытия, по отчётную дату включительно; планы пересчитываются по курсу последнего дня их срока.",
    ),
    caveat=Text(
        en="Ask for windows that begin and end with quota periods: revenue counts in the whole window, a quota only where its period is over. Deals of owners without a quota are left out, and counted.",
        fr="Demandez des périodes qui commencent et finissent avec celles des quotas : le chiffre d’affaires compte sur toute la période, un quota seulement si la sienne est terminée. Les affaires de responsables sans quota sont écartées, et comptées.",
        es="Pida periodos que empiecen y terminen con los de las cuotas: los ingresos cuentan en todo el periodo; una cuota, solo si el suyo ha terminado. Las negociaciones de responsables sin cuota se excluyen y se cuentan.",
        ru="Берите периоды, совпадающие со сроками планов: выручка считается за весь период, план — только если его срок завершён. Сделки ответственных без плана не учитываются, но их число указано.",
    ),
)

KPIS = (
    influenced_pipeline,
    influenced_pipeline_money,
    engaged_pipeline,
    influenced_revenue,
    influenced_revenue_money,
    engaged_revenue,
    deal_coverage,
    approaches,
    alignment,
    programme_cost,
    quota_attainment,
)
