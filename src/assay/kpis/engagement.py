"""Group 4 · engagement: what target accounts do (funnel stage 2)."""

from __future__ import annotations

from assay.kpis.declare import (
    KPI,
    AccountEvents,
    Accounts,
    Costs,
    Count,
    Mix,
    NewPeople,
    Rate,
    Ratio,
    Sessions,
    Share,
    Sum,
    Text,
    Touches,
    Visitors,
)
from assay.kpis.rows import DecisionMakers

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

_VIEWS = ("page_view", "content_viewed")

content_minutes = KPI(
    id="E04",
    key="content_minutes",
    group="engagement",
    seeds="A",
    clock="flow",
    unit="minutes",
    direction="up",
    measure=Sum(Touches(kinds=_VIEWS), lambda t: t.content_seconds / 60),
    name=Text(
        en="Time spent with content",
        fr="Temps passé sur les contenus",
        es="Tiempo dedicado al contenido",
        ru="Время с контентом",
    ),
    question=Text(
        en="How much time do target accounts spend with our content?",
        fr="Combien de temps les comptes cibles passent-ils à consommer nos contenus ?",
        es="¿Cuánto tiempo dedican las cuentas objetivo a nuestro contenido?",
        ru="Сколько времени целевые клиенты проводят с нашим контентом?",
    ),
    formula=Text(
        en="Minutes of page views and content views, on the day of the touch, without seniority or tier weights. Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="Minutes de pages vues et de contenus consultés, au jour de l’interaction, sans pondération par séniorité ni par niveau. Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Minutos de páginas vistas y contenidos vistos, en el día de la interacción, sin ponderar por cargo ni por nivel. Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Минуты просмотра страниц и контента по дню касания, без весов за должность и уровень клиента. За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="Unweighted minutes, capped at 30 per view; views without a measured duration count with a fixed default. An open browser tab is not attention.",
        fr="Minutes non pondérées, plafonnées à 30 par consultation ; sans durée mesurée, une valeur fixe s’applique. Un onglet ouvert n’est pas de l’attention.",
        es="Son minutos sin ponderar, con un máximo de 30 por visualización; si no hay duración medida, se aplica un valor fijo. Una pestaña abierta no es atención.",
        ru="Минуты без весов, не более 30 на просмотр; просмотр без измеренной длительности учитывается фиксированным значением. Открытая вкладка — ещё не внимание.",
    ),
)

downloads = KPI(
    id="E05",
    key="downloads",
    group="engagement",
    seeds="A",
    clock="flow",
    unit="downloads",
    direction="up",
    measure=Count(Touches(kinds=("download",)), once_per=("account_id", "actor", "asset_id", "occurred_on")),
    name=Text(
        en="Downloads",
        fr="Téléchargements",
        es="Descargas",
        ru="Скачивания",
    ),
    question=Text(
        en="How many pieces of content have target accounts downloaded?",
        fr="Combien de contenus les comptes cibles ont-ils téléchargés ?",
        es="¿Cuántos contenidos han descargado las cuentas objetivo?",
        ru="Сколько материалов скачали целевые клиенты?",
    ),
    formula=Text(
        en="Distinct combinations of account, person (else visitor, else touch), asset and day among downloads. Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="Combinaisons distinctes de compte, personne (à défaut visiteur, à défaut interaction), contenu et jour parmi les téléchargements. Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Combinaciones distintas de cuenta, persona (o, en su defecto, visitante o interacción), contenido y día entre las descargas. Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Уникальные сочетания клиента, человека (иначе посетителя, иначе касания), материала и дня среди скачиваний. За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="The same asset downloaded again by the same person on the same day counts once. A download is not proof of reading.",
        fr="Un même contenu téléchargé plusieurs fois par la même personne le même jour compte une fois. Télécharger n’est pas lire.",
        es="El mismo contenido descargado varias veces por la misma persona en un día cuenta una vez. Descargar no es leer.",
        ru="Повторное скачивание того же материала тем же человеком в тот же день считается один раз. Скачать — не значит прочитать.",
    ),
)

content_views = KPI(
    id="E06",
    key="content_views",
    group="engagement",
    seeds="A",
    clock="flow",
    unit="views",
    direction="up",
    measure=Count(Touches(kinds=_VIEWS), where=lambda t: (t.kind == "content_viewed") | t.asset_id.notnull()),
    name=Text(
        en="Content views",
        fr="Vues de contenus",
        es="Visualizaciones de contenido",
        ru="Просмотры контента",
    ),
    question=Text(
        en="How often is our content viewed at target accounts?",
        fr="Combien de fois nos contenus sont-ils vus dans les comptes cibles ?",
        es="¿Cuántas veces se ve nuestro contenido en las cuentas objetivo?",
        ru="Сколько раз наш контент просматривали у целевых клиентов?",
    ),
    formula=Text(
        en="Content views, and page views tied to an asset. Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="Consultations de contenus et pages vues rattachées à un contenu. Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Visualizaciones de contenido y páginas vistas vinculadas a un contenido. Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Просмотры контента и просмотры страниц, связанных с материалом. За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="Views, not viewers: one eager reader can carry the figure. Page views count only where the page is tied to an asset.",
        fr="Ce sont des vues, non des personnes : un seul lecteur assidu peut porter le chiffre. Une page vue ne compte que si elle est rattachée à un contenu.",
        es="Son visualizaciones, no personas: un solo lector asiduo puede sostener la cifra. Una página vista solo cuenta si está vinculada a un contenido.",
        ru="Это просмотры, а не люди: один усердный читатель может дать весь результат. Просмотр страницы считается, только если она связана с материалом.",
    ),
)

content_assets = KPI(
    id="E07",
    key="content_assets",
    group="engagement",
    seeds="A",
    clock="flow",
    unit="assets",
    direction="up",
    measure=Count(Touches(kinds=(*_VIEWS, "download"), with_asset=True), once_per=("account_id", "asset_id")),
    name=Text(
        en="Content assets consumed",
        fr="Volume de contenus consommés",
        es="Contenidos consumidos",
        ru="Объём потреблённого контента",
    ),
    question=Text(
        en="How broad is the range of content that target accounts consume?",
        fr="Quelle variété de contenus les comptes cibles consomment-ils ?",
        es="¿Qué variedad de contenidos consumen las cuentas objetivo?",
        ru="Насколько разнообразен контент, который изучают целевые клиенты?",
    ),
    formula=Text(
        en="Distinct assets viewed or downloaded per account, summed over accounts. Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="Contenus distincts consultés ou téléchargés par compte, additionnés sur les comptes. Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Contenidos distintos vistos o descargados por cuenta, sumados sobre las cuentas. Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Уникальные материалы, просмотренные или скачанные каждым клиентом, в сумме по клиентам. За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="The same asset counts once per account, so the sum over accounts is not the number of assets we have. Breadth is not depth.",
        fr="Un même contenu compte une fois par compte : la somme n’est pas le nombre de contenus de notre catalogue. La variété n’est pas la profondeur.",
        es="Un mismo contenido cuenta una vez por cuenta: la suma no es el número de contenidos de nuestro catálogo. Variedad no es profundidad.",
        ru="Один материал считается один раз на клиента, поэтому сумма не равна числу наших материалов. Широта — не глубина.",
    ),
)

event_participation = KPI(
    id="E08",
    key="event_participation",
    group="engagement",
    seeds="A",
    clock="flow",
    unit="people",
    direction="up",
    version=2,
    measure=Count(Touches(kinds=("event_attended",), people=True), once_per=("actor", "campaign_id")),
    name=Text(
        en="Event participation",
        fr="Participation aux événements",
        es="Participación en eventos",
        ru="Участие в мероприятиях",
    ),
    question=Text(
        en="How many people from target accounts attended our events?",
        fr="Combien de personnes des comptes cibles ont participé à nos événements ?",
        es="¿Cuántas personas de las cuentas objetivo asistieron a nuestros eventos?",
        ru="Сколько сотрудников целевых клиентов побывало на наших мероприятиях?",
    ),
    formula=Text(
        en="Distinct combinations of person (else visitor, else touch) and event campaign among attendances. Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="Combinaisons distinctes de personne (à défaut visiteur, à défaut interaction) et de campagne d’événement parmi les présences. Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Combinaciones distintas de persona (o, en su defecto, visitante o interacción) y campaña de evento entre las asistencias. Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Уникальные сочетания человека (иначе посетителя, иначе касания) и кампании мероприятия среди посещений. За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="A person who attends two events counts twice, two sessions of one event once. Attendees who cannot be identified count one per touch; people who objected are not counted.",
        fr="Une personne présente à deux événements compte deux fois, à deux sessions du même événement une seule. Un participant non identifié compte une fois par interaction ; qui s’est opposé au traitement n’est pas compté.",
        es="Quien asiste a dos eventos cuenta dos veces; a dos sesiones del mismo evento, una. Un asistente sin identificar cuenta una vez por interacción; quien se opuso al tratamiento no se cuenta.",
        ru="Человек на двух мероприятиях считается дважды, на двух сессиях одного — один раз. Неопознанный участник считается по каждому касанию; возразившие против обработки данных не учитываются.",
    ),
)

event_show_rate = KPI(
    id="E08",
    key="event_show_rate",
    group="engagement",
    seeds="A",
    clock="flow",
    unit="share",
    direction="up",
    measure=Share(
        Touches(
            kinds=("event_registered", "event_attended"),
            known=True,
            flag="event_attended",
        ),
        hit=lambda t: t.flagged,
        once_per=("person_id", "campaign_id"),
    ),
    name=Text(
        en="Event show rate",
        fr="Taux de présence aux événements",
        es="Tasa de asistencia a eventos",
        ru="Доходимость на мероприятия",
    ),
    question=Text(
        en="What share of the people who registered for our events actually came?",
        fr="Quelle part des inscrits à nos événements est réellement venue ?",
        es="¿Qué parte de los inscritos en nuestros eventos asistió de verdad?",
        ru="Какая доля зарегистрировавшихся действительно пришла?",
    ),
    formula=Text(
        en="Distinct known person and event campaign among attendances in the window ÷ the same among registrations or attendances in the window. Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="Combinaisons distinctes de personne connue et de campagne d’événement parmi les présences de la période ÷ les mêmes parmi les inscriptions ou présences de la période. Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Combinaciones distintas de persona conocida y campaña de evento entre las asistencias del periodo ÷ las mismas entre las inscripciones o asistencias del periodo. Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Уникальные сочетания известного человека и кампании мероприятия среди посещений за период ÷ то же среди регистраций или посещений за период. За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="Known people only. A registration in one period and attendance in the next make the rate of both periods misleading.",
        fr="Personnes connues uniquement. Une inscription sur une période et une présence sur la suivante faussent le taux des deux périodes.",
        es="Solo personas conocidas. Una inscripción en un periodo y la asistencia en el siguiente distorsionan la tasa de ambos.",
        ru="Только известные люди. Если регистрация попала в один период, а участие в следующий, искажены доли обоих.",
    ),
)

decision_maker_frequency = KPI(
    id="E11",
    key="decision_maker_frequency",
    group="engagement",
    seeds="C",
    clock="flow",
    unit="touches/person/month",
    direction="up",
    version=2,
    measure=Rate(DecisionMakers(), lambda p: p.touches, lambda p: p.months),
    name=Text(
        en="Frequency of contact with decision makers",
        fr="Fréquence d’échange avec les décideurs",
        es="Frecuencia de contacto con decisores",
        ru="Частота касаний с ЛПР",
    ),
    question=Text(
        en="How often does a decision maker at a target account interact with us in a month?",
        fr="Combien de fois par mois un décideur d’un compte cible interagit-il avec nous ?",
        es="¿Cuántas veces al mes interactúa con nosotros un decisor de una cuenta objetivo?",
        ru="Сколько раз в месяц ЛПР целевого клиента взаимодействует с нами?",
    ),
    formula=Text(
        en="Engaging touches in the window, on days in scope, by active people with the role of decision maker at target accounts ÷ those people ÷ (days in the window ÷ 30.4375). Flow: events in the window for the accounts in scope on its last day (the earlier of its end and the as-of day).",
        fr="Interactions valant engagement, sur la période et les jours dans le périmètre, des contacts actifs ayant le rôle de décideur dans les comptes cibles ÷ nombre de ces contacts ÷ (jours de la période ÷ 30,4375). Flux : événements de la période, pour les comptes dans le périmètre à son dernier jour (fin de période ou date d’arrêté, la première des deux).",
        es="Interacciones con compromiso, en el periodo y en días dentro del ámbito, de los contactos activos con rol de decisor en cuentas objetivo ÷ número de esos contactos ÷ (días del periodo ÷ 30,4375). Flujo: eventos del periodo, para las cuentas que están en el ámbito en su último día (el fin del periodo o la fecha de corte, lo que llegue antes).",
        ru="Вовлекающие касания за период, в дни пребывания в выборке, действующих контактов целевых клиентов с ролью ЛПР ÷ число этих контактов ÷ (дни периода ÷ 30,4375). За период: события по клиентам, состоящим в выборке в его последний день (конец периода или отчётная дата — что раньше).",
    ),
    caveat=Text(
        en="Only people recorded as decision makers count: an incomplete committee distorts the figure in both directions. A mean hides the decision makers who never interact.",
        fr="Seuls comptent les contacts renseignés comme décideurs : un comité incomplet fausse le chiffre dans les deux sens. La moyenne masque les décideurs qui n’interagissent jamais.",
        es="Solo cuentan las personas registradas como decisores: un comité incompleto distorsiona la cifra en ambos sentidos. La media oculta a los decisores que nunca interactúan.",
        ru="Учитываются только контакты, записанные как ЛПР: неполный состав искажает показатель в обе стороны. Среднее скрывает ЛПР, которые не взаимодействуют вовсе.",
    ),
)

channel_mix = KPI(
    id="E12",
    key="channel_mix",
    group="engagement",
    seeds="C",
    clock="flow",
    unit="share",
    direction="context",
    measure=Mix(Touches(engaging=True), lambda t: t.engages.ifelse(1, 0), across="channel"),
    default_by=("channel",),
    name=Text(
        en="Channel mix (touches)",
        fr="Mix des canaux (interactions)",
        es="Mezcla de canales (interacciones)",
        ru="Распределение по каналам (касания)",
    ),
    question=Text(
        en="Through which channels do target accounts interact with us?",
        fr="Par quels canaux les comptes cibles interagissent-ils avec nous ?",
        es="¿Por qué canales interactúan con nosotros las cuentas objetivo?",
        ru="Через какие каналы с нами взаимодействуют целевые клиенты?",
    ),
    formula=Text(
        en="Engaging touches of the channel ÷ all engaging touches of target accounts in scope. Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="Interactions valant engagement sur le canal ÷ toutes les interactions valant engagement des comptes cibles du périmètre. Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Interacciones con compromiso en el canal ÷ todas las interacciones con compromiso de las cuentas objetivo del ámbito. Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Вовлекающие касания в канале ÷ все вовлекающие касания целевых клиентов выборки. За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="It shows where interaction happens, not which channel works: channels that record every click look big. A channel with no tracking is missing altogether.",
        fr="Il montre où l’on interagit, non quel canal est efficace : ceux qui enregistrent chaque clic paraissent plus gros. Un canal non suivi est tout simplement absent.",
        es="Muestra dónde se interactúa, no qué canal funciona: los que registran cada clic parecen mayores. Un canal sin seguimiento sencillamente no aparece.",
        ru="Показывает, где происходит взаимодействие, а не какой канал работает: канал, фиксирующий каждый клик, выглядит крупнее. Канала без учёта здесь нет вовсе.",
    ),
)

channel_mix_minutes = channel_mix.variant(
    "minutes",
    measure=Mix(Touches(engaging=True), lambda t: t.weighted_seconds / 60, across="channel"),
    name=Text(
        en="Channel mix (minutes)",
        fr="Mix des canaux (minutes)",
        es="Mezcla de canales (minutos)",
        ru="Распределение по каналам (минуты)",
    ),
    question=Text(
        en="In which channels do target accounts spend their time with us?",
        fr="Dans quels canaux les comptes cibles nous consacrent-ils du temps ?",
        es="¿En qué canales nos dedican su tiempo las cuentas objetivo?",
        ru="В каких каналах целевые клиенты уделяют нам время?",
    ),
    formula=Text(
        en="Engagement minutes of the channel ÷ all engagement minutes of target accounts in scope. Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="Minutes d’engagement du canal ÷ toutes les minutes d’engagement des comptes cibles du périmètre. Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Minutos de compromiso del canal ÷ todos los minutos de compromiso de las cuentas objetivo del ámbito. Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Минуты вовлечённости в канале ÷ все минуты вовлечённости целевых клиентов выборки. За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="Minutes rest on durations where they are measured and on defaults where they are not, so meetings and events weigh heavily. It is no ranking of effectiveness.",
        fr="Les minutes reposent sur des durées mesurées ou, à défaut, sur des valeurs fixes : rendez-vous et événements y pèsent lourd. Ce n’est pas un classement d’efficacité.",
        es="Los minutos se basan en duraciones medidas o, si faltan, en valores fijos, por lo que reuniones y eventos pesan mucho. No es una clasificación de eficacia.",
        ru="Минуты берутся из измеренной длительности, а где её нет — из значений по умолчанию, поэтому встречи и мероприятия весят много. Это не рейтинг эффективности.",
    ),
)

cost_per_engaged_account = KPI(
    id="E16",
    key="cost_per_engaged_account",
    group="engagement",
    seeds="B",
    clock="flow",
    unit="money/account",
    direction="down",
    measure=Ratio(Costs(), lambda c: c.amount, over=AccountEvents("engaged")),
    engaged_based=True,
    name=Text(
        en="Cost per engaged account",
        fr="Coût par compte engagé",
        es="Coste por cuenta comprometida",
        ru="Стоимость вовлечённого клиента",
    ),
    question=Text(
        en="What do we spend for each target account that becomes engaged?",
        fr="Combien dépensons-nous pour chaque compte cible qui s’engage ?",
        es="¿Cuánto gastamos por cada cuenta objetivo que se compromete?",
        ru="Во сколько нам обходится каждый целевой клиент, ставший вовлечённым?",
    ),
    formula=Text(
        en="Cost in scope in the window (costs of targeted accounts since their entry, plus a share of unassigned costs by account-days) ÷ target accounts whose first engaging day since entry lies in the window. Flow: costs and first events dated in the window, up to the as-of day.",
        fr="Coût du périmètre sur la période (coûts des comptes ciblés depuis leur entrée, plus une quote-part des coûts non affectés au prorata des jours-comptes) ÷ comptes cibles dont le premier jour d’engagement depuis l’entrée tombe dans la période. Flux : coûts et premiers événements datés de la période, jusqu’à la date d’arrêté.",
        es="Coste del ámbito en el periodo (costes de las cuentas objetivo desde su entrada más una parte de los costes sin asignar, según días-cuenta) ÷ cuentas objetivo cuyo primer día de compromiso desde la entrada cae en el periodo. Flujo: costes y primeros eventos fechados en el periodo, hasta la fecha de corte.",
        ru="Затраты в выборке за период (затраты на целевых клиентов со дня входа плюс доля нераспределённых затрат по клиенто-дням) ÷ целевые клиенты, у которых первый день вовлечённости со дня входа приходится на период. За период: затраты и первые события с датой в периоде, по отчётную дату включительно.",
    ),
    caveat=Text(
        en="All cost of the scope is counted, including what went to accounts that never engaged and to customers at entry. An account can become engaged without any spending, so this is no marginal cost.",
        fr="Tout le coût du périmètre est compté, y compris pour les comptes jamais engagés et les clients à l’entrée. Un compte peut s’engager sans dépense : ce n’est pas un coût marginal.",
        es="Se cuenta todo el coste del ámbito, también el de las cuentas que nunca se comprometieron y el de quienes ya eran clientes al entrar. Una cuenta puede comprometerse sin gasto alguno: no es un coste marginal.",
        ru="Учтены все затраты в выборке, в том числе на тех, кто так и не вовлёкся, и на действующих клиентов при входе. Клиент может вовлечься и без затрат, так что это не предельная стоимость.",
    ),
)

website_spikes = KPI(
    id="E17",
    key="website_spikes",
    group="engagement",
    seeds="B",
    clock="stock",
    unit="accounts",
    direction="up",
    measure=Count(Accounts("target", attach=("spike",)), where=lambda a: a.spike),
    name=Text(
        en="Website spikes",
        fr="Pics de visites",
        es="Picos de visitas",
        ru="Скачки посещений",
    ),
    question=Text(
        en="Which target accounts are visiting our website much more than they usually do?",
        fr="Quels comptes cibles visitent notre site nettement plus que d’habitude ?",
        es="¿Qué cuentas objetivo visitan nuestro sitio web bastante más de lo habitual?",
        ru="Какие целевые клиенты заходят на сайт заметно чаще обычного?",
    ),
    formula=Text(
        en="Target accounts in scope on the as-of day whose visits in the last full week are at least 1.5 times their own mean of the four weeks before (weeks without visits count as 0) and at least 3 (defaults). Stock: state at the end of the as-of day.",
        fr="Comptes cibles du périmètre à la date d’arrêté dont les visites de la dernière semaine complète atteignent au moins 1,5 fois leur propre moyenne des quatre semaines précédentes (une semaine sans visite compte pour 0) et au moins 3 (valeurs par défaut). Stock : état en fin de journée à la date d’arrêté.",
        es="Cuentas objetivo del ámbito en la fecha de corte cuyas visitas en la última semana completa son al menos 1,5 veces su propia media de las cuatro semanas anteriores (las semanas sin visitas cuentan como 0) y al menos 3 (valores por defecto). Saldo: estado al final del día en la fecha de corte.",
        ru="Целевые клиенты выборки на отчётную дату, у которых посещений за последнюю полную неделю не менее чем в 1,5 раза больше собственного среднего за четыре предыдущие недели (недели без посещений — 0) и не менее 3 (значения по умолчанию). На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="With few visits chance alone makes spikes; a minimum number of visits tempers this but does not remove it. Only full weeks are judged.",
        fr="À faible trafic, le hasard suffit à créer des pics ; un minimum de visites l’atténue sans l’éliminer. Seules les semaines complètes sont jugées.",
        es="Con pocas visitas, el azar basta para crear picos; un mínimo de visitas lo atenúa, pero no lo elimina. Solo se juzgan semanas completas.",
        ru="При малом числе посещений скачки возникают и случайно; минимальный порог смягчает это, но не устраняет. Оцениваются только полные недели.",
    ),
)

deanonymisation_rate = KPI(
    id="E18",
    key="deanonymisation_rate",
    group="engagement",
    seeds="B",
    clock="flow",
    unit="share",
    direction="up",
    measure=Share(Visitors("unidentified"), hit=lambda v: v.identified, once_per=("visitor_id",)),
    name=Text(
        en="De-anonymisation rate",
        fr="Taux de désanonymisation",
        es="Tasa de desanonimización",
        ru="Доля деанонимизированных посетителей",
    ),
    question=Text(
        en="What share of the unknown visitors from target accounts became known contacts?",
        fr="Quelle part des visiteurs inconnus des comptes cibles est devenue des contacts connus ?",
        es="¿Qué parte de los visitantes desconocidos de las cuentas objetivo pasó a ser un contacto conocido?",
        ru="Какая доля неизвестных посетителей от целевых клиентов стала известными контактами?",
    ),
    formula=Text(
        en="Visitors with a touch of a target account in the window, not identified before its first day: of those visitors, the ones identified in the window ÷ all of them. Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="Visiteurs ayant eu une interaction d’un compte cible pendant la période, non identifiés avant son premier jour : parmi ces visiteurs, ceux identifiés pendant la période ÷ total. Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Visitantes con una interacción de una cuenta objetivo en el periodo, no identificados antes de su primer día: de esos visitantes, los identificados durante el periodo ÷ total. Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Посетители с касанием целевого клиента за период, не опознанные до его первого дня: из этих посетителей — опознанные в течение периода ÷ все. За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="Visitors who refuse consent stay in the denominator: a high rate must never be bought by ignoring refusals. Only visitors already tied to an account can be counted.",
        fr="Les visiteurs qui refusent le consentement restent au dénominateur : un taux élevé ne doit jamais s’obtenir en ignorant les refus. Seuls les visiteurs déjà rattachés à un compte peuvent être comptés.",
        es="Quienes rechazan el consentimiento siguen en el denominador: una tasa alta nunca debe lograrse ignorando los rechazos. Solo pueden contarse los visitantes ya vinculados a una cuenta.",
        ru="Отказавшиеся от согласия остаются в знаменателе: высокую долю нельзя получать, игнорируя отказы. Учесть можно только посетителей, уже связанных с клиентом.",
    ),
)

leads_from_targets = KPI(
    id="E19",
    key="leads_from_targets",
    group="engagement",
    seeds="D",
    clock="flow",
    unit="people",
    direction="up",
    measure=Count(NewPeople()),
    name=Text(
        en="Leads from target accounts",
        fr="Leads issus des comptes cibles",
        es="Clientes potenciales de cuentas objetivo",
        ru="Лиды от целевых клиентов",
    ),
    question=Text(
        en="How many new contacts did we gain at target accounts?",
        fr="Combien de nouveaux contacts avons-nous gagnés dans les comptes cibles ?",
        es="¿Cuántos contactos nuevos hemos conseguido en las cuentas objetivo?",
        ru="Сколько новых контактов появилось у целевых клиентов?",
    ),
    formula=Text(
        en="People created in the window at target accounts in scope. Flow: people created in the window, up to the as-of day, at accounts in scope on that day.",
        fr="Contacts créés pendant la période dans les comptes cibles du périmètre. Flux : contacts créés pendant la période, jusqu’à la date d’arrêté, dans des comptes du périmètre ce jour-là.",
        es="Contactos creados durante el periodo en cuentas objetivo del ámbito. Flujo: contactos creados en el periodo, hasta la fecha de corte, en cuentas que ese día están en el ámbito.",
        ru="Контакты, созданные за период у целевых клиентов выборки. За период: контакты, созданные по отчётную дату включительно у клиентов, состоявших в этот день в выборке.",
    ),
    caveat=Text(
        en="In ABM the number of leads is not the goal: a bought address list raises it too. Rates elsewhere count accounts, never leads.",
        fr="En ABM, le nombre de leads n’est pas le but : un fichier acheté le gonfle aussi. Partout ailleurs, les taux comptent des comptes, jamais des leads.",
        es="En ABM, el número de clientes potenciales no es el fin: una base de datos comprada también lo eleva. En las demás tasas se cuentan cuentas, nunca leads.",
        ru="В ABM число лидов — не цель: купленная база тоже его поднимет. Во всех остальных долях считаются клиенты, а не лиды.",
    ),
)

lead_conversion = KPI(
    id="E19",
    key="lead_conversion",
    group="engagement",
    seeds="D",
    clock="flow",
    unit="share",
    direction="up",
    measure=Share(NewPeople(attach=("on_deal",)), hit=lambda p: p.on_deal),
    name=Text(
        en="Lead conversion",
        fr="Conversion des leads",
        es="Conversión de clientes potenciales",
        ru="Конверсия лидов",
    ),
    question=Text(
        en="What share of the new contacts at target accounts ended up on a legitimate deal?",
        fr="Quelle part des nouveaux contacts des comptes cibles figure sur une opportunité qualifiée ?",
        es="¿Qué parte de los contactos nuevos de las cuentas objetivo figura en una oportunidad cualificada?",
        ru="Какая доля новых контактов целевых клиентов вошла в квалифицированную сделку?",
    ),
    formula=Text(
        en="People created in the window at target accounts in scope: of those people, the ones on a legitimate deal by the as-of day ÷ all of them. Flow: people created in the window, up to the as-of day, at accounts in scope on that day.",
        fr="Contacts créés pendant la période dans les comptes cibles du périmètre : parmi ces contacts, ceux rattachés à une opportunité qualifiée à la date d’arrêté ÷ total. Flux : contacts créés pendant la période, jusqu’à la date d’arrêté, dans des comptes du périmètre ce jour-là.",
        es="Contactos creados durante el periodo en cuentas objetivo del ámbito: de esos contactos, los vinculados a una oportunidad cualificada hasta la fecha de corte ÷ total. Flujo: contactos creados en el periodo, hasta la fecha de corte, en cuentas que ese día están en el ámbito.",
        ru="Контакты, созданные за период у целевых клиентов выборки: из этих контактов — привязанные к квалифицированной сделке по состоянию на отчётную дату ÷ все. За период: контакты, созданные по отчётную дату включительно у клиентов, состоявших в этот день в выборке.",
    ),
    caveat=Text(
        en="Contacts created late in the window have had little time. It depends on how carefully people are recorded on deals, and being on a deal does not mean having started it.",
        fr="Les contacts créés en fin de période ont eu peu de temps. Le taux dépend du soin mis à rattacher les contacts aux affaires, et y figurer ne veut pas dire en être à l’origine.",
        es="Los contactos creados al final del periodo han tenido poco tiempo. Depende del rigor con que se asocien los contactos a las negociaciones, y figurar en una no significa haberla originado.",
        ru="У контактов, созданных в конце периода, было мало времени. Показатель зависит от того, как тщательно контакты привязывают к сделкам; быть в сделке не значит её начать.",
    ),
)

KPIS = (
    website_visits,
    high_value_visits,
    chats,
    content_minutes,
    downloads,
    content_views,
    content_assets,
    event_participation,
    event_show_rate,
    campaign_responses,
    engagement_minutes,
    decision_maker_frequency,
    channel_mix,
    channel_mix_minutes,
    engaged_accounts,
    engaged_share,
    unengaged_share,
    cost_per_engaged_account,
    website_spikes,
    deanonymisation_rate,
    leads_from_targets,
    lead_conversion,
)
