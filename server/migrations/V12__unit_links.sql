-- Links with which one person of an inspected unit comes to the unit's recommendations once, without a password. Only
-- hashes are kept.
CREATE TABLE unit_link (
    no           INTEGER PRIMARY KEY,
    hash         BLOB NOT NULL UNIQUE,
    person       TEXT NOT NULL REFERENCES person (id),
    organisation TEXT NOT NULL REFERENCES organisation (id),
    created_by   TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    used_at      BIGINT,
    withdrawn_at BIGINT
);
CREATE INDEX unit_link_by_organisation ON unit_link (organisation);

-- Two more parts of the cache of a recommendation's log, for charts: when it was published, and since when it is closed or
-- withdrawn.
ALTER TABLE recommendation ADD COLUMN published_on TEXT NOT NULL DEFAULT '';
ALTER TABLE recommendation ADD COLUMN over_on TEXT;
UPDATE recommendation SET
    published_on = (SELECT day FROM publication WHERE publication.no = recommendation.publication),
    over_on = CASE WHEN turn = 2 THEN
        (SELECT max(day) FROM remediation_entry entry WHERE entry.recommendation = recommendation.no) END;
CREATE INDEX recommendation_over_time ON recommendation
    (campaign, published_on, over_on, organisation, visit_date);
