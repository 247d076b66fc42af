# The log: who did what, when, from where
audit-title = Log
audit-who = Who
audit-what = What
audit-any = Everything
audit-text = Text
audit-from = From
audit-until = Until
audit-number = No.
audit-subject = Subject
audit-change = Change
audit-none = No line fits.
audit-older = Older ›
# $number: lines; the code of the last line follows
audit-head = The log has { $number } lines, each bound to the one before. Keep the code of the last line elsewhere, to check later with sokiemtra audit verify:
audit-command-line = Command line of the server
export-csv = Download CSV

## Names of deeds
deed-logged-in = Logged in
deed-logged-out = Logged out
deed-log-in-failed = Log-in failed
deed-account-set = Account set up
deed-account-locked = Account locked
deed-account-unlocked = Account unlocked
deed-invitation-made = One-time link made
deed-password-set = Password set
deed-second-factor-set-up = Two-step verification set up
deed-second-factor-removed = Two-step verification removed
deed-recovery-codes-made = Recovery codes made
deed-session-ended = Session ended
deed-sessions-ended = Sessions ended
deed-person-added = Person added
deed-person-changed = Person changed
deed-right-granted = Right granted
deed-right-withdrawn = Right withdrawn
deed-enrolment-code-made = Enrolment code made
deed-device-enrolled = Tablet enrolled
deed-device-revoked = Tablet revoked
deed-campaign-imported = Plan imported
deed-units-imported = List of units imported
deed-organisation-added = Organisation added
deed-organisation-changed = Organisation changed
deed-office-chosen = Office chosen
deed-restored = Restored from a copy
