# Name of the program, at the head of every page
app-name = Sổ kiểm tra
# Link for people who use the keyboard
skip-to-content = Skip to content
# Stands before the number of the request, by which an administrator finds it in the log
request-number = Request number:
to-start-page = To the start page
# Link to the app that inspection teams use
open-tablet-app = Open the book on a tablet
# Name of the main links
navigation = Pages
nav-campaigns = Campaigns
nav-organisations = Organisations
nav-people = People
nav-audit = Log
pages = Pages of the list
page-before = ‹ Previous page
page-after = Next page ›
# $number: this page, $last: the last one
page-of = Page { $number } of { $last }
other-language = Tiếng Việt

## First steps
start-title = First steps
# $done, $all: steps
start-progress = { $done } of { $all } steps done.
start-next = Next step
start-done = Done
start-organisation = Choose your office
start-organisation-help = Say which office this is, for example a department of home affairs. Provinces and communes are there already.
start-people = Add people
start-people-help = Reviewers, heads of office, members of inspection teams: each with an account and rights in their own part.
start-tablets = Enrol tablets
start-tablets-help = On the page of each member of a team, make an enrolment code for their tablet.
start-plan = Make a plan
start-plan-help = Units, teams, days and the checklist.

## Design
design-help = The parts of the interface in all states; whoever adds a part adds it here.
design-type = Type
design-colours = Colours
design-states = States
design-messages = Messages
design-buttons = Buttons
design-fields = Fields
design-tables = Tables
design-cards = Cards
design-work = Work and what came of it
design-remediation = Remediation
design-inbox = Rows of what waits
design-review = A finding under review
design-steps = Steps of a remediation
design-uploads = Files of an answer
design-charts = Charts
