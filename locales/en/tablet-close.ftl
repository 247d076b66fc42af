# Texts of the screens with which a visit is closed: disagreements, opinion, search, signing, codes; and help

# The button that leads back to the overview of the visit
close-back = Back to the visit

# Disagreements. Both answers are equals: no word may favour one of them
disputes-title = Disagreements
disputes-none = Questions to which two people gave different answers will stand here. There are none.
disputes-about = Both answers are kept as equals until the team decides. Undecided, the work goes on and can be signed.
dispute-row = row { $number }
dispute-keep-both = Keep both, decide later
dispute-keep-all = Keep all, decide later
dispute-postponed = The answers stay as they are; the team decides later.
dispute-reopen = Decide now
dispute-decide = Or decide now
# One of the answers that stand there
dispute-take = Choose { $answer }
dispute-another = Another answer
dispute-reason = Reason (required)
dispute-write = Write the decision
dispute-choose-first = Choose an answer first.
dispute-type-first = Write the other answer first.
dispute-reason-first = Write the reason: readers of the minutes want to know why.
# place: code of the question, answer: what was decided
dispute-settled = { $place }: decided on { $answer }. The earlier answers stay in the history.
composer-ratio = Met / all, for example 243/250
composer-periods = Periods, for example 05/02/2018..07/02/2018, 12/02/2018

# The unit's opinion
opinion-of = Opinion of
opinion-hint = Write in the unit's own words. Several people can write on several tablets; nobody's words are lost.

# Search
find-label = Search in this visit
find-hint = Type a few letters, accents do not matter: questions, codes, notes, answers.
find-none = “{ $query }” was not found. Try fewer words.
find-count = { $count } found

# Summary and signing
summary-read = Read aloud to the unit before signing
summary-score = Score
summary-findings = Findings
summary-no-findings = No findings so far.
summary-repeated = repeated from the last inspection
summary-due = to be remedied by { $date }
summary-disputed = Disagreements
summary-data-errors = Contradicting figures
summary-open = Not answered yet
summary-evidence = Photos missing
summary-all-clear = Every question is answered, nothing contradicts itself, all photos are there.
summary-left = Left before signing
summary-more = and { $count } more
signatures = Signatures
signatures-none = Nobody has signed yet. Signed minutes can still be amended.
signature-valid = The device's signature fits what was signed
signature-invalid = The device's signature does not fit
signature-unchanged = Nothing was written after it
signature-amended = Something was written after it: an amendment
signature-picture = Picture of a signature, not a digital signature
signature-picture-of = Picture of the signature of { $name }
sign-now = Sign
sign-as = Signing as
role-leader = Team leader
role-secretary = Secretary
role-member = Member
role-unit = Representative of the unit
sign-name = Full name of the signer
sign-draw = Sign in the field below (can be skipped)
sign-draw-about = This is only the picture of a signature, not a digital signature. What counts is the device's signature over everything written.
signature-empty = Signature field: nothing drawn yet
signature-drawn = Signature field: signed
signature-again = Draw again
sign-write = Sign the minutes
sign-write-undrawn = Sign the minutes without a drawing
sign-name-first = Write the full name of the signer.
sign-done = Signed: { $name }, { $role }.
sign-amendment = The minutes are signed. Whatever is changed from now on is kept apart as an amendment; what was signed stays as it is.
sign-open-left = Some things above are not finished; signing is possible, and the minutes will say so.

# A visit from screen to camera
relay-about = Gives the text of the visit to the tablet beside this one, without a network. Photos follow in a file or over the network.
relay-show = Show codes on this tablet
relay-read = Read the other tablet's codes
relay-stop = Stop
relay-codes = { $of } QR codes one after the other; hold the other tablet close to read them
relay-showing = Code { $number }/{ $of }. The codes repeat until you stop.
relay-speed = Speed: { $count } codes a second
relay-slower = Slower
relay-faster = Faster
relay-hold = Hold the other tablet's code in the middle of the picture, about a hand away, and keep still.
relay-progress = { $done }/{ $of } codes, missing: { $missing }
relay-waiting = Waiting for the first code…
relay-done = Everything has come.
relay-unlisted = Everything was taken. This visit is not on the list of this tablet: it keeps it and sends it to the office with the next exchange.
relay-other = This code is not one of this book.
relay-nothing = There is nothing in this visit to give yet.
qr-camera = Picture of the camera

# Help: each line of a text is one step
help-about = This page is on the tablet and needs no network.
help-answer = Answering a question
help-answer-text =
    Tap the visit, tap a section, then answer in the lower half of the screen.
    Some questions have three buttons: Yes, No, Not applicable. Tap the chosen one again to take it back.
    Ratios have two fields: how many are met, and how many there are. Percentage and points follow at once.
    If it was a mistake, tap “Undo”. All earlier answers stay in “History”.
help-saved = When is it saved?
help-saved-text =
    “Saved” with the time, at the top right: it is safely on the tablet, even if the tablet goes off.
    A red banner “Not saved” means that it stands on the screen only: do not close the app, tap “Try again”.
    Saved on the tablet is not the same as sent. “Sync and storage” says what has reached the server.
help-photo = Taking photos
help-photo-text =
    At a question tap “Photo”, then the shutter. Several photos can be taken in a row.
    Papers with names or numbers of citizens: cover these areas before keeping the photo; the original is kept apart.
    If the camera cannot be used, choose a photo that is on the tablet.
help-dispute = Two people answer differently
help-dispute-text =
    The book keeps both answers with who and when; it never chooses by itself.
    Open “Disagreements” in the visit. Both can be kept and decided on later.
    A decision needs a reason; it is printed in the minutes.
help-offline = No network
help-offline-text =
    Just go on working, up to 30 days without a network.
    With a network the book sends by itself: text first, then photos. Or tap “Sync now”.
    Photos wait for Wi-Fi on a metered network; that can be changed in the settings.
help-relay = Giving it to the tablet beside yours
help-relay-text =
    In the visit tap “Hand over by QR codes”: this tablet shows codes, the other reads them with its camera.
    To give photos too, use a file: “Sync and storage”, “Save rescue file”, and on the other tablet “Take a file”.
    Taking it twice does no harm: what is there already is skipped.
help-rescue = The rescue file
help-rescue-text =
    If the tablet is failing or full, or there is an alarm, go to “Sync and storage” and tap “Save rescue file”.
    The file holds all text and photos, encrypted; send it by any messenger, USB stick or mail.
    Any tablet enrolled in the campaign, or the server, can take it.
help-pin = Forgotten PIN
help-pin-text =
    On the lock screen tap “Forgotten PIN”. Nothing is lost.
    Ask the office for a one-time code, enter it with a network, then choose a new PIN.
    After several wrong PINs there is a growing wait; the book never deletes itself.
help-tab = Second tab, shared tablet
help-tab-text =
    The book is written in one tab only. A second tab only shows; close the other and this one can write.
    Shared tablet: everybody has their own book and PIN. Logging out deletes nothing.
help-sign = Signing the minutes
help-sign-text =
    Open “Summary and signing” and read the summary aloud to the unit.
    Choose as what, write the name, sign in the field (can be skipped), tap “Sign the minutes”.
    The drawing is only a picture. The device's signature vouches for everything written at that moment.
    Changes after signing are an amendment; what was signed stays as it is.
help-version = A new version
help-version-text =
    The book fetches a new version whole and checks it, and tells only while no visit is open.
    Tap “Change to the new version” when it suits you. The data does not change.
