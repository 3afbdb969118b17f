-- customer_intent_surge 5b41f269c8c5c63c
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_4da8ca: SELECT * EXCLUDE (parent_id) FROM signals
_bd9995: SELECT account_id FROM _bebdf6
_c60f74: SELECT DISTINCT * FROM _bd9995
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_7e8c63: SELECT a.account_id, b.period, b.starts_on, b.ends_on, b.as_of, d.account_id AS account_id_right, d.from_on, d.until_on, d.entered_on, d.tier, d.tier_order FROM _c60f74 AS a CROSS JOIN windows AS b SEMI JOIN _bebdf6 AS c ON a.account_id = c.account_id AND c.starts_on <= b.as_of AND c.ends_on > b.as_of AND c.known_from <= b.as_of AND c.known_to > b.as_of INNER JOIN _034837 AS d ON a.account_id = d.account_id AND d.from_on <= b.as_of
_2d3d4d: SELECT * EXCLUDE (account_id_right) FROM _7e8c63
_ec00f8: SELECT account_id, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, account_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _2d3d4d
_c03841: SELECT * FROM _ec00f8 WHERE turn = 0
_fa5d97: SELECT * EXCLUDE (from_on, turn, until_on) FROM _c03841
_24e148: SELECT as_of FROM _fa5d97
_d53fca: SELECT DISTINCT * FROM _24e148
_890a38: SELECT a.provider, a.week, a.topic, a.score, a.account_id, a.cluster, b.as_of FROM _4da8ca AS a INNER JOIN _d53fca AS b ON a.week <= b.as_of
_cd8cc1: SELECT * FROM _890a38 WHERE cluster = 'competitor'
_ebd54d: SELECT * FROM _cd8cc1 WHERE DATE_DIFF('DAY', week, as_of) < 90
_d861c3: SELECT period, account_id, as_of FROM _fa5d97
_7d9207: SELECT as_of, topic FROM _ebd54d
_e4dded: SELECT DISTINCT * FROM _7d9207
_bf437b: SELECT as_of, MAX(week) AS newest FROM _890a38 GROUP BY 1
_be9817: SELECT a.provider, a.week, a.topic, a.score, a.account_id, a.cluster, a.as_of, c.newest FROM _cd8cc1 AS a INNER JOIN _e4dded AS b ON a.as_of = b.as_of AND a.topic = b.topic INNER JOIN _bf437b AS c ON a.as_of = c.as_of
_68404e: SELECT * FROM _be9817 WHERE DATE_DIFF('DAY', week, newest) = 0 AND NOT account_id IS NULL AND score >= CAST($surge_score AS DOUBLE)
_b33249: SELECT as_of, account_id, COUNT(DISTINCT topic) AS hot FROM _68404e GROUP BY 1, 2
_32770b: SELECT as_of, COUNT(DISTINCT topic) AS tracked FROM _ebd54d GROUP BY 1
_a8f3c3: SELECT a.as_of, a.account_id, a.hot, b.tracked FROM _b33249 AS a INNER JOIN _32770b AS b ON a.as_of = b.as_of
_eacab2: SELECT * FROM _a8f3c3 WHERE hot >= (tracked * CAST($surge_topic_share AS DOUBLE))
_4389ce: SELECT a.period, a.account_id, a.as_of, b.hot, b.tracked FROM _d861c3 AS a INNER JOIN _eacab2 AS b ON a.as_of = b.as_of AND a.account_id = b.account_id
_5dec50: SELECT period, account_id FROM _4389ce
_d5d640: SELECT DISTINCT * FROM _5dec50
_f2fc66: SELECT period, account_id, TRUE AS _found FROM _d5d640
_e41104: SELECT a.account_id, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order, b.period AS period_right, b.account_id AS account_id_right, b._found FROM _fa5d97 AS a LEFT OUTER JOIN _f2fc66 AS b ON a.period = b.period AND a.account_id = b.account_id
_9bd87b: SELECT * EXCLUDE (account_id_right, period_right) FROM _e41104
_dd91cf: SELECT account_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, _found, COALESCE(_found, FALSE) AS surging FROM _9bd87b
_f076f4: SELECT * EXCLUDE (_found) FROM _dd91cf
_05e337: SELECT account_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, surging, CAST(NULL AS TEXT) AS left_out FROM _f076f4
_69089b: SELECT * FROM _05e337 WHERE surging
_6317c6: SELECT account_id, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, surging, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _69089b
_4ac12a: SELECT period, account_id, entered_on, tier, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _6317c6
_4a8440: SELECT period, account_id, entered_on, tier, left_out, numerator, denominator, FALSE AS immature FROM _4ac12a
_1cf960: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _4a8440 GROUP BY 1
