# Tablets: the list, enrolment, one tablet, a lost one, what is kept aside
nav-devices = Tablets
devices-search = Search by a person's name
devices-list-none = There is no tablet yet. Press “Enrol a tablet” to make a code for the first.
devices-not-found = There is no tablet of such a person.
# $number: how many
devices-count = { $number } tablets
device-whose = Whose
device-name = Name of the tablet
# $person: name
device-of = Tablet of { $person }
device-last-sync = Last sync
device-quiet = over 7 days
device-unsent = Not sent yet
# $number: how many
device-unsent-photos = { $number } photos
device-unsent-none = Nothing
device-open-visits = Unsigned visits
device-clock = Clock
device-clock-right = Right
# $span: how long
device-clock-fast = { $span } fast
device-clock-slow = { $span } slow
# $number: how many
device-minutes = { $number } min
device-hours = { $number } h
device-days = { $number } days
device-room = Free space
device-version = Version
device-untold = Not known
# $number: how many
device-aside = { $number } changes kept aside

## Enrolment
device-enrol = Enrol a tablet
device-for-whom = Whose tablet?
# $number: how many
device-has = has { $number } tablets
device-more-people = There are more people: type a name to search.
# $person: name
device-code-for = Enrolment code for a tablet of { $person }
device-code-qr = QR code to enrol a tablet
device-step-open = On the tablet, open the page /tablet of this server.
device-step-scan = Scan this QR code, or type the code above.
device-step-pin = The owner chooses a PIN. Done.
# $until: date and time
device-code-until = The code works once, until { $until }. It is not shown again after you leave this page.
device-codes-unused = Unused codes
device-codes-none = No code waits to be used.
device-code-made = Made
device-code-expires = Works until
device-code-withdraw = Withdraw
device-done-da-thu-hoi-ma = The code was withdrawn; it no longer works.
device-done-da-thu-hoi = The tablet was revoked. What it sends from now on is kept aside until somebody decides.

## One tablet
device-works = Visits of this tablet
device-works-none = This tablet has no visits yet.
device-answers = Answers from this tablet
device-visit-photos = Photos of the visit
device-last-work = Last received
# $here: arrived, $all: all
device-photos-here = { $here }/{ $all } photos arrived
device-nothing-yet = Nothing received yet
device-visit-cancelled = Cancelled
device-visit-signed = Signed
device-revoke = Revoke the tablet
device-revoke-help = The tablet gets nothing more, and its new signatures do not count. What came before stays as it is.
device-revoke-reason = Reason
device-no-reason = There is no reason. Nothing was changed.
device-later = If the tablet still sends work later
device-later-await = It may be real work of its user: keep it aside and offer to accept it
device-later-distrust = The tablet may be in wrong hands: keep it aside and offer to keep it out

## A lost tablet
lost-link = Lost?
lost-title = Lost tablet
lost-revoke = Revoke this tablet
# $person, $device: names
lost-which = Tablet “{ $device }” of { $person }
# $at: date and time
lost-printed = As of { $at }
lost-not-revoked = This tablet is not revoked: whoever holds it and knows the PIN can still send data.
lost-maybe = What may not have reached the server
# $at: date and time
lost-since = All work done on the tablet after { $at } (its last sync).
lost-never = The tablet has never synced: all work done on it.
# $number: how many
lost-photos = { $number } photos that the tablet said it had not sent.
lost-no-photos = At the last sync the tablet said that it had sent all photos.
lost-nothing = on its list, nothing received.
lost-here = What is on the server
lost-nothing-here = Nothing of this tablet is on the server.
# $number: how many
lost-photos-missing = { $number } photos missing
lost-copies = Other tablets with copies
lost-no-copies = There is no other tablet in the team.
lost-copy-whole = has all that the server has
lost-copy-part = has not synced since this work came
lost-copy-never = has never synced
# $at: date and time
lost-copy-seen = synced { $at }
lost-next = What to do
lost-step-revoke = Revoke the tablet, with the reason.
lost-step-mates = Ask the team to sync their tablets: they may hold work that they took directly from the lost one.
lost-step-new = Enrol a new tablet; it gets its visits from the server.

## What is kept aside
aside-title = Changes kept aside
aside-help = Changes that cannot go into the record at once. None is deleted; whoever manages tablets decides to accept them or to keep them out.
# $number: how many
aside-waiting = { $number } changes kept aside wait for a decision
aside-none = No change waits for a decision.
aside-decided = Kept out by decision
aside-author = Whose
aside-nobody = Not known: no tablet vouches for it
# $who: person and tablet
aside-carried-by = brought by { $who }
aside-carrier = Brought by
aside-why = Why
aside-number = Changes
aside-newest = Received
aside-unknown-visit = A visit that is not known here
aside-visit-id = Id of the visit
aside-day = Day of the visit
# $number: how many
aside-changes = { $number } changes
aside-says = What it says
aside-when = When
# $at: date and time
aside-received = received { $at }
# $size: bytes
aside-unreadable = Cannot be read ({ $size } bytes)
aside-download = Download
# $number: how many
aside-more = and { $number } more changes
aside-kept-out = Kept out
aside-decision = Decision
aside-accept = Accept: into the record, in the name of who wrote it
aside-keep-out = Keep out: not into the record, but kept here
aside-never = These changes can never go into the record. They can be downloaded to look at, and kept out.
aside-reason = Reason
aside-decide = Save the decision
aside-no-reason = There is no reason. Nothing was changed.
aside-no-decision = Choose to accept or to keep out. Nothing was changed.
aside-distrusted = When the tablet was revoked, the office noted that it may be in wrong hands.
aside-done-da-nhan = Accepted. The changes are checked again and stand in the record in a few seconds.
aside-done-da-nhan-mot-phan = What could be accepted was. The rest is still kept aside; open it to see why.
aside-done-da-de-ngoai = Kept out. The decision can be changed later.
aside-row-added = Adds a row to { $group }
# $group: name of the group of rows
aside-row-removed = Strikes out a row of { $group }
# $item: the item
aside-photo = A photo for { $item }
# $name: name
aside-signature = Signature of { $name }
# $item: the item, $text: what is added, $gone: how many characters are deleted
aside-note = Note of { $item }: adds “{ $text }”, deletes { $gone } characters
# $text: what is added, $gone: how many characters are deleted
aside-opinion = Opinion of the unit: adds “{ $text }”, deletes { $gone } characters
# $key: an unknown key
aside-unknown = Unknown content: { $key }
aside-reason-malformed = Malformed
aside-reason-malformed-help = No program can read it; it can only be kept out.
aside-reason-unknown-visit = The server has no such visit
aside-reason-unknown-visit-help = Can be accepted once the visit is planned.
aside-reason-not-assigned = Who wrote it is not in the team
aside-reason-not-assigned-help = Can be accepted if this person really did the work.
aside-reason-device-revoked = The tablet was revoked
aside-reason-device-revoked-help = Can be accepted if the work was done while its user had the tablet.
aside-reason-not-signed = No tablet vouches for it
aside-reason-not-signed-help = Nobody knows who wrote it, so it cannot be accepted. Its tablet vouches at its next sync.
aside-reason-sequence-reused = Another change has this number
aside-reason-sequence-reused-help = The book was copied or restored; the tablet writes this work anew by itself.
aside-reason-wrong-order = Its numbers do not follow
aside-reason-wrong-order-help = It cannot be merged.
aside-reason-unmergeable = Merging it would damage the record
aside-reason-unmergeable-help = It can never be merged; it can only be kept out.
aside-reason-unknown-content = It writes what this checklist does not have
aside-reason-unknown-content-help = It can never be merged; it can only be kept out.
aside-reason-builds-on = Builds on a change kept aside
aside-reason-builds-on-help = Goes into the record when that one is accepted.
