"""Group 1 · target: the accounts aimed at (funnel stage 1)."""

from __future__ import annotations

from assay.kpis.declare import KPI, AccountEvents, Accounts, Count, Estimate, Mean, Share, Text

target_accounts = KPI(
    id="T01",
    key="target_accounts",
    group="target",
    seeds="B D",
    clock="stock",
    unit="accounts",
    direction="context",
    measure=Count(Accounts("target")),
    name=Text(
        en="Target accounts",
        fr="Comptes cibles",
        es="Cuentas objetivo",
        ru="Целевые клиенты",
    ),
    question=Text(
        en="How many accounts is the programme aimed at today?",
        fr="Combien de comptes visons-nous aujourd’hui ?",
        es="¿A cuántas cuentas se dirige hoy el programa?",
        ru="Сколько целевых клиентов у программы сегодня?",
    ),
    formula=Text(
        en="Target accounts in scope on the as-of day. Stock: state at the end of the as-of day.",
        fr="Comptes cibles du périmètre à la date d’arrêté. Stock : état en fin de journée à la date d’arrêté.",
        es="Cuentas objetivo del ámbito en la fecha de corte. Saldo: estado al final del día en la fecha de corte.",
        ru="Целевые клиенты выборки на отчётную дату. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="A size, not a result: a longer list is not a better one. Accounts won since entry stay in, so the figure does not shrink with success.",
        fr="C’est une taille, pas un résultat : une liste plus longue n’est pas une meilleure liste. Les comptes gagnés depuis leur entrée y restent ; le succès ne fait donc pas baisser le chiffre.",
        es="Es un tamaño, no un resultado: una lista más larga no es una lista mejor. Las cuentas ganadas desde su entrada permanecen en ella, así que el éxito no reduce la cifra.",
        ru="Это размер списка, а не результат: длинный список не значит хороший. Клиенты, выигранные после входа, остаются в списке, поэтому успех не уменьшает показатель.",
    ),
)

targeted = target_accounts.variant(
    "targeted",
    measure=Count(Accounts("targeted")),
    name=Text(
        en="Accounts targeted in the window",
        fr="Comptes ciblés sur la période",
        es="Cuentas objetivo del periodo",
        ru="Целевые клиенты периода",
    ),
    question=Text(
        en="How many accounts has the programme been aimed at over the period, including those taken off the list since?",
        fr="Combien de comptes le programme a-t-il visés sur la période, y compris ceux retirés de la liste depuis ?",
        es="¿A cuántas cuentas se ha dirigido el programa durante el periodo, incluidas las que ya salieron de la lista?",
        ru="На скольких клиентов была направлена программа за период, считая тех, кого уже убрали из списка?",
    ),
    formula=Text(
        en="Accounts targeted in the window (in scope on at least one day of it, also if they have left since). Stock: state at the end of the as-of day, looking back over the window.",
        fr="Comptes ciblés sur la période (dans le périmètre au moins un jour, même s’ils en sont sortis depuis). Stock : état en fin de journée à la date d’arrêté, avec regard sur toute la période.",
        es="Cuentas objetivo del periodo (en el ámbito al menos un día, aunque hayan salido después). Saldo: estado al final del día en la fecha de corte, mirando todo el periodo.",
        ru="Целевые клиенты периода (в выборке хотя бы один его день, даже если потом выбыли). На дату: состояние на конец отчётной даты с учётом всего периода.",
    ),
    caveat=Text(
        en="The denominator of opportunity and win rates. It is larger than today’s list whenever accounts have left it, and it is not a measure of effort: a single day in scope is enough.",
        fr="C’est le dénominateur des taux d’opportunité et de réussite. Il dépasse la liste du jour dès que des comptes l’ont quittée et ne mesure pas l’effort : un seul jour dans le périmètre suffit.",
        es="Es el denominador de las tasas de oportunidad y de cierre. Supera a la lista de hoy cuando alguna cuenta la ha dejado y no mide el esfuerzo: basta un solo día en el ámbito.",
        ru="Это знаменатель долей клиентов со сделкой и выигранных клиентов. Он больше сегодняшнего списка, если кто-то из него выбыл, и не говорит об усилиях: достаточно одного дня в выборке.",
    ),
)

target_accounts_by_tier = KPI(
    id="T02",
    key="target_accounts_by_tier",
    group="target",
    seeds="B",
    clock="stock",
    unit="accounts",
    direction="context",
    measure=Count(Accounts("target")),
    default_by=("tier",),
    name=Text(
        en="Target accounts by tier",
        fr="Comptes cibles par niveau",
        es="Cuentas objetivo por nivel",
        ru="Целевые клиенты по уровням",
    ),
    question=Text(
        en="How is the target list split across tiers of priority?",
        fr="Comment la liste de comptes cibles se répartit-elle entre les niveaux de priorité ?",
        es="¿Cómo se reparte la lista de cuentas objetivo entre los niveles de prioridad?",
        ru="Как целевые клиенты распределены по уровням приоритета?",
    ),
    formula=Text(
        en="Target accounts in scope on the as-of day, by tier; the tiers and “no tier” add up to the total. Stock: state at the end of the as-of day.",
        fr="Comptes cibles du périmètre à la date d’arrêté, par niveau ; la somme des niveaux et de « sans niveau » donne le total. Stock : état en fin de journée à la date d’arrêté.",
        es="Cuentas objetivo del ámbito en la fecha de corte, por nivel; los niveles y «sin nivel» suman el total. Saldo: estado al final del día en la fecha de corte.",
        ru="Целевые клиенты выборки на отчётную дату, по уровням; сумма уровней и группы «без уровня» равна итогу. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="An account with several tiers on one day is shown in the highest only; accounts without a tier are shown as their own group. A change of tier is not a new entry.",
        fr="Un compte rattaché à plusieurs niveaux le même jour n’apparaît qu’au plus élevé ; les comptes sans niveau forment un groupe à part. Un changement de niveau n’est pas une nouvelle entrée.",
        es="Una cuenta con varios niveles el mismo día aparece solo en el más alto; las cuentas sin nivel forman su propio grupo. Un cambio de nivel no es una nueva entrada.",
        ru="Клиент, у которого в один день несколько уровней, показан только в высшем; клиенты без уровня — отдельная группа. Смена уровня не считается новым входом.",
    ),
)

icp_fit = KPI(
    id="T03",
    key="icp_fit",
    group="target",
    seeds="(B)",
    clock="stock",
    unit="share",
    direction="up",
    measure=Mean(Accounts("target", attach=("icp",)), lambda a: a.icp, unless="no_criteria"),
    name=Text(
        en="ICP fit",
        fr="Adéquation au profil client idéal (ICP)",
        es="Ajuste al perfil de cliente ideal (ICP)",
        ru="Соответствие профилю идеального клиента (ICP)",
    ),
    question=Text(
        en="How closely do our target accounts match the ideal customer profile?",
        fr="Dans quelle mesure nos comptes cibles correspondent-ils au profil client idéal ?",
        es="¿Hasta qué punto encajan nuestras cuentas objetivo en el perfil de cliente ideal?",
        ru="Насколько наши целевые клиенты соответствуют профилю идеального клиента?",
    ),
    formula=Text(
        en="Mean, over target accounts in scope on the as-of day, of criteria of the ideal customer profile met ÷ criteria evaluable (a criterion on an unknown field is not evaluable). Stock: state at the end of the as-of day.",
        fr="Moyenne, sur les comptes cibles du périmètre à la date d’arrêté, de critères du profil client idéal remplis ÷ critères évaluables (un critère portant sur un champ inconnu n’est pas évaluable). Stock : état en fin de journée à la date d’arrêté.",
        es="Media, sobre las cuentas objetivo del ámbito en la fecha de corte, de criterios del perfil de cliente ideal cumplidos ÷ criterios evaluables (un criterio sobre un campo desconocido no es evaluable). Saldo: estado al final del día en la fecha de corte.",
        ru="Среднее по целевым клиентам выборки на отчётную дату: выполненные критерии профиля идеального клиента ÷ проверяемые критерии (критерий по неизвестному полю не проверяется). На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="Unknown fields are not held against an account, so a poorly documented account may score high on few criteria. It says whom we chose, not whether they will buy.",
        fr="Un champ inconnu ne pénalise pas le compte : un compte mal renseigné peut obtenir une bonne note sur peu de critères. L’indicateur dit qui nous avons choisi, non qui achètera.",
        es="Un campo desconocido no penaliza: una cuenta mal documentada puede puntuar alto con pocos criterios. Indica a quién hemos elegido, no quién va a comprar.",
        ru="Неизвестные поля не снижают оценку, поэтому плохо описанный клиент может получить высокий балл по немногим критериям. Показатель говорит, кого мы выбрали, а не кто купит.",
    ),
)

mqa_accounts = KPI(
    id="T04",
    key="mqa_accounts",
    group="target",
    seeds="A",
    clock="flow",
    unit="accounts",
    direction="up",
    measure=Count(AccountEvents("mqa")),
    name=Text(
        en="Marketing-qualified accounts (MQA)",
        fr="Comptes qualifiés marketing (MQA)",
        es="Cuentas cualificadas por marketing (MQA)",
        ru="Квалифицированные маркетингом клиенты (MQA)",
    ),
    question=Text(
        en="How many accounts became marketing-qualified in this period?",
        fr="Combien de comptes sont devenus qualifiés marketing sur la période ?",
        es="¿Cuántas cuentas pasaron a estar cualificadas por marketing en este periodo?",
        ru="Сколько клиентов стали квалифицированными маркетингом за период?",
    ),
    formula=Text(
        en="Accounts whose first MQA day since entry lies in the window (by default: at least 60 weighted engagement minutes within 90 days, counted from entry on, and at least two known people with more than 10 minutes each). Flow: an account counts in the period in which that day falls; the scope is judged on that day.",
        fr="Comptes dont le premier jour MQA depuis l’entrée tombe dans la période (par défaut : au moins 60 minutes d’engagement pondérées en 90 jours, comptées à partir de l’entrée, et au moins deux contacts connus à plus de 10 minutes chacun). Flux : un compte compte dans la période où tombe ce jour ; le périmètre se juge ce jour-là.",
        es="Cuentas cuyo primer día MQA desde la entrada cae en el periodo (por defecto: al menos 60 minutos de compromiso ponderados en 90 días, contados desde la entrada, y al menos dos contactos conocidos con más de 10 minutos cada uno). Flujo: una cuenta se cuenta en el periodo en que cae ese día; el ámbito se juzga ese día.",
        ru="Клиенты, у которых первый день MQA со дня входа приходится на период (по умолчанию: не менее 60 взвешенных минут вовлечённости за 90 дней, считая со дня входа, и не менее двух известных контактов, у каждого больше 10 минут). За период: клиент учитывается в том периоде, на который приходится этот день; выборка определяется на этот день.",
    ),
    caveat=Text(
        en="A threshold of attention, not of intent to buy. Where the workspace treats accounts as chosen up front (mqa.selected), every account is an MQA on entry and the figure simply counts entries.",
        fr="C’est un seuil d’attention, non d’intention d’achat. Si l’espace de travail considère les comptes comme qualifiés en amont (mqa.selected), chaque compte est MQA dès son entrée et le chiffre ne compte que les entrées.",
        es="Es un umbral de atención, no de intención de compra. Si el espacio de trabajo da las cuentas por cualificadas de antemano (mqa.selected), toda cuenta es MQA desde su entrada y la cifra solo cuenta entradas.",
        ru="Это порог внимания, а не намерения купить. Если клиенты считаются отобранными заранее (mqa.selected), каждый получает статус MQA при входе и показатель просто считает входы.",
    ),
)

mqa_rate = KPI(
    id="T04",
    key="mqa_rate",
    group="target",
    seeds="A",
    clock="stock",
    unit="share",
    direction="up",
    measure=Share(Accounts("targeted", attach=("first_mqa_on",)), hit=lambda a: a.first_mqa_on.notnull()),
    name=Text(
        en="MQA rate",
        fr="Taux de MQA",
        es="Tasa de MQA",
        ru="Доля MQA",
    ),
    question=Text(
        en="What share of the accounts we targeted have become marketing-qualified?",
        fr="Quelle part des comptes ciblés est devenue qualifiée marketing ?",
        es="¿Qué parte de las cuentas a las que nos dirigimos ha llegado a estar cualificada por marketing?",
        ru="Какая доля клиентов программы стала квалифицированной маркетингом?",
    ),
    formula=Text(
        en="Accounts targeted in the window with an MQA day since entry, by the as-of day ÷ accounts targeted in the window (in scope on at least one day of it, also if they have left since). Stock: state at the end of the as-of day, looking back over the window.",
        fr="Comptes ciblés sur la période ayant eu un jour MQA depuis leur entrée, au plus tard à la date d’arrêté ÷ comptes ciblés sur la période (dans le périmètre au moins un jour, même s’ils en sont sortis depuis). Stock : état en fin de journée à la date d’arrêté, avec regard sur toute la période.",
        es="Cuentas objetivo del periodo con un día MQA desde su entrada, hasta la fecha de corte ÷ cuentas objetivo del periodo (en el ámbito al menos un día, aunque hayan salido después). Saldo: estado al final del día en la fecha de corte, mirando todo el periodo.",
        ru="Целевые клиенты периода, у которых со дня входа по отчётную дату был день MQA ÷ целевые клиенты периода (в выборке хотя бы один его день, даже если потом выбыли). На дату: состояние на конец отчётной даты с учётом всего периода.",
    ),
    caveat=Text(
        en="Accounts that entered recently have had little time to qualify; read it beside the cohort view. It says that people spent time with us, not that a deal will follow.",
        fr="Les comptes entrés récemment ont eu peu de temps pour se qualifier ; à lire avec la vue par cohorte. Le taux dit que des personnes nous ont consacré du temps, non qu’une affaire suivra.",
        es="Las cuentas recién incorporadas han tenido poco tiempo para cualificarse; conviene leerla junto a la vista por cohortes. Dice que hubo personas que nos dedicaron tiempo, no que vaya a haber una negociación.",
        ru="Недавно вошедшие клиенты ещё не успели набрать порог; смотрите вместе с когортным видом. Показатель говорит, что нам уделили время, а не что будет сделка.",
    ),
)

relationship_score = KPI(
    id="T05",
    key="relationship_score",
    group="target",
    seeds="B C",
    clock="stock",
    unit="score",
    direction="up",
    measure=Mean(Accounts("target", attach=("relationship",)), lambda a: a.relationship, unless="no_score"),
    trend=Estimate(
        Accounts("target", attach=("relationship_slope",)),
        where=lambda a: a.relationship_slope.notnull(),
        value=lambda a: a.relationship_slope,
        event=lambda a: a.relationship_slope,
        estimator="mean_slope",
    ),
    name=Text(
        en="Relationship score",
        fr="Score relationnel",
        es="Puntuación de relación",
        ru="Оценка отношений",
    ),
    question=Text(
        en="How strong is our two-way relationship with target accounts?",
        fr="Quelle est la force de notre relation, dans les deux sens, avec les comptes cibles ?",
        es="¿Qué solidez tiene nuestra relación, en ambos sentidos, con las cuentas objetivo?",
        ru="Насколько крепки наши двусторонние отношения с целевыми клиентами?",
    ),
    formula=Text(
        en="Mean relationship score (0–100) over the target accounts in scope on the as-of day that have one. Stock: state at the end of the as-of day.",
        fr="Score relationnel moyen (0 à 100) des comptes cibles du périmètre à la date d’arrêté qui en ont un. Stock : état en fin de journée à la date d’arrêté.",
        es="Media de la puntuación de relación (0 a 100) de las cuentas objetivo del ámbito en la fecha de corte que la tienen. Saldo: estado al final del día en la fecha de corte.",
        ru="Средняя оценка отношений (0–100) по целевым клиентам выборки на отчётную дату, у которых она есть. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="Built on e-mail, calls and meetings that reach the system: a relationship kept elsewhere looks weak. The mean covers only accounts with a score, so read it beside their number.",
        fr="Il repose sur les e-mails, appels et rendez-vous présents dans le système : une relation entretenue ailleurs paraîtra faible. La moyenne ne porte que sur les comptes notés ; lisez-la avec leur nombre.",
        es="Se basa en los correos, llamadas y reuniones que llegan al sistema: una relación mantenida por otras vías parecerá débil. La media solo abarca las cuentas con puntuación; léase junto a su número.",
        ru="Оценка строится на письмах, звонках и встречах, попавших в систему: отношения, которые ведутся в обход неё, выглядят слабыми. Среднее берётся только по клиентам с оценкой, смотрите их число рядом.",
    ),
)

intent_surge = KPI(
    id="T06",
    key="intent_surge",
    group="target",
    seeds="B",
    clock="stock",
    unit="accounts",
    direction="up",
    measure=Count(Accounts("target", attach=("surging",)), where=lambda a: a.surging),
    name=Text(
        en="Accounts with an intent surge",
        fr="Comptes en pic d’intention",
        es="Cuentas con pico de intención",
        ru="Клиенты со всплеском интереса (intent)",
    ),
    question=Text(
        en="How many target accounts are researching our topics more than usual right now?",
        fr="Combien de comptes cibles se renseignent en ce moment sur nos sujets plus que d’habitude ?",
        es="¿Cuántas cuentas objetivo están investigando nuestros temas más de lo habitual en este momento?",
        ru="Сколько целевых клиентов сейчас изучают наши темы активнее обычного?",
    ),
    formula=Text(
        en="Target accounts in scope on the as-of day with a score of at least 60 on at least 25% of the tracked own topics in the newest week (defaults; best score over providers; tracked = seen in the 90 days up to the as-of day). Stock: state at the end of the as-of day.",
        fr="Comptes cibles du périmètre à la date d’arrêté ayant un score d’au moins 60 sur au moins 25 % de nos sujets suivis, la semaine la plus récente (valeurs par défaut ; meilleur score entre fournisseurs ; sujet suivi = observé dans les 90 jours jusqu’à la date d’arrêté). Stock : état en fin de journée à la date d’arrêté.",
        es="Cuentas objetivo del ámbito en la fecha de corte con una puntuación de al menos 60 en al menos el 25 % de los temas propios seguidos, en la semana más reciente (valores por defecto; mejor puntuación entre proveedores; tema seguido = observado en los 90 días hasta la fecha de corte). Saldo: estado al final del día en la fecha de corte.",
        ru="Целевые клиенты выборки на отчётную дату с оценкой не ниже 60 не менее чем по 25 % отслеживаемых собственных тем на последней неделе (значения по умолчанию; лучшая оценка среди провайдеров; тема отслеживается, если встречалась за 90 дней до отчётной даты включительно). На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="Provider scores are taken as delivered and say that someone at the company is reading, not that it intends to buy from us. It depends on how many topics are tracked.",
        fr="Les scores des fournisseurs sont repris tels quels : ils disent que quelqu’un, dans l’entreprise, s’informe, non qu’elle veut acheter chez nous. Le chiffre dépend du nombre de sujets suivis.",
        es="Las puntuaciones de los proveedores se toman tal cual: dicen que alguien de la empresa se está informando, no que quiera comprarnos. La cifra depende de cuántos temas se sigan.",
        ru="Оценки провайдеров берутся как есть: они говорят, что кто-то в компании читает по теме, а не что компания хочет купить у нас. Показатель зависит от числа отслеживаемых тем.",
    ),
)

intent_surge_share = intent_surge.variant(
    "share",
    unit="share",
    measure=Share(Accounts("target", attach=("surging",)), hit=lambda a: a.surging),
    name=Text(
        en="Share of accounts with an intent surge",
        fr="Part des comptes en pic d’intention",
        es="Proporción de cuentas con pico de intención",
        ru="Доля клиентов со всплеском интереса",
    ),
    question=Text(
        en="What share of our target accounts is surging on our topics?",
        fr="Quelle part de nos comptes cibles est en pic d’intention sur nos sujets ?",
        es="¿Qué proporción de nuestras cuentas objetivo muestra un pico de intención en nuestros temas?",
        ru="У какой доли целевых клиентов виден всплеск интереса к нашим темам?",
    ),
    formula=Text(
        en="Target accounts in scope on the as-of day with an intent surge in the newest week ÷ target accounts in scope on the as-of day. Stock: state at the end of the as-of day.",
        fr="Comptes cibles du périmètre à la date d’arrêté en pic d’intention la semaine la plus récente ÷ comptes cibles du périmètre à la date d’arrêté. Stock : état en fin de journée à la date d’arrêté.",
        es="Cuentas objetivo del ámbito en la fecha de corte con pico de intención en la semana más reciente ÷ cuentas objetivo del ámbito en la fecha de corte. Saldo: estado al final del día en la fecha de corte.",
        ru="Целевые клиенты выборки на отчётную дату со всплеском интереса на последней неделе ÷ целевые клиенты выборки на отчётную дату. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="Accounts the provider does not cover count as not surging, so the share cannot be compared between lists with different provider coverage.",
        fr="Un compte que le fournisseur ne couvre pas compte comme « sans pic » : la part ne se compare pas entre listes inégalement couvertes.",
        es="Una cuenta que el proveedor no cubre cuenta como «sin pico», así que la proporción no es comparable entre listas con distinta cobertura del proveedor.",
        ru="Клиент, которого провайдер не видит, считается клиентом без всплеска, поэтому нельзя сравнивать списки с разным охватом провайдера.",
    ),
)

intent_surge_new = intent_surge.variant(
    "new",
    measure=Count(
        Accounts("target", attach=("surging", "surging_before")), where=lambda a: a.surging & ~a.surging_before
    ),
    name=Text(
        en="New intent surges",
        fr="Nouveaux pics d’intention",
        es="Nuevos picos de intención",
        ru="Новые всплески интереса",
    ),
    question=Text(
        en="Which accounts have just started to surge, and should be called this week?",
        fr="Quels comptes viennent d’entrer en pic d’intention et méritent un appel cette semaine ?",
        es="¿Qué cuentas acaban de mostrar un pico y conviene llamar esta semana?",
        ru="У каких клиентов всплеск начался только что и кому стоит позвонить на этой неделе?",
    ),
    formula=Text(
        en="Target accounts in scope on the as-of day surging in the newest week and, on the same topics, not in the week before. Stock: state at the end of the as-of day.",
        fr="Comptes cibles du périmètre à la date d’arrêté en pic la semaine la plus récente et qui ne l’étaient pas, sur les mêmes sujets, la semaine précédente. Stock : état en fin de journée à la date d’arrêté.",
        es="Cuentas objetivo del ámbito en la fecha de corte con pico en la semana más reciente y sin él, con los mismos temas, en la semana anterior. Saldo: estado al final del día en la fecha de corte.",
        ru="Целевые клиенты выборки на отчётную дату, у которых всплеск есть на последней неделе и по тем же темам его не было неделей раньше. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="If the week before has no signals at all, every surge counts as new. A first signal is a reason to look, not proof of a buying project.",
        fr="Si la semaine précédente ne contient aucun signal, tous les pics sont comptés comme nouveaux. Un premier signal invite à regarder, il ne prouve pas un projet d’achat.",
        es="Si la semana anterior no contiene ninguna señal, todos los picos cuentan como nuevos. Una primera señal invita a mirar; no demuestra un proyecto de compra.",
        ru="Если за предыдущую неделю нет сигналов вообще, новыми считаются все всплески. Первый сигнал — повод присмотреться, а не доказательство готовящейся закупки.",
    ),
)

KPIS = (
    target_accounts,
    targeted,
    target_accounts_by_tier,
    icp_fit,
    mqa_accounts,
    mqa_rate,
    relationship_score,
    intent_surge,
    intent_surge_share,
    intent_surge_new,
)
