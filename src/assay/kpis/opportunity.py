"""Group 5 · opportunity: legitimate new-business deals at target accounts (funnel stage 3)."""

from __future__ import annotations

from typing import Any

from assay.kpis.declare import (
    KPI,
    AccountEvents,
    Accounts,
    Costs,
    Count,
    Deals,
    DealStages,
    Estimate,
    Mean,
    Ratio,
    Share,
    Sum,
    Tally,
    Text,
    Touches,
    between,
)
from assay.kpis.rows import People

_OPPORTUNITY = Accounts("targeted", attach=("first_opportunity_on",))


def _has_opportunity(account: Any) -> Any:
    return account.first_opportunity_on.notnull()


buying_committee_size = KPI(
    id="O01",
    key="buying_committee_size",
    group="opportunity",
    seeds="B",
    clock="stock",
    unit="people/account",
    direction="up",
    measure=Mean(Accounts("target", attach=("key_people",)), lambda a: a.key_people, where=lambda a: a.key_people > 0),
    name=Text(
        en="Buying committee size",
        fr="Taille du comité d’achat",
        es="Tamaño del comité de compra",
        ru="Размер закупочного комитета",
    ),
    question=Text(
        en="How many members of the buying committee do we know per target account?",
        fr="Combien de membres du comité d’achat connaissons-nous par compte cible ?",
        es="¿A cuántos miembros del comité de compra conocemos por cuenta objetivo?",
        ru="Скольких участников закупочного комитета (ЛПР и ЛВР) мы знаем в среднем у целевого клиента?",
    ),
    formula=Text(
        en="Distinct active people with a buying role at target accounts in scope on the as-of day ÷ target accounts in scope on the as-of day with at least one of them. Stock: state at the end of the as-of day.",
        fr="Contacts actifs distincts ayant un rôle d’achat dans les comptes cibles du périmètre à la date d’arrêté ÷ comptes cibles du périmètre à la date d’arrêté ayant au moins un de ces contacts. Stock : état en fin de journée à la date d’arrêté.",
        es="Contactos activos distintos con rol de compra en las cuentas objetivo del ámbito en la fecha de corte ÷ cuentas objetivo del ámbito en la fecha de corte con al menos uno de ellos. Saldo: estado al final del día en la fecha de corte.",
        ru="Уникальные действующие контакты с ролью в закупке у целевых клиентов выборки на отчётную дату ÷ целевые клиенты выборки на отчётную дату хотя бы с одним таким контактом. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="Only accounts with at least one known member are counted, so read it beside coverage. It measures what we know, not how large the committee really is.",
        fr="Seuls comptent les comptes ayant au moins un membre connu : à lire avec la couverture. L’indicateur mesure ce que nous savons, non la taille réelle du comité.",
        es="Solo cuentan las cuentas con al menos un miembro conocido; léase junto a la cobertura. Mide lo que sabemos, no el tamaño real del comité.",
        ru="Учитываются только клиенты хотя бы с одним известным участником: смотрите вместе с покрытием. Это наше знание, а не настоящий размер комитета.",
    ),
)

account_penetration = KPI(
    id="O02",
    key="account_penetration",
    group="opportunity",
    seeds="B",
    clock="stock",
    unit="share",
    direction="up",
    measure=Share(People("target", key=True, attach=("engaged",)), hit=lambda p: p.engaged),
    name=Text(
        en="Account penetration",
        fr="Pénétration du compte",
        es="Penetración de la cuenta",
        ru="Проникновение в клиента",
    ),
    question=Text(
        en="What share of the known buying committee is interacting with us?",
        fr="Quelle part du comité d’achat connu interagit avec nous ?",
        es="¿Qué parte del comité de compra conocido interactúa con nosotros?",
        ru="Какая доля известных нам ЛПР и ЛВР взаимодействует с нами?",
    ),
    formula=Text(
        en="Active people with a buying role who had an engaging touch in the look-back (90 days by default) ÷ active people with a buying role at target accounts in scope on the as-of day. Stock: state at the end of the as-of day.",
        fr="Contacts actifs ayant un rôle d’achat et une interaction valant engagement dans la fenêtre d’observation (90 jours par défaut) ÷ contacts actifs ayant un rôle d’achat dans les comptes cibles du périmètre à la date d’arrêté. Stock : état en fin de journée à la date d’arrêté.",
        es="Contactos activos con rol de compra y alguna interacción con compromiso en la ventana de observación (90 días por defecto) ÷ contactos activos con rol de compra en las cuentas objetivo del ámbito en la fecha de corte. Saldo: estado al final del día en la fecha de corte.",
        ru="Действующие контакты с ролью в закупке, у которых за окно наблюдения (по умолчанию 90 дней) было вовлекающее касание ÷ действующие контакты с ролью в закупке у целевых клиентов выборки на отчётную дату. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="Few known members give a high share: one engaged out of one known is 100%. Read it beside committee size and role coverage.",
        fr="Peu de membres connus donnent une part élevée : un engagé sur un connu fait 100 %. À lire avec la taille du comité et la couverture des rôles.",
        es="Con pocos miembros conocidos la proporción sale alta: uno comprometido de uno conocido es el 100 %. Léase junto al tamaño del comité y la cobertura de roles.",
        ru="Когда известных участников мало, доля высока: один вовлечённый из одного — это 100 %. Смотрите вместе с размером комитета и покрытием ролей.",
    ),
)

account_penetration_per_account = account_penetration.variant(
    "per_account",
    unit="people/account",
    measure=Mean(Accounts("target", attach=("engaged_key_people",)), lambda a: a.engaged_key_people),
    name=Text(
        en="Engaged committee members per account",
        fr="Membres du comité engagés par compte",
        es="Miembros del comité comprometidos por cuenta",
        ru="Вовлечённые участники комитета на клиента",
    ),
    question=Text(
        en="How many members of the buying committee are interacting with us at an average target account?",
        fr="Combien de membres du comité d’achat interagissent avec nous, en moyenne, dans un compte cible ?",
        es="¿Cuántos miembros del comité de compra interactúan con nosotros, de media, en una cuenta objetivo?",
        ru="Сколько ЛПР и ЛВР в среднем взаимодействует с нами у целевого клиента?",
    ),
    formula=Text(
        en="Active people with a buying role who had an engaging touch in the look-back (90 days by default) ÷ target accounts in scope on the as-of day. Stock: state at the end of the as-of day.",
        fr="Contacts actifs ayant un rôle d’achat et une interaction valant engagement dans la fenêtre d’observation (90 jours par défaut) ÷ comptes cibles du périmètre à la date d’arrêté. Stock : état en fin de journée à la date d’arrêté.",
        es="Contactos activos con rol de compra y alguna interacción con compromiso en la ventana de observación (90 días por defecto) ÷ cuentas objetivo del ámbito en la fecha de corte. Saldo: estado al final del día en la fecha de corte.",
        ru="Действующие контакты с ролью в закупке, у которых за окно наблюдения (по умолчанию 90 дней) было вовлекающее касание ÷ целевые клиенты выборки на отчётную дату. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="Accounts without any known member count as 0, so gaps in the contact data lower the figure. A mean: a few large accounts can carry it.",
        fr="Les comptes sans aucun membre connu comptent pour 0 : les lacunes de la base abaissent le chiffre. C’est une moyenne : quelques grands comptes peuvent la porter.",
        es="Las cuentas sin ningún miembro conocido cuentan como 0, así que las lagunas de datos bajan la cifra. Es una media: unas pocas cuentas grandes pueden sostenerla.",
        ru="Клиенты, где не известен никто, считаются нулём, поэтому пробелы в данных снижают показатель. Это среднее: его могут дать несколько крупных клиентов.",
    ),
)

accounts_with_opportunity = KPI(
    id="O03",
    key="accounts_with_opportunity",
    group="opportunity",
    seeds="D (B)",
    clock="stock",
    unit="accounts",
    direction="up",
    measure=Count(_OPPORTUNITY, where=_has_opportunity),
    name=Text(
        en="Accounts with an opportunity",
        fr="Comptes avec opportunité",
        es="Cuentas con oportunidad",
        ru="Клиенты со сделкой",
    ),
    question=Text(
        en="At how many of the accounts we targeted has a legitimate opportunity arisen since entry?",
        fr="Dans combien de comptes ciblés une opportunité qualifiée est-elle apparue depuis l’entrée ?",
        es="¿En cuántas de las cuentas a las que nos dirigimos ha surgido una oportunidad cualificada desde su entrada?",
        ru="У скольких клиентов программы после входа появилась квалифицированная сделка?",
    ),
    formula=Text(
        en="Accounts targeted in the window with at least one legitimate new-business deal created since entry while the account was in scope. Stock: state at the end of the as-of day, looking back over the window.",
        fr="Comptes ciblés sur la période ayant au moins une opportunité qualifiée (affaire nouvelle) créée depuis l’entrée, le compte étant dans le périmètre ce jour-là. Stock : état en fin de journée à la date d’arrêté, avec regard sur toute la période.",
        es="Cuentas objetivo del periodo con al menos una oportunidad cualificada de nuevo negocio creada desde la entrada, con la cuenta en el ámbito ese día. Saldo: estado al final del día en la fecha de corte, mirando todo el periodo.",
        ru="Целевые клиенты периода, у которых есть хотя бы одна квалифицированная сделка по новым продажам, созданная со дня входа, когда клиент был в выборке. На дату: состояние на конец отчётной даты с учётом всего периода.",
    ),
    caveat=Text(
        en="It says that an opportunity was created after entry, not that the programme created it. Several deals at one account count once; opportunities already there at entry are shown apart.",
        fr="Le chiffre dit qu’une opportunité a été créée après l’entrée, non que le programme l’a créée. Plusieurs affaires d’un même compte comptent une fois ; les opportunités antérieures à l’entrée figurent à part.",
        es="Dice que se creó una oportunidad después de la entrada, no que la creara el programa. Varias negociaciones de una cuenta cuentan una vez; las oportunidades anteriores a la entrada se muestran aparte.",
        ru="Показатель говорит, что сделка создана после входа, а не что её создала программа. Несколько сделок одного клиента считаются за одного; сделки, бывшие до входа, показаны отдельно.",
    ),
)

with_open_opportunity = accounts_with_opportunity.variant(
    "open",
    measure=Count(Accounts("targeted", attach=("open_opportunity",)), where=lambda a: a.open_opportunity),
    name=Text(
        en="Accounts with an open opportunity",
        fr="Comptes avec opportunité ouverte",
        es="Cuentas con oportunidad abierta",
        ru="Клиенты с открытой сделкой",
    ),
    question=Text(
        en="At how many targeted accounts is such an opportunity open right now?",
        fr="Dans combien de comptes ciblés une telle opportunité est-elle ouverte aujourd’hui ?",
        es="¿En cuántas de las cuentas a las que nos dirigimos hay ahora una oportunidad así abierta?",
        ru="У скольких клиентов программы такая сделка открыта сейчас?",
    ),
    formula=Text(
        en="Accounts targeted in the window with at least one legitimate new-business deal created since entry while the account was in scope, open on the as-of day. Stock: state at the end of the as-of day, looking back over the window.",
        fr="Comptes ciblés sur la période ayant au moins une opportunité qualifiée (affaire nouvelle) créée depuis l’entrée, le compte étant dans le périmètre ce jour-là, ouverte à la date d’arrêté. Stock : état en fin de journée à la date d’arrêté, avec regard sur toute la période.",
        es="Cuentas objetivo del periodo con al menos una oportunidad cualificada de nuevo negocio creada desde la entrada, con la cuenta en el ámbito ese día, abierta en la fecha de corte. Saldo: estado al final del día en la fecha de corte, mirando todo el periodo.",
        ru="Целевые клиенты периода, у которых есть хотя бы одна квалифицированная сделка по новым продажам, созданная со дня входа, когда клиент был в выборке, открытая на отчётную дату. На дату: состояние на конец отчётной даты с учётом всего периода.",
    ),
    caveat=Text(
        en="An opportunity nobody has touched for months still counts as open; see stalled deals. Won and lost ones are no longer in it, so a falling figure can be good news.",
        fr="Une opportunité que personne ne touche depuis des mois reste ouverte : voir les affaires en stagnation. Les affaires gagnées ou perdues n’y figurent plus ; une baisse peut donc être une bonne nouvelle.",
        es="Una oportunidad que nadie toca desde hace meses sigue abierta: véanse las negociaciones estancadas. Las ganadas y perdidas ya no figuran, así que un descenso puede ser buena noticia.",
        ru="Сделка, которой месяцами никто не занимается, всё ещё открыта: смотрите застрявшие сделки. Выигранные и проигранные сюда уже не входят, поэтому снижение бывает и хорошей новостью.",
    ),
)

with_pre_existing_opportunity = accounts_with_opportunity.variant(
    "pre_existing",
    direction="context",
    measure=Count(
        Accounts("targeted", attach=("pre_existing_opportunity",)), where=lambda a: a.pre_existing_opportunity
    ),
    name=Text(
        en="Accounts with an earlier opportunity",
        fr="Comptes avec opportunité antérieure",
        es="Cuentas con oportunidad previa",
        ru="Клиенты со сделкой до входа",
    ),
    question=Text(
        en="At how many targeted accounts was there already an opportunity before they entered the programme?",
        fr="Combien de comptes ciblés avaient déjà une opportunité avant d’entrer dans le programme ?",
        es="¿En cuántas de las cuentas a las que nos dirigimos había ya una oportunidad antes de entrar en el programa?",
        ru="У скольких клиентов сделка была ещё до входа в программу?",
    ),
    formula=Text(
        en="Accounts targeted in the window with a legitimate new-business deal created before entry. Stock: state at the end of the as-of day, looking back over the window.",
        fr="Comptes ciblés sur la période ayant une opportunité qualifiée (affaire nouvelle) créée avant l’entrée. Stock : état en fin de journée à la date d’arrêté, avec regard sur toute la période.",
        es="Cuentas objetivo del periodo con una oportunidad cualificada de nuevo negocio creada antes de la entrada. Saldo: estado al final del día en la fecha de corte, mirando todo el periodo.",
        ru="Целевые клиенты периода, у которых есть квалифицированная сделка по новым продажам, созданная до входа. На дату: состояние на конец отчётной даты с учётом всего периода.",
    ),
    caveat=Text(
        en="The programme cannot have brought these opportunities about. An account may also appear among the accounts with an opportunity if it has had another one since.",
        fr="Le programme ne peut pas être à l’origine de ces opportunités. Un compte peut aussi figurer parmi les comptes avec opportunité s’il en a eu une autre depuis.",
        es="El programa no puede haber originado estas oportunidades. La misma cuenta puede figurar también entre las cuentas con oportunidad si ha tenido otra después.",
        ru="Эти сделки программа породить не могла. Клиент может попасть и в число клиентов со сделкой, если позже появилась ещё одна.",
    ),
)

opportunity_rate = KPI(
    id="O04",
    key="opportunity_rate",
    group="opportunity",
    seeds="B (D)",
    clock="stock",
    unit="share",
    direction="up",
    measure=Share(_OPPORTUNITY, hit=_has_opportunity),
    name=Text(
        en="Opportunity rate",
        fr="Taux d’opportunité",
        es="Tasa de oportunidad",
        ru="Доля клиентов со сделкой",
    ),
    question=Text(
        en="What share of the accounts we targeted has brought a legitimate opportunity?",
        fr="Quelle part des comptes ciblés a donné lieu à une opportunité qualifiée ?",
        es="¿Qué parte de las cuentas a las que nos dirigimos ha dado lugar a una oportunidad cualificada?",
        ru="Какая доля клиентов программы дошла до квалифицированной сделки?",
    ),
    formula=Text(
        en="Accounts targeted in the window with at least one legitimate new-business deal created since entry while the account was in scope ÷ accounts targeted in the window (in scope on at least one day of it, also if they have left since). Stock: state at the end of the as-of day, looking back over the window.",
        fr="Comptes ciblés sur la période ayant au moins une opportunité qualifiée (affaire nouvelle) créée depuis l’entrée, le compte étant dans le périmètre ce jour-là ÷ comptes ciblés sur la période (dans le périmètre au moins un jour, même s’ils en sont sortis depuis). Stock : état en fin de journée à la date d’arrêté, avec regard sur toute la période.",
        es="Cuentas objetivo del periodo con al menos una oportunidad cualificada de nuevo negocio creada desde la entrada, con la cuenta en el ámbito ese día ÷ cuentas objetivo del periodo (en el ámbito al menos un día, aunque hayan salido después). Saldo: estado al final del día en la fecha de corte, mirando todo el periodo.",
        ru="Целевые клиенты периода, у которых есть хотя бы одна квалифицированная сделка по новым продажам, созданная со дня входа, когда клиент был в выборке ÷ целевые клиенты периода (в выборке хотя бы один его день, даже если потом выбыли). На дату: состояние на конец отчётной даты с учётом всего периода.",
    ),
    caveat=Text(
        en="Accounts that entered recently have had little time, which pulls the rate of young programmes down. A higher rate than elsewhere is an association until a comparison supports more.",
        fr="Les comptes entrés récemment ont eu peu de temps, ce qui abaisse le taux des jeunes programmes. Un taux plus élevé qu’ailleurs reste une association tant qu’une comparaison n’en dit pas plus.",
        es="Las cuentas recién incorporadas han tenido poco tiempo, lo que baja la tasa de los programas jóvenes. Una tasa mayor que en otras cuentas es una asociación mientras una comparación no permita decir más.",
        ru="У недавно вошедших было мало времени, поэтому у молодых программ доля занижена. Более высокая доля, чем у других, — лишь связь, пока сравнение не позволит сказать больше.",
    ),
)

engaged_to_opportunity = KPI(
    id="O05",
    key="engaged_to_opportunity",
    group="opportunity",
    seeds="D",
    clock="stock",
    unit="share",
    direction="up",
    measure=Share(
        Accounts("targeted", attach=("first_opportunity_on", "first_engaging_on")),
        where=lambda a: a.first_engaging_on.notnull(),
        hit=lambda a: a.first_opportunity_on >= a.first_engaging_on,
    ),
    engaged_based=True,
    name=Text(
        en="Engaged to opportunity",
        fr="De l’engagement à l’opportunité",
        es="Del compromiso a la oportunidad",
        ru="От вовлечённости к сделке",
    ),
    question=Text(
        en="Once a target account is engaged, how often does an opportunity follow?",
        fr="Une fois qu’un compte cible est engagé, à quelle fréquence une opportunité suit-elle ?",
        es="Cuando una cuenta objetivo se compromete, ¿con qué frecuencia le sigue una oportunidad?",
        ru="Как часто за вовлечённостью целевого клиента следует сделка?",
    ),
    formula=Text(
        en="Accounts targeted in the window with a first engaging day since entry: those whose first such deal (legitimate, new business, created since entry while in scope) was created on or after the first engaging day ÷ all of them. Stock: state at the end of the as-of day, looking back over the window.",
        fr="Comptes ciblés sur la période ayant un premier jour d’engagement depuis leur entrée : ceux dont la première opportunité de ce type (qualifiée, affaire nouvelle, créée depuis l’entrée dans le périmètre) a été créée le premier jour d’engagement ou après ÷ total. Stock : état en fin de journée à la date d’arrêté, avec regard sur toute la période.",
        es="Cuentas objetivo del periodo con un primer día de compromiso desde su entrada: aquellas cuya primera oportunidad de este tipo (cualificada, de nuevo negocio, creada desde la entrada estando en el ámbito) se creó el primer día de compromiso o después ÷ total. Saldo: estado al final del día en la fecha de corte, mirando todo el periodo.",
        ru="Целевые клиенты периода, у которых со дня входа был первый день вовлечённости: из них те, у кого первая такая сделка (квалифицированная, по новым продажам, созданная со дня входа, пока клиент был в выборке) создана в первый день вовлечённости или позже ÷ все. На дату: состояние на конец отчётной даты с учётом всего периода.",
    ),
    caveat=Text(
        en="The order in time is not a cause: sales conversations themselves engage accounts. A low rate may mean that “engaged” is defined too broadly or that sales acts late.",
        fr="La succession dans le temps n’est pas une cause : les échanges commerciaux engagent eux aussi les comptes. Un taux faible peut signaler une définition d’engagement trop large ou une réaction tardive des commerciaux.",
        es="El orden en el tiempo no es causa: también las conversaciones de ventas comprometen a la cuenta. Una tasa baja puede indicar una definición de compromiso demasiado amplia o que ventas actúa tarde.",
        ru="«После» не значит «вследствие»: разговоры с продавцом тоже вовлекают. Низкая доля может означать слишком широкое определение вовлечённости или медленную реакцию продаж.",
    ),
)

opportunities_created = KPI(
    id="O06",
    key="opportunities_created",
    group="opportunity",
    seeds="A D",
    clock="flow",
    unit="deals",
    direction="up",
    measure=Count(Deals("created", legitimate=True)),
    name=Text(
        en="Opportunities created",
        fr="Opportunités créées",
        es="Oportunidades creadas",
        ru="Созданные сделки",
    ),
    question=Text(
        en="How many legitimate opportunities were created at target accounts in this period?",
        fr="Combien d’opportunités qualifiées ont été créées dans les comptes cibles sur la période ?",
        es="¿Cuántas oportunidades cualificadas se han creado en las cuentas objetivo en este periodo?",
        ru="Сколько квалифицированных сделок создано у целевых клиентов за период?",
    ),
    formula=Text(
        en="Legitimate new-business deals, by day of creation. Flow: by day of creation in the window, up to the as-of day, with the account in scope on that day.",
        fr="Opportunités qualifiées (affaires nouvelles), par jour de création. Flux : selon le jour de création dans la période, jusqu’à la date d’arrêté, le compte étant dans le périmètre ce jour-là.",
        es="Oportunidades cualificadas de nuevo negocio, por día de creación. Flujo: por día de creación en el periodo, hasta la fecha de corte, con la cuenta en el ámbito ese día.",
        ru="Квалифицированные сделки по новым продажам, по дню создания. За период: по дню создания, по отчётную дату включительно; клиент в этот день состоит в выборке.",
    ),
    caveat=Text(
        en="Deals, not accounts. The newest periods still grow, because a deal counts only once it has become legitimate.",
        fr="Ce sont des affaires, non des comptes. Les périodes récentes augmentent encore, car une affaire ne compte qu’une fois qualifiée.",
        es="Son negociaciones, no cuentas. Los periodos más recientes aún crecen, porque una negociación solo cuenta cuando ha quedado cualificada.",
        ru="Это сделки, а не клиенты. Последние периоды ещё вырастут: сделка учитывается, только когда станет квалифицированной.",
    ),
)

pipeline = KPI(
    id="O07",
    key="pipeline",
    group="opportunity",
    seeds="B D",
    clock="stock",
    unit="money",
    direction="up",
    measure=Sum(Deals("open", legitimate=True, money=True), lambda d: d.amount),
    name=Text(
        en="Pipeline",
        fr="Pipeline",
        es="Pipeline",
        ru="Пайплайн",
    ),
    question=Text(
        en="How much potential revenue is in open opportunities with target accounts?",
        fr="Quel chiffre d’affaires potentiel représentent les opportunités ouvertes avec les comptes cibles ?",
        es="¿Cuántos ingresos potenciales hay en oportunidades abiertas con cuentas objetivo?",
        ru="Какую возможную выручку дают открытые сделки с целевыми клиентами?",
    ),
    formula=Text(
        en="Amount of open legitimate new-business deals of the scope. Stock: state at the end of the as-of day.",
        fr="Montant des opportunités qualifiées ouvertes (affaires nouvelles) du périmètre. Stock : état en fin de journée à la date d’arrêté.",
        es="Importe de las oportunidades cualificadas abiertas de nuevo negocio del ámbito. Saldo: estado al final del día en la fecha de corte.",
        ru="Сумма открытых квалифицированных сделок по новым продажам в выборке. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="Amounts are the sellers’ own estimates, and stale deals still count. It is not a forecast; see the weighted pipeline.",
        fr="Les montants sont les estimations des commerciaux, et les affaires dormantes comptent encore. Ce n’est pas une prévision : voir le pipeline pondéré.",
        es="Los importes son estimaciones de los propios comerciales y las negociaciones dormidas siguen contando. No es una previsión: véase el pipeline ponderado.",
        ru="Суммы — это оценки самих продавцов, а заброшенные сделки тоже считаются. Это не прогноз: смотрите взвешенный пайплайн.",
    ),
)

weighted_pipeline = pipeline.variant(
    "weighted",
    measure=Sum(
        Deals("open", legitimate=True, money=True, probability=True),
        lambda d: (d.amount.cast("float64") * d.probability).cast(d.amount.type()),
    ),
    name=Text(
        en="Weighted pipeline",
        fr="Pipeline pondéré",
        es="Pipeline ponderado",
        ru="Взвешенный пайплайн",
    ),
    question=Text(
        en="What is the open pipeline worth when each deal counts with the probability of its stage?",
        fr="Que vaut le pipeline ouvert si chaque affaire compte selon la probabilité de son étape ?",
        es="¿Cuánto vale el pipeline abierto si cada negociación cuenta según la probabilidad de su etapa?",
        ru="Сколько стоит пайплайн, если учитывать каждую сделку с вероятностью её этапа?",
    ),
    formula=Text(
        en="Amount × probability of the stage, summed over the open legitimate new-business deals of the scope. Stock: state at the end of the as-of day.",
        fr="Montant × probabilité de l’étape, additionné sur les opportunités qualifiées ouvertes (affaires nouvelles) du périmètre. Stock : état en fin de journée à la date d’arrêté.",
        es="Importe × probabilidad de la etapa, sumado sobre las oportunidades cualificadas abiertas de nuevo negocio del ámbito. Saldo: estado al final del día en la fecha de corte.",
        ru="Сумма произведений «сумма сделки × вероятность этапа» по открытым квалифицированным сделкам новых продаж в выборке. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="Stage probabilities are settings of the CRM, rarely checked against what really closes. Right at best on average over many deals, never for one.",
        fr="Les probabilités par étape sont des réglages du CRM, rarement confrontés aux affaires réellement conclues. Valable au mieux en moyenne sur de nombreuses affaires, jamais pour une seule.",
        es="Las probabilidades por etapa son ajustes del CRM, rara vez contrastados con lo que de verdad se cierra. Vale, como mucho, en promedio sobre muchas negociaciones, nunca para una sola.",
        ru="Вероятности этапов — настройка CRM, которую редко сверяют с настоящими итогами. В лучшем случае верно в среднем по многим сделкам, но не для одной.",
    ),
)

days_to_opportunity = KPI(
    id="O08",
    key="days_to_opportunity",
    group="opportunity",
    seeds="A B",
    clock="flow",
    unit="days",
    direction="down",
    measure=Mean(
        AccountEvents("opportunity_qualified", attach=("first_engaging_on",)),
        lambda a: between(a.happened_on, a.first_engaging_on),
        unless="no_engagement",
    ),
    censored=Estimate(
        Accounts("targeted", attach=("first_engaging_on", "first_qualified_on")),
        where=lambda a: a.first_engaging_on.notnull(),
        value=lambda a: between(a.first_qualified_on.fill_null(a.as_of), a.first_engaging_on),
        event=lambda a: a.first_qualified_on.notnull().ifelse(1, 0),
        estimator="kaplan_meier_median",
    ),
    engaged_based=True,
    name=Text(
        en="Days to opportunity (from first engagement)",
        fr="Délai jusqu’à l’opportunité (premier engagement)",
        es="Tiempo hasta la oportunidad (desde el primer compromiso)",
        ru="Срок до сделки (от первой вовлечённости)",
    ),
    question=Text(
        en="How long does it take from the first sign of engagement to a legitimate opportunity?",
        fr="Combien de temps s’écoule entre le premier signe d’engagement et une opportunité qualifiée ?",
        es="¿Cuánto tiempo pasa desde la primera señal de compromiso hasta una oportunidad cualificada?",
        ru="Сколько времени проходит от первого признака вовлечённости до квалифицированной сделки?",
    ),
    formula=Text(
        en="Mean days from the first engaging day to the qualifying day, over accounts whose first legitimate new-business deal with a qualifying day on or after entry (also one opened before entry) became legitimate in the window. Flow: an account counts in the period in which that day falls; its deal belongs to the scope if the account was in it on some day from the deal’s creation to that day.",
        fr="Nombre moyen de jours entre le premier jour d’engagement et le jour de qualification, sur les comptes dont la première opportunité (affaire nouvelle) qualifiée le jour de l’entrée ou après (même ouverte avant l’entrée) l’a été pendant la période. Flux : un compte compte dans la période où tombe ce jour ; son affaire relève du périmètre si le compte y était un jour au moins entre la création de l’affaire et ce jour.",
        es="Media de días desde el primer día de compromiso hasta el día de cualificación, sobre las cuentas cuya primera oportunidad de nuevo negocio cualificada el día de la entrada o después (aunque se abriera antes de ella) se cualificó en el periodo. Flujo: una cuenta se cuenta en el periodo en que cae ese día; su negociación pertenece al ámbito si la cuenta estuvo en él algún día entre la creación de la negociación y ese día.",
        ru="Среднее число дней от первого дня вовлечённости до дня квалификации по клиентам, у которых первая сделка по новым продажам, квалифицированная в день входа или позже (в том числе открытая до входа), квалифицирована в периоде. За период: клиент учитывается в том периоде, на который приходится этот день; сделка относится к выборке, если клиент был в ней хотя бы в один день от создания сделки до этого дня.",
    ),
    caveat=Text(
        en="Only accounts that got there are averaged, which flatters young programmes: those still waiting are missing. It moves with the engagement definition.",
        fr="Seuls les comptes arrivés au but entrent dans la moyenne, ce qui flatte les jeunes programmes : ceux qui attendent encore n’y sont pas. Le délai varie avec la définition d’engagement.",
        es="Solo entran en la media las cuentas que han llegado, lo que favorece a los programas jóvenes: faltan las que siguen esperando. Cambia con la definición de compromiso.",
        ru="В среднее попадают только дошедшие до сделки, и это приукрашивает молодые программы: тех, кто ещё в пути, здесь нет. Зависит от определения вовлечённости.",
    ),
)

days_from_first_contact = days_to_opportunity.variant(
    "first_contact",
    measure=Mean(
        AccountEvents("opportunity_qualified", attach=("first_touch_on",)),
        lambda a: between(a.happened_on, a.first_touch_on),
        unless="no_touch",
    ),
    censored=None,
    engaged_based=False,
    name=Text(
        en="Days to opportunity (from first contact)",
        fr="Délai jusqu’à l’opportunité (premier contact)",
        es="Tiempo hasta la oportunidad (desde el primer contacto)",
        ru="Срок до сделки (от первого контакта)",
    ),
    question=Text(
        en="How long does it take from the first contact of any kind to a legitimate opportunity?",
        fr="Combien de temps s’écoule entre le premier contact, quel qu’il soit, et une opportunité qualifiée ?",
        es="¿Cuánto tiempo pasa desde el primer contacto, del tipo que sea, hasta una oportunidad cualificada?",
        ru="Сколько времени проходит от первого контакта любого рода до квалифицированной сделки?",
    ),
    formula=Text(
        en="Mean days from the first touch of any direction since entry to the qualifying day, over accounts whose first legitimate new-business deal with a qualifying day on or after entry (also one opened before entry) became legitimate in the window. Flow: an account counts in the period in which that day falls; its deal belongs to the scope if the account was in it on some day from the deal’s creation to that day.",
        fr="Nombre moyen de jours entre la première interaction depuis l’entrée, quel qu’en soit le sens, et le jour de qualification, sur les comptes dont la première opportunité (affaire nouvelle) qualifiée le jour de l’entrée ou après (même ouverte avant l’entrée) l’a été pendant la période. Flux : un compte compte dans la période où tombe ce jour ; son affaire relève du périmètre si le compte y était un jour au moins entre la création de l’affaire et ce jour.",
        es="Media de días desde la primera interacción desde la entrada, en cualquier sentido, hasta el día de cualificación, sobre las cuentas cuya primera oportunidad de nuevo negocio cualificada el día de la entrada o después (aunque se abriera antes de ella) se cualificó en el periodo. Flujo: una cuenta se cuenta en el periodo en que cae ese día; su negociación pertenece al ámbito si la cuenta estuvo en él algún día entre la creación de la negociación y ese día.",
        ru="Среднее число дней от первого касания в любую сторону со дня входа до дня квалификации по клиентам, у которых первая сделка по новым продажам, квалифицированная в день входа или позже (в том числе открытая до входа), квалифицирована в периоде. За период: клиент учитывается в том периоде, на который приходится этот день; сделка относится к выборке, если клиент был в ней хотя бы в один день от создания сделки до этого дня.",
    ),
    caveat=Text(
        en="The first contact may be one of ours that nobody noticed, an e-mail or an ad. Accounts still waiting are missing from the mean.",
        fr="Le premier contact peut être le nôtre et passer inaperçu : un e-mail, une publicité. Les comptes encore en attente manquent à la moyenne.",
        es="El primer contacto puede ser nuestro y pasar inadvertido: un correo, un anuncio. Faltan en la media las cuentas que siguen esperando.",
        ru="Первый контакт мог быть нашим и остаться незамеченным: письмо, реклама. Тех, кто ещё в пути, в среднем нет.",
    ),
)

meetings_planned = KPI(
    id="O10",
    key="meetings_planned",
    group="opportunity",
    seeds="A",
    clock="flow",
    unit="meetings",
    direction="up",
    measure=Count(Touches(kinds=("meeting_booked",))),
    name=Text(
        en="Meetings planned",
        fr="Réunions planifiées",
        es="Reuniones planificadas",
        ru="Запланированные встречи",
    ),
    question=Text(
        en="How many meetings with target accounts were booked in this period?",
        fr="Combien de réunions ont été planifiées avec les comptes cibles sur la période ?",
        es="¿Cuántas reuniones se han planificado con cuentas objetivo en este periodo?",
        ru="Сколько встреч с целевыми клиентами назначено за период?",
    ),
    formula=Text(
        en="Meetings booked. Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="Réunions planifiées. Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Reuniones planificadas. Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Назначенные встречи. За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="Booked, not held; counted on the day recorded for the booking. A calendar that does not reach the system makes the team look idle.",
        fr="Planifiées ne veut pas dire tenues ; elles comptent au jour enregistré de la prise de rendez-vous. Un agenda non relié au système fait paraître l’équipe inactive.",
        es="Planificadas no es celebradas; cuentan en el día registrado de la reserva. Un calendario sin conectar hace que el equipo parezca inactivo.",
        ru="Назначена — не значит состоялась; учитывается день, записанный для назначения. Если календарь не подключён, команда выглядит бездействующей.",
    ),
)

meetings_held = meetings_planned.variant(
    "held",
    measure=Count(Touches(kinds=("meeting_held",))),
    name=Text(
        en="Meetings held",
        fr="Réunions tenues",
        es="Reuniones celebradas",
        ru="Состоявшиеся встречи",
    ),
    question=Text(
        en="How many meetings with target accounts actually took place?",
        fr="Combien de réunions avec les comptes cibles ont réellement eu lieu ?",
        es="¿Cuántas reuniones con cuentas objetivo tuvieron lugar de verdad?",
        ru="Сколько встреч с целевыми клиентами действительно состоялось?",
    ),
    formula=Text(
        en="Meetings held. Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="Réunions tenues. Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Reuniones celebradas. Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Состоявшиеся встречи. За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="Held in this period, whenever they were booked: dividing by meetings booked does not give a show rate. One meeting with five people is one.",
        fr="Tenues pendant la période, quelle que soit la date de prise de rendez-vous : les diviser par les réunions planifiées ne donne pas un taux de présence. Une réunion à cinq personnes compte une fois.",
        es="Celebradas en el periodo, se reservaran cuando se reservaran: dividirlas entre las planificadas no da una tasa de asistencia. Una reunión con cinco personas es una.",
        ru="Состоявшиеся в периоде, когда бы их ни назначили: деление на назначенные не даёт доли состоявшихся. Встреча с пятью людьми — одна встреча.",
    ),
)

meetings_missed = meetings_planned.variant(
    "no_show",
    direction="down",
    measure=Count(Touches(kinds=("meeting_no_show",))),
    name=Text(
        en="Meetings missed (no-show)",
        fr="Réunions manquées (no-show)",
        es="Reuniones fallidas (no-show)",
        ru="Неявки на встречи",
    ),
    question=Text(
        en="How many booked meetings did the target account not attend?",
        fr="À combien de réunions planifiées le compte cible ne s’est-il pas présenté ?",
        es="¿A cuántas reuniones planificadas no se presentó la cuenta objetivo?",
        ru="На сколько назначенных встреч целевой клиент не пришёл?",
    ),
    formula=Text(
        en="Meetings recorded as no-show. Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="Réunions enregistrées comme manquées. Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Reuniones registradas como fallidas por ausencia. Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Встречи, отмеченные как неявка. За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="Depends on sellers recording it; an unrecorded no-show simply vanishes. A meeting moved in good time is not one.",
        fr="Le chiffre dépend de la saisie par les commerciaux : une absence non saisie disparaît. Une réunion reportée à temps n’en est pas une.",
        es="Depende de que el equipo comercial lo registre: una ausencia sin registrar desaparece. Una reunión aplazada a tiempo no cuenta.",
        ru="Зависит от того, отмечают ли это продавцы: неотмеченная неявка просто исчезает. Встреча, перенесённая заранее, неявкой не считается.",
    ),
)

cost_per_opportunity_account = KPI(
    id="O09",
    key="cost_per_opportunity_account",
    group="opportunity",
    seeds="B",
    clock="flow",
    unit="money/account",
    direction="down",
    measure=Ratio(Costs(), lambda c: c.amount, over=AccountEvents("opportunity_created")),
    name=Text(
        en="Cost per account with an opportunity",
        fr="Coût par compte d’opportunité",
        es="Coste por cuenta con oportunidad",
        ru="Стоимость клиента со сделкой",
    ),
    question=Text(
        en="What do we spend for each target account that reaches its first opportunity?",
        fr="Combien dépensons-nous pour chaque compte cible qui obtient sa première opportunité ?",
        es="¿Cuánto gastamos por cada cuenta objetivo que llega a su primera oportunidad?",
        ru="Во сколько нам обходится каждый целевой клиент, дошедший до первой сделки?",
    ),
    formula=Text(
        en="Cost in scope in the window ÷ target accounts whose first such deal (legitimate, new business, created since entry while in scope) was created in the window. Flow: costs and first events dated in the window, up to the as-of day.",
        fr="Coût du périmètre sur la période ÷ comptes cibles dont la première opportunité de ce type (qualifiée, affaire nouvelle, depuis l’entrée et dans le périmètre) a été créée pendant la période. Flux : coûts et premiers événements datés de la période, jusqu’à la date d’arrêté.",
        es="Coste del ámbito en el periodo ÷ cuentas objetivo cuya primera oportunidad de este tipo (cualificada, de nuevo negocio, desde la entrada y en el ámbito) se creó en el periodo. Flujo: costes y primeros eventos fechados en el periodo, hasta la fecha de corte.",
        ru="Затраты в выборке за период ÷ целевые клиенты, у которых первая такая сделка (квалифицированная, по новым продажам, после входа, пока клиент в выборке) создана в периоде. За период: затраты и первые события с датой в периоде, по отчётную дату включительно.",
    ),
    caveat=Text(
        en="All cost of the scope is divided by those that got there in the window; what was spent earlier on them is not. Spending and opportunities are months apart, so short windows mislead.",
        fr="Tout le coût du périmètre est divisé par les comptes arrivés au but pendant la période ; les dépenses antérieures n’y sont pas. Des mois séparent dépense et opportunité : une période courte induit en erreur.",
        es="Todo el coste del ámbito se divide entre las que llegaron en el periodo; lo gastado antes no se incluye. Entre gasto y oportunidad pasan meses: un periodo corto engaña.",
        ru="Все затраты в выборке делятся на дошедших за период; потраченное раньше сюда не входит. Между затратами и сделкой проходят месяцы, поэтому короткий период обманывает.",
    ),
)

days_in_stage = KPI(
    id="O11",
    key="days_in_stage",
    group="opportunity",
    seeds="D",
    clock="flow",
    unit="days",
    direction="down",
    measure=Mean(DealStages("ended"), lambda d: d.days, unless="negative"),
    default_by=("stage",),
    name=Text(
        en="Days in stage",
        fr="Jours par étape",
        es="Días por etapa",
        ru="Дни на этапе",
    ),
    question=Text(
        en="How long do deals stay in each stage, and where do they get stuck?",
        fr="Combien de temps les affaires restent-elles à chaque étape, et où se bloquent-elles ?",
        es="¿Cuánto tiempo pasan las negociaciones en cada etapa y dónde se atascan?",
        ru="Сколько времени сделки проводят на каждом этапе и где застревают?",
    ),
    formula=Text(
        en="Per open stage: mean, over new-business deals whose last stay in it ended in the window, of the days of all their stays there, summed (rows that repeat the stage do not end a stay; the closing day ends the last). Flow: by the day of the change of stage in the window, up to the as-of day; a deal belongs to the scope if its account was in it on some day from creation to that day.",
        fr="Par étape ouverte : moyenne, sur les affaires nouvelles dont le dernier séjour s’y est terminé pendant la période, des jours de tous leurs séjours à cette étape, additionnés (une ligne qui répète l’étape n’interrompt pas le séjour ; la clôture termine le dernier). Flux : selon le jour du changement d’étape dans la période, jusqu’à la date d’arrêté ; une affaire relève du périmètre si son compte y était un jour au moins entre la création et ce jour.",
        es="Por etapa abierta: media, sobre las negociaciones de nuevo negocio cuya última estancia en ella terminó en el periodo, de los días de todas sus estancias en la etapa, sumados (una fila que repite la etapa no interrumpe la estancia; el cierre pone fin a la última). Flujo: por el día del cambio de etapa en el periodo, hasta la fecha de corte; una negociación pertenece al ámbito si su cuenta estuvo en él algún día entre la creación y ese día.",
        ru="По каждому открытому этапу: среднее по сделкам новых продаж, у которых последнее пребывание на нём завершилось в периоде, от суммы дней всех пребываний на этом этапе (строка, повторяющая этап, пребывания не прерывает; последнее завершает закрытие сделки). За период: по дню смены этапа, по отчётную дату включительно; сделка относится к выборке, если клиент был в ней хотя бы в один день от создания до этого дня.",
    ),
    caveat=Text(
        en="Only stays that have ended are averaged; deals still sitting in the stage appear among the stalled deals. The total over all stages is pooled and has no meaning as a cycle.",
        fr="Seuls les séjours terminés entrent dans la moyenne ; les affaires encore à l’étape figurent parmi les affaires en stagnation. Le total, toutes étapes confondues, ne se lit pas comme un cycle.",
        es="Solo entran en la media las estancias terminadas; las negociaciones que siguen en la etapa figuran entre las estancadas. El total de todas las etapas no debe leerse como un ciclo.",
        ru="В среднее входят только завершённые пребывания; сделки, которые ещё стоят на этапе, показаны среди застрявших. Итог по всем этапам нельзя читать как цикл сделки.",
    ),
)

stalled_deals = KPI(
    id="O11",
    key="stalled_deals",
    group="opportunity",
    seeds="D",
    clock="stock",
    unit="deals",
    direction="down",
    measure=Tally(DealStages("current"), lambda d: (d.days > d.usual).ifelse(1, 0)),
    default_by=("stage",),
    name=Text(
        en="Stalled deals",
        fr="Affaires en stagnation",
        es="Negociaciones estancadas",
        ru="Застрявшие сделки",
    ),
    question=Text(
        en="Which open deals have sat in their stage longer than winning deals usually do?",
        fr="Quelles affaires ouvertes restent à leur étape plus longtemps que les affaires gagnées d’ordinaire ?",
        es="¿Qué negociaciones abiertas llevan en su etapa más tiempo del que suelen pasar las ganadas?",
        ru="Какие открытые сделки стоят на этапе дольше, чем обычно стоят выигранные?",
    ),
    formula=Text(
        en="Open new-business deals of the scope whose days in the current stage, summed over all stays, exceed the 75th percentile (linear) of the days there of all the workspace’s new-business deals won by the as-of day; per stage, with at least five such deals. Stock: state at the end of the as-of day.",
        fr="Affaires nouvelles ouvertes du périmètre dont les jours à l’étape actuelle, tous séjours additionnés, dépassent le 75e centile (linéaire) de ceux de toutes les affaires nouvelles de l’espace de travail gagnées à la date d’arrêté ; par étape, avec au moins cinq affaires de référence. Stock : état en fin de journée à la date d’arrêté.",
        es="Negociaciones abiertas de nuevo negocio del ámbito cuyos días en la etapa actual, sumadas todas las estancias, superan el percentil 75 (lineal) de los de todas las negociaciones de nuevo negocio del espacio de trabajo ganadas hasta la fecha de corte; por etapa, con al menos cinco negociaciones de referencia. Saldo: estado al final del día en la fecha de corte.",
        ru="Открытые сделки по новым продажам в выборке, у которых сумма дней всех пребываний на текущем этапе превышает 75-й процентиль (линейный) по всем сделкам новых продаж рабочего пространства, выигранным по отчётную дату; по этапам, где таких сделок не менее пяти. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="A quarter of all won deals was slower too, so stalled does not mean lost. A stage with fewer than five won deals has no benchmark and is left empty with a note.",
        fr="Un quart des affaires gagnées a aussi été plus lent : stagner n’est pas perdre. Une étape comptant moins de cinq affaires gagnées n’a pas de repère et reste vide, avec une note.",
        es="Una cuarta parte de las ganadas también fue más lenta: estancada no significa perdida. Una etapa con menos de cinco negociaciones ganadas carece de referencia y queda vacía, con una nota.",
        ru="Четверть выигранных тоже шла медленнее, так что застрявшая — не значит проигранная. Для этапа, где выигранных сделок меньше пяти, ориентира нет: значение пустое, с примечанием.",
    ),
)

stage_conversion = KPI(
    id="O12",
    key="stage_conversion",
    group="opportunity",
    seeds="C D",
    clock="flow",
    unit="share",
    direction="up",
    measure=Share(DealStages("entered"), hit=lambda d: d.advanced),
    default_by=("stage",),
    name=Text(
        en="Stage conversion",
        fr="Conversion par étape",
        es="Conversión por etapa",
        ru="Конверсия этапа",
    ),
    question=Text(
        en="What share of the deals that reach a stage moves on from it?",
        fr="Quelle part des affaires arrivées à une étape passe à la suivante ?",
        es="¿Qué parte de las negociaciones que llegan a una etapa sigue adelante?",
        ru="Какая доля сделок, дошедших до этапа, движется дальше?",
    ),
    formula=Text(
        en="New-business deals that first entered the open stage in the window: those that have since entered a higher open stage, or were won, by the as-of day ÷ all of them. Flow: by the day of the change of stage in the window, up to the as-of day; a deal belongs to the scope if its account was in it on some day from creation to that day.",
        fr="Affaires nouvelles entrées pour la première fois dans l’étape ouverte pendant la période : celles entrées depuis dans une étape ouverte supérieure, ou gagnées, à la date d’arrêté ÷ total. Flux : selon le jour du changement d’étape dans la période, jusqu’à la date d’arrêté ; une affaire relève du périmètre si son compte y était un jour au moins entre la création et ce jour.",
        es="Negociaciones de nuevo negocio que entraron por primera vez en la etapa abierta durante el periodo: las que desde entonces entraron en una etapa abierta superior, o se ganaron, hasta la fecha de corte ÷ total. Flujo: por el día del cambio de etapa en el periodo, hasta la fecha de corte; una negociación pertenece al ámbito si su cuenta estuvo en él algún día entre la creación y ese día.",
        ru="Сделки по новым продажам, впервые вошедшие на открытый этап в периоде: из них те, что по отчётную дату перешли на более высокий открытый этап или выиграны ÷ все. За период: по дню смены этапа, по отчётную дату включительно; сделка относится к выборке, если клиент был в ней хотя бы в один день от создания до этого дня.",
    ),
    caveat=Text(
        en="Deals that entered recently are still undecided and count as not moved on, so the newest periods look worse than they will. Jumping over a stage counts as moving on, never as entering it.",
        fr="Les affaires récemment entrées, encore indécises, comptent comme non converties : les périodes récentes paraissent moins bonnes qu’elles ne le seront. Sauter une étape vaut progression, jamais entrée dans l’étape sautée.",
        es="Las negociaciones recién llegadas siguen sin decidir y cuentan como no convertidas, así que los periodos recientes parecen peores de lo que serán. Saltarse una etapa cuenta como avance, nunca como entrada en ella.",
        ru="Недавно вошедшие сделки ещё не решены и считаются не прошедшими, поэтому последние периоды выглядят хуже, чем окажутся. Пропуск этапа считается продвижением, но не входом на него.",
    ),
)

KPIS = (
    buying_committee_size,
    account_penetration,
    account_penetration_per_account,
    accounts_with_opportunity,
    with_open_opportunity,
    with_pre_existing_opportunity,
    opportunity_rate,
    engaged_to_opportunity,
    opportunities_created,
    pipeline,
    weighted_pipeline,
    days_to_opportunity,
    days_from_first_contact,
    cost_per_opportunity_account,
    meetings_planned,
    meetings_held,
    meetings_missed,
    days_in_stage,
    stalled_deals,
    stage_conversion,
)
