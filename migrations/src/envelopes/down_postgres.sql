DROP TRIGGER reviews_in_envelope ON reviews
--;
ALTER TABLE idempotency_keys DROP COLUMN sealed_body
--;
ALTER TABLE reviews DROP COLUMN envelope
