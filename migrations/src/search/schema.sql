-- Terms compare by code point in both databases, whatever the locale of the installation: a prefix is a range.
CREATE TABLE search_terms (
  kind text NOT NULL, term text {bytewise} NOT NULL, subject_id {uuid} NOT NULL,
  PRIMARY KEY (kind, term, subject_id)
);
CREATE INDEX search_terms_subject ON search_terms (subject_id, kind);
CREATE TABLE search_subjects (
  subject_id {uuid} NOT NULL, kind text NOT NULL, texts_sha256 text NOT NULL,
  PRIMARY KEY (subject_id, kind)
);
