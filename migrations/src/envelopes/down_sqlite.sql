DROP TRIGGER reviews_in_envelope_insert
--;
DROP TRIGGER reviews_in_envelope_update
--;
ALTER TABLE idempotency_keys DROP COLUMN sealed_body
--;
ALTER TABLE reviews DROP COLUMN envelope
