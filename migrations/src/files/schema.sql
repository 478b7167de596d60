-- Uploaded files. The bytes lie in the object store: chunks below uploads/<id>/, the checked whole at stored/<id>.
CREATE TABLE files (
  id {uuid} PRIMARY KEY, owner_id {uuid} REFERENCES users (id), token_sha256 text, address text,
  purpose text NOT NULL, name text NOT NULL, declared_type text NOT NULL, declared_size bigint NOT NULL CHECK (declared_size > 0),
  received bigint NOT NULL CHECK (received >= 0 AND received <= declared_size),
  media_type text, size bigint, sha256 text, uploaded_sha256 text,
  subject_kind text, subject_id {uuid}, state text NOT NULL, version integer NOT NULL,
  stored_at bigint, attached_at bigint, removed_at bigint, created_at bigint NOT NULL, updated_at bigint NOT NULL,
  CHECK (owner_id IS NOT NULL OR token_sha256 IS NOT NULL OR state = 'attached' OR state = 'removed'),
  CHECK ((subject_kind IS NULL) = (subject_id IS NULL)),
  CHECK (state <> 'attached' OR subject_id IS NOT NULL),
  CHECK (state NOT IN ('stored', 'attached') OR (media_type IS NOT NULL AND size IS NOT NULL AND sha256 IS NOT NULL AND received = declared_size))
);
CREATE INDEX files_subject ON files (subject_kind, subject_id, id);
CREATE INDEX files_loose ON files (state, updated_at) WHERE state IN ('uploading', 'stored');
CREATE INDEX files_owner ON files (owner_id, state);
CREATE INDEX files_address ON files (address, created_at) WHERE address IS NOT NULL;
CREATE TABLE file_parts (
  file_id {uuid} NOT NULL REFERENCES files (id), starts_at bigint NOT NULL CHECK (starts_at >= 0),
  size bigint NOT NULL CHECK (size > 0), sha256 text NOT NULL, PRIMARY KEY (file_id, starts_at)
);
