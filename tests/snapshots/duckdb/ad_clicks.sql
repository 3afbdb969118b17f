-- ad_clicks 18594172e8ee3068
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_9c6b30: SELECT * FROM _757d43 WHERE kind IN ('ad_click')
_e7328f: SELECT touch_id, occurred_at, occurred_on, account_id, person_id, visitor_id, kind, channel, team, campaign_id, asset_id, url, quantity, outcome, engages, content_seconds, weighted_seconds FROM _9c6b30
_b90d38: SELECT a.touch_id, a.occurred_at, a.occurred_on, a.account_id, a.person_id, a.visitor_id, a.kind, a.channel, a.team, a.campaign_id, a.asset_id, a.url, a.quantity, a.outcome, a.engages, a.content_seconds, a.weighted_seconds, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _e7328f AS a INNER JOIN days AS b ON a.occurred_on = b.day
_64145d: SELECT * EXCLUDE (day) FROM _b90d38
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_715be8: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _4ed088 AS a CROSS JOIN _da5d42 AS b
_03c962: SELECT * EXCLUDE (as_of) FROM _715be8
_d34623: SELECT a.touch_id, a.occurred_at, a.occurred_on, a.account_id, a.person_id, a.visitor_id, a.kind, a.channel, a.team, a.campaign_id, a.asset_id, a.url, a.quantity, a.outcome, a.engages, a.content_seconds, a.weighted_seconds, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _64145d AS a INNER JOIN _03c962 AS b ON a.account_id = b.account_id AND a.occurred_on >= b.from_on AND a.occurred_on < b.until_on
_f7b661: SELECT * EXCLUDE (account_id_right) FROM _d34623
_2d1294: SELECT * EXCLUDE (from_on, until_on) FROM _f7b661
_8b668e: SELECT touch_id, occurred_at, occurred_on, account_id, person_id, visitor_id, kind, channel, team, campaign_id, asset_id, url, quantity, outcome, engages, content_seconds, weighted_seconds, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, COALESCE(person_id, visitor_id, touch_id) AS actor FROM _2d1294
_e28f68: SELECT touch_id, occurred_at, occurred_on, account_id, person_id, visitor_id, kind, channel, team, campaign_id, asset_id, url, quantity, outcome, engages, content_seconds, weighted_seconds, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, actor, CAST(NULL AS TEXT) AS left_out FROM _8b668e
_2c5b21: SELECT touch_id, occurred_at, occurred_on, account_id, person_id, visitor_id, kind, channel, team, campaign_id, asset_id, url, quantity, outcome, engages, content_seconds, weighted_seconds, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, actor, left_out, quantity AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _e28f68
_17c371: SELECT period, account_id, touch_id, person_id, visitor_id, occurred_on, entered_on, tier, kind, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _2c5b21
_984e87: SELECT period, account_id, touch_id, person_id, visitor_id, occurred_on, entered_on, tier, kind, left_out, numerator, denominator, FALSE AS immature FROM _17c371
_3c5931: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _984e87 GROUP BY 1
