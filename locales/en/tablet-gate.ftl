# Texts around an open book: enrolment, lock screen, how the store was found, sync and storage

app-name = Inspection book
continue = Continue
opening = Opening the book…

# Enrolment
enrol-title = Enrol this tablet
enrol-about = The office gives everybody a one-time code. Type it, or read the QR code with the camera. This once a network is needed.
enrol-server = Server: { $server }
one-time-code = One-time code
device-name = Name of the tablet, for the office to know it by
device-default = The team's tablet
qr-read = Read the QR code
qr-stop = Camera off
enrol-code-first = Type the code first.
enrol-other-code = This QR code is not an enrolment code.
enrol-elsewhere = This code belongs to another server. Open this address and enrol there:
enrol-asking = Asking the server…
enrol-locking = Making the key of the book…
enrolled = Enrolled: { $name }.
back-to-code = Back to the code
back-to-unlock = Back to the lock screen
fetching-list = Fetching the list of visits…
fetching-forms = Fetching the forms: { $ready }/{ $all } visits are ready
fetching-done = { $all } visits are ready; from now on no network is needed.
enter-book = Open the book

# PIN
pin = PIN
pin-keys = Number keys
pin-erase = Erase the last digit
pin-digits = { $count } digits entered
pin-open = Open
pin-checking = Checking…
pin-setting = Setting…
pin-wrong = That PIN is wrong.
pin-wait = Wrong PIN several times; try again in { $seconds } seconds. The book is not deleted.
pin-choose = Choose a PIN, at least { $count } digits
pin-repeat = Enter the PIN again
pin-about = The PIN is on this tablet only and opens the book without a network. If you forget it, the office gives a code; nothing is lost.
pin-too-short = A PIN has at least { $count } digits.
pin-too-easy = That PIN is too easy to guess; choose another.
pin-differs = The two were not the same; choose again.
pin-forgotten = Forgotten PIN
pin-change = Change the PIN
# Heading over the field for the PIN that is to be replaced
pin-change-old = The PIN in use
pin-changed = Changed. From now on the new PIN opens the book; nothing in it has changed.
pin-change-not = Leave it
back-to-pin = Back to the PIN
forgotten-title = New PIN for { $name }
forgotten-about = Ask the office for a one-time code and enter it here; a network is needed for a moment. Nothing in the book is lost.
forgotten-other-person = This code is for { $name }. Ask for a code for the right person.
asking-server = Asking the server…

# Lock screen
who = Who is using this tablet?
# Two books of one person on this tablet
person-book = { $name } – book { $number }
one-more-person = One more person on this tablet
keyring-reading = Looking whose books are here…
keyring-trouble = The list of books on this tablet could not be read: { $why }. Nothing is deleted. Try again; if that does not help, restart the tablet or tell the office.
locked = Locked
locked-about = The book of { $name }. What was half typed is still there.

# How the store was found
gate-not-opened = The book could not be opened: { $why } Nothing is deleted.
gate-not-enrolled = This book is not fully enrolled. Log out, ask the office for a new code and enrol again.
gate-lost = { $count } writes are damaged in both places on this tablet; the rest could be opened. Go to “Sync and storage”, save a rescue file now and tell the office; what is damaged was put aside, not deleted.
gate-rebuilt-first = The first copy on this tablet lacked { $count } writes; all of them came back from the second. Nothing is lost.
gate-rebuilt-second = The second copy on this tablet lacked { $count } writes; all of them were written again from the first. Nothing is lost.
gate-newer = { $count } entries were written by a newer version; this one keeps them but cannot show them.
gate-first-copy-closed = The browser does not let the first copy be written. Close all tabs and open the book again; save a rescue file before.
gate-other-closed = The other tab is closed. Log out and enter the PIN again to write in this one.

# Sync
arrived = What the server has
sync-now = Sync now
syncing = Syncing…
exchange-never = Never synced on this tablet.
exchange-running = Sending and receiving…
exchange-checking = Sent; the server is checking.
exchange-offline = The server cannot be reached. Everything is on the tablet; it tries again by itself.
exchange-stranger = This network does not lead to the server; perhaps it wants a Wi-Fi log-in first. Everything is on the tablet.
# changes: how many changes written here the server has, photos: 38/40
exchange-done = Sent { $changes } changes, { $photos } photos, at { $time }.
queue-changes = Answers and notes
queue-photos = Photos
queue-current = Photo on its way
queue-of = { $sent }/{ $all }, { $waiting } waiting
queue-empty = Nothing to send yet
photos-wait-for-wifi = Photos wait for Wi-Fi
send-photos-now = Send photos over this network now
aside-title = Kept aside by the server
aside-about = These changes are still on the tablet and on the server, but not in the report. The office will decide.
aside-why = Because of this: { $why }.
aside-other = Note, photo, row or signature

# Files
files = Files out and in
rescue = Save rescue file
rescue-about = The rescue file holds all text and photos of this tablet, encrypted. Another tablet of the campaign or the server can take it, without a network.
rescue-nothing = There is no visit to save yet.
rescue-save = Save or share
rescue-making = Making the file…
rescue-shared = The file was given to the app that you chose.
rescue-downloaded = The file is in the tablet's downloads.
rescue-unreadable = { $count } photos could not be read and are not in it.
damaged-title = What is damaged
damaged-about = Writes that are damaged in both places on this tablet. Save each file and give it to the office: something may still be got out of it.
damaged-file = { $name }, { $bytes } bytes
parcel-title = { $title }, file { $number }/{ $of }
parcel-holds = { $visits } visits, { $photos } photos, about { $megabytes } MB
import = Take a file
import-about = Takes a file of another tablet (ending .sktb). Taking it twice does no harm.
import-done = The file was taken.
import-unlisted = The file was taken. { $count } visits are not on the list of this tablet: it keeps them and sends them to the office with the next exchange.

# Storage
storage = Storage of the tablet
storage-identity = { $name }, server { $server }
storage-used = { $used } of { $granted } used
copies-two = Both copies on the tablet are complete
copies-one = Only one copy on the tablet is complete
storage-kept = The browser promises to keep the data
storage-not-kept = The browser has not promised to keep the data
storage-not-kept-long = The browser has not promised to keep the data when the tablet is full. Install the app on the home screen, then ask again under “Sync and storage”.
storage-ask = Ask the browser to keep the data
storage-refused = The browser did not agree. Installing the app on the home screen usually helps.

# Choices
settings = Settings
wifi-only = Send photos only over Wi-Fi
outdoor = Outdoor screen with strong contrast
language = Language
lock-after = Lock by itself when not touched
lock-minutes = after { $count } minutes
lock-now = Lock now
log-out = Log out
log-out-about = Logging out deletes nothing; the PIN opens the book again.
log-out-held = Something is not saved yet; tap “Try again” in the red banner before logging out.

# The version of the app
version = Version
version-looking = Asking the server…
version-newest = This is the newest version that the tablet has seen; it opens without a network.
version-not-kept = The app is not kept on this tablet: it needs a network to open. Open it again with a network.
version-downloading = A new version is being fetched; this one can be used meanwhile.
version-ready = A new version is ready.
version-failed = The new version could not be fetched; this one can be used.
version-replaced = Another tab has changed to the new version; this page must be opened again.
version-look = Look for a new version
version-change = Change to the new version
version-changing = Going over to the new version; this may take half a minute. Your data stays as it is.
version-later = Later
