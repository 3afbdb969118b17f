-- ad_clicks e5bf63fb7194a86b
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_9c6b30: SELECT * FROM _757d43 WHERE kind IN ('ad_click')
_e7328f: SELECT touch_id, occurred_at, occurred_on, account_id, person_id, visitor_id, kind, channel, team, campaign_id, asset_id, url, quantity, outcome, engages, content_seconds, weighted_seconds FROM _9c6b30
_b90d38: SELECT a.touch_id, a.occurred_at, a.occurred_on, a.account_id, a.person_id, a.visitor_id, a.kind, a.channel, a.team, a.campaign_id, a.asset_id, a.url, a.quantity, a.outcome, a.engages, a.content_seconds, a.weighted_seconds, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _e7328f AS a INNER JOIN days AS b ON a.occurred_on = b.day
_64145d: SELECT * EXCLUDE (day) FROM _b90d38
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_fab5fe: SELECT * FROM _f60088 AS t28 UNION SELECT * FROM _9aac06 AS t29
_89cd24: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _fab5fe
_10ad9c: SELECT account_id, at AS starts_on, ends_on FROM _89cd24
_d43e0b: SELECT * FROM _10ad9c WHERE NOT ends_on IS NULL
_1a1549: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _d43e0b AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_25d911: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _1a1549
_39706b: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _25d911 GROUP BY 1, 2, 3
_dbcaae: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _39706b
_4971f8: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _dbcaae
_cfbfef: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _4971f8
_affbce: SELECT * EXCLUDE (previous) FROM _cfbfef
_64deec: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _affbce
_b3e00c: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _64deec AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_590516: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b3e00c
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_b216e0: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _590516 AS a CROSS JOIN _da5d42 AS b
_0884f5: SELECT * EXCLUDE (as_of) FROM _b216e0
_48014e: SELECT a.touch_id, a.occurred_at, a.occurred_on, a.account_id, a.person_id, a.visitor_id, a.kind, a.channel, a.team, a.campaign_id, a.asset_id, a.url, a.quantity, a.outcome, a.engages, a.content_seconds, a.weighted_seconds, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _64145d AS a INNER JOIN _0884f5 AS b ON a.account_id = b.account_id AND a.occurred_on >= b.from_on AND a.occurred_on < b.until_on
_8fe219: SELECT * EXCLUDE (account_id_right) FROM _48014e
_819921: SELECT * EXCLUDE (from_on, until_on) FROM _8fe219
_3fca1e: SELECT touch_id, occurred_at, occurred_on, account_id, person_id, visitor_id, kind, channel, team, campaign_id, asset_id, url, quantity, outcome, engages, content_seconds, weighted_seconds, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, COALESCE(person_id, visitor_id, touch_id) AS actor FROM _819921
_935962: SELECT touch_id, occurred_at, occurred_on, account_id, person_id, visitor_id, kind, channel, team, campaign_id, asset_id, url, quantity, outcome, engages, content_seconds, weighted_seconds, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, actor, CAST(NULL AS TEXT) AS left_out FROM _3fca1e
_01986c: SELECT touch_id, occurred_at, occurred_on, account_id, person_id, visitor_id, kind, channel, team, campaign_id, asset_id, url, quantity, outcome, engages, content_seconds, weighted_seconds, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, actor, left_out, quantity AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _935962
_a3064b: SELECT period, account_id, touch_id, person_id, visitor_id, occurred_on, entered_on, tier, kind, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _01986c
_b80c92: SELECT period, account_id, touch_id, person_id, visitor_id, occurred_on, entered_on, tier, kind, left_out, numerator, denominator, FALSE AS immature FROM _a3064b
_9c55d7: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _b80c92 GROUP BY 1
