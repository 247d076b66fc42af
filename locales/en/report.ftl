## Answers
answer-yes = Yes
answer-no = No
answer-na = Not applicable
# The person took the answer back
answer-cleared = Answer taken back
answer-none-chosen = Nothing chosen
# $number: as the source states it ("above 90")
answer-above = above { $number }
# $number: as the source states it ("nearly 96")
answer-nearly = nearly { $number }

## Time
half-day-morning = Morning
half-day-afternoon = Afternoon
# $days: number of days
days-working = { $days } working days
# $days: number of days
days-calendar = { $days } days
# A tablet's clock against the server's; $minutes: minutes
clock-fast = Clock { $minutes } minutes ahead of the server
clock-slow = Clock { $minutes } minutes behind the server

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
