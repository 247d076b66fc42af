# Review, publication, remediation
nav-review = Review
nav-remediation = Remediation
nav-portal = Recommendations
nav-ranking = Overview
column-number = No.
column-recommendation = Recommendation
column-disputed = Disputed

## States of a visit
visit-draft = Draft
visit-in-progress = In progress
visit-signed = Signed on site
visit-under-review = Under review
visit-concluded = Concluded
visit-published = Published
visit-amended = Correction published

## List of reviews
review-title = Review of inspections
review-help = Visits with signed minutes. A review never edits the team's answers.
review-filter = Filter
review-all = All
review-none = No visits here yet. A visit appears once the team has signed the minutes and its data has reached the server.
review-waiting = { $number } reports or requests of units wait for the office
review-overdue = { $number } recommendations overdue

## Review page
review-of = Review:
review-report = Full report
review-next = Next step
review-take-up = Take up the review
review-take-up-help = The minutes are signed. Take the review up to look at each finding: accept, reword, re-grade or reject it.
review-not-signed = The team's leader has not signed the minutes; there is nothing to review yet.
review-count-undecided = findings undecided
review-count-disputed = questions disputed
review-count-back = items sent back
review-conclude = Conclude
review-conclude-help = Every finding is decided. After the conclusion a leader publishes it.
review-publish = Publish
review-publish-help = Concluded. Next: state recommendations and deadlines, and publish.
review-publish-wait = Concluded; a leader has to publish it.
review-published-help = Published. A published report never changes; to correct it, reopen the review.
review-reopen = Reopen the review
review-reopen-help = When work arrived late, or a published report needs a correction.
review-changed = New data arrived after the conclusion
review-changed-published = New data arrived after the conclusion; the published report stays as it is
review-device-revoked = this tablet was revoked
review-since-conclusion = Changed since the conclusion
review-since-signing = Amendment: changed since the minutes were signed
review-since-signing-help = What was written after the leader's signature: what stood there, what stands there now, who wrote it, when.
review-disputed-help = What is disputed blocks the conclusion. The team settles it on its tablets; or the team's leader leaves it out of the conclusion, with a reason.
review-blocks = Blocks the conclusion
review-aside = Left out by the team's leader
review-aside-reason = Why it is left out
review-aside-action = Leave out of the conclusion
review-added = Added in review
review-undecided = Undecided
review-accepted = Accepted
review-rejected = Rejected
review-stale = The finding changed after the decision; look again
review-missed = While you were looking, somebody else decided as follows. What you typed is still below; send it again if you still want to replace theirs.
review-decide = Reword, re-grade or reject
review-decide-again = Decide again
review-decision = Decision
review-accept = Accept
review-reject = Reject, with a reason
review-wording = Wording in the conclusion
review-severity = Severity
review-reason = Reason (to reject or re-grade)
review-save = Save the decision
review-more = More
review-back = Send back to the team
review-back-waits = Sent back
review-back-comment = What the team is asked to do
review-answered-note = Outcome (optional)
review-answered-action = Settled
review-praise = Good practice
review-praise-action = Mark as good practice
review-praise-words = What is good about it
review-praise-remove = Remove the mark
review-praise-gone = (mark removed)
review-add = Add a finding
review-add-statement = What is wrong
review-add-remedy = What is to be done
review-add-reason = What it rests on in the record
review-log = Log of the review
review-log-none = No step yet.
review-regraded = Re-graded to “{ $grade }”: { $reason }.
review-reworded = Wording: “{ $words }”.

## Steps
review-did-taken-up = Took up the review
review-did-accepted = Accepted: { $about }
review-did-rejected = Rejected: { $about }
review-did-added = Added: { $about }
review-did-praised = Good practice: { $about }
review-did-sent-back = Sent back: { $about }
review-did-answered = Settled: { $about }
review-did-set-aside = Left out: { $about }
review-did-concluded = Concluded
review-did-reopened = Reopened the review
review-did-published = Published report { $about }

## After each step
review-done-tiep-nhan = Taken up. Please look at each finding below.
review-done-da-quyet-dinh = Decision saved.
review-done-da-them = Finding added.
review-done-da-ghi-nhan = Saved.
review-done-da-tra-lai = Sent back to the team.
review-done-da-ro = Marked as settled.
review-done-da-de-ngoai = Left out of the conclusion.
review-done-da-ket-luan = Concluded.
review-done-da-mo-lai = Reopened.

## What is in the way
review-refused-no-right = This account may not take this step.
review-refused-inspected = You took part in this inspection, so somebody else reviews and approves it.
review-refused-not-leader = Only the team's leader may leave a question out of the conclusion.
review-refused-out-of-order = The visit is no longer at this step; see its state at the top. Nothing has changed.
review-refused-overtaken = Somebody changed this while you were looking. Yours is not saved; see what changed and send it again.
review-refused-unmerged = What has just arrived is still being merged; please try again in a few minutes.
review-refused-disputed = Cannot conclude yet: { $which } is disputed.
review-refused-undecided = Cannot conclude yet: { $which } findings are undecided.
review-refused-unanswered = Cannot conclude yet: { $which } was sent back to the team.
review-refused-changed = More data has reached the record. Look at what changed and conclude again.
review-refused-unknown = This is no longer what you were looking at; look again and decide. Nothing has changed.
review-refused-wordless = A reason or a text is missing. Nothing has changed; fill it in and send it again.
review-refused-not-a-correction = Another report was published meanwhile; please load the page again.

## Amendments
amended-before = Before
amended-after = After
amended-by = Who, when
amended-photos = Number of photos
amended-rows = { $number } rows

## Publishing
publish-title = Publish
publish-help = Each accepted finding becomes a numbered recommendation. Deadlines run from the day of publication, { $date }.
publish-corrects = Correction of report { $number }
publish-symbol = Number of the notice (optional)
publish-due-help = State deadlines as in an official letter: “10 ngày làm việc”, “30 ngày”, “trước ngày 01/8/2027” (that day excluded), “trong tháng 6/2027” (its last day), or a date.
publish-no-findings = No finding was accepted. The report is published without recommendations.
publish-content = Recommendation
publish-due = Deadline
publish-responsible = Responsible person
publish-responsible-default = Chủ tịch UBND { $unit }
publish-evidence = Evidence wanted
publish-evidence-photo = Ảnh sau khi khắc phục, số văn bản (nếu có)
publish-evidence-document = Số, ngày văn bản hoặc tệp kèm theo
publish-due-proposed = By the checklist: up to { $date }.
publish-already = Recommendation { $number } already; it stays as it is
publish-gone = These recommendations are no longer in the conclusion and will be withdrawn:
publish-withdrawn-by-correction = No longer in the conclusion by correction { $number }
publish-action = Publish
publish-done = Published. The unit sees its recommendations from now on.
publish-not-concluded = This visit is not concluded.
publish-form-refused = Not published. Please correct what is marked.
publish-missing = The recommendation for this finding is missing; please load the page again.
publish-wordless = Content, responsible person and evidence are needed.
publish-due-unreadable = The deadline cannot be read. Examples: “10 ngày làm việc”, “trước ngày 01/8/2027”, “trong tháng 6/2027”, “05/03/2027”.
publish-due-past = The deadline lies before the publication ({ $date }).

## Publishing many visits
publish-many-title = Publish many units
publish-many-help = Each accepted finding becomes a recommendation as the checklist proposes it; deadlines run from today, { $date }. To change a unit's recommendations, publish that unit by itself.
publish-many-single = By itself
publish-many-look = Look and change
publish-many-link = Publish { $number } concluded visits: { $title }
publish-many-action = Publish the chosen units
publish-many-none = No concluded visit is left to publish.
publish-many-nothing = No unit is chosen, or those chosen are not concluded any more. Nothing was published.
publish-many-progress = Progress of publishing
publish-many-over = { $number } units published.
publish-many-refused = { $number } units could not be published:
publish-many-published = Published: { $number }
publish-many-rest = See the units that are left
publish-failed = Could not be published; open this unit by itself to see why.

## Published report
publication-number = Report { $number }
publication-title = Conclusion
publication-symbol = Notice
publication-by = Published { $date }, { $name }
publication-visit = visit of
publication-corrected = There is a correction: report { $number }.
publication-corrects = This report corrects report { $number }.
publication-recommendations = Recommendations
publication-none = No recommendations.

## Remediation
remediation-title = Remediation
remediation-help = Published recommendations, until they are proved done and closed.
remediation-none = No recommendations here.
remediation-filter-cho-xu-ly = Waiting for the office
remediation-filter-dang-khac-phuc = With the unit
remediation-filter-da-xong = Closed or withdrawn
remediation-filter-tat-ca = All
remediation-open = Open
remediation-acknowledged = In progress
remediation-reported = Reported, to be verified
remediation-sent-back = Sent back
remediation-verified = Verified
remediation-closed = Closed
remediation-withdrawn = Withdrawn
late-overdue = Overdue
late-due = Due
late-soon = Due soon
late-far = In time
late-in-time = Reported in time
late-late = Reported late
due-in = { $days } days left
due-today = last day is today
due-over = { $days } days over
remediation-asked = Recommendation
remediation-found = Finding
remediation-decide = Answer to the unit
remediation-steps = What came of it
remediation-no-steps = The unit has not answered yet.
remediation-document = Document
remediation-extension-asked = The unit asks for an extension until { $date }
remediation-new-due = New deadline
remediation-new-due-optional = New deadline (if needed)
remediation-grant = Grant the extension
remediation-refuse = Refuse
remediation-disputed = The unit disputes this finding
remediation-disputed-help = Uphold: the finding stands and has to be mended. Withdraw: the recommendation ends without anything mended.
remediation-uphold = Uphold the finding
remediation-withdraw = Withdraw the finding
remediation-check = The unit reports that all is mended
remediation-verify = Verify
remediation-verify-note = How it was checked
remediation-back = Send back
remediation-back-reason = What is missing
remediation-close = Close
remediation-close-note = Note (optional)
remediation-overdue = Overdue
remediation-escalate = Bring before the leader
remediation-escalate-words = What the leader should know
remediation-escalated = Brought before the leader
remediation-reopen = Reopen
remediation-with-unit = Waiting for the unit's report.
remediation-over = Nothing is left to do.
remediation-date-unreadable = The date cannot be read. Example: 05/03/2027. Nothing has changed.
remediation-done-xac-nhan = Verified. Close the recommendation once nothing is left to do.
remediation-done-dong = Closed.
remediation-done-lam-lai = Sent back to the unit.
remediation-done-gia-han = Extension granted.
remediation-done-khong-gia-han = Extension refused.
remediation-done-giu-nguyen = Finding upheld.
remediation-done-rut = Finding withdrawn.
remediation-done-mo-lai = Reopened.
remediation-done-bao-cao-lanh-dao = Brought before the leader.

## Steps of a remediation
remediation-did-acknowledged = The unit acknowledged
remediation-did-reported-part = The unit reported a part mended
remediation-did-reported = The unit reported all mended
remediation-did-extension-asked = The unit asked for an extension
remediation-did-explained = The unit explained
remediation-did-disputed = The unit disputed
remediation-did-extension-granted = The office granted the extension
remediation-did-extension-refused = The office refused the extension
remediation-did-dispute-upheld = The office upheld the finding
remediation-did-finding-withdrawn = The office withdrew the finding
remediation-did-sent-back = The office sent it back
remediation-did-verified = The office verified
remediation-did-closed = The office closed it
remediation-did-reopened = The office reopened it
remediation-did-escalated = The office brought it before the leader

## What is in the way
remediation-refused-other-side = This is the other side's step. Nothing has changed.
remediation-refused-out-of-order = The recommendation is no longer at this step; see what came of it below. Nothing has changed.
remediation-refused-overtaken = A step was taken while you were looking; see below and send it again. What you typed is kept.
remediation-refused-wordless = A text or a reason is missing. Nothing has changed.
remediation-refused-unproved = A report that all is mended needs a document number, a photo or a file as evidence.
remediation-refused-not-later = The new deadline has to be after { $date }.
remediation-refused-dispute-pending = The dispute has to be answered first.
remediation-refused-dispute-settled = The dispute was answered: the finding stands.
remediation-refused-not-overdue = Only what is overdue is brought before the leader.

## Log
deed-visit-taken-up = Review taken up
deed-finding-accepted = Finding accepted
deed-finding-rejected = Finding rejected
deed-finding-added = Finding added
deed-item-praised = Good practice marked
deed-item-sent-back = Item sent back
deed-item-answered = Item settled
deed-question-set-aside = Question left out
deed-visit-concluded = Concluded
deed-visit-reopened = Review reopened
deed-visit-published = Published
deed-recommendation-acknowledged = Recommendation acknowledged
deed-remediation-reported = Remediation reported
deed-extension-asked = Extension asked
deed-finding-explained = Explanation sent
deed-finding-disputed = Finding disputed
deed-extension-granted = Extension granted
deed-extension-refused = Extension refused
deed-dispute-upheld = Finding upheld
deed-finding-withdrawn = Finding withdrawn
deed-remediation-sent-back = Remediation sent back
deed-remediation-verified = Remediation verified
deed-remediation-closed = Recommendation closed
deed-remediation-reopened = Recommendation reopened
deed-remediation-escalated = Brought before the leader
field-due = Deadline
field-unit = Unit
field-what = Content

## Overview
standing-title = Overview and ranking
standing-none = No campaigns yet.
standing-summary = { $signed }/{ $visits } units signed, { $published } published; { $all } recommendations{ $overdue ->
    [0] .
   *[other] , { $overdue } overdue.
  }
standing-visits = Table of visits
standing-comparable = Same checklist: { $title }, edition { $edition }
standing-ranking = Ranking
standing-ranking-help = By the exact share of points; equal ones share a rank. See also what is answered and what is disputed.
standing-table = Table
standing-rank = Rank
standing-not-reviewed = Not reviewed
standing-remediation = Recommendations by state and deadline
standing-no-recommendations = No recommendation has been published.
standing-recommendations = Recommendations
standing-severities = Findings by section
standing-frequent = Most frequent findings
standing-times = Times
standing-over-time = Remediation over time
standing-month = Month
standing-published = Published in the month
standing-ended = Closed or withdrawn in the month
standing-over = Closed or withdrawn
standing-open = Still open
