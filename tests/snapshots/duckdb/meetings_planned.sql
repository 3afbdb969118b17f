-- meetings_planned 9e7920e26ec92457
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_786fee: SELECT * FROM _757d43 WHERE kind IN ('meeting_booked')
_562194: SELECT touch_id, occurred_at, occurred_on, account_id, person_id, visitor_id, kind, channel, team, campaign_id, asset_id, url, quantity, outcome, engages, content_seconds, weighted_seconds FROM _786fee
_1bbca8: SELECT a.touch_id, a.occurred_at, a.occurred_on, a.account_id, a.person_id, a.visitor_id, a.kind, a.channel, a.team, a.campaign_id, a.asset_id, a.url, a.quantity, a.outcome, a.engages, a.content_seconds, a.weighted_seconds, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _562194 AS a INNER JOIN days AS b ON a.occurred_on = b.day
_2e7060: SELECT * EXCLUDE (day) FROM _1bbca8
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
_90c10d: SELECT a.touch_id, a.occurred_at, a.occurred_on, a.account_id, a.person_id, a.visitor_id, a.kind, a.channel, a.team, a.campaign_id, a.asset_id, a.url, a.quantity, a.outcome, a.engages, a.content_seconds, a.weighted_seconds, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _2e7060 AS a INNER JOIN _83b4a3 AS b ON a.account_id = b.account_id AND a.occurred_on >= b.from_on AND a.occurred_on < b.until_on
_9f2c26: SELECT * EXCLUDE (account_id_right) FROM _90c10d
_4a934e: SELECT * EXCLUDE (from_on, until_on) FROM _9f2c26
_3a8911: SELECT touch_id, occurred_at, occurred_on, account_id, person_id, visitor_id, kind, channel, team, campaign_id, asset_id, url, quantity, outcome, engages, content_seconds, weighted_seconds, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, COALESCE(person_id, visitor_id, touch_id) AS actor FROM _4a934e
_7156e1: SELECT touch_id, occurred_at, occurred_on, account_id, person_id, visitor_id, kind, channel, team, campaign_id, asset_id, url, quantity, outcome, engages, content_seconds, weighted_seconds, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, actor, CAST(NULL AS TEXT) AS left_out FROM _3a8911
_9ee831: SELECT touch_id, occurred_at, occurred_on, account_id, person_id, visitor_id, kind, channel, team, campaign_id, asset_id, url, quantity, outcome, engages, content_seconds, weighted_seconds, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, actor, left_out, 1 AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _7156e1
_54ebe9: SELECT period, account_id, touch_id, person_id, visitor_id, occurred_on, entered_on, tier, kind, left_out, CASE WHEN left_out IS NULL THEN CAST(numerator AS DOUBLE) ELSE CAST(NULL AS DOUBLE) END AS numerator, CASE WHEN left_out IS NULL THEN denominator ELSE CAST(NULL AS DOUBLE) END AS denominator FROM _9ee831
_c5dc21: SELECT period, account_id, touch_id, person_id, visitor_id, occurred_on, entered_on, tier, kind, left_out, numerator, denominator, FALSE AS immature FROM _54ebe9
_1ac4fc: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _c5dc21 GROUP BY 1
