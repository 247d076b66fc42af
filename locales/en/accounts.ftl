# Heading of the log-in page
log-in-title = Log in
log-in-name = User name
log-in-password = Password
# The main button of the log-in page
log-in-action = Log in
# Shown when name or password is wrong; does not say which
log-in-wrong = The user name or the password is wrong. Please try again.
# $minutes: how many minutes to wait
log-in-wait = Too many failed attempts. Please try again in { $minutes } min.
log-out = Log out
log-in-other = Log in with another account

## Two-step verification
code-title = Two-step verification
code-help = Open the authenticator app on your phone and type the 6 digits it shows.
code-label = Code
code-action = Continue
code-lost = Phone not at hand: type one of the recovery codes you kept. Lost both: ask the administrator for a new link.
code-wrong = That code is not right. Please type the one that the app shows now.
code-replayed = This code was used already. Please wait for the next one (within 30 seconds).
factor-title = Two-step verification
factor-required = Your work needs two-step verification: beside the password, each log-in asks for a code from your phone. It is set up once and takes about a minute.
factor-offered = Beside the password, each log-in asks for a code from your phone; knowing the password alone does not get anybody in.
factor-step-app = Install an authenticator app on your phone, for example Google Authenticator, Microsoft Authenticator or FreeOTP.
factor-step-scan = In the app, choose to add an account and scan this:
factor-step-code = Type the 6 digits that the app shows
factor-qr = QR code that adds the account to an authenticator app
factor-by-hand = Cannot scan? Type this key by hand:
factor-action = Turn on two-step verification
factor-done = Two-step verification is on.
factor-on = Two-step verification on
factor-off = Two-step verification off
factor-set-up = Set up
factor-remove = Turn off two-step verification
factor-removed = Two-step verification is off.
factor-code-now = Current code
recovery-title = Recovery codes
recovery-help = Each works once, when your phone is not at hand. Print them or write them down and keep them safe: they are not shown again.
recovery-kept = I have kept these codes
# $number: codes
recovery-left = { $number } recovery codes left.
recovery-new = Make new recovery codes

## Password
welcome-title = Set a password
# $name: full name
welcome-heading = Welcome, { $name }
welcome-help = Please set a password for your account. This link works once.
password-title = Change password
password-current = Current password
password-new = New password
password-again = New password again
password-rules = At least 12 characters. A few words that you can remember are good; capitals or symbols are not needed. Not your own name, not a common password.
password-set = Set the password and continue
password-change = Change password
password-changed = The password is changed. All other sessions have ended.
password-current-wrong = The current password is not right. Nothing was changed.
password-differs = The two passwords differ.
# $shortest: fewest characters; all sentences below get it
password-too-short = The password is too short: it needs at least { $shortest } characters.
password-too-long = The password is too long.
password-common = This password is one of those that are tried first. Please choose another one.
password-own-name = This password is hardly more than a person's name or the name of this program. Please choose another one.
password-not-kept = The password could not be kept. Please try again.

## One's own account
own-title = My account
sessions-title = Sessions
sessions-help = Where the account is in use. If one is not yours: end it and change the password.
sessions-none = No sessions.
session-this = This session
session-end = End
sessions-end-others = End all other sessions
sessions-end-all = End all sessions
sessions-ended = The session has ended.
log-ins-title = Recent log-ins
log-ins-none = Never logged in.
browser-unknown = Another browser
column-browser = Browser
column-address = Network address
column-begun = Logged in
column-used = Last used
column-action = Action
column-time = Time
column-what = What

## People
people-title = People
people-search = Search by name, user name, position
people-none = Nobody yet. Please add the first person.
people-not-found = Nobody fits. Try fewer words; accents are not needed.
# $number: people
people-count = { $number } people
column-name = Name
column-organisation = Organisation
column-rights = Rights
column-devices = Tablets
column-account = Account
column-state = State
account-none = No account
account-open = In use
account-invited = Link sent
account-locked = Locked
person-add = Add a person
person-add-action = Add this person
person-name = Full name
person-position = Position
person-organisation = Works at
person-user-name = User name (optional)
person-user-name-help = Left empty it is made of the name, for example nguyen-van-an.
person-details = Details
person-no-name = The name is missing.
user-name-malformed = A user name has lower-case letters without accents, digits and hyphens only.
user-name-taken = Somebody has this user name.
organisation-help = A few letters will do, accents are not needed; if several organisations fit, the page asks which.
organisation-which = Choose an organisation
organisation-unknown = There is no such organisation among those that you manage.
organisation-several = Several organisations fit. Please choose one.
save-action = Save
search-action = Search

## Rights
rights-title = Rights
rights-none = No rights yet: this person does not see any page of the office.
right-first = First right
right-none-yet = No right yet
right-role = Role
right-where = In the organisation (and all below)
right-from = From
right-to = Until
right-to-optional = Until (optional)
right-open-end = until withdrawn
right-valid = In force
right-future = Not yet
right-past = Expired
right-withdrawn = Withdrawn
right-withdraw = Withdraw
right-grant = Grant another right
right-grant-action = Grant the right
right-no-role = No role was chosen.
right-no-date = The date is not valid.
right-ends-before = The last day is before the first.
role-inspector = Member of an inspection team
role-team-leader = Team leader
role-team-secretary = Team secretary
role-reviewer = Reviewer
role-office-leader = Head of office
role-commune-officer = Officer of an inspected unit
role-catalogue-owner = Owner of checklists and catalogues
role-administrator = Administrator
role-viewer = Viewer

## Other people's accounts
account-title = Account
account-outranks = This person has rights beyond those that you manage; a higher administrator keeps the account.
account-lock = Lock the account
account-lock-help = Locked: no more log-ins, and all sessions end. What was recorded stays.
account-unlock = Unlock the account
link-offer = A one-time link with which this person sets a password. An earlier link (if any) ends.
link-without-factor = Also remove two-step verification (when the phone is lost)
link-action = Make a link
link-title = One-time link
# $days: days
link-help = Send it to this person only. It works once within { $days } days and is not shown again.
person-done-da-them = Added. Next: make a link with which this person sets a password.
person-done-da-sua = Saved.
person-done-da-cap-quyen = The right is granted.
person-done-da-thu-hoi = The right is withdrawn.
person-done-da-het-phien = The session has ended.
person-done-da-khoa = The account is locked.
person-done-da-mo-khoa = The account is unlocked.
devices-title = Tablets
devices-none = No tablet yet.
column-device = Tablet
column-enrolled = Enrolled
column-seen = Last sync
device-never = Never
device-active = In use
device-revoked = Revoked
device-code-offer = A code that enrols one tablet of this person, once within 72 hours.
device-code-action = Make an enrolment code
device-code-title = Enrolment code of a tablet
device-code-help = On the tablet, open this server's page and type the code. It is not shown again.

# Identities of another provider
identity-title = Log in with another account
identity-log-in = Log in with { $name }
identity-leave = You go to the pages of { $name } to confirm who you are, and come back here. Sổ kiểm tra does not see the password there.
identity-go = Go to { $name }
identity-again = Back to log-in
identity-expired = This log-in with { $name } took too long, or began in another browser. Please begin again.
identity-refused = { $name } did not confirm who you are. Try again, or log in with your password.
identity-taken = This account of { $name } is linked with somebody else. Tell an administrator if it is yours.
identity-unknown = This account of { $name } is not linked with anybody. Log in with your password, then link it on the page “Account”.
identity-on = Linked with { $name }
identity-offered = You can link { $name } and log in without a password from then on. The second factor is asked for all the same.
identity-link = Link with { $name }
identity-unlink = Remove the link
identity-linked = Linked.
identity-unlinked = The link was removed.
