-- Organisations (cơ quan, đơn vị) as a dated tree: administrative units, which have a code of the official list, and
-- bodies such as a Sở Nội vụ. The only place where units stand: the catalogue that the program searches is made of it.

-- Kinds are data: an office may add its own.
CREATE TABLE organisation_kind (
    id      TEXT PRIMARY KEY,
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    place   INTEGER NOT NULL,
    is_unit INTEGER NOT NULL
);
INSERT INTO organisation_kind (id, name_vi, name_en, place, is_unit) VALUES
    ('country', 'Quốc gia', 'Country', 0, 0),
    ('ministry', 'Bộ, cơ quan ngang bộ', 'Ministry', 1, 0),
    ('city', 'Thành phố', 'City', 10, 1),
    ('province', 'Tỉnh', 'Province', 11, 1),
    ('provincial_city', 'Thành phố thuộc tỉnh', 'Provincial city', 12, 1),
    ('urban_district', 'Quận', 'Urban district', 13, 1),
    ('town', 'Thị xã', 'Town', 14, 1),
    ('district', 'Huyện', 'District', 15, 1),
    ('ward', 'Phường', 'Ward', 16, 1),
    ('township', 'Thị trấn', 'Township', 17, 1),
    ('commune', 'Xã', 'Commune', 18, 1),
    ('special_zone', 'Đặc khu', 'Special zone', 19, 1),
    ('committee', 'Ủy ban nhân dân', 'People''s Committee', 30, 0),
    ('department', 'Sở, ban, ngành', 'Department', 31, 0),
    ('division', 'Phòng chuyên môn', 'Division', 32, 0),
    ('inspection_body', 'Cơ quan kiểm tra, thanh tra', 'Inspection body', 33, 0),
    ('service_centre', 'Trung tâm phục vụ hành chính công', 'Public service centre', 34, 0),
    ('other', 'Cơ quan khác', 'Other body', 39, 0);

-- id: stable, and never given to another one; code: of the official list, and given to others in the course of time.
CREATE TABLE organisation (
    id         TEXT PRIMARY KEY,
    code       TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX organisation_by_code ON organisation (code);

-- A change of name, kind or parent begins a new period. valid_from: empty = always; valid_to: null = in force.
-- predecessors: ids separated by blanks, of those in force on the day before that it was made of.
CREATE TABLE organisation_period (
    organisation TEXT NOT NULL REFERENCES organisation (id),
    valid_from   TEXT NOT NULL,
    valid_to     TEXT,
    name         TEXT NOT NULL,
    kind         TEXT NOT NULL REFERENCES organisation_kind (id),
    parent       TEXT REFERENCES organisation (id),
    predecessors TEXT NOT NULL,
    PRIMARY KEY (organisation, valid_from)
);
CREATE INDEX organisation_period_by_parent ON organisation_period (parent);

-- A cache: whose right reaches what, on which days. An organisation is above itself, above what stands below it, and
-- above its predecessors' past, whose files it took over.
CREATE TABLE organisation_above (
    organisation TEXT NOT NULL REFERENCES organisation (id),
    above        TEXT NOT NULL REFERENCES organisation (id),
    valid_from   TEXT NOT NULL,
    valid_to     TEXT NOT NULL,
    PRIMARY KEY (organisation, above, valid_from)
) WITHOUT ROWID;
CREATE INDEX organisation_above_by_above ON organisation_above (above);

-- The top of the tree.
INSERT INTO organisation (id, created_at) VALUES ('viet-nam', 0);
INSERT INTO organisation_period (organisation, valid_from, name, kind, predecessors)
    VALUES ('viet-nam', '', 'Việt Nam', 'country', '');
INSERT INTO organisation_above (organisation, above, valid_from, valid_to)
    VALUES ('viet-nam', 'viet-nam', '0000-01-01', '9999-12-31');

-- Whose person, plan and visit it is. Null until the organisations are there, and then only reached from the top.
ALTER TABLE person ADD COLUMN organisation TEXT REFERENCES organisation (id);
ALTER TABLE campaign ADD COLUMN organisation TEXT REFERENCES organisation (id);
ALTER TABLE visit ADD COLUMN organisation TEXT REFERENCES organisation (id);
CREATE INDEX person_by_organisation ON person (organisation);
CREATE INDEX campaign_by_organisation ON campaign (organisation);
CREATE INDEX visit_by_organisation ON visit (organisation);

-- An uploaded list that waits for somebody to say yes to what it would change.
CREATE TABLE import_draft (
    hash    TEXT PRIMARY KEY,
    person  TEXT NOT NULL REFERENCES person (id),
    content TEXT NOT NULL,
    at      BIGINT NOT NULL
);
