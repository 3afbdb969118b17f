"""Group 6 · won: new business closed with target accounts (funnel stage 4)."""

from __future__ import annotations

from typing import Any

from assay.kpis.declare import (
    KPI,
    AccountEvents,
    Accounts,
    Costs,
    Count,
    Deals,
    Estimate,
    Mean,
    Median,
    Ratio,
    Share,
    Sum,
    Text,
    between,
)

_WON = Deals("closed", outcome="won")
_PRICED = Deals("closed", outcome="won", money=True)


def _is_won(deal: Any) -> Any:
    return deal.status == "won"


def _size(deal: Any) -> Any:
    return (deal.amount > 0).ifelse(deal.amount, None)


accounts_won = KPI(
    id="W01",
    key="accounts_won",
    group="won",
    seeds="A B",
    clock="flow",
    unit="accounts",
    direction="up",
    measure=Count(AccountEvents("won")),
    name=Text(
        en="Accounts won",
        fr="Comptes gagnés",
        es="Cuentas ganadas",
        ru="Выигранные клиенты",
    ),
    question=Text(
        en="How many target accounts became new customers in this period?",
        fr="Combien de comptes cibles sont devenus clients sur la période ?",
        es="¿Cuántas cuentas objetivo pasaron a ser clientes en este periodo?",
        ru="Сколько целевых клиентов мы выиграли за период?",
    ),
    formula=Text(
        en="Accounts whose first new-business deal won since entry, also one opened before it, closed in the window. Flow: an account counts in the period in which that day falls; its deal belongs to the scope if the account was in it on some day from the deal’s creation to that day.",
        fr="Comptes dont la première affaire nouvelle gagnée depuis l’entrée, même ouverte auparavant, a été conclue pendant la période. Flux : un compte compte dans la période où tombe ce jour ; son affaire relève du périmètre si le compte y était un jour au moins entre la création de l’affaire et ce jour.",
        es="Cuentas cuya primera negociación de nuevo negocio ganada desde la entrada, aunque se abriera antes, se cerró en el periodo. Flujo: una cuenta se cuenta en el periodo en que cae ese día; su negociación pertenece al ámbito si la cuenta estuvo en él algún día entre la creación de la negociación y ese día.",
        ru="Клиенты, у которых первая сделка по новым продажам, выигранная со дня входа (в том числе открытая раньше), закрыта в периоде. За период: клиент учитывается в том периоде, на который приходится этот день; сделка относится к выборке, если клиент был в ней хотя бы в один день от создания сделки до этого дня.",
    ),
    caveat=Text(
        en="Counts the first win since entry, also of deals opened before it. That an account was won while on the list does not say the programme won it.",
        fr="On compte le premier gain depuis l’entrée, même pour une affaire ouverte auparavant. Qu’un compte soit gagné alors qu’il est sur la liste ne dit pas que le programme l’a gagné.",
        es="Cuenta la primera negociación ganada desde la entrada, aunque se abriera antes. Que una cuenta se gane estando en la lista no dice que la ganara el programa.",
        ru="Считается первая победа со дня входа, в том числе по сделке, открытой раньше. То, что клиент выигран, будучи в списке, не значит, что его выиграла программа.",
    ),
)

account_win_rate = KPI(
    id="W02",
    key="account_win_rate",
    group="won",
    seeds="B (A)",
    clock="stock",
    unit="share",
    direction="up",
    version=2,
    measure=Share(Accounts("targeted", attach=("won",)), hit=lambda a: a.won),
    name=Text(
        en="Win rate (target accounts)",
        fr="Taux de réussite (comptes cibles)",
        es="Tasa de cierre (cuentas objetivo)",
        ru="Доля выигранных целевых клиентов",
    ),
    question=Text(
        en="What share of all the accounts we targeted has been won?",
        fr="Quelle part de tous les comptes ciblés avons-nous gagnée ?",
        es="¿Qué parte de todas las cuentas a las que nos dirigimos hemos ganado?",
        ru="Какую долю всех клиентов программы мы выиграли?",
    ),
    formula=Text(
        en="Accounts targeted in the window with a new-business deal of the scope won since entry and by the as-of day (before the window too), also one opened before entry ÷ accounts targeted in the window (in scope on at least one day of it, also if they have left since). Stock: state at the end of the as-of day, looking back over the window; a deal belongs to the scope if its account was in it on some day from creation to close.",
        fr="Comptes ciblés sur la période ayant une affaire nouvelle du périmètre gagnée depuis l’entrée et au plus tard à la date d’arrêté (avant la période aussi), même ouverte avant l’entrée ÷ comptes ciblés sur la période (dans le périmètre au moins un jour, même s’ils en sont sortis depuis). Stock : état en fin de journée à la date d’arrêté, avec regard sur toute la période ; une affaire relève du périmètre si son compte y était un jour au moins entre création et clôture.",
        es="Cuentas objetivo del periodo con una negociación de nuevo negocio del ámbito ganada desde la entrada y hasta la fecha de corte (también antes del periodo), aunque se abriera antes de la entrada ÷ cuentas objetivo del periodo (en el ámbito al menos un día, aunque hayan salido después). Saldo: estado al final del día en la fecha de corte, mirando todo el periodo; una negociación pertenece al ámbito si su cuenta estuvo en él algún día entre la creación y el cierre.",
        ru="Целевые клиенты периода, у которых есть сделка выборки по новым продажам, выигранная со дня входа и по отчётную дату (в том числе до начала периода), даже если открыта раньше входа ÷ целевые клиенты периода (в выборке хотя бы один его день, даже если потом выбыли). На дату: состояние на конец отчётной даты с учётом всего периода; сделка относится к выборке, если клиент был в ней хотя бы в один день от создания до закрытия.",
    ),
    caveat=Text(
        en="The denominator is every targeted account, not only those with a deal, so it is far lower than the win rate of opportunities. Recent entries have had little time.",
        fr="Le dénominateur comprend tous les comptes ciblés, pas seulement ceux qui ont une affaire : il est bien plus bas que le taux de réussite des opportunités. Les comptes récents ont eu peu de temps.",
        es="El denominador son todas las cuentas objetivo, no solo las que tienen una negociación: por eso es mucho menor que la tasa de cierre de oportunidades. Las recién incorporadas han tenido poco tiempo.",
        ru="В знаменателе все целевые клиенты, а не только те, у кого есть сделка, поэтому показатель гораздо ниже доли выигранных сделок. У недавно вошедших было мало времени.",
    ),
)

win_rate = KPI(
    id="W03",
    key="win_rate",
    group="won",
    seeds="A C",
    clock="flow",
    unit="share",
    direction="up",
    measure=Share(Deals("closed"), hit=_is_won),
    name=Text(
        en="Win rate (opportunities)",
        fr="Taux de réussite (opportunités)",
        es="Tasa de cierre (oportunidades)",
        ru="Доля выигранных сделок",
    ),
    question=Text(
        en="Of the deals decided in this period, what share did we win?",
        fr="Parmi les affaires tranchées sur la période, quelle part avons-nous gagnée ?",
        es="De las negociaciones decididas en este periodo, ¿qué parte ganamos?",
        ru="Какую долю решённых за период сделок мы выиграли?",
    ),
    formula=Text(
        en="New-business deals won in the window ÷ new-business deals won or lost in the window. Flow: by closing day in the window, up to the as-of day; a deal belongs to the scope if its account was in it on some day from creation to close.",
        fr="Affaires nouvelles gagnées pendant la période ÷ affaires nouvelles gagnées ou perdues pendant la période. Flux : selon le jour de clôture dans la période, jusqu’à la date d’arrêté ; une affaire relève du périmètre si son compte y était un jour au moins entre création et clôture.",
        es="Negociaciones de nuevo negocio ganadas en el periodo ÷ negociaciones de nuevo negocio ganadas o perdidas en el periodo. Flujo: por día de cierre en el periodo, hasta la fecha de corte; una negociación pertenece al ámbito si su cuenta estuvo en él algún día entre la creación y el cierre.",
        ru="Сделки по новым продажам, выигранные за период ÷ сделки по новым продажам, выигранные и проигранные за период. За период: по дню закрытия, по отчётную дату включительно; сделка относится к выборке, если клиент был в ней хотя бы в один день от создания до закрытия.",
    ),
    caveat=Text(
        en="Counts deals, not accounts, and only decided ones: a seller who never closes lost deals looks better. A difference from other accounts is not yet an effect of the programme.",
        fr="Il compte des affaires, non des comptes, et seulement celles qui sont tranchées : ne jamais clore les affaires perdues embellit le taux. Un écart avec d’autres comptes n’est pas encore un effet du programme.",
        es="Cuenta negociaciones, no cuentas, y solo las decididas: quien nunca cierra las perdidas sale mejor parado. Una diferencia con otras cuentas aún no es un efecto del programa.",
        ru="Считаются сделки, а не клиенты, и только решённые: кто не закрывает проигранные, выглядит лучше. Отличие от других клиентов — ещё не эффект программы.",
    ),
)

win_rate_amount = win_rate.variant(
    "amount",
    measure=Share(Deals("closed", money=True), hit=_is_won, weight=lambda d: d.amount),
    name=Text(
        en="Win rate by amount",
        fr="Taux de réussite en montant",
        es="Tasa de cierre por importe",
        ru="Доля выигранных сделок по сумме",
    ),
    question=Text(
        en="Of the money decided in this period, what share did we win?",
        fr="Parmi les montants en jeu tranchés sur la période, quelle part avons-nous gagnée ?",
        es="Del importe decidido en este periodo, ¿qué parte ganamos?",
        ru="Какую долю решённых за период денег мы выиграли?",
    ),
    formula=Text(
        en="Amount of new-business deals won in the window ÷ amount of new-business deals won or lost in the window. Flow: by closing day in the window, up to the as-of day; a deal belongs to the scope if its account was in it on some day from creation to close.",
        fr="Montant des affaires nouvelles gagnées pendant la période ÷ montant des affaires nouvelles gagnées ou perdues pendant la période. Flux : selon le jour de clôture dans la période, jusqu’à la date d’arrêté ; une affaire relève du périmètre si son compte y était un jour au moins entre création et clôture.",
        es="Importe de las negociaciones de nuevo negocio ganadas en el periodo ÷ importe de las negociaciones de nuevo negocio ganadas o perdidas en el periodo. Flujo: por día de cierre en el periodo, hasta la fecha de corte; una negociación pertenece al ámbito si su cuenta estuvo en él algún día entre la creación y el cierre.",
        ru="Сумма сделок по новым продажам, выигранных за период ÷ сумма сделок по новым продажам, выигранных и проигранных за период. За период: по дню закрытия, по отчётную дату включительно; сделка относится к выборке, если клиент был в ней хотя бы в один день от создания до закрытия.",
    ),
    caveat=Text(
        en="One large deal can decide it. Lost deals often carry an inflated or an empty amount, which distorts the share; read it beside the plain win rate.",
        fr="Une seule grosse affaire peut tout décider. Les affaires perdues ont souvent un montant gonflé ou vide, ce qui fausse la part ; à lire avec le taux en nombre.",
        es="Una sola negociación grande puede decidirla. Las perdidas suelen llevar un importe inflado o vacío, lo que distorsiona la proporción; léase junto a la tasa en número.",
        ru="Всё может решить одна крупная сделка. У проигранных сделок сумма часто завышена или пуста, что искажает долю; смотрите вместе с долей по числу сделок.",
    ),
)

win_rate_qualified = win_rate.variant(
    "qualified",
    measure=Share(Deals("closed", legitimate=True), hit=_is_won),
    name=Text(
        en="Win rate (legitimate opportunities)",
        fr="Taux de réussite (opportunités qualifiées)",
        es="Tasa de cierre (oportunidades cualificadas)",
        ru="Доля выигранных квалифицированных сделок",
    ),
    question=Text(
        en="Of the legitimate opportunities decided in this period, what share did we win?",
        fr="Parmi les opportunités qualifiées tranchées sur la période, quelle part avons-nous gagnée ?",
        es="De las oportunidades cualificadas decididas en este periodo, ¿qué parte ganamos?",
        ru="Какую долю решённых за период квалифицированных сделок мы выиграли?",
    ),
    formula=Text(
        en="Legitimate new-business deals won in the window ÷ legitimate new-business deals won or lost in the window. Flow: by closing day in the window, up to the as-of day; a deal belongs to the scope if its account was in it on some day from creation to close.",
        fr="Opportunités qualifiées (affaires nouvelles) gagnées pendant la période ÷ opportunités qualifiées (affaires nouvelles) gagnées ou perdues pendant la période. Flux : selon le jour de clôture dans la période, jusqu’à la date d’arrêté ; une affaire relève du périmètre si son compte y était un jour au moins entre création et clôture.",
        es="Oportunidades cualificadas de nuevo negocio ganadas en el periodo ÷ oportunidades cualificadas de nuevo negocio ganadas o perdidas en el periodo. Flujo: por día de cierre en el periodo, hasta la fecha de corte; una negociación pertenece al ámbito si su cuenta estuvo en él algún día entre la creación y el cierre.",
        ru="Квалифицированные сделки по новым продажам, выигранные за период ÷ квалифицированные сделки по новым продажам, выигранные и проигранные за период. За период: по дню закрытия, по отчётную дату включительно; сделка относится к выборке, если клиент был в ней хотя бы в один день от создания до закрытия.",
    ),
    caveat=Text(
        en="Leaving out deals lost before qualification raises the rate; do not compare it with a rate over all deals. A won deal is legitimate at the latest on its closing day.",
        fr="Écarter les affaires perdues avant qualification relève le taux : ne le comparez pas à un taux sur toutes les affaires. Une affaire gagnée est qualifiée au plus tard le jour de sa conclusion.",
        es="Dejar fuera las perdidas antes de cualificarse eleva la tasa: no se compare con una sobre todas las negociaciones. Una negociación ganada queda cualificada, a más tardar, el día de su cierre.",
        ru="Без сделок, проигранных до квалификации, доля выше: не сравнивайте её с долей по всем сделкам. Выигранная сделка считается квалифицированной не позднее дня закрытия.",
    ),
)

new_revenue = KPI(
    id="W04",
    key="new_revenue",
    group="won",
    seeds="B D",
    clock="flow",
    unit="money",
    direction="up",
    measure=Sum(_PRICED, lambda d: d.amount),
    name=Text(
        en="New revenue won",
        fr="Nouveau chiffre d’affaires gagné",
        es="Nuevos ingresos ganados",
        ru="Новая выручка",
    ),
    question=Text(
        en="How much new revenue have we won from target accounts?",
        fr="Quel nouveau chiffre d’affaires avons-nous gagné auprès des comptes cibles ?",
        es="¿Cuántos ingresos nuevos hemos ganado con cuentas objetivo?",
        ru="Сколько новой выручки принесли выигранные сделки с целевыми клиентами?",
    ),
    formula=Text(
        en="Amount of new-business deals won in the window. Flow: by closing day in the window, up to the as-of day; a deal belongs to the scope if its account was in it on some day from creation to close.",
        fr="Montant des affaires nouvelles gagnées pendant la période. Flux : selon le jour de clôture dans la période, jusqu’à la date d’arrêté ; une affaire relève du périmètre si son compte y était un jour au moins entre création et clôture.",
        es="Importe de las negociaciones de nuevo negocio ganadas en el periodo. Flujo: por día de cierre en el periodo, hasta la fecha de corte; una negociación pertenece al ámbito si su cuenta estuvo en él algún día entre la creación y el cierre.",
        ru="Сумма сделок по новым продажам, выигранных за период. За период: по дню закрытия, по отчётную дату включительно; сделка относится к выборке, если клиент был в ней хотя бы в один день от создания до закрытия.",
    ),
    caveat=Text(
        en="Amounts as entered in the CRM, not invoiced revenue, converted on the closing day. A sum: one deal can make the period.",
        fr="Ce sont les montants saisis dans le CRM, non facturés, convertis au jour de la conclusion. C’est une somme : une seule affaire peut faire la période.",
        es="Son los importes del CRM, no lo facturado, convertidos al día del cierre. Es una suma: una sola negociación puede marcar el periodo.",
        ru="Это суммы из CRM, а не выставленные счета; пересчёт по курсу дня закрытия. Это сумма: весь период может сделать одна сделка.",
    ),
)

deal_cycle = KPI(
    id="W05",
    key="deal_cycle",
    group="won",
    seeds="B",
    clock="flow",
    unit="days",
    direction="down",
    measure=Mean(
        AccountEvents("won", attach=("first_engaging_on",)),
        lambda a: between(a.happened_on, a.first_engaging_on),
        unless="no_engagement",
    ),
    censored=Estimate(
        Accounts("targeted", attach=("first_engaging_on", "first_won_on")),
        where=lambda a: a.first_engaging_on.notnull(),
        value=lambda a: between(a.first_won_on.fill_null(a.as_of), a.first_engaging_on),
        event=lambda a: a.first_won_on.notnull().ifelse(1, 0),
        estimator="kaplan_meier_median",
    ),
    engaged_based=True,
    name=Text(
        en="Deal cycle (from first engagement)",
        fr="Durée du cycle (depuis le premier engagement)",
        es="Duración del ciclo (desde el primer compromiso)",
        ru="Цикл сделки (от первой вовлечённости)",
    ),
    question=Text(
        en="How many days pass between the first engagement of an account and its signature?",
        fr="Combien de jours séparent le premier engagement d’un compte de sa signature ?",
        es="¿Cuántos días pasan entre el primer compromiso de una cuenta y su firma?",
        ru="Сколько дней проходит от первой вовлечённости клиента до подписания договора?",
    ),
    formula=Text(
        en="Mean days from the first engaging day since entry to the closing day, over the accounts won in the window. Flow: an account counts in the period in which that day falls; its deal belongs to the scope if the account was in it on some day from the deal’s creation to that day.",
        fr="Nombre moyen de jours entre le premier jour d’engagement depuis l’entrée et le jour de la conclusion, sur les comptes gagnés pendant la période. Flux : un compte compte dans la période où tombe ce jour ; son affaire relève du périmètre si le compte y était un jour au moins entre la création de l’affaire et ce jour.",
        es="Media de días desde el primer día de compromiso tras la entrada hasta el día del cierre, sobre las cuentas ganadas en el periodo. Flujo: una cuenta se cuenta en el periodo en que cae ese día; su negociación pertenece al ámbito si la cuenta estuvo en él algún día entre la creación de la negociación y ese día.",
        ru="Среднее число дней от первого со дня входа дня вовлечённости до дня закрытия по клиентам, выигранным за период. За период: клиент учитывается в том периоде, на который приходится этот день; сделка относится к выборке, если клиент был в ней хотя бы в один день от создания сделки до этого дня.",
    ),
    caveat=Text(
        en="Averaging only what has been won flatters young programmes: the slow ones are still open. It starts at engagement, not at the deal’s creation, and moves with the engagement definition.",
        fr="Ne moyenner que le gagné flatte les jeunes programmes : les affaires lentes sont encore ouvertes. Le cycle part de l’engagement, non de la création de l’affaire, et varie avec la définition d’engagement.",
        es="Promediar solo lo ganado favorece a los programas jóvenes: las negociaciones lentas siguen abiertas. Parte del compromiso, no de la creación de la negociación, y cambia con la definición de compromiso.",
        ru="Среднее только по выигранным приукрашивает молодые программы: медленные сделки ещё открыты. Отсчёт идёт от вовлечённости, а не от создания сделки, и зависит от её определения.",
    ),
)

deal_cycle_median = deal_cycle.variant(
    "median",
    measure=Median(
        AccountEvents("won", attach=("first_engaging_on",)),
        lambda a: between(a.happened_on, a.first_engaging_on),
        unless="no_engagement",
    ),
    name=Text(
        en="Median deal cycle (from first engagement)",
        fr="Durée médiane du cycle (depuis le premier engagement)",
        es="Duración mediana del ciclo (desde el primer compromiso)",
        ru="Медиана цикла сделки (от первой вовлечённости)",
    ),
    question=Text(
        en="How long does the typical won account take from first engagement to signature?",
        fr="Combien de temps faut-il à un compte gagné typique, du premier engagement à la signature ?",
        es="¿Cuánto tarda una cuenta ganada típica desde el primer compromiso hasta la firma?",
        ru="Сколько времени уходит у типичного выигранного клиента от первой вовлечённости до договора?",
    ),
    formula=Text(
        en="Median days from the first engaging day since entry to the closing day, over the accounts won in the window. Flow: an account counts in the period in which that day falls; its deal belongs to the scope if the account was in it on some day from the deal’s creation to that day.",
        fr="Médiane des jours entre le premier jour d’engagement depuis l’entrée et le jour de la conclusion, sur les comptes gagnés pendant la période. Flux : un compte compte dans la période où tombe ce jour ; son affaire relève du périmètre si le compte y était un jour au moins entre la création de l’affaire et ce jour.",
        es="Mediana de días desde el primer día de compromiso tras la entrada hasta el día del cierre, sobre las cuentas ganadas en el periodo. Flujo: una cuenta se cuenta en el periodo en que cae ese día; su negociación pertenece al ámbito si la cuenta estuvo en él algún día entre la creación de la negociación y ese día.",
        ru="Медиана дней от первого со дня входа дня вовлечённости до дня закрытия по клиентам, выигранным за период. За период: клиент учитывается в том периоде, на который приходится этот день; сделка относится к выборке, если клиент был в ней хотя бы в один день от создания сделки до этого дня.",
    ),
    caveat=Text(
        en="Half of the won accounts took longer. Still only those already won: it says nothing about the ones in progress.",
        fr="La moitié des comptes gagnés a mis plus longtemps. Il ne s’agit que de comptes déjà gagnés : rien n’est dit de ceux en cours.",
        es="La mitad de las cuentas ganadas tardó más. Sigue siendo solo lo ya ganado: no dice nada de lo que está en curso.",
        ru="У половины выигранных ушло больше. И здесь только уже выигранные: о тех, кто в работе, показатель молчит.",
    ),
)

_CENSORED = Estimate(
    Deals("created"),
    value=lambda d: (d.status == "open").ifelse(between(d.as_of, d.created_on), d.days),
    event=lambda d: (d.status == "won").ifelse(1, (d.status == "lost").ifelse(2, 0)),
    estimator="aalen_johansen_median",
)

deal_velocity = KPI(
    id="W06",
    key="deal_velocity",
    group="won",
    seeds="D A C",
    clock="flow",
    unit="days",
    direction="down",
    measure=Mean(_WON, lambda d: d.days),
    censored=_CENSORED,
    name=Text(
        en="Deal velocity",
        fr="Vitesse de vente",
        es="Velocidad de las negociaciones",
        ru="Скорость сделки",
    ),
    question=Text(
        en="How many days does a won deal take from opening to closing?",
        fr="Combien de jours faut-il à une affaire gagnée, de l’ouverture à la conclusion ?",
        es="¿Cuántos días tarda una negociación ganada desde la apertura hasta el cierre?",
        ru="Сколько дней занимает выигранная сделка от открытия до закрытия?",
    ),
    formula=Text(
        en="Mean days from creation to the latest close, over new-business deals won in the window. Flow: by closing day in the window, up to the as-of day; a deal belongs to the scope if its account was in it on some day from creation to close.",
        fr="Nombre moyen de jours entre la création et la dernière clôture, sur les affaires nouvelles gagnées pendant la période. Flux : selon le jour de clôture dans la période, jusqu’à la date d’arrêté ; une affaire relève du périmètre si son compte y était un jour au moins entre création et clôture.",
        es="Media de días desde la creación hasta el último cierre, sobre las negociaciones de nuevo negocio ganadas en el periodo. Flujo: por día de cierre en el periodo, hasta la fecha de corte; una negociación pertenece al ámbito si su cuenta estuvo en él algún día entre la creación y el cierre.",
        ru="Среднее число дней от создания до последнего закрытия по сделкам новых продаж, выигранным за период. За период: по дню закрытия, по отчётную дату включительно; сделка относится к выборке, если клиент был в ней хотя бы в один день от создания до закрытия.",
    ),
    caveat=Text(
        en="Fewer days are better. Only won deals are averaged, so a young programme looks fast because its slow deals are still open: read it beside the censored estimate.",
        fr="Moins de jours, mieux c’est. Seules les affaires gagnées comptent : un jeune programme paraît rapide parce que ses affaires lentes sont encore ouvertes ; à lire avec l’estimation censurée.",
        es="Menos días es mejor. Solo se promedia lo ganado: un programa joven parece rápido porque sus negociaciones lentas siguen abiertas; léase junto a la estimación censurada.",
        ru="Чем меньше дней, тем лучше. Усредняются только выигранные, и молодая программа кажется быстрой, потому что её медленные сделки ещё открыты: смотрите вместе с цензурированной оценкой.",
    ),
)

deal_velocity_median = deal_velocity.variant(
    "median",
    measure=Median(_WON, lambda d: d.days),
    name=Text(
        en="Median deal velocity",
        fr="Vitesse de vente médiane",
        es="Velocidad mediana de las negociaciones",
        ru="Медианная скорость сделки",
    ),
    question=Text(
        en="How many days does the typical won deal take?",
        fr="Combien de jours faut-il à l’affaire gagnée typique ?",
        es="¿Cuántos días tarda la negociación ganada típica?",
        ru="Сколько дней занимает типичная выигранная сделка?",
    ),
    formula=Text(
        en="Median days from creation to the latest close, over new-business deals won in the window. Flow: by closing day in the window, up to the as-of day; a deal belongs to the scope if its account was in it on some day from creation to close.",
        fr="Médiane des jours entre la création et la dernière clôture, sur les affaires nouvelles gagnées pendant la période. Flux : selon le jour de clôture dans la période, jusqu’à la date d’arrêté ; une affaire relève du périmètre si son compte y était un jour au moins entre création et clôture.",
        es="Mediana de días desde la creación hasta el último cierre, sobre las negociaciones de nuevo negocio ganadas en el periodo. Flujo: por día de cierre en el periodo, hasta la fecha de corte; una negociación pertenece al ámbito si su cuenta estuvo en él algún día entre la creación y el cierre.",
        ru="Медиана дней от создания до последнего закрытия по сделкам новых продаж, выигранным за период. За период: по дню закрытия, по отчётную дату включительно; сделка относится к выборке, если клиент был в ней хотя бы в один день от создания до закрытия.",
    ),
    caveat=Text(
        en="Less moved by a few endless deals than the mean, but blind in the same way to deals that are still open.",
        fr="Moins sensible que la moyenne à quelques affaires interminables, mais tout aussi aveugle aux affaires encore ouvertes.",
        es="Le afectan menos que a la media unas pocas negociaciones interminables, pero es igual de ciega a las que siguen abiertas.",
        ru="Несколько бесконечных сделок сдвигают её меньше, чем среднее, но ещё открытые сделки не видны и здесь.",
    ),
)

deal_velocity_censored = deal_velocity.variant(
    "censored",
    measure=_CENSORED,
    censored=None,
    name=Text(
        en="Deal velocity (censored estimate)",
        fr="Vitesse de vente (estimation censurée)",
        es="Velocidad de las negociaciones (estimación censurada)",
        ru="Скорость сделки (цензурированная оценка)",
    ),
    question=Text(
        en="How long will a deal opened now take if it is won, counting those still open?",
        fr="Combien de temps prendra une affaire ouverte maintenant, si elle est gagnée, en tenant compte de celles encore ouvertes ?",
        es="¿Cuánto tardará, si se gana, una negociación que se abra ahora, teniendo en cuenta las que siguen abiertas?",
        ru="Сколько займёт открытая сейчас сделка, если её выиграют, с учётом ещё открытых?",
    ),
    formula=Text(
        en="Median days from creation to win among wins, by the Aalen-Johansen estimator over the new-business deals created in the window; open deals censored at the as-of day, lost deals a competing event. Flow: by day of creation in the window, up to the as-of day, with the account in scope on that day.",
        fr="Médiane des jours entre création et gain, parmi les gains, selon l’estimateur d’Aalen-Johansen sur les affaires nouvelles créées pendant la période ; affaires ouvertes censurées à la date d’arrêté, affaires perdues traitées comme événement concurrent. Flux : selon le jour de création dans la période, jusqu’à la date d’arrêté, le compte étant dans le périmètre ce jour-là.",
        es="Mediana de días desde la creación hasta ganar, entre las ganadas, según el estimador de Aalen-Johansen sobre las negociaciones de nuevo negocio creadas en el periodo; las abiertas se censuran en la fecha de corte y las perdidas son un evento competidor. Flujo: por día de creación en el periodo, hasta la fecha de corte, con la cuenta en el ámbito ese día.",
        ru="Медиана дней от создания до победы среди выигранных по оценке Аалена — Йохансена для сделок новых продаж, созданных в периоде; открытые цензурированы на отчётную дату, проигранные — конкурирующее событие. За период: по дню создания, по отчётную дату включительно; клиент в этот день состоит в выборке.",
    ),
    caveat=Text(
        en="A model estimate over the deals created in the window. With few closed deals the median does not exist yet, and the answer is then empty, not zero.",
        fr="C’est une estimation par modèle sur les affaires créées pendant la période. Avec peu d’affaires closes, la médiane n’existe pas encore : la réponse est alors vide, non nulle.",
        es="Es una estimación de modelo sobre las negociaciones creadas en el periodo. Con pocas cerradas la mediana aún no existe: la respuesta queda entonces vacía, no en cero.",
        ru="Это модельная оценка по сделкам, созданным в периоде. При малом числе закрытых сделок медианы ещё нет: тогда ответ пустой, а не ноль.",
    ),
)

touches_per_won_account = KPI(
    id="W07",
    key="touches_per_won_account",
    group="won",
    seeds="B",
    clock="flow",
    unit="touches/account",
    direction="context",
    measure=Mean(AccountEvents("won", attach=("touches",)), lambda a: a.touches),
    name=Text(
        en="Touches per account won",
        fr="Interactions par compte gagné",
        es="Interacciones por cuenta ganada",
        ru="Касания на выигранного клиента",
    ),
    question=Text(
        en="How many marketing and sales touches went along with an account we won?",
        fr="Combien d’interactions marketing et commerciales ont accompagné un compte gagné ?",
        es="¿Cuántas interacciones de marketing y ventas acompañaron a una cuenta ganada?",
        ru="Сколько касаний маркетинга и продаж пришлось на выигранного клиента?",
    ),
    formula=Text(
        en="Touches of team marketing or sales on the days from entry to close, on the list or not ÷ accounts won in the window. Flow: an account counts in the period in which that day falls; its deal belongs to the scope if the account was in it on some day from the deal’s creation to that day.",
        fr="Interactions des équipes marketing ou commerciale, de l’entrée à la conclusion, que le compte soit ou non sur la liste ces jours-là ÷ comptes gagnés pendant la période. Flux : un compte compte dans la période où tombe ce jour ; son affaire relève du périmètre si le compte y était un jour au moins entre la création de l’affaire et ce jour.",
        es="Interacciones de los equipos de marketing o ventas desde la entrada hasta el cierre, esté o no la cuenta en la lista esos días ÷ cuentas ganadas en el periodo. Flujo: una cuenta se cuenta en el periodo en que cae ese día; su negociación pertenece al ámbito si la cuenta estuvo en él algún día entre la creación de la negociación y ese día.",
        ru="Касания команд маркетинга и продаж со дня входа по день закрытия, был клиент в эти дни в списке или нет ÷ клиенты, выигранные за период. За период: клиент учитывается в том периоде, на который приходится этот день; сделка относится к выборке, если клиент был в ней хотя бы в один день от создания сделки до этого дня.",
    ),
    caveat=Text(
        en="More touches do not win deals by themselves: long deals gather more of them. Sent and received touches count alike, so compare with the lost accounts.",
        fr="Plus d’interactions ne font pas à elles seules gagner : les affaires longues en accumulent davantage. Envois et réponses comptent de la même façon ; comparez avec les comptes perdus.",
        es="Más interacciones no ganan por sí solas: las negociaciones largas acumulan más. Lo enviado y lo recibido cuenta igual; compárese con las cuentas perdidas.",
        ru="Сами по себе касания сделку не выигрывают: в долгих сделках их накапливается больше. Отправленные и полученные считаются одинаково; сравните с проигранными клиентами.",
    ),
)

touches_per_lost_account = touches_per_won_account.variant(
    "lost",
    measure=Mean(AccountEvents("lost", attach=("touches",)), lambda a: a.touches),
    name=Text(
        en="Touches per account lost",
        fr="Interactions par compte perdu",
        es="Interacciones por cuenta perdida",
        ru="Касания на проигранного клиента",
    ),
    question=Text(
        en="How many touches did we spend on accounts we lost?",
        fr="Combien d’interactions avons-nous consacrées aux comptes perdus ?",
        es="¿Cuántas interacciones dedicamos a las cuentas que perdimos?",
        ru="Сколько касаний мы потратили на клиентов, которых проиграли?",
    ),
    formula=Text(
        en="Touches of team marketing or sales on the days from entry to the last close, on the list or not ÷ accounts with at least one new-business deal of the scope, all of them lost, the last in the window. Flow: an account counts in the period in which that day falls; its deal belongs to the scope if the account was in it on some day from the deal’s creation to that day.",
        fr="Interactions des équipes marketing ou commerciale, de l’entrée à la dernière clôture, que le compte soit ou non sur la liste ces jours-là ÷ comptes ayant au moins une affaire nouvelle du périmètre, toutes perdues, la dernière pendant la période. Flux : un compte compte dans la période où tombe ce jour ; son affaire relève du périmètre si le compte y était un jour au moins entre la création de l’affaire et ce jour.",
        es="Interacciones de los equipos de marketing o ventas desde la entrada hasta el último cierre, esté o no la cuenta en la lista esos días ÷ cuentas con al menos una negociación de nuevo negocio del ámbito, todas perdidas, la última en el periodo. Flujo: una cuenta se cuenta en el periodo en que cae ese día; su negociación pertenece al ámbito si la cuenta estuvo en él algún día entre la creación de la negociación y ese día.",
        ru="Касания команд маркетинга и продаж со дня входа по день последнего закрытия, был клиент в эти дни в списке или нет ÷ клиенты хотя бы с одной сделкой выборки по новым продажам, все такие сделки проиграны, последняя — в периоде. За период: клиент учитывается в том периоде, на который приходится этот день; сделка относится к выборке, если клиент был в ней хотя бы в один день от создания сделки до этого дня.",
    ),
    caveat=Text(
        en="The reference for the figure of won accounts, not a cause of losing. An account with an open or a won deal is not lost and is not in here.",
        fr="C’est le point de comparaison des comptes gagnés, non une cause de perte. Un compte ayant une affaire ouverte ou gagnée n’est pas perdu et n’y figure pas.",
        es="Es la referencia para las cuentas ganadas, no una causa de perder. Una cuenta con una negociación abierta o ganada no está perdida y no figura aquí.",
        ru="Это точка сравнения для выигранных, а не причина проигрыша. Клиент с открытой или выигранной сделкой проигранным не считается.",
    ),
)

cost_per_won_account = KPI(
    id="W08",
    key="cost_per_won_account",
    group="won",
    seeds="B",
    clock="flow",
    unit="money/account",
    direction="down",
    measure=Ratio(Costs(), lambda c: c.amount, over=AccountEvents("won")),
    name=Text(
        en="Cost per account won",
        fr="Coût par compte gagné",
        es="Coste por cuenta ganada",
        ru="Стоимость выигранного клиента",
    ),
    question=Text(
        en="What do we spend for each target account we win?",
        fr="Combien dépensons-nous pour chaque compte cible gagné ?",
        es="¿Cuánto gastamos por cada cuenta objetivo que ganamos?",
        ru="Во сколько нам обходится каждый выигранный целевой клиент?",
    ),
    formula=Text(
        en="Cost in scope in the window ÷ accounts won in the window. Flow: costs and first events dated in the window, up to the as-of day.",
        fr="Coût du périmètre sur la période ÷ comptes gagnés pendant la période. Flux : coûts et premiers événements datés de la période, jusqu’à la date d’arrêté.",
        es="Coste del ámbito en el periodo ÷ cuentas ganadas en el periodo. Flujo: costes y primeros eventos fechados en el periodo, hasta la fecha de corte.",
        ru="Затраты в выборке за период ÷ клиенты, выигранные за период. За период: затраты и первые события с датой в периоде, по отчётную дату включительно.",
    ),
    caveat=Text(
        en="All cost of the scope in the window is divided by the wins in it, though wins rest on earlier spending. Not the cost of one more win.",
        fr="Tout le coût du périmètre sur la période est divisé par les comptes gagnés, alors que ceux-ci doivent aussi aux dépenses antérieures. Ce n’est pas le coût d’un compte de plus.",
        es="Todo el coste del ámbito en el periodo se divide entre las cuentas ganadas en él, aunque estas deben mucho al gasto anterior. No es el coste de ganar una más.",
        ru="Все затраты в выборке за период делятся на победы в нём, хотя победы опираются и на прежние затраты. Это не цена ещё одной победы.",
    ),
)

average_deal_size = KPI(
    id="W09",
    key="average_deal_size",
    group="won",
    seeds="D A C",
    clock="flow",
    unit="money",
    direction="up",
    measure=Mean(_PRICED, _size, unless="no_amount"),
    name=Text(
        en="Average deal size",
        fr="Taille moyenne des affaires",
        es="Tamaño medio de la negociación",
        ru="Средний размер сделки",
    ),
    question=Text(
        en="How large is the average deal we win from target accounts?",
        fr="Quelle est la taille moyenne d’une affaire gagnée auprès des comptes cibles ?",
        es="¿Qué tamaño medio tienen las negociaciones que ganamos con cuentas objetivo?",
        ru="Каков средний размер выигранной сделки с целевым клиентом?",
    ),
    formula=Text(
        en="Amount of new-business deals won in the window with an amount above zero ÷ new-business deals won in the window with an amount above zero. Flow: by closing day in the window, up to the as-of day; a deal belongs to the scope if its account was in it on some day from creation to close.",
        fr="Montant des affaires nouvelles gagnées pendant la période, de montant supérieur à zéro ÷ affaires nouvelles gagnées pendant la période, de montant supérieur à zéro. Flux : selon le jour de clôture dans la période, jusqu’à la date d’arrêté ; une affaire relève du périmètre si son compte y était un jour au moins entre création et clôture.",
        es="Importe de las negociaciones de nuevo negocio ganadas en el periodo con importe mayor que cero ÷ negociaciones de nuevo negocio ganadas en el periodo con importe mayor que cero. Flujo: por día de cierre en el periodo, hasta la fecha de corte; una negociación pertenece al ámbito si su cuenta estuvo en él algún día entre la creación y el cierre.",
        ru="Сумма сделок по новым продажам, выигранных за период, с суммой больше нуля ÷ сделки по новым продажам, выигранные за период, с суммой больше нуля. За период: по дню закрытия, по отчётную дату включительно; сделка относится к выборке, если клиент был в ней хотя бы в один день от создания до закрытия.",
    ),
    caveat=Text(
        en="A few large deals pull the mean up; see the median. Lists are often made of large companies, so bigger deals there are not by themselves an effect of the programme.",
        fr="Quelques grosses affaires tirent la moyenne vers le haut : voir la médiane. Les listes réunissent souvent de grandes entreprises ; des affaires plus grosses n’y sont pas à elles seules un effet du programme.",
        es="Unas pocas negociaciones grandes elevan la media: véase la mediana. Las listas suelen reunir empresas grandes, así que negociaciones mayores no son por sí solas un efecto del programa.",
        ru="Несколько крупных сделок тянут среднее вверх: смотрите медиану. В списки обычно берут крупные компании, поэтому большие сделки сами по себе — не эффект программы.",
    ),
)

average_deal_size_median = average_deal_size.variant(
    "median",
    measure=Median(_PRICED, _size, unless="no_amount"),
    name=Text(
        en="Median deal size",
        fr="Taille médiane des affaires",
        es="Tamaño mediano de la negociación",
        ru="Медианный размер сделки",
    ),
    question=Text(
        en="How large is the typical deal we win from target accounts?",
        fr="Quelle est la taille d’une affaire gagnée typique auprès des comptes cibles ?",
        es="¿Qué tamaño tiene la negociación típica que ganamos con cuentas objetivo?",
        ru="Каков размер типичной выигранной сделки с целевым клиентом?",
    ),
    formula=Text(
        en="Median amount of new-business deals won in the window with an amount above zero. Flow: by closing day in the window, up to the as-of day; a deal belongs to the scope if its account was in it on some day from creation to close.",
        fr="Montant médian des affaires nouvelles gagnées pendant la période, de montant supérieur à zéro. Flux : selon le jour de clôture dans la période, jusqu’à la date d’arrêté ; une affaire relève du périmètre si son compte y était un jour au moins entre création et clôture.",
        es="Mediana del importe de las negociaciones de nuevo negocio ganadas en el periodo con importe mayor que cero. Flujo: por día de cierre en el periodo, hasta la fecha de corte; una negociación pertenece al ámbito si su cuenta estuvo en él algún día entre la creación y el cierre.",
        ru="Медиана сумм сделок по новым продажам, выигранных за период, с суммой больше нуля. За период: по дню закрытия, по отчётную дату включительно; сделка относится к выборке, если клиент был в ней хотя бы в один день от создания до закрытия.",
    ),
    caveat=Text(
        en="The middle deal: steadier than the mean, but multiplied by the number of deals it does not give the revenue.",
        fr="C’est l’affaire du milieu : plus stable que la moyenne mais, multipliée par le nombre d’affaires, elle ne redonne pas le chiffre d’affaires.",
        es="Es la negociación central: más estable que la media, pero multiplicada por el número de negociaciones no da los ingresos.",
        ru="Это сделка из середины ряда: устойчивее среднего, но, умноженная на число сделок, выручки не даёт.",
    ),
)

KPIS = (
    accounts_won,
    account_win_rate,
    win_rate,
    win_rate_amount,
    win_rate_qualified,
    new_revenue,
    deal_cycle,
    deal_cycle_median,
    deal_velocity,
    deal_velocity_median,
    deal_velocity_censored,
    touches_per_won_account,
    touches_per_lost_account,
    cost_per_won_account,
    average_deal_size,
    average_deal_size_median,
)
