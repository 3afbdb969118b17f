"""Group 2 · coverage: whom we know at the accounts in scope, customers included."""

from __future__ import annotations

from assay.kpis.declare import (
    KPI,
    Accounts,
    Count,
    Mean,
    People,
    PeopleChange,
    PersonFields,
    Ratio,
    Share,
    Text,
    Visitors,
)

contacts_per_account = KPI(
    id="C01",
    key="contacts_per_account",
    group="coverage",
    seeds="A C",
    clock="stock",
    unit="people/account",
    direction="up",
    measure=Ratio(People(), lambda _: 1, Accounts("scope")),
    name=Text(
        en="Contacts per account",
        fr="Contacts par compte",
        es="Contactos por cuenta",
        ru="Контакты на клиента",
    ),
    question=Text(
        en="How many people do we know at each account in the programme?",
        fr="Combien de personnes connaissons-nous dans chaque compte du programme ?",
        es="¿A cuántas personas conocemos en cada cuenta del programa?",
        ru="Скольких людей мы знаем у каждого клиента программы?",
    ),
    formula=Text(
        en="Active people of accounts in scope on the as-of day ÷ accounts in scope on the as-of day. Stock: state at the end of the as-of day.",
        fr="Contacts actifs des comptes du périmètre à la date d’arrêté ÷ comptes du périmètre à la date d’arrêté. Stock : état en fin de journée à la date d’arrêté.",
        es="Contactos activos de las cuentas del ámbito en la fecha de corte ÷ cuentas del ámbito en la fecha de corte. Saldo: estado al final del día en la fecha de corte.",
        ru="Действующие контакты клиентов выборки на отчётную дату ÷ клиенты выборки на отчётную дату. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="Quantity, not quality: ten contacts without a say do not cover a committee. Accounts with no contact at all count as 0, and large accounts carry the mean.",
        fr="C’est la quantité, non la qualité : dix contacts sans poids ne couvrent pas un comité. Les comptes sans aucun contact comptent pour 0, et les grands comptes portent la moyenne.",
        es="Es cantidad, no calidad: diez contactos sin peso no cubren un comité. Las cuentas sin ningún contacto cuentan como 0 y las grandes sostienen la media.",
        ru="Это количество, а не качество: десять контактов без влияния комитета не покрывают. Клиенты без единого контакта считаются нулём, а крупные тянут среднее вверх.",
    ),
)

key_contacts = KPI(
    id="C02",
    key="key_contacts",
    group="coverage",
    seeds="A",
    clock="stock",
    unit="people",
    direction="up",
    measure=Count(People(key=True)),
    name=Text(
        en="Key contacts",
        fr="Contacts clés",
        es="Contactos clave",
        ru="Ключевые контакты (ЛПР и ЛВР)",
    ),
    question=Text(
        en="How many people with a say in the purchase do we know?",
        fr="Combien de personnes comptant dans la décision d’achat connaissons-nous ?",
        es="¿A cuántas personas con peso en la decisión de compra conocemos?",
        ru="Скольких людей, влияющих на закупку, мы знаем?",
    ),
    formula=Text(
        en="Active people with a buying role at accounts in scope on the as-of day. Stock: state at the end of the as-of day.",
        fr="Contacts actifs ayant un rôle d’achat dans les comptes du périmètre à la date d’arrêté. Stock : état en fin de journée à la date d’arrêté.",
        es="Contactos activos con rol de compra en las cuentas del ámbito en la fecha de corte. Saldo: estado al final del día en la fecha de corte.",
        ru="Действующие контакты с ролью в закупке у клиентов выборки на отчётную дату. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="A contact is key only if someone has recorded a buying role; an empty field looks like missing coverage. Knowing them is not having a relationship with them.",
        fr="Un contact n’est clé que si son rôle d’achat est renseigné ; un champ vide ressemble à un défaut de couverture. Les connaître n’est pas avoir une relation avec eux.",
        es="Un contacto solo es clave si alguien registró su rol de compra; un campo vacío parece falta de cobertura. Conocerlos no es tener relación con ellos.",
        ru="Контакт считается ключевым, только если указана его роль в закупке: пустое поле выглядит как пробел в покрытии. Знать человека — ещё не иметь с ним отношения.",
    ),
)

role_coverage = KPI(
    id="C03",
    key="role_coverage",
    group="coverage",
    seeds="(A) (B)",
    clock="stock",
    unit="share",
    direction="up",
    measure=Mean(Accounts("scope", attach=("role_coverage",)), lambda a: a.role_coverage, unless="no_committee"),
    name=Text(
        en="Role coverage",
        fr="Couverture des rôles",
        es="Cobertura de roles",
        ru="Покрытие ролей",
    ),
    question=Text(
        en="How much of the buying committee have we identified at each account?",
        fr="Quelle part du comité d’achat avons-nous identifiée dans chaque compte ?",
        es="¿Qué parte del comité de compra hemos identificado en cada cuenta?",
        ru="Какую часть закупочного комитета мы нашли у каждого клиента?",
    ),
    formula=Text(
        en="Mean, over accounts in scope on the as-of day, of roles of the committee template with at least the wanted number of active people ÷ roles in it (default template: 1 decision maker, 2 influencers, 1 champion). Stock: state at the end of the as-of day.",
        fr="Moyenne, sur les comptes du périmètre à la date d’arrêté, de rôles du modèle de comité atteignant le nombre voulu de contacts actifs ÷ rôles du modèle (modèle par défaut : 1 décideur, 2 influenceurs, 1 champion). Stock : état en fin de journée à la date d’arrêté.",
        es="Media, sobre las cuentas del ámbito en la fecha de corte, de roles de la plantilla de comité con al menos el número deseado de contactos activos ÷ roles de la plantilla (plantilla por defecto: 1 decisor, 2 influenciadores, 1 promotor interno). Saldo: estado al final del día en la fecha de corte.",
        ru="Среднее по клиентам выборки на отчётную дату: роли шаблона комитета с нужным числом действующих контактов ÷ роли шаблона (шаблон по умолчанию: 1 ЛПР, 2 ЛВР, 1 внутренний сторонник). На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="Measured against our own committee template, not the account’s real one. Roles with the wanted number count, surplus contacts in one role do not make up for another.",
        fr="La mesure se fait par rapport à notre modèle de comité, non au comité réel du compte. Un rôle compte s’il atteint le nombre voulu ; l’excédent dans un rôle n’en compense pas un autre.",
        es="Se mide con nuestra plantilla de comité, no con el comité real de la cuenta. Un rol cuenta si alcanza el número deseado; lo que sobra en uno no compensa a otro.",
        ru="Мера — наш шаблон комитета, а не настоящий состав у клиента. Роль засчитана, если набрано нужное число людей; избыток в одной роли другую не возмещает.",
    ),
)

accounts_covered = KPI(
    id="C04",
    key="accounts_covered",
    group="coverage",
    seeds="(A)",
    clock="stock",
    unit="share",
    direction="up",
    measure=Share(
        Accounts("scope", attach=("role_coverage",)), hit=lambda a: a.covered, where=lambda a: a.covered.notnull()
    ),
    name=Text(
        en="Accounts covered",
        fr="Comptes couverts",
        es="Cuentas cubiertas",
        ru="Покрытые клиенты",
    ),
    question=Text(
        en="At what share of accounts is the buying committee well enough known?",
        fr="Dans quelle part des comptes connaissons-nous assez bien le comité d’achat ?",
        es="¿En qué proporción de cuentas conocemos bastante bien el comité de compra?",
        ru="У какой доли клиентов мы достаточно хорошо знаем закупочный комитет?",
    ),
    formula=Text(
        en="Accounts whose role coverage is at or above the threshold (default 0.6) ÷ accounts in scope on the as-of day. Stock: state at the end of the as-of day.",
        fr="Comptes dont la couverture des rôles atteint le seuil (0,6 par défaut) ÷ comptes du périmètre à la date d’arrêté. Stock : état en fin de journée à la date d’arrêté.",
        es="Cuentas cuya cobertura de roles alcanza el umbral (0,6 por defecto) ÷ cuentas del ámbito en la fecha de corte. Saldo: estado al final del día en la fecha de corte.",
        ru="Клиенты, у которых покрытие ролей не ниже порога (по умолчанию 0,6) ÷ клиенты выборки на отчётную дату. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="A share above a threshold: an account just under it counts as much as an empty one. Change the threshold and the figure changes with it.",
        fr="C’est une part au-dessus d’un seuil : un compte juste en dessous pèse autant qu’un compte vide. Changer le seuil change le chiffre.",
        es="Es una proporción por encima de un umbral: una cuenta que se queda justo debajo cuenta igual que una vacía. Si cambia el umbral, cambia la cifra.",
        ru="Это доля выше порога: клиент чуть ниже него считается так же, как пустой. Сменится порог — сменится и показатель.",
    ),
)

known_devices = KPI(
    id="C05",
    key="known_devices",
    group="coverage",
    seeds="A",
    clock="stock",
    unit="devices",
    direction="up",
    measure=Count(Visitors("known"), once_per=("visitor_id",)),
    name=Text(
        en="Known devices",
        fr="Appareils connus (cookies)",
        es="Dispositivos conocidos (cookies)",
        ru="Известные устройства (cookie)",
    ),
    question=Text(
        en="How many browsers and devices at our accounts can we recognise, with consent?",
        fr="Combien d’appareils et de navigateurs reconnaissons-nous, avec consentement, dans nos comptes ?",
        es="¿Cuántos navegadores y dispositivos de nuestras cuentas reconocemos con consentimiento?",
        ru="Сколько устройств и браузеров у наших клиентов мы узнаём — с их согласия?",
    ),
    formula=Text(
        en="Distinct visitors who gave consent, with a touch in the last 90 days tied to an account in scope on the as-of day. Stock: state at the end of the as-of day.",
        fr="Visiteurs distincts ayant consenti, avec une interaction dans les 90 derniers jours rattachée à un compte du périmètre à la date d’arrêté. Stock : état en fin de journée à la date d’arrêté.",
        es="Visitantes distintos con consentimiento y una interacción en los últimos 90 días vinculada a una cuenta del ámbito en la fecha de corte. Saldo: estado al final del día en la fecha de corte.",
        ru="Уникальные посетители с согласием, у которых за последние 90 дней было касание, связанное с клиентом из выборки на отчётную дату. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="One person has several devices, and deleted cookies make new ones: it does not count people. Only visitors who gave consent are in it.",
        fr="Une personne a plusieurs appareils, et un cookie effacé en crée un nouveau : ce ne sont pas des personnes. Seuls les visiteurs ayant consenti y figurent.",
        es="Una persona tiene varios dispositivos y una cookie borrada crea otro: no se cuentan personas. Solo figuran los visitantes que dieron su consentimiento.",
        ru="У человека несколько устройств, а удалённый cookie даёт новое: людей этот показатель не считает. Учтены только посетители, давшие согласие.",
    ),
)

coverage_trend = KPI(
    id="C06",
    key="coverage_trend",
    group="coverage",
    seeds="A",
    clock="flow",
    unit="people/account",
    direction="up",
    measure=Ratio(PeopleChange(), lambda p: p.change, Accounts("scope", on="from")),
    name=Text(
        en="Coverage trend",
        fr="Évolution de la couverture",
        es="Evolución de la cobertura",
        ru="Динамика покрытия",
    ),
    question=Text(
        en="Are we getting to know more people at the same accounts?",
        fr="Connaissons-nous de plus en plus de personnes dans les mêmes comptes ?",
        es="¿Conocemos cada vez a más personas en las mismas cuentas?",
        ru="Узнаём ли мы всё больше людей у тех же клиентов?",
    ),
    formula=Text(
        en="Contacts per account on the last day of the window − contacts per account on its first day, both over the accounts in scope at the end of that first day (frozen list). Flow: a change over the window, which ends no later than the as-of day.",
        fr="Contacts par compte au dernier jour de la période − contacts par compte au premier jour, sur les comptes du périmètre à la fin de ce premier jour (liste figée). Flux : évolution sur la période, qui s’achève au plus tard à la date d’arrêté.",
        es="Contactos por cuenta en el último día del periodo − contactos por cuenta en el primero, sobre las cuentas del ámbito al final de ese primer día (lista fija). Flujo: cambio a lo largo del periodo, que termina a más tardar en la fecha de corte.",
        ru="Контакты на клиента в последний день периода − контакты на клиента в первый день, по клиентам, состоявшим в выборке на конец первого дня (список зафиксирован). За период: изменение; период заканчивается не позднее отчётной даты.",
    ),
    caveat=Text(
        en="The list is frozen at the start, so accounts added later do not count. People recorded late restate the past; a clean-up of the database looks like a loss.",
        fr="La liste est figée au départ : les comptes ajoutés ensuite ne comptent pas. Un contact saisi tard modifie le passé ; un nettoyage de la base ressemble à une perte.",
        es="La lista queda fija al inicio: las cuentas añadidas después no cuentan. Los contactos registrados tarde modifican el pasado y una limpieza de la base parece una pérdida.",
        ru="Список зафиксирован на начало: добавленные позже клиенты не входят. Контакты, внесённые с опозданием, меняют прошлое, а чистка базы выглядит как потеря.",
    ),
)

completeness = KPI(
    id="C07",
    key="completeness",
    group="coverage",
    seeds="A",
    clock="stock",
    unit="share",
    direction="up",
    measure=Share(PersonFields(), hit=lambda f: f.filled),
    name=Text(
        en="Completeness",
        fr="Taux de complétude",
        es="Grado de completitud",
        ru="Полнота данных",
    ),
    question=Text(
        en="How much of the information we want about our contacts do we actually have?",
        fr="De quelle part des informations voulues sur nos contacts disposons-nous vraiment ?",
        es="¿Qué parte de la información que queremos sobre nuestros contactos tenemos realmente?",
        ru="Какая часть нужных сведений о контактах у нас действительно есть?",
    ),
    formula=Text(
        en="Target fields filled and valid (by default e-mail, phone, job title, buying role); empty, placeholders such as n/a, none, test, unknown, tbd or -, malformed and bounced e-mail addresses count as not filled ÷ target fields × active people of accounts in scope on the as-of day. Stock: state at the end of the as-of day.",
        fr="Champs ciblés renseignés et valides (par défaut e-mail, téléphone, fonction, rôle d’achat) ; vide, valeurs de remplissage (n/a, none, test, unknown, tbd, -…), e-mail mal formé ou rejeté comptent comme non renseignés ÷ champs ciblés × contacts actifs des comptes du périmètre à la date d’arrêté. Stock : état en fin de journée à la date d’arrêté.",
        es="Campos deseados completos y válidos (por defecto correo, teléfono, cargo y rol de compra); vacío, valores de relleno (n/a, none, test, unknown, tbd, -…), correo mal formado o rebotado cuentan como no completos ÷ campos deseados × contactos activos de las cuentas del ámbito en la fecha de corte. Saldo: estado al final del día en la fecha de corte.",
        ru="Заполненные и годные целевые поля (по умолчанию e-mail, телефон, должность, роль в закупке); пустое поле, заглушки (n/a, none, test, unknown, tbd, -…), неверный или отклонённый e-mail — не заполнено ÷ целевые поля × действующие контакты клиентов выборки на отчётную дату. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="A filled field is not a correct one: only emptiness, placeholders, malformed and bounced e-mail addresses are detected. It falls when many new contacts arrive.",
        fr="Un champ rempli n’est pas un champ exact : seuls sont détectés le vide, les valeurs de remplissage et les e-mails mal formés ou rejetés. Le taux baisse quand de nombreux contacts arrivent.",
        es="Un campo lleno no es un campo correcto: solo se detectan vacíos, valores de relleno y correos mal formados o rebotados. Baja cuando llegan muchos contactos nuevos.",
        ru="Заполненное поле — не значит верное: распознаются только пустые поля, заглушки и неверные или отклонённые адреса. Когда приходит много новых контактов, полнота падает.",
    ),
)

contacts_with_relationship = KPI(
    id="C08",
    key="contacts_with_relationship",
    group="coverage",
    seeds="C",
    clock="stock",
    unit="share",
    direction="up",
    measure=Share(People(attach=("in_dialogue",)), hit=lambda p: p.in_dialogue),
    name=Text(
        en="Contacts with a relationship",
        fr="Contacts avec relation établie",
        es="Contactos con relación",
        ru="Контакты, с которыми есть отношения",
    ),
    question=Text(
        en="With what share of the people we know have we had a real exchange lately?",
        fr="Avec quelle part des personnes connues avons-nous eu récemment un véritable échange ?",
        es="¿Con qué parte de las personas que conocemos hemos tenido últimamente un intercambio real?",
        ru="С какой долей известных людей у нас недавно было настоящее общение?",
    ),
    formula=Text(
        en="Active people with at least one two-way touch (mail received, connected call, meeting held, chat) in the last 180 days ÷ active people of accounts in scope on the as-of day. Stock: state at the end of the as-of day.",
        fr="Contacts actifs ayant eu au moins une interaction dans les deux sens (e-mail reçu, appel abouti, rendez-vous tenu, chat) dans les 180 derniers jours ÷ contacts actifs des comptes du périmètre à la date d’arrêté. Stock : état en fin de journée à la date d’arrêté.",
        es="Contactos activos con al menos una interacción en ambos sentidos (correo recibido, llamada atendida, reunión celebrada, chat) en los últimos 180 días ÷ contactos activos de las cuentas del ámbito en la fecha de corte. Saldo: estado al final del día en la fecha de corte.",
        ru="Действующие контакты, у которых за последние 180 дней было хотя бы одно двустороннее касание (входящее письмо, состоявшийся звонок, встреча, чат) ÷ действующие контакты клиентов выборки на отчётную дату. На дату: состояние на конец отчётной даты.",
    ),
    caveat=Text(
        en="Two-way means a reply, a conversation, a meeting or a chat; newsletters and clicks do not count. Exchanges outside the connected systems are missing.",
        fr="Il faut une réponse, une conversation, un rendez-vous ou un chat ; newsletters et clics ne comptent pas. Les échanges hors des systèmes connectés manquent.",
        es="Hace falta una respuesta, una conversación, una reunión o un chat; boletines y clics no cuentan. Faltan los intercambios fuera de los sistemas conectados.",
        ru="Нужны ответ, разговор, встреча или чат; рассылки и клики не в счёт. Общение вне подключённых систем не видно.",
    ),
)

KPIS = (
    contacts_per_account,
    key_contacts,
    role_coverage,
    accounts_covered,
    known_devices,
    coverage_trend,
    completeness,
    contacts_with_relationship,
)
