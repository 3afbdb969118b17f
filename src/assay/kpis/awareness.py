"""Group 3 · awareness: whom we reach, and what they think of us; accounts in scope, customers included (R04: targets)."""

from __future__ import annotations

from assay.kpis.declare import KPI, Accounts, Answers, Count, Mean, Sessions, Share, Sum, Text, Touches

emails_sent = KPI(
    id="A01",
    key="emails_sent",
    group="awareness",
    seeds="A",
    clock="flow",
    unit="emails",
    direction="context",
    measure=Sum(Touches(kinds=("email_sent", "mail_out"), customers=True), lambda t: t.quantity),
    name=Text(
        en="E-mails sent",
        fr="E-mails envoyés",
        es="Correos enviados",
        ru="Отправленные письма",
    ),
    question=Text(
        en="How many e-mails did we send to the accounts in the programme?",
        fr="Combien d’e-mails avons-nous envoyés aux comptes du programme ?",
        es="¿Cuántos correos enviamos a las cuentas del programa?",
        ru="Сколько писем мы отправили клиентам программы?",
    ),
    formula=Text(
        en="Marketing e-mails delivered and one-to-one mails sent to accounts in scope (sum of quantities). Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="E-mails marketing délivrés et e-mails individuels envoyés aux comptes du périmètre (somme des quantités). Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Correos de marketing entregados y correos personales enviados a cuentas del ámbito (suma de cantidades). Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Доставленные маркетинговые и отправленные личные письма клиентам выборки (сумма количеств). За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="Effort, not effect: being sent something engages nobody. Bulk and personal mail are added together, and delivered is not read.",
        fr="C’est un effort, non un effet : recevoir un e-mail n’engage personne. Envois en nombre et messages personnels sont additionnés, et délivré ne veut pas dire lu.",
        es="Es esfuerzo, no efecto: recibir un correo no compromete a nadie. Los masivos y los personales se suman, y entregado no es leído.",
        ru="Это усилия, а не результат: полученное письмо никого не вовлекает. Рассылки и личные письма сложены вместе, а доставлено — не значит прочитано.",
    ),
)

ad_impressions = KPI(
    id="A02",
    key="ad_impressions",
    group="awareness",
    seeds="A B",
    clock="flow",
    unit="impressions",
    direction="context",
    measure=Sum(Touches(kinds=("ad_impression",), customers=True), lambda t: t.quantity),
    default_by=("channel",),
    name=Text(
        en="Ad impressions",
        fr="Impressions publicitaires",
        es="Impresiones de anuncios",
        ru="Показы рекламы",
    ),
    question=Text(
        en="How often were our ads shown to the accounts in the programme, on the web and in e-mail signatures?",
        fr="Combien de fois nos annonces ont-elles été affichées aux comptes du programme, sur le web et en signature d’e-mail ?",
        es="¿Cuántas veces se mostraron nuestros anuncios a las cuentas del programa, en la web y en las firmas de correo?",
        ru="Сколько раз нашу рекламу показали клиентам программы — в интернете и в подписях писем?",
    ),
    formula=Text(
        en="Ad impressions on accounts in scope (sum of quantities), by channel: web, e-mail signature. Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="Impressions publicitaires sur les comptes du périmètre (somme des quantités), par canal : web, signature d’e-mail. Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Impresiones de anuncios en cuentas del ámbito (suma de cantidades), por canal: web, firma de correo. Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Показы рекламы клиентам выборки (сумма количеств), по каналам: интернет, подпись письма. За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="Shown is not seen, and seen is not noticed. Impressions that the provider cannot assign to an account are missing.",
        fr="Affichée ne veut pas dire vue, ni vue remarquée. Les impressions que le fournisseur ne rattache à aucun compte manquent.",
        es="Mostrado no es visto, ni visto es recordado. Faltan las impresiones que el proveedor no puede asignar a una cuenta.",
        ru="Показана — не значит увидена и тем более замечена. Показы, которые провайдер не связал с клиентом, не учтены.",
    ),
)

accounts_reached = KPI(
    id="A03",
    key="accounts_reached",
    group="awareness",
    seeds="(B)",
    clock="flow",
    unit="share",
    direction="up",
    measure=Share(Accounts("scope", on="to", attach=("reached",)), hit=lambda a: a.reached),
    name=Text(
        en="Accounts reached",
        fr="Comptes atteints",
        es="Cuentas alcanzadas",
        ru="Охваченные клиенты",
    ),
    question=Text(
        en="What share of the accounts on the list did our messages reach at all?",
        fr="Quelle part des comptes de la liste nos messages ont-ils touchée ?",
        es="¿A qué proporción de las cuentas de la lista llegaron nuestros mensajes?",
        ru="До какой доли клиентов списка дошли наши сообщения?",
    ),
    formula=Text(
        en="Accounts in scope on the last day of the window with at least one ad impression, marketing e-mail, one-to-one mail or direct mail sent in the window while in scope ÷ accounts in scope on the last day of the window. Flow: events in the window for the accounts in scope on its last day (the earlier of its end and the as-of day).",
        fr="Comptes du périmètre au dernier jour de la période ayant reçu, pendant la période et dans le périmètre, au moins une impression publicitaire, un e-mail marketing, un e-mail individuel ou un courrier ÷ comptes du périmètre au dernier jour de la période. Flux : événements de la période, pour les comptes dans le périmètre à son dernier jour (fin de période ou date d’arrêté, la première des deux).",
        es="Cuentas del ámbito en el último día del periodo que durante el periodo, estando en el ámbito, recibieron al menos una impresión de anuncio, un correo de marketing, un correo personal o un envío postal ÷ cuentas del ámbito en el último día del periodo. Flujo: eventos del periodo, para las cuentas que están en el ámbito en su último día (el fin del periodo o la fecha de corte, lo que llegue antes).",
        ru="Клиенты, состоящие в выборке в последний день периода, которым за период, пока они были в выборке, досталось хотя бы одно: показ рекламы, рассылка, личное письмо или почтовое отправление ÷ клиенты выборки в последний день периода. За период: события по клиентам, состоящим в выборке в его последний день (конец периода или отчётная дата — что раньше).",
    ),
    caveat=Text(
        en="One message to one person is enough: a wide reach can be very thin. It covers only what we sent, not what the account did.",
        fr="Un message à une seule personne suffit : une portée large peut être très mince. L’indicateur porte sur ce que nous envoyons, non sur ce que fait le compte.",
        es="Basta un mensaje a una persona: un alcance amplio puede ser muy superficial. Solo recoge lo que enviamos, no lo que hace la cuenta.",
        ru="Хватает одного сообщения одному человеку: широкий охват может быть очень тонким. Показатель говорит о том, что отправили мы, а не о том, что сделал клиент.",
    ),
)

conversations = KPI(
    id="A04",
    key="conversations",
    group="awareness",
    seeds="A",
    clock="flow",
    unit="conversations",
    direction="up",
    measure=Count(
        Touches(kinds=("call", "meeting_held"), customers=True),
        where=lambda t: (t.kind != "call") | (t.outcome.strip().lower() == "connected"),
    ),
    name=Text(
        en="Conversations",
        fr="Conversations",
        es="Conversaciones",
        ru="Разговоры",
    ),
    question=Text(
        en="How many real conversations, by phone or in meetings, have we had with the accounts in the programme?",
        fr="Combien de vraies conversations, par téléphone ou en rendez-vous, avons-nous eues avec les comptes du programme ?",
        es="¿Cuántas conversaciones reales, por teléfono o en reunión, hemos tenido con las cuentas del programa?",
        ru="Сколько настоящих разговоров — по телефону и на встречах — было с клиентами программы?",
    ),
    formula=Text(
        en="Connected calls + meetings held. Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="Appels aboutis + rendez-vous tenus. Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Llamadas atendidas + reuniones celebradas. Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Состоявшиеся звонки + состоявшиеся встречи. За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="Depends on sellers logging calls and meetings. A call that was not answered is no conversation; one meeting counts once, whatever the number of people.",
        fr="Le chiffre dépend de la saisie des appels et rendez-vous par les commerciaux. Un appel sans réponse n’est pas une conversation ; un rendez-vous compte une fois, quel que soit le nombre de participants.",
        es="Depende de que el equipo comercial registre llamadas y reuniones. Una llamada sin respuesta no es una conversación; una reunión cuenta una vez, asistan cuantos asistan.",
        ru="Зависит от того, записывают ли продавцы звонки и встречи. Неотвеченный звонок разговором не считается; встреча — одна, сколько бы людей ни пришло.",
    ),
)

ad_clicks = KPI(
    id="A05",
    key="ad_clicks",
    group="awareness",
    seeds="B",
    clock="flow",
    unit="clicks",
    direction="up",
    measure=Sum(Touches(kinds=("ad_click",), customers=True), lambda t: t.quantity),
    name=Text(
        en="Ad clicks",
        fr="Clics publicitaires",
        es="Clics en anuncios",
        ru="Клики по рекламе",
    ),
    question=Text(
        en="How often did people at the accounts in the programme click on our ads?",
        fr="Combien de fois les comptes du programme ont-ils cliqué sur nos annonces ?",
        es="¿Cuántas veces hicieron clic en nuestros anuncios las cuentas del programa?",
        ru="Сколько раз сотрудники клиентов программы кликнули по нашей рекламе?",
    ),
    formula=Text(
        en="Ad clicks from accounts in scope (sum of quantities). Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="Clics publicitaires des comptes du périmètre (somme des quantités). Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Clics en anuncios de cuentas del ámbito (suma de cantidades). Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Клики по рекламе от клиентов выборки (сумма количеств). За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="Accidental and automatic clicks are in it as the provider delivers them. Few clicks do not mean that an ad went unseen.",
        fr="Clics accidentels et automatiques y figurent tels que le fournisseur les livre. Peu de clics ne veut pas dire que l’annonce n’a pas été vue.",
        es="Incluye los clics accidentales y automáticos tal como los entrega el proveedor. Pocos clics no significa que nadie viera el anuncio.",
        ru="Случайные и автоматические клики входят так, как их отдаёт провайдер. Мало кликов — не значит, что рекламу не видели.",
    ),
)

view_through_visits = KPI(
    id="A06",
    key="view_through_visits",
    group="awareness",
    seeds="B",
    clock="flow",
    unit="visits",
    direction="up",
    measure=Count(Sessions(view_through=True)),
    name=Text(
        en="View-through visits",
        fr="Visites après affichage",
        es="Visitas posimpresión",
        ru="Посещения после показа",
    ),
    question=Text(
        en="How often did accounts that saw an ad but did not click come to our website within a week?",
        fr="Combien de fois les comptes ayant vu une annonce sans cliquer sont-ils venus sur notre site dans la semaine ?",
        es="¿Cuántas veces visitaron nuestro sitio web, en la semana siguiente, cuentas que vieron un anuncio sin hacer clic?",
        ru="Сколько раз клиенты, которым показали рекламу и которые по ней не кликнули, зашли на сайт в течение недели?",
    ),
    formula=Text(
        en="Sessions of an account in scope with an ad impression on that account 0 to 7 days before (in any scope) and no ad click of it 0 to 7 days before (default window). Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="Sessions d’un compte du périmètre ayant reçu une impression publicitaire 0 à 7 jours avant (dans le périmètre ou non), sans clic publicitaire de ce compte 0 à 7 jours avant (fenêtre par défaut). Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Sesiones de una cuenta del ámbito con una impresión de anuncio entre 0 y 7 días antes (dentro o fuera del ámbito) y sin clic suyo en anuncios entre 0 y 7 días antes (ventana por defecto). Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Сессии клиента выборки, у которого за 0–7 дней до этого был показ рекламы (в любой выборке) и не было клика по рекламе за 0–7 дней (окно по умолчанию). За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="After an ad is not because of an ad: accounts that see many ads visit anyway. The more impressions we buy, the more visits fall into the window by chance.",
        fr="Après l’annonce ne veut pas dire à cause d’elle : des comptes très exposés visitent aussi sans cela. Plus on achète d’impressions, plus des visites tombent par hasard dans la fenêtre.",
        es="Después del anuncio no es a causa del anuncio: una cuenta muy expuesta también nos visita sin él. Cuantas más impresiones se compran, más visitas caen en la ventana por azar.",
        ru="«После рекламы» не значит «из-за рекламы»: клиенты с множеством показов заходят и так. Чем больше показов куплено, тем больше посещений попадает в окно случайно.",
    ),
)

view_through_conversions = KPI(
    id="A07",
    key="view_through_conversions",
    group="awareness",
    seeds="B",
    clock="flow",
    unit="conversions",
    direction="up",
    measure=Count(Touches(kinds=("conversion", "form_submitted"), customers=True, view_through=True)),
    name=Text(
        en="View-through conversions",
        fr="Conversions après affichage",
        es="Conversiones posimpresión",
        ru="Конверсии после показа",
    ),
    question=Text(
        en="How many conversions came from accounts that saw an ad but did not click it?",
        fr="Combien de conversions viennent de comptes ayant vu une annonce sans cliquer ?",
        es="¿Cuántas conversiones proceden de cuentas que vieron un anuncio sin hacer clic?",
        ru="Сколько конверсий дали клиенты, которым рекламу показали, но клика не было?",
    ),
    formula=Text(
        en="Conversions and submitted forms of an account in scope with an ad impression on that account 0 to 7 days before (in any scope) and no ad click of it 0 to 7 days before (default window). Flow: events in the window, up to the as-of day, of accounts in scope on the event’s own day.",
        fr="Conversions et formulaires envoyés d’un compte du périmètre ayant reçu une impression publicitaire 0 à 7 jours avant (dans le périmètre ou non), sans clic publicitaire de ce compte 0 à 7 jours avant (fenêtre par défaut). Flux : événements de la période, jusqu’à la date d’arrêté, des comptes dans le périmètre le jour même de l’événement.",
        es="Conversiones y formularios enviados de una cuenta del ámbito con una impresión de anuncio entre 0 y 7 días antes (dentro o fuera del ámbito) y sin clic suyo en anuncios entre 0 y 7 días antes (ventana por defecto). Flujo: eventos del periodo, hasta la fecha de corte, de cuentas que están en el ámbito el mismo día del evento.",
        ru="Конверсии и отправленные формы клиента выборки, у которого за 0–7 дней до этого был показ рекламы (в любой выборке) и не было клика по рекламе за 0–7 дней (окно по умолчанию). За период: события по отчётную дату включительно у клиентов, состоявших в выборке в день события.",
    ),
    caveat=Text(
        en="Shown beside click conversions and never added to them. The same order in time would often occur without the ad: it is not an effect.",
        fr="Affichées à côté des conversions après clic, jamais additionnées. Le même enchaînement se produirait souvent sans l’annonce : ce n’est pas un effet.",
        es="Se muestran junto a las conversiones por clic y nunca se suman a ellas. La misma secuencia se daría a menudo sin el anuncio: no es un efecto.",
        ru="Показываются рядом с конверсиями по клику и никогда с ними не складываются. Часто то же случилось бы и без рекламы: это не эффект.",
    ),
)

brand_awareness = KPI(
    id="R01",
    key="brand_awareness",
    group="awareness",
    seeds="C",
    clock="flow",
    unit="share",
    direction="up",
    measure=Share(Answers("aware_aided"), hit=lambda a: a.score == 1),
    name=Text(
        en="Brand awareness (aided)",
        fr="Notoriété assistée",
        es="Notoriedad de marca sugerida",
        ru="Знание бренда (с подсказкой)",
    ),
    question=Text(
        en="What share of respondents at our target clients know us when they hear our name?",
        fr="Quelle part des répondants de nos comptes cibles nous connaît lorsqu’on cite notre nom ?",
        es="¿Qué proporción de los encuestados de nuestras cuentas objetivo nos conoce al oír nuestro nombre?",
        ru="Какая доля опрошенных у целевых клиентов знает нас, когда слышит название?",
    ),
    formula=Text(
        en="Answers with score 1 to the aided awareness question ÷ answers to it from accounts in scope. Flow: answers given in the window, up to the as-of day; the scope is judged on the day of the answer.",
        fr="Réponses de score 1 à la question de notoriété assistée ÷ réponses à cette question des comptes du périmètre. Flux : réponses données pendant la période, jusqu’à la date d’arrêté ; le périmètre se juge au jour de la réponse.",
        es="Respuestas con puntuación 1 a la pregunta de notoriedad sugerida ÷ respuestas a esa pregunta de cuentas del ámbito. Flujo: respuestas dadas en el periodo, hasta la fecha de corte; el ámbito se juzga en el día de la respuesta.",
        ru="Ответы с оценкой 1 на вопрос о знании с подсказкой ÷ ответы на него от клиентов выборки. За период: ответы по отчётную дату включительно; выборка определяется на день ответа.",
    ),
    caveat=Text(
        en="Answers, not companies: an account with many respondents weighs more. Those who answer a survey tend to know us better than those who do not.",
        fr="Ce sont des réponses, non des entreprises : un compte aux nombreux répondants pèse plus. Ceux qui répondent à une enquête nous connaissent en général mieux que les autres.",
        es="Son respuestas, no empresas: una cuenta con muchos encuestados pesa más. Quien contesta una encuesta suele conocernos mejor que quien no la contesta.",
        ru="Это ответы, а не компании: клиент с большим числом опрошенных весит больше. Те, кто отвечает на опрос, обычно знают нас лучше тех, кто не отвечает.",
    ),
)

brand_awareness_unaided = brand_awareness.variant(
    "unaided",
    measure=Share(Answers("aware_unaided"), hit=lambda a: a.score == 1),
    name=Text(
        en="Brand awareness (unaided)",
        fr="Notoriété spontanée",
        es="Notoriedad de marca espontánea",
        ru="Знание бренда (без подсказки)",
    ),
    question=Text(
        en="What share of respondents at our target clients name us without being prompted?",
        fr="Quelle part des répondants de nos comptes cibles nous cite spontanément ?",
        es="¿Qué proporción de los encuestados de nuestras cuentas objetivo nos menciona sin ayuda?",
        ru="Какая доля опрошенных у целевых клиентов называет нас без подсказки?",
    ),
    formula=Text(
        en="Answers with score 1 to the unaided awareness question ÷ answers to it from accounts in scope. Flow: answers given in the window, up to the as-of day; the scope is judged on the day of the answer.",
        fr="Réponses de score 1 à la question de notoriété spontanée ÷ réponses à cette question des comptes du périmètre. Flux : réponses données pendant la période, jusqu’à la date d’arrêté ; le périmètre se juge au jour de la réponse.",
        es="Respuestas con puntuación 1 a la pregunta de notoriedad espontánea ÷ respuestas a esa pregunta de cuentas del ámbito. Flujo: respuestas dadas en el periodo, hasta la fecha de corte; el ámbito se juzga en el día de la respuesta.",
        ru="Ответы с оценкой 1 на вопрос о знании без подсказки ÷ ответы на него от клиентов выборки. За период: ответы по отчётную дату включительно; выборка определяется на день ответа.",
    ),
    caveat=Text(
        en="Always lower than aided awareness; never mix the two in one trend. Small surveys make large jumps.",
        fr="Elle est en principe plus basse que la notoriété assistée ; ne mêlez jamais les deux dans une tendance. De petites enquêtes font de grands sauts.",
        es="En principio es menor que la sugerida; nunca se mezclen en una misma tendencia. Las encuestas pequeñas dan grandes saltos.",
        ru="Как правило, ниже, чем с подсказкой; нельзя смешивать их в одной динамике. Маленькие опросы дают большие скачки.",
    ),
)

brand_perception = KPI(
    id="R02",
    key="brand_perception",
    group="awareness",
    seeds="C",
    clock="flow",
    unit="index",
    direction="up",
    measure=Mean(Answers("attribute:"), lambda a: a.index, unless="no_scale"),
    default_by=("attribute",),
    name=Text(
        en="Brand perception",
        fr="Image de marque",
        es="Percepción de marca",
        ru="Восприятие бренда",
    ),
    question=Text(
        en="How do people at our target clients see us, attribute by attribute?",
        fr="Comment les personnes de nos comptes cibles nous perçoivent-elles, attribut par attribut ?",
        es="¿Cómo nos ven las personas de nuestras cuentas objetivo, atributo por atributo?",
        ru="Как нас воспринимают сотрудники целевых клиентов — по каждой характеристике?",
    ),
    formula=Text(
        en="Mean score per attribute, rescaled to 0–100 by the ends of its scale, over the answers of accounts in scope. Flow: answers given in the window, up to the as-of day; the scope is judged on the day of the answer.",
        fr="Score moyen par attribut, ramené à 0–100 selon les bornes de son échelle, sur les réponses des comptes du périmètre. Flux : réponses données pendant la période, jusqu’à la date d’arrêté ; le périmètre se juge au jour de la réponse.",
        es="Puntuación media por atributo, llevada a 0–100 según los extremos de su escala, sobre las respuestas de cuentas del ámbito. Flujo: respuestas dadas en el periodo, hasta la fecha de corte; el ámbito se juzga en el día de la respuesta.",
        ru="Средняя оценка по каждой характеристике, приведённая к 0–100 по границам шкалы, по ответам клиентов выборки. За период: ответы по отчётную дату включительно; выборка определяется на день ответа.",
    ),
    caveat=Text(
        en="Each attribute is read by itself; the pooled total depends on how often each was asked. Scales are rescaled to 0–100, which does not make different questions equal.",
        fr="Chaque attribut se lit pour lui-même ; le total dépend de la fréquence à laquelle chacun a été demandé. Ramener les échelles à 0–100 ne rend pas les questions équivalentes.",
        es="Cada atributo se lee por sí mismo; el total depende de cuántas veces se preguntó cada uno. Llevar las escalas a 0–100 no hace equivalentes las preguntas.",
        ru="Каждая характеристика читается отдельно; общий итог зависит от того, как часто спрашивали о каждой. Приведение к шкале 0–100 не делает разные вопросы равными.",
    ),
)

brand_attitude = KPI(
    id="R03",
    key="brand_attitude",
    group="awareness",
    seeds="C",
    clock="flow",
    unit="index",
    direction="up",
    measure=Mean(Answers("attitude"), lambda a: a.index, unless="no_scale"),
    waves=True,
    name=Text(
        en="Brand attitude",
        fr="Attitude envers la marque",
        es="Actitud hacia la marca",
        ru="Отношение к бренду",
    ),
    question=Text(
        en="How warmly do people at our target clients feel about us?",
        fr="Quelle est la température de la relation des comptes cibles avec notre marque ?",
        es="¿Qué temperatura tiene la actitud de las cuentas objetivo hacia nuestra marca?",
        ru="Какова «температура» отношения целевых клиентов к нам?",
    ),
    formula=Text(
        en="Mean attitude score, rescaled to 0–100 by the ends of its scale, over the answers of accounts in scope; changes between waves separately for the same respondents and for cross-sections. Flow: answers given in the window, up to the as-of day; the scope is judged on the day of the answer.",
        fr="Score d’attitude moyen, ramené à 0–100 selon les bornes de son échelle, sur les réponses des comptes du périmètre ; évolutions entre vagues séparées pour les mêmes répondants et pour les coupes transversales. Flux : réponses données pendant la période, jusqu’à la date d’arrêté ; le périmètre se juge au jour de la réponse.",
        es="Puntuación media de actitud, llevada a 0–100 según los extremos de su escala, sobre las respuestas de cuentas del ámbito; cambios entre oleadas por separado para los mismos encuestados y para muestras distintas. Flujo: respuestas dadas en el periodo, hasta la fecha de corte; el ámbito se juzga en el día de la respuesta.",
        ru="Средняя оценка отношения, приведённая к 0–100 по границам шкалы, по ответам клиентов выборки; изменение между волнами — отдельно для тех же респондентов и для независимых выборок. За период: ответы по отчётную дату включительно; выборка определяется на день ответа.",
    ),
    caveat=Text(
        en="A change between waves with the same respondents and a change between different respondents are two things, and are kept apart. Neither says what moved it.",
        fr="Une évolution entre vagues avec les mêmes répondants et une évolution entre répondants différents sont deux choses, tenues séparées. Aucune ne dit ce qui l’a provoquée.",
        es="Un cambio entre oleadas con los mismos encuestados y otro entre encuestados distintos son cosas diferentes y se muestran por separado. Ninguno dice a qué se debe.",
        ru="Изменение между волнами у тех же респондентов и у разных — не одно и то же и показано раздельно. Ни то ни другое не говорит, что стало причиной.",
    ),
)

nps_targets = KPI(
    id="R04",
    key="nps_targets",
    group="awareness",
    seeds="C",
    clock="flow",
    unit="nps",
    direction="up",
    measure=Mean(Answers("nps", "target"), lambda a: a.promoter, unless="not_0_to_10", scale=100),
    name=Text(
        en="NPS of target accounts",
        fr="NPS des comptes cibles",
        es="NPS de las cuentas objetivo",
        ru="NPS целевых клиентов",
    ),
    question=Text(
        en="Would people at companies that are not yet our customers recommend us?",
        fr="Les personnes d’entreprises pas encore clientes nous recommanderaient-elles ?",
        es="¿Nos recomendarían personas de empresas que aún no son clientes?",
        ru="Порекомендовали бы нас сотрудники компаний, которые ещё не стали нашими клиентами?",
    ),
    formula=Text(
        en="100 × (answers of 9 or 10 − answers of 0 to 6) to the NPS question ÷ NPS answers 0–10 of target accounts in scope on the day of the answer. Flow: answers given in the window, up to the as-of day; the scope is judged on the day of the answer.",
        fr="100 × (réponses 9 ou 10 − réponses 0 à 6) à la question NPS ÷ réponses NPS de 0 à 10 des comptes cibles du périmètre au jour de la réponse. Flux : réponses données pendant la période, jusqu’à la date d’arrêté ; le périmètre se juge au jour de la réponse.",
        es="100 × (respuestas 9 o 10 − respuestas de 0 a 6) a la pregunta NPS ÷ respuestas NPS de 0 a 10 de las cuentas objetivo del ámbito en el día de la respuesta. Flujo: respuestas dadas en el periodo, hasta la fecha de corte; el ámbito se juzga en el día de la respuesta.",
        ru="100 × (ответы 9–10 − ответы 0–6) на вопрос NPS ÷ ответы NPS от 0 до 10 целевых клиентов, состоявших в выборке в день ответа. За период: ответы по отчётную дату включительно; выборка определяется на день ответа.",
    ),
    caveat=Text(
        en="They judge by reputation, not by use, so do not compare it with the NPS of customers. With few answers the score swings by tens of points.",
        fr="Elles jugent sur la réputation, non à l’usage : ne le comparez pas au NPS des clients. Avec peu de réponses, il varie de dizaines de points.",
        es="Juzgan por la reputación, no por el uso: no se compare con el NPS de los clientes. Con pocas respuestas oscila decenas de puntos.",
        ru="Они судят по репутации, а не по опыту: не сравнивайте с NPS действующих клиентов. При малом числе ответов показатель прыгает на десятки пунктов.",
    ),
)

KPIS = (
    emails_sent,
    ad_impressions,
    accounts_reached,
    conversations,
    ad_clicks,
    view_through_visits,
    view_through_conversions,
    brand_awareness,
    brand_awareness_unaided,
    brand_perception,
    brand_attitude,
    nps_targets,
)
