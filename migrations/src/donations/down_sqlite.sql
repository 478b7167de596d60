DROP TRIGGER donation_handouts_no_delete
--;
DROP TRIGGER donation_handouts_stay
--;
DROP TRIGGER donations_no_delete
--;
DROP TRIGGER donations_stay
--;
DROP TABLE donation_handouts
--;
DROP TABLE donations
--;
DROP INDEX projects_allotment
--;
ALTER TABLE allotments DROP COLUMN directed
