-- event_participation ac5ed5677930473c
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_c385a5: SELECT * FROM _757d43 WHERE kind IN ('event_attended')
_fe91fa: SELECT touch_id, occurred_at, occurred_on, account_id, person_id, visitor_id, kind, channel, team, campaign_id, asset_id, url, quantity, outcome, engages, content_seconds, weighted_seconds FROM _c385a5
_d6d45f: SELECT a.touch_id, a.occurred_at, a.occurred_on, a.account_id, a.person_id, a.visitor_id, a.kind, a.channel, a.team, a.campaign_id, a.asset_id, a.url, a.quantity, a.outcome, a.engages, a.content_seconds, a.weighted_seconds, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _fe91fa AS a INNER JOIN days AS b ON a.occurred_on = b.day
_2509ff: SELECT * EXCLUDE (day) FROM _d6d45f
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_64ed60: SELECT a.account_id, a.from_on, a.until_on, a.entered_on, a.tier, a.tier_order, b.as_of FROM _4ed088 AS a CROSS JOIN _da5d42 AS b ANTI JOIN _bebdf6 AS c ON c.known_from <= b.as_of AND c.known_to > b.as_of AND c.account_id = a.account_id AND c.starts_on < a.entered_on AND c.ends_on >= a.entered_on
_83b4a3: SELECT * EXCLUDE (as_of) FROM _64ed60
_bb41b7: SELECT a.touch_id, a.occurred_at, a.occurred_on, a.account_id, a.person_id, a.visitor_id, a.kind, a.channel, a.team, a.campaign_id, a.asset_id, a.url, a.quantity, a.outcome, a.engages, a.content_seconds, a.weighted_seconds, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _2509ff AS a INNER JOIN _83b4a3 AS b ON a.account_id = b.account_id AND a.occurred_on >= b.from_on AND a.occurred_on < b.until_on
_834c07: SELECT * EXCLUDE (account_id_right) FROM _bb41b7
_df35d3: SELECT * EXCLUDE (from_on, until_on) FROM _834c07
_dbb135: SELECT touch_id, occurred_at, occurred_on, account_id, person_id, visitor_id, kind, channel, team, campaign_id, asset_id, url, quantity, outcome, engages, content_seconds, weighted_seconds, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, COALESCE(person_id, visitor_id, touch_id) AS actor FROM _df35d3
_1dc474: SELECT touch_id, occurred_at, occurred_on, account_id, person_id, visitor_id, kind, channel, team, campaign_id, asset_id, url, quantity, outcome, engages, content_seconds, weighted_seconds, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, actor, CAST(NULL AS TEXT) AS left_out FROM _dbb135
_31cf33: SELECT touch_id, occurred_at, occurred_on, account_id, person_id, visitor_id, kind, channel, team, campaign_id, asset_id, url, quantity, outcome, engages, content_seconds, weighted_seconds, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, actor, left_out, ROW_NUMBER() OVER (PARTITION BY period, actor, campaign_id ORDER BY account_id ASC, touch_id ASC, person_id ASC, visitor_id ASC, occurred_on ASC, entered_on ASC, tier ASC, kind ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _1dc474
_3c529d: SELECT * FROM _31cf33 WHERE turn = 0
_29699f: SELECT * EXCLUDE (turn) FROM _3c529d
_0d93a6: SELECT touch_id, occurred_at, occurred_on, account_id, person_id, visitor_id, kind, channel, team, campaign_id, asset_id, url, quantity, outcome, engages, content_seconds, weighted_seconds, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, actor, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _29699f
_f773f4: SELECT period, account_id, touch_id, person_id, visitor_id, occurred_on, entered_on, tier, kind, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _0d93a6
_f3a827: SELECT period, account_id, touch_id, person_id, visitor_id, occurred_on, entered_on, tier, kind, left_out, numerator, denominator, FALSE AS immature FROM _f773f4
_3a8000: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _f3a827 GROUP BY 1
