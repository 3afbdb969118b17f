-- influenced_pipeline.money 2a1f9ee3a19234df
_b2c3e4: SELECT * EXCLUDE (parent_id) FROM deals
_9bdb32: SELECT * FROM _b2c3e4 WHERE type = 'new_business' AND NOT (account_id IS NULL)
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_48dbcc: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, b.period, b.starts_on, b.ends_on, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _9bdb32 AS a CROSS JOIN windows AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_9fb689: SELECT * EXCLUDE (opportunity_id_right) FROM _48dbcc
_9f030f: SELECT * EXCLUDE (state_from, state_until) FROM _9fb689
_2b2daa: SELECT * FROM _9f030f WHERE COALESCE(closed_on >= created_on, TRUE)
_83c733: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened FROM _2b2daa
_745c92: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _83c733
_699156: SELECT * FROM _745c92 WHERE status = 'open'
_d5a0b1: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = CAST($arm AS TEXT)
_500111: SELECT * FROM _d5a0b1 WHERE programme_id IS NULL
_ddab69: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _500111
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_5636c0: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _ddab69 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_034837: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _5636c0
_a3f478: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _699156 AS a INNER JOIN _034837 AS b ON a.account_id = b.account_id AND b.from_on <= a.as_of AND b.until_on > a.created_on
_9820a8: SELECT * EXCLUDE (account_id_right) FROM _a3f478
_f81eda: SELECT * FROM _9820a8 WHERE created_on <= as_of
_f9a9bd: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _f81eda
_a3ac7d: SELECT * FROM _f9a9bd WHERE turn = 0
_ca121b: SELECT * EXCLUDE (from_on, turn, until_on) FROM _a3ac7d
_bebdf6: SELECT * FROM customer_spells WHERE unit = 'account'
_944996: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order FROM _ca121b AS a ANTI JOIN _bebdf6 AS b ON b.known_from <= a.as_of AND b.known_to > a.as_of AND b.account_id = a.account_id AND b.starts_on < a.entered_on AND b.ends_on >= a.entered_on
_f72143: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, CAST(NULL AS TEXT) AS left_out FROM _944996
_f32eb5: SELECT * FROM _f72143 WHERE legitimate
_9cc026: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, left_out, UPPER(COALESCE(currency, CAST($currency AS TEXT))) AS _currency FROM _f32eb5
_3a5357: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, left_out, _currency, _currency AS _source FROM _9cc026
_f47278: SELECT * FROM fx_spells WHERE to_currency = CAST($asked_currency AS TEXT)
_d3c104: SELECT from_currency, starts_on AS _rate_from, ends_on AS _rate_until, rate AS _direct FROM _f47278
_a00e54: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.left_out, a._currency, a._source, b.from_currency, b._rate_from, b._rate_until, b._direct FROM _3a5357 AS a LEFT OUTER JOIN _d3c104 AS b ON a._source = b.from_currency AND a.as_of >= b._rate_from AND a.as_of < b._rate_until
_5683f9: SELECT * EXCLUDE (_rate_from, _rate_until, _source, from_currency) FROM _a00e54
_1fc51e: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, left_out, _currency, _direct, CAST(CASE WHEN _currency = CAST($asked_currency AS TEXT) THEN 1.0 ELSE _direct END AS DECIMAL(30, 14)) AS _rate FROM _5683f9
_b96db0: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, left_out, _currency, _direct, _rate, CASE WHEN (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) THEN amount ELSE CAST(NULL AS DECIMAL(24, 8)) END AS lost, CASE WHEN (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) THEN _currency ELSE CAST(NULL AS TEXT) END AS lost_in FROM _1fc51e
_1e5148: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, CASE WHEN _currency = CAST($asked_currency AS TEXT) THEN amount ELSE CAST(amount * _rate AS DECIMAL(24, 8)) END AS amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, left_out, _currency, _direct, _rate, lost, lost_in, (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) AS unconverted FROM _b96db0
_458263: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _1e5148
_1b626f: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, COALESCE(left_out, CASE WHEN unconverted THEN 'unconverted' ELSE CAST(NULL AS TEXT) END) AS left_out, COALESCE(lost, CASE WHEN COALESCE(left_out = 'closed_before_created', FALSE) AND NOT (unconverted) THEN amount ELSE CAST(NULL AS DECIMAL(24, 8)) END) AS lost, lost_in, unconverted FROM _458263
_28b435: SELECT period, opportunity_id, account_id, created_on, as_of AS until_on FROM _1b626f
_32acae: SELECT * EXCLUDE (parent_id) FROM touches
_757d43: SELECT * FROM _32acae WHERE counts AND NOT account_id IS NULL
_56e034: SELECT * FROM _757d43 WHERE team = 'marketing' AND kind <> 'email_bounced'
_3cec5c: SELECT touch_id, occurred_at, occurred_on, kind, channel, direction, team, account_id, person_id, visitor_id, session_id, campaign_id, asset_id, url, quantity, user_id, outcome, engages, is_high_value, content_seconds, weighted_seconds, match, objected, counts, COALESCE(campaign_id, '') AS _campaign FROM _56e034
_ebd76e: SELECT account_id, occurred_on AS touched_on FROM _3cec5c
_ce6b11: SELECT DISTINCT * FROM _ebd76e
_88baf8: SELECT a.period, a.opportunity_id, a.account_id, a.created_on, a.until_on, b.account_id AS account_id_right, b.touched_on FROM _28b435 AS a INNER JOIN _ce6b11 AS b ON a.account_id = b.account_id AND b.touched_on <= a.until_on
_a5e4fc: SELECT * FROM _88baf8 WHERE DATE_DIFF('DAY', touched_on, created_on) <= CAST($influence_lookback_days AS BIGINT)
_689051: SELECT period, opportunity_id FROM _a5e4fc
_bce251: SELECT DISTINCT * FROM _689051
_6c6fe2: SELECT period, opportunity_id, TRUE AS _hit FROM _bce251
_b1faea: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.is_status_stated, a.period, a.starts_on, a.ends_on, a.as_of, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.entered_on, a.tier, a.tier_order, a.left_out, a.lost, a.lost_in, a.unconverted, b.period AS period_right, b.opportunity_id AS opportunity_id_right, b._hit FROM _1b626f AS a LEFT OUTER JOIN _6c6fe2 AS b ON a.period = b.period AND a.opportunity_id = b.opportunity_id
_eb732c: SELECT * EXCLUDE (opportunity_id_right, period_right) FROM _b1faea
_219f8d: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, left_out, lost, lost_in, unconverted, _hit, COALESCE(_hit, FALSE) AS influenced FROM _eb732c
_adaf3d: SELECT * EXCLUDE (_hit) FROM _219f8d
_9c22e3: SELECT * FROM _adaf3d WHERE influenced
_1644d1: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, is_status_stated, period, starts_on, ends_on, as_of, stage, status, amount, closed_on, reopened, legitimate, entered_on, tier, tier_order, left_out, lost, lost_in, unconverted, influenced, amount AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _9c22e3
_d10990: SELECT period, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, lost, lost_in, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _1644d1
_8b1a1e: SELECT period, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, lost, lost_in, numerator, denominator, FALSE AS immature FROM _d10990
_d6f6d5: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _8b1a1e GROUP BY 1
