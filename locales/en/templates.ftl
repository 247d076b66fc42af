# Checklists: the list, each edition, upload, comparison, trying out
nav-templates = Checklists
templates-title = Checklists
templates-none = No checklist is published yet.
template-name = Checklist
# $id: the checklist, $edition: number of the edition
template-edition-of = { $id }, edition { $edition }
template-draft = Draft
template-drafts = Drafts
template-published = Published
template-published-at = Published at
template-frozen-mark = Published, frozen
template-valid = For visits
# $from, $to: days
template-from = from { $from }
template-until = until { $to }
template-between = from { $from } to { $to }
template-items-column = Items
# $number: how many
template-items = { $number } items
template-used = Used in
# $campaigns, $visits: how many
template-used-by = { $campaigns } campaigns, { $visits } visits
template-unused = Not used yet
template-file = File
template-uploaded-by = Uploaded by
template-weights = Points of each section
template-content = Content
template-sections = Sections of the checklist
template-groups = Groups of rows (sampled files, absences…)
template-parameters = Targets
# A citation that nobody has compared with the gazette
template-unconfirmed = to be checked
# $number: how many
template-unconfirmed-count = { $number } items have a legal basis that is still to be checked against the official gazette.
template-informs = No points
# $points: points
template-points = { $points } points
# $share: percent
template-share = earns { $share }%
# $target: a number or the name of a target
template-target = target { $target }
# $rule: numerator / denominator
template-computed = computed: { $rule }
template-required = required
template-optional = may be left out
# $days: how many
template-days-working = within { $days } working days
template-days-calendar = within { $days } days
# $value: where no row fits
parameter-default = Default: { $value }
# $code: code of the province
parameter-province = province { $code }
# $year: year
parameter-year = year { $year }

## Kinds of answers
kind-yes-no = Yes/no (“no” is bad)
kind-yes-no-bad = Yes/no (“yes” is bad)
kind-single = One choice
kind-multi = Several choices
kind-integer = Whole number
kind-decimal = Number
kind-ratio = Ratio
kind-date = Date
kind-moment = Date and time
kind-text = Text
kind-figures = Figures
kind-periods = Periods
evidence-on-finding = Photo wanted with a finding
evidence-always = Photo wanted with a finding; recommended without

## Names of fields, to read and to compare
template-field = Field
template-field-title = Title
template-field-label = Question
template-field-valid = Time of use
template-field-values = Values
template-field-section = Section
template-field-hint = Help
template-field-kind = Kind of answer
template-field-weight = Points
template-field-visible = Asked only if
template-field-constraint = Constraint
template-field-score = Score rule
template-field-finding = Finding if
template-field-evidence = Evidence
template-field-basis = Legal basis
template-field-remedy = Remedy
template-field-item = Counts under item
template-field-fields = Columns
template-field-dated-by = By the date in column
template-field-computed = Computed column
template-field-counts = Counts

## Comparison
template-differences = Differences to the former edition
template-compare-with = Compare with
template-former = The former edition of this checklist
template-compare = Compare
template-no-other = There is no other edition to compare with.
template-first = This is the first edition of this checklist. Another one can be chosen to compare with.
# $name: the other edition
template-same = The same as { $name }.
template-compared = Compared with { $name }:
# $number: how many
template-added = { $number } added
template-changed = { $number } changed
template-removed = { $number } removed
template-changed-pieces = Changed
template-added-pieces = Added
template-removed-pieces = Removed
template-before = Before
template-after = After

## Upload and publication
template-upload = Upload a new edition
template-upload-help = The TOML file of a checklist. It is checked before it is kept; all mistakes are shown at once, with their lines. A new edition is a draft: nobody can use it before it is published.
template-upload-file = Checklist file
template-upload-action = Check and keep as a draft
template-not-kept = This file was not kept. Correct the mistakes below and upload it again.
# $id, $edition: the checklist and number of the edition
template-frozen = Edition { $edition } of { $id } is published and cannot be replaced. Give the file a higher number “edition” and upload it again.
template-draft-help = A draft: only those who manage checklists see it. A file with the same edition number replaces it.
template-publish = Publish this edition
template-publish-help = Once published, this edition is frozen with the SHA-256 above: it can be neither changed nor deleted. New plans can choose it.
template-discard = Discard the draft
template-discard-help = Discarding a draft leaves published editions as they are.
template-replace = Upload another file
template-done-da-cong-bo = Published. Plans can choose this edition from now on.
template-done-da-bo = The draft was discarded.

## Trying out
try-title = Try it out
try-help = Answer some questions and press “Work out” to see points and findings. Nothing is kept.
try-row = Row { $number }
try-row-blank = (add a row)
# $count, $passed, $failed, $incomplete
try-rows = { $count } rows: { $passed } passed, { $failed } failed, { $incomplete } not complete enough to judge.
try-day = Day of the visit
try-action = Work out
try-points = points earned / possible
# $answered, $asked: how many
try-coverage = { $answered }/{ $asked } items answered.
# $number: how many
try-findings = { $number } findings
try-errors = { $number } contradictions
try-findings-title = Findings
# $day: day
try-due = due { $day }
try-capped = Cut to half by a critical finding
try-open = Not answered
try-yes = Yes
try-no = No
try-not-applicable = Not applicable
try-computed = Computed from other answers.
try-hidden = Not asked here.
