-- total_revenue 41b856d796a08fe8
_b2c3e4: SELECT * EXCLUDE (parent_id) FROM deals
_21fd0e: SELECT * FROM _b2c3e4 WHERE NOT account_id IS NULL
_1c0069: SELECT MIN(starts_on) AS starts_on, MAX(ends_on) AS ends_on, MAX(as_of) AS as_of FROM windows
_da5d42: SELECT as_of FROM _1c0069
_e34439: SELECT opportunity_id, starts_on AS state_from, ends_on AS state_until, stage, status, amount, closed_on, reopened FROM deal_states
_e6713b: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, b.as_of, c.opportunity_id AS opportunity_id_right, c.state_from, c.state_until, c.stage, c.status, c.amount, c.closed_on, c.reopened FROM _21fd0e AS a CROSS JOIN _da5d42 AS b INNER JOIN _e34439 AS c ON a.opportunity_id = c.opportunity_id AND c.state_from <= b.as_of AND c.state_until > b.as_of
_dc4354: SELECT * EXCLUDE (opportunity_id_right) FROM _e6713b
_fd3ad8: SELECT * EXCLUDE (state_from, state_until) FROM _dc4354
_6937b8: SELECT * FROM _fd3ad8 WHERE COALESCE(closed_on >= created_on, TRUE)
_25d391: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, COALESCE(LEAST(qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END), qualified_on, CASE WHEN status = 'won' THEN closed_on ELSE CAST(NULL AS DATE) END) AS qualified_on, as_of, stage, status, amount, closed_on, reopened FROM _6937b8
_7d7122: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, as_of, stage, status, amount, closed_on, reopened, COALESCE(qualified_on <= as_of, FALSE) AS legitimate FROM _25d391
_8d5cc6: SELECT * FROM _7d7122 WHERE status = 'won' AND closed_on >= created_on
_432b3a: SELECT * EXCLUDE (as_of) FROM _8d5cc6
_622460: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, b.day, b.period, b.starts_on, b.ends_on, b.as_of FROM _432b3a AS a INNER JOIN days AS b ON a.closed_on = b.day
_0cba24: SELECT * EXCLUDE (day) FROM _622460
_8e4a49: SELECT * FROM membership_spells WHERE unit = 'account' AND arm = 'abm'
_5d32fc: SELECT * FROM _8e4a49 WHERE programme_id IS NULL
_61dd10: SELECT account_id, starts_on, ends_on, entered_on, tier, tier_order FROM _5d32fc
_172c13: SELECT * FROM accounts WHERE is_excluded
_1eef98: SELECT account_id FROM _172c13
_b8166b: SELECT a.account_id, a.starts_on, a.ends_on, a.entered_on, a.tier, a.tier_order FROM _61dd10 AS a ANTI JOIN _1eef98 AS b ON a.account_id = b.account_id
_4ed088: SELECT account_id, starts_on AS from_on, ends_on AS until_on, entered_on, tier, tier_order FROM _b8166b
_bb0668: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.starts_on, a.ends_on, a.as_of, b.account_id AS account_id_right, b.from_on, b.until_on, b.entered_on, b.tier, b.tier_order FROM _0cba24 AS a INNER JOIN _4ed088 AS b ON a.account_id = b.account_id AND b.from_on <= a.closed_on
_8862ac: SELECT * EXCLUDE (account_id_right) FROM _bb0668
_a02b9b: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, from_on, until_on, entered_on, tier, tier_order, ROW_NUMBER() OVER (PARTITION BY period, opportunity_id ORDER BY from_on DESC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS turn FROM _8862ac
_eefa93: SELECT * FROM _a02b9b WHERE turn = 0
_38562f: SELECT * EXCLUDE (from_on, turn, until_on) FROM _eefa93
_738330: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, UPPER(COALESCE(currency, 'EUR')) AS _currency FROM _38562f
_70fa8e: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, _currency, _currency AS _source FROM _738330
_4d0210: SELECT * FROM fx_spells WHERE to_currency = 'EUR'
_2dc671: SELECT from_currency, starts_on AS _rate_from, ends_on AS _rate_until, rate AS _direct FROM _4d0210
_fdd06b: SELECT a.opportunity_id, a.account_id, a.name, a.type, a.created_on, a.owner_id, a.approach, a.currency, a.pipeline, a.qualified_on, a.stage, a.status, a.amount, a.closed_on, a.reopened, a.legitimate, a.period, a.starts_on, a.ends_on, a.as_of, a.entered_on, a.tier, a.tier_order, a._currency, a._source, b.from_currency, b._rate_from, b._rate_until, b._direct FROM _70fa8e AS a LEFT OUTER JOIN _2dc671 AS b ON a._source = b.from_currency AND a.closed_on >= b._rate_from AND a.closed_on < b._rate_until
_bdeafe: SELECT * EXCLUDE (_rate_from, _rate_until, _source, from_currency) FROM _fdd06b
_9bdcf1: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, _currency, _direct, CASE WHEN _currency = 'EUR' THEN 1.0 ELSE _direct END AS _rate FROM _bdeafe
_2094ae: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, CASE WHEN _currency = 'EUR' THEN amount ELSE CAST(CAST(amount AS DOUBLE) * _rate AS DECIMAL(24, 8)) END AS amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, _currency, _direct, _rate, (NOT amount IS NULL) AND (amount <> 0) AND (_rate IS NULL) AS unconverted FROM _9bdcf1
_c82e21: SELECT * EXCLUDE (_currency, _direct, _rate) FROM _2094ae
_71d941: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, unconverted, CASE WHEN unconverted THEN 'unconverted' ELSE CAST(NULL AS TEXT) END AS left_out FROM _c82e21
_94e604: SELECT opportunity_id, account_id, name, type, created_on, owner_id, approach, currency, pipeline, qualified_on, stage, status, amount, closed_on, reopened, legitimate, period, starts_on, ends_on, as_of, entered_on, tier, tier_order, unconverted, left_out, amount AS numerator, CAST(NULL AS DOUBLE) AS denominator FROM _71d941
_5d5378: SELECT period, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, CASE WHEN left_out IS NULL THEN numerator ELSE CAST(NULL AS DECIMAL(24, 8)) END AS numerator, CASE WHEN left_out IS NULL THEN CAST(denominator AS DECIMAL(24, 8)) ELSE CAST(NULL AS DECIMAL(24, 8)) END AS denominator FROM _94e604
_0a01e1: SELECT period, account_id, opportunity_id, created_on, closed_on, entered_on, tier, stage, status, reopened, left_out, numerator, denominator, FALSE AS immature FROM _5d5378
_bd65c5: SELECT period, SUM(numerator) AS numerator, SUM(denominator) AS denominator, SUM(CASE WHEN left_out IS NULL THEN 1 ELSE 0 END) AS n, SUM(CASE WHEN COALESCE(immature, FALSE) THEN 1 ELSE 0 END) AS immature FROM _0a01e1 GROUP BY 1
