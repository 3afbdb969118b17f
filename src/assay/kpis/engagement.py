"""Group 4 · engagement: what target accounts do (funnel stage 2)."""

from __future__ import annotations

from assay.kpis.declare import KPI, Accounts, Count, Sessions, Share, Sum, Text, Touches

website_visits = KPI(
    id="E01",
    key="website_visits",
    group="engagement",
    seeds="B D",
    clock="flow",
    unit="visits",
    direction="up",
    measure=Count(Sessions()),
    name=Text(
        en="Website visits",
        fr="Visites du site web",
        es="Visitas al sitio web",
        ru="Посещения сайта",
    ),
    question=Text(
        en="How often do people from our target accounts visit our website?",
        fr="À quelle fréquence nos comptes cibles visitent-ils notre site ?",
        es="¿Con qué frecuencia visitan nuestro sitio web las cuentas objetivo?",
        ru="Как часто сотрудники целевых клиентов заходят на наш сайт?",
    ),
    formula=Text(
        en="Sessions with at least one page view (a page view without a session is one session), on the day of its first page view. Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="Sessions comptant au moins une page vue (une page vue hors session en forme une), au jour de la première page vue. Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Sesiones con al menos una página vista (una página vista sin sesión cuenta como una), en el día de su primera página vista. Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Сессии хотя бы с одним просмотром страницы (просмотр без сессии считается отдельной), по дню первого просмотра. За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="Only visits that can be tied to an account are counted; a better identification rate looks like more visits. Visits are not visitors.",
        fr="Seules les visites rattachables à un compte sont comptées : une meilleure identification ressemble à plus de visites. Une visite n’est pas un visiteur.",
        es="Solo se cuentan las visitas que pueden vincularse a una cuenta: identificar mejor parece tener más visitas. Una visita no es un visitante.",
        ru="Считаются только посещения, которые удалось связать с клиентом: рост распознавания выглядит как рост посещений. Посещения — это не посетители.",
    ),
)

high_value_visits = KPI(
    id="E02",
    key="high_value_visits",
    group="engagement",
    seeds="B",
    clock="flow",
    unit="visits",
    direction="up",
    measure=Count(Sessions(high_value=True)),
    name=Text(
        en="Visits to high-value pages",
        fr="Visites de pages à forte valeur",
        es="Visitas a páginas de alto valor",
        ru="Посещения ключевых страниц",
    ),
    question=Text(
        en="How often do target accounts look at the pages that matter most, such as pricing or a demo request?",
        fr="À quelle fréquence les comptes cibles consultent-ils les pages décisives, tarifs ou demande de démonstration ?",
        es="¿Con qué frecuencia consultan las cuentas objetivo las páginas decisivas, como precios o solicitud de demo?",
        ru="Как часто целевые клиенты открывают самые важные страницы — цены, запрос демонстрации?",
    ),
    formula=Text(
        en="Sessions with at least one page view whose URL path matches a high-value pattern (by default /pricing* and /demo*; upper and lower case differ). Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="Sessions comptant au moins une page vue dont le chemin d’URL correspond à un motif de page à forte valeur (par défaut /pricing* et /demo* ; la casse compte). Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Sesiones con al menos una página vista cuya ruta de URL coincide con un patrón de alto valor (por defecto /pricing* y /demo*; se distinguen mayúsculas y minúsculas). Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Сессии хотя бы с одним просмотром страницы, путь URL которой подходит под шаблон ключевых страниц (по умолчанию /pricing* и /demo*; регистр важен). За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="It depends on the page patterns set in the workspace; a new site structure without new patterns makes the figure drop. Looking at prices is not yet an opportunity.",
        fr="Le chiffre dépend des motifs d’URL définis dans l’espace de travail : une refonte du site sans mise à jour des motifs le fait chuter. Consulter un tarif n’est pas encore une opportunité.",
        es="Depende de los patrones de URL definidos en el espacio de trabajo: rediseñar el sitio sin actualizarlos hace caer la cifra. Mirar precios todavía no es una oportunidad.",
        ru="Показатель зависит от шаблонов страниц в настройках: после переделки сайта без новых шаблонов он упадёт. Интерес к ценам — ещё не сделка.",
    ),
)

chats = KPI(
    id="E03",
    key="chats",
    group="engagement",
    seeds="B",
    clock="flow",
    unit="chats",
    direction="up",
    measure=Count(Touches(kinds=("chat",))),
    name=Text(
        en="Chat conversations",
        fr="Conversations de chat",
        es="Conversaciones de chat",
        ru="Диалоги в чате",
    ),
    question=Text(
        en="How many chat conversations have target accounts started with us on the website?",
        fr="Combien de conversations de chat les comptes cibles ont-ils eues avec nous sur le site ?",
        es="¿Cuántas conversaciones de chat han mantenido con nosotros las cuentas objetivo en el sitio web?",
        ru="Сколько диалогов в чате на сайте было с целевыми клиентами?",
    ),
    formula=Text(
        en="Chats in which the visitor wrote. Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="Conversations de chat dans lesquelles le visiteur a écrit. Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Conversaciones de chat en las que el visitante escribió. Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Диалоги в чате, в которых посетитель написал. За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="Only chats in which the visitor wrote count; automatic greetings do not. Support questions count too.",
        fr="Seuls comptent les chats où le visiteur a écrit, pas les messages d’accueil automatiques. Les questions d’assistance sont incluses.",
        es="Solo cuentan los chats en los que el visitante escribió, no los saludos automáticos. Las consultas de soporte también se incluyen.",
        ru="Считаются только чаты, в которых посетитель написал сам; автоматические приветствия — нет. Вопросы в поддержку тоже входят.",
    ),
)

campaign_responses = KPI(
    id="E09",
    key="campaign_responses",
    group="engagement",
    seeds="D",
    clock="flow",
    unit="responses",
    direction="up",
    measure=Count(Touches(kinds=("campaign_response",))),
    name=Text(
        en="Campaign responses",
        fr="Réponses aux campagnes",
        es="Respuestas a campañas",
        ru="Отклики на кампании",
    ),
    question=Text(
        en="How often do target accounts respond to our campaigns?",
        fr="Combien de fois les comptes cibles répondent-ils à nos campagnes ?",
        es="¿Cuántas veces responden las cuentas objetivo a nuestras campañas?",
        ru="Как часто целевые клиенты откликаются на наши кампании?",
    ),
    formula=Text(
        en="Campaign responses (status responded). Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="Réponses à une campagne (statut « a répondu »). Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Respuestas a campañas (estado «respondió»). Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Отклики на кампании (статус «откликнулся»). За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="Only real responses count, never membership of a campaign. What counts as a response is set in the marketing platform.",
        fr="Seules comptent les réponses effectives, jamais la simple appartenance à une campagne. Ce qui vaut réponse est défini dans la plateforme marketing.",
        es="Solo cuentan las respuestas reales, nunca la mera pertenencia a una campaña. Qué vale como respuesta se define en la plataforma de marketing.",
        ru="Считаются только настоящие отклики, а не включение в кампанию. Что считать откликом, задано в маркетинговой платформе.",
    ),
)

engagement_minutes = KPI(
    id="E10",
    key="engagement_minutes",
    group="engagement",
    seeds="C (A)",
    clock="stock",
    unit="minutes",
    direction="up",
    measure=Sum(Accounts("target", attach=("minutes",)), lambda a: a.minutes),
    name=Text(
        en="Engagement minutes",
        fr="Minutes d’engagement",
        es="Minutos de compromiso",
        ru="Минуты вовлечённости",
    ),
    question=Text(
        en="How much attention are our target accounts giving us, weighted by who gives it?",
        fr="Quelle attention nos comptes cibles nous accordent-ils, pondérée selon la personne ?",
        es="¿Cuánta atención nos prestan las cuentas objetivo, ponderada según quién la presta?",
        ru="Сколько внимания уделяют нам целевые клиенты с учётом того, кто именно его уделяет?",
    ),
    formula=Text(
        en="Weighted engagement minutes of the target accounts in scope on the as-of day, over the look-back (90 days by default). Stock: state at the end of the as-of day.",
        fr="Minutes d’engagement pondérées des comptes cibles du périmètre à la date d’arrêté, sur la fenêtre d’observation (90 jours par défaut). Stock : état en fin de journée à la date d’arrêté.",
        es="Minutos de compromiso ponderados de las cuentas objetivo del ámbito en la fecha de corte, en la ventana de observación (90 días por defecto). Saldo: estado al final del día en la fecha de corte.",
        ru="Взвешенные минуты вовлечённости целевых клиентов выборки на отчётную дату за окно наблюдения (по умолчанию 90 дней). На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="Weights for seniority and tier and the default minutes per touch are conventions; compare with yourself over time, not with other companies. A sum: a few accounts can carry it.",
        fr="Les poids par séniorité et par niveau et les minutes par défaut sont des conventions : comparez-vous à vous-même dans le temps, pas à d’autres entreprises. C’est une somme : quelques comptes peuvent la porter.",
        es="Los pesos por cargo y por nivel y los minutos por defecto son convenciones: compárese consigo mismo a lo largo del tiempo, no con otras empresas. Es una suma: unas pocas cuentas pueden sostenerla.",
        ru="Веса за должность и уровень и минуты по умолчанию условны: сравнивайте с собой во времени, а не с другими компаниями. Это сумма, и её могут дать несколько клиентов.",
    ),
)

engaged_accounts = KPI(
    id="E13",
    key="engaged_accounts",
    group="engagement",
    seeds="B D",
    clock="stock",
    unit="accounts",
    direction="up",
    measure=Count(Accounts("target", attach=("engaged",)), where=lambda a: a.engaged),
    engaged_based=True,
    name=Text(
        en="Engaged accounts",
        fr="Comptes engagés",
        es="Cuentas comprometidas",
        ru="Вовлечённые клиенты",
    ),
    question=Text(
        en="How many target accounts are interacting with us?",
        fr="Combien de comptes cibles interagissent avec nous ?",
        es="¿Cuántas cuentas objetivo están interactuando con nosotros?",
        ru="Сколько целевых клиентов взаимодействует с нами?",
    ),
    formula=Text(
        en="Target accounts in scope on the as-of day that are engaged on it under the chosen engagement definition (look-back 90 days by default, reaching back before entry). Stock: state at the end of the as-of day.",
        fr="Comptes cibles du périmètre à la date d’arrêté, engagés ce jour-là selon la définition d’engagement choisie (fenêtre de 90 jours par défaut, qui peut remonter avant l’entrée). Stock : état en fin de journée à la date d’arrêté.",
        es="Cuentas objetivo del ámbito en la fecha de corte que ese día están comprometidas según la definición de compromiso elegida (ventana de 90 días por defecto, que puede remontarse a antes de la entrada). Saldo: estado al final del día en la fecha de corte.",
        ru="Целевые клиенты выборки, вовлечённые на отчётную дату по выбранному определению вовлечённости (окно по умолчанию 90 дней и может захватывать время до входа). На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="It depends wholly on the definition printed beside it; one interaction in 90 days may be enough. Engagement is not caused by the programme merely because the account is on its list.",
        fr="Tout dépend de la définition affichée à côté : une seule interaction en 90 jours peut suffire. Un compte n’est pas engagé grâce au programme du seul fait qu’il figure sur sa liste.",
        es="Depende por completo de la definición que figura al lado: una interacción en 90 días puede bastar. Una cuenta no está comprometida gracias al programa solo por estar en su lista.",
        ru="Всё зависит от определения, указанного рядом: может хватить одного касания за 90 дней. То, что клиент в списке программы, ещё не значит, что вовлекла его она.",
    ),
)

engaged_share = KPI(
    id="E14",
    key="engaged_share",
    group="engagement",
    seeds="B (D)",
    clock="stock",
    unit="share",
    direction="up",
    measure=Share(Accounts("target", attach=("engaged",)), hit=lambda a: a.engaged),
    engaged_based=True,
    name=Text(
        en="Share of target accounts engaged",
        fr="Pourcentage de comptes cibles engagés",
        es="Porcentaje de cuentas objetivo comprometidas",
        ru="Доля вовлечённых клиентов",
    ),
    question=Text(
        en="What share of our target accounts is engaged?",
        fr="Quelle part de nos comptes cibles est engagée ?",
        es="¿Qué proporción de nuestras cuentas objetivo está comprometida?",
        ru="Какая доля целевых клиентов вовлечена?",
    ),
    formula=Text(
        en="Target accounts engaged on the as-of day under the chosen engagement definition ÷ target accounts in scope on the as-of day. Stock: state at the end of the as-of day.",
        fr="Comptes cibles engagés à la date d’arrêté selon la définition d’engagement choisie ÷ comptes cibles du périmètre à la date d’arrêté. Stock : état en fin de journée à la date d’arrêté.",
        es="Cuentas objetivo comprometidas en la fecha de corte según la definición de compromiso elegida ÷ cuentas objetivo del ámbito en la fecha de corte. Saldo: estado al final del día en la fecha de corte.",
        ru="Целевые клиенты, вовлечённые на отчётную дату по выбранному определению вовлечённости ÷ целевые клиенты выборки на отчётную дату. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="Comparable only under the same engagement definition. Touches that cannot be tied to an account make the share look smaller than it is.",
        fr="Comparable uniquement à définition d’engagement identique. Les interactions non rattachées à un compte font paraître la part plus faible qu’elle n’est.",
        es="Solo es comparable con la misma definición de compromiso. Las interacciones que no pueden vincularse a una cuenta hacen que parezca menor de lo que es.",
        ru="Сравнивать можно только при одном и том же определении вовлечённости. Касания, не связанные с клиентом, занижают долю.",
    ),
)

unengaged_share = KPI(
    id="E15",
    key="unengaged_share",
    group="engagement",
    seeds="B",
    clock="stock",
    unit="share",
    direction="down",
    measure=Share(Accounts("target", attach=("engaged",)), hit=lambda a: ~a.engaged),
    engaged_based=True,
    name=Text(
        en="Share of target accounts not engaged",
        fr="Pourcentage de comptes cibles non engagés",
        es="Porcentaje de cuentas objetivo no comprometidas",
        ru="Доля невовлечённых клиентов",
    ),
    question=Text(
        en="What share of our target accounts has given no sign of engagement?",
        fr="Quelle part de nos comptes cibles ne donne aucun signe d’engagement ?",
        es="¿Qué proporción de nuestras cuentas objetivo no da señales de compromiso?",
        ru="Какая доля целевых клиентов не проявляет вовлечённости?",
    ),
    formula=Text(
        en="Target accounts in scope on the as-of day that are not engaged on it under the chosen engagement definition ÷ target accounts in scope on the as-of day. Stock: state at the end of the as-of day.",
        fr="Comptes cibles du périmètre à la date d’arrêté non engagés ce jour-là selon la définition d’engagement choisie ÷ comptes cibles du périmètre à la date d’arrêté. Stock : état en fin de journée à la date d’arrêté.",
        es="Cuentas objetivo del ámbito en la fecha de corte que ese día no están comprometidas según la definición de compromiso elegida ÷ cuentas objetivo del ámbito en la fecha de corte. Saldo: estado al final del día en la fecha de corte.",
        ru="Целевые клиенты выборки на отчётную дату, не вовлечённые по выбранному определению вовлечённости ÷ целевые клиенты выборки на отчётную дату. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="Silence may also mean that we fail to recognise the account. It is the complement of the engaged share and adds no evidence of its own.",
        fr="Le silence peut aussi venir d’un compte que nous n’identifions pas. C’est le complément de la part engagée, sans information supplémentaire.",
        es="El silencio también puede deberse a que no identificamos la cuenta. Es el complemento de la proporción comprometida y no aporta información propia.",
        ru="Молчание может означать и то, что мы не распознали клиента. Это дополнение доли вовлечённых до 100 %, новых сведений в нём нет.",
    ),
)

KPIS = (
    website_visits,
    high_value_visits,
    chats,
    campaign_responses,
    engagement_minutes,
    engaged_accounts,
    engaged_share,
    unengaged_share,
)
