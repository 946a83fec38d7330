-- Times are milliseconds since 1970. Texts that come from outside are escaped as SafeText says.

CREATE TABLE object (
  seq BIGINT NOT NULL PRIMARY KEY,
  owner VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  id VARCHAR NOT NULL,
  created BIGINT NOT NULL,
  expires BIGINT,
  attributes TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (owner, kind, id)
);
CREATE INDEX object_order ON object (owner, kind, created, seq);
CREATE INDEX object_age ON object (kind, created, seq);
CREATE INDEX object_expiry ON object (expires) WHERE expires IS NOT NULL;

-- What objects are found by; object.attributes holds the same to be read back in one go.
CREATE TABLE attribute (
  object BIGINT NOT NULL REFERENCES object (seq),
  owner VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  value VARCHAR NOT NULL,
  PRIMARY KEY (object, name)
);
CREATE INDEX attribute_value ON attribute (name, value, owner, object);

CREATE TABLE item (
  object BIGINT NOT NULL REFERENCES object (seq),
  list VARCHAR NOT NULL,
  seq BIGINT NOT NULL,
  owner VARCHAR NOT NULL,
  id VARCHAR NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (object, list, seq),
  UNIQUE (object, list, id)
);
CREATE INDEX item_id ON item (owner, id, object);

CREATE TABLE api_key (
  id VARCHAR NOT NULL PRIMARY KEY,
  digest VARCHAR NOT NULL UNIQUE,
  hint VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  project VARCHAR NOT NULL,
  profile VARCHAR,
  requests_per_minute BIGINT,
  tokens_per_minute BIGINT,
  created BIGINT NOT NULL,
  expires BIGINT,
  revoked BIGINT,
  last_used BIGINT
);

-- Secrets of the server itself, such as what reasoning is encrypted with.
CREATE TABLE secret (
  name VARCHAR NOT NULL PRIMARY KEY,
  value VARCHAR NOT NULL
);
