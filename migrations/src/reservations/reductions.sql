-- What a reduction takes from which instalment, as every hand signs it.
ALTER TABLE fund_orders ADD COLUMN plan text CHECK (plan IS NULL OR kind = 'reduction');
