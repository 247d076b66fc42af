## Time
half-day-morning = Morning
half-day-afternoon = Afternoon
# $days: number of days
days-working = { $days } working days
# $days: number of days
days-calendar = { $days } days
# A span of time; $number: how many
span-days = { $number } days
span-hours = { $number } hours
span-minutes = { $number } minutes
# A tablet's clock against the server's; $span: a span of time ("5 minutes")
clock-fast = Clock { $span } ahead of the server
clock-slow = Clock { $span } behind the server

## People
# No signature vouches for who wrote
person-unknown = Author unknown
team-role-leader = Team leader
team-role-deputy = Deputy leader
team-role-secretary = Secretary
team-role-member = Member
# Wrote in the record but is not in the decision
team-role-none = Not in the team's list
signer-leader = Team leader
signer-secretary = Secretary
signer-member = Member
signer-unit = For the inspected unit
signature-valid = Valid for what stands now
signature-amended = Valid; the content has changed since (amendment)
signature-incomplete = Valid; part of what was signed has not arrived
signature-invalid = Not valid
signature-drawing = Picture of a signature, not a digital signature

## States of items
state-passed = Met
state-failed = Not met
state-scored = Scored
state-informs = For information
state-na = Not applicable
state-hidden = Not asked
state-open = Not answered
state-disputed = Disputed
state-data-error = Contradictory figures
# $table: name of the table, $number: position of the row
row-label = { $table }, row { $number }

## Page
breadcrumb = Path
on-this-page = On this page
plan = Plan no.
report-title = Inspection report
report-result = Result
# $answered, $asked: items; $findings: findings; $disputed: disputed questions
report-summary = { $answered } of { $asked } items answered; { $findings ->
    [0] no findings so far
    [one] one finding
   *[other] { $findings } findings
  }{ $disputed ->
    [0] .
   *[other] ; { $disputed } disputed.
  }
report-summary-none = Nothing of this visit has arrived yet. It appears once the team's tablets are connected.
points = points
# After the score while items are open
provisional = provisional: not all items are answered
score-none = No score yet
# $number: changes
notice-pending = Not merged yet: { $number } changes that have just arrived are being checked. The figures below will change; please reload in a few minutes.
# $number: changes
notice-quarantined = { $number } changes are kept aside because they cannot be taken yet; none is lost.
notice-cancelled = This visit is no longer in the plan. What was recorded is kept.
# $number: photos
notice-photos-missing = { $number } photos have not arrived yet.

## Labels with numbers
# $number: how many, in all labels below
count-critical = { $number } critical
count-major = { $number } major
count-minor = { $number } minor
count-observation = { $number } observations
count-disputed = { $number } disputed
count-disputed-short = { $number } disputed
count-data-errors = { $number } contradictions
count-photos-missing = { $number } photos missing
count-signatures = { $number } signatures
count-waiting = { $number } changes waiting
count-quarantined = { $number } changes kept aside
count-count = All
count-passed = Passed
count-failed = Failed
count-incomplete = Incomplete
rows-removed = { $number } rows struck out (kept in the history).
edition = edition { $number }

## Headings
heading-disputed = Disputed
disputed-help = These answers stand as equals until the team agrees; a disputed item earns no points yet.
heading-data-errors = Contradictory figures
data-errors-help = Figures are kept as they were written; nothing is corrected.
heading-findings = Findings
findings-none = No findings
findings-none-yet = No findings so far.
heading-strengths = Strengths
heading-scores = Scores
scores-help = Percentages are of the points possible among the items answered; items that are not applicable, open or disputed do not count. Rounded half-up. Open a section for the reasons.
heading-tables = Tables
heading-notes = Notes
heading-opinion = Opinion of the inspected unit
opinion-none = None yet.
heading-photos = Photos
heading-signatures = Signatures
heading-details = Team and checklist

## Columns
column-item = Item
column-answer = Answer
column-points = Points
column-percent = Percentage
column-answered = Answered
column-why = Reasons
column-section = Section
column-contradiction = What does not agree
column-sides = Both sides
column-signer = Signed by
column-when = When
column-validity = Validity
column-person = Name
column-role = Part
column-assigned = Sections
column-answers = Items written
column-unit = Unit
column-progress = Progress
column-score = Score
column-findings = Findings
column-open = To settle
total = Total
capped = Critical finding: capped at half, before
answered = items answered
computed = computed
sections-all = All

## Details
reason = Reason
note = Note
repeated = Repeated
remedy = To do
due = Due
# $date: day; $days: number of days
finding-due = { $date } ({ $days } after the visit)
basis = Legal basis
unconfirmed = to be compared
evidence = Evidence
evidence-none = No photo yet
photo-missing = Photo has not arrived
# In a report kept as a file, instead of the picture
photo-kept = Photo kept on the server
photo-of = Photo of item
photo-redacted = Details are masked
history = History
stands = stands now
# $name: who; $time: when
voice-by = { $name }, { $time }
not-signed = Not signed
tablet-of = tablet of
template = Checklist
unit-code = Unit code
visit-code = Visit code
state-not-begun = No data yet

## Overview
# $visits, $begun, $complete: visits; $findings, $disputed: how many
overview-summary = { $begun } of { $visits } units have data, { $complete } are complete; { $findings } findings{ $disputed ->
    [0] .
   *[other] , { $disputed } disputed.
  }
overview-empty = This plan has no visits yet.
overview-search = Find a unit of this campaign
overview-not-found = No unit of this campaign has such a name.
overview-units = Units
overview-sections = Results by section
overview-sections-help = Percentage of points in each section, below it points earned out of points possible; labels name the heaviest finding and disputed questions.
legend = Legend
band-0 = below 50%
band-1 = from 50%
band-2 = from 70%
band-3 = from 90%
band-4 = 100%
