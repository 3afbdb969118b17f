-- view_through_conversions 2e5f3149d4e14737
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_8bfc64: SELECT a.list, a.account_id, a.parent_id, a.arm, a.tier, a.tier_order, a.programme_id, a.starts_on, a.ends_on FROM memberships AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_fa3fcb: SELECT * EXCLUDE (parent_id) FROM _8bfc64
_77a328: SELECT * FROM _fa3fcb WHERE arm = 'abm'
_4e4214: SELECT list, account_id, arm, tier, tier_order, programme_id, starts_on, ends_on, COALESCE(programme_id, '') AS programme FROM _77a328
_854652: SELECT * FROM _757d43 WHERE kind IN ('conversion', 'form_submitted')
_30dc4c: SELECT touch_id, occurred_at, occurred_on, account_id, person_id, visitor_id, kind, channel, team, campaign_id, asset_id, url, quantity, outcome, engages, content_seconds, weighted_seconds FROM _854652
_ca9373: SELECT a.touch_id, a.occurred_at, a.occurred_on, a.account_id, a.person_id, a.visitor_id, a.kind, a.channel, a.team, a.campaign_id, a.asset_id, a.url, a.quantity, a.outcome, a.engages, a.content_seconds, a.weighted_seconds, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _30dc4c AS a INNER JOIN days AS b ON a.occurred_on = b.day
_feaf0b: SELECT * EXCLUDE (day) FROM _ca9373
_f60088: SELECT account_id, starts_on AS at FROM _4e4214
_9aac06: SELECT account_id, ends_on AS at FROM _4e4214
_bbd8e5: SELECT * FROM _f60088 AS t37 UNION SELECT * FROM _9aac06 AS t38
_ee7319: SELECT account_id, at, LEAD(at) OVER (PARTITION BY account_id ORDER BY at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS ends_on FROM _bbd8e5
_5ae79c: SELECT account_id, at AS starts_on, ends_on FROM _ee7319
_545977: SELECT * FROM _5ae79c WHERE NOT ends_on IS NULL
_4a5d86: SELECT a.account_id, a.starts_on, a.ends_on, b.list, b.account_id AS account_id_right, b.arm, b.tier, b.tier_order, b.programme_id, b.starts_on AS starts_on_right, b.ends_on AS ends_on_right, b.programme FROM _545977 AS a INNER JOIN _4e4214 AS b ON a.account_id = b.account_id AND b.starts_on <= a.starts_on AND b.ends_on >= a.ends_on
_7dc080: SELECT * EXCLUDE (account_id_right, ends_on_right, starts_on_right) FROM _4a5d86
_4175ea: SELECT account_id, starts_on, ends_on, MIN(COALESCE(tier_order, 1000000000)) AS tier_order, FIRST(tier ORDER BY COALESCE(tier_order, 1000000000)) AS tier FROM _7dc080 GROUP BY 1, 2, 3
_37e395: SELECT account_id, starts_on, ends_on, tier_order, tier, LAG(ends_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous FROM _4175ea
_1c6239: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, CASE WHEN previous = starts_on THEN CAST(NULL AS DATE) ELSE starts_on END AS entered_on FROM _37e395
_f590d6: SELECT account_id, starts_on, ends_on, tier_order, tier, previous, MAX(entered_on) OVER (PARTITION BY account_id ORDER BY starts_on ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS entered_on FROM _1c6239
_2ecc7d: SELECT * EXCLUDE (previous) FROM _f590d6
_061a2e: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _2ecc7d
_8015ca: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _061a2e AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_52364b: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _8015ca
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_df5517: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _52364b AS a CROSS JOIN _da5d42 AS b
_fbb7bd: SELECT * EXCLUDE (as_of) FROM _df5517
_578712: SELECT a.touch_id, a.occurred_at, a.occurred_on, a.account_id, a.person_id, a.visitor_id, a.kind, a.channel, a.team, a.campaign_id, a.asset_id, a.url, a.quantity, a.outcome, a.engages, a.content_seconds, a.weighted_seconds, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _feaf0b AS a INNER JOIN _fbb7bd AS b ON a.account_id = b.account_id AND a.occurred_on >= b.from_on AND a.occurred_on < b.until_on
_30c314: SELECT * EXCLUDE (account_id_right) FROM _578712
_054443: SELECT * EXCLUDE (from_on, until_on) FROM _30c314
_5d1652: SELECT * FROM _757d43 WHERE kind = 'ad_impression'
_66e9fb: SELECT account_id, occurred_on AS ad_on FROM _5d1652
_6931d6: SELECT DISTINCT * FROM _66e9fb
_349afd: SELECT * FROM _757d43 WHERE kind = 'ad_click'
_5e889b: SELECT account_id, occurred_on AS ad_on FROM _349afd
_3506ca: SELECT DISTINCT * FROM _5e889b
_37744b: SELECT a.touch_id, a.occurred_at, a.occurred_on, a.account_id, a.person_id, a.visitor_id, a.kind, a.channel, a.team, a.campaign_id, a.asset_id, a.url, a.quantity, a.outcome, a.engages, a.content_seconds, a.weighted_seconds, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order FROM _054443 AS a SEMI JOIN _6931d6 AS b ON a.account_id = b.account_id AND b.ad_on <= a.occurred_on AND b.ad_on >= CAST(CAST(a.occurred_on AS TIMESTAMP) + INTERVAL '-7' DAY AS DATE) ANTI JOIN _3506ca AS c ON a.account_id = c.account_id AND c.ad_on <= a.occurred_on AND c.ad_on >= CAST(CAST(a.occurred_on AS TIMESTAMP) + INTERVAL '-7' DAY AS DATE)
_06de4c: SELECT touch_id, occurred_at, occurred_on, account_id, person_id, visitor_id, kind, channel, team, campaign_id, asset_id, url, quantity, outcome, engages, content_seconds, weighted_seconds, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, COALESCE(person_id, visitor_id, touch_id) AS actor FROM _37744b
_fe1e59: SELECT touch_id, occurred_at, occurred_on, account_id, person_id, visitor_id, kind, channel, team, campaign_id, asset_id, url, quantity, outcome, engages, content_seconds, weighted_seconds, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, actor, CAST(NULL AS TEXT) AS left_out FROM _06de4c
_88b1ac: SELECT touch_id, occurred_at, occurred_on, account_id, person_id, visitor_id, kind, channel, team, campaign_id, asset_id, url, quantity, outcome, engages, content_seconds, weighted_seconds, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, actor, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _fe1e59
_e63933: SELECT period, account_id, touch_id, person_id, visitor_id, occurred_on, entered_on, tier, kind, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _88b1ac
_3300e8: SELECT period, account_id, touch_id, person_id, visitor_id, occurred_on, entered_on, tier, kind, left_out, numerator, denominator, FALSE AS immature FROM _e63933
_493c00: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _3300e8 GROUP BY 1
