# The rows of a group: sampled dossiers, absences
rows-count = Rows
rows-passed = No serious error
rows-failed = Serious error
rows-incomplete = Incomplete
rows-empty = The rows of this table will stand here. Tap “Add a row” to begin.
rows-list = List
# The heading of the list of rows that were struck out
rows-struck-out = Struck out ({ $count })
row-add = Add a row
# What a row is called before it has a name of its own
row-number = Row { $number }
row-nameless = Row without a name
row-missing = { $count } required values missing
row-required = required
row-undecided = cannot be computed yet
row-outcome = Computed from what was entered
row-strike-out = Strike this row out
row-bring-back = Bring back
# For screen readers: the same with the row's name
row-bring-back-named = Bring back: { $name }
row-gone = This row was struck out and does not count. Its content is kept and can be brought back.
row-unknown = The table has no such row.

# Drawing the sample from a register
sample-draw = Draw a sample from the register
sample-explained = The sample is drawn in a fixed way: with the same list of codes and the same seed anybody, on any machine, draws exactly these dossiers. The order of the register does not matter; when more are drawn, those drawn before stay drawn.
sample-register = List of dossier codes
sample-register-hint = One code a line, or a table with the code in its first column. Paste it here or choose a .csv or .txt file.
sample-file = Choose a file
sample-not-text = This file cannot be read. Save it as CSV UTF-8, or paste the list into the field.
sample-register-found = { $count } dossier codes read; { $ignored } empty or repeated lines left out.
sample-heading = The first line is a heading: “{ $heading }”.
sample-seed = Seed
sample-seed-hint = Best something that nobody chose after seeing the register, for example the day of the visit and the decision's number.
sample-wanted = Dossiers to draw
sample-drawn = { $count } dossiers drawn, in this order
sample-there = In the table
sample-add = Add { $count } dossiers to the table
sample-added = { $count } dossiers added; how they were drawn stands in the item's note.
sample-no-code = This table has no field for a dossier's code.
# Written into the note of the group's item, so that anybody can draw the same again
sample-how = Sample “{ $group }”: { $drawn }/{ $all } dossiers, seed “{ $seed }”; sorted by SHA-256 of seed, line break and code (upper case), taken from the front. Whoever has the register can draw it again.

# Photos of a question
photo-count = Photos ({ $count })
photo-number = Photo { $number }
photo-sent = Sent
photo-unsent = Not sent
# The photo's file is on a colleague's tablet
photo-elsewhere = On another tablet
photo-redacted = Covered
photo-large = Large photo
photo-caption = Caption
photo-close = Close the photo
photo-remove = Take the photo out of the record
# Stands for a photo whose caption is empty
photo-nameless = Photo without caption
# Follows the caption of a photo that was taken out
photo-removed-by = taken out by { $name } at { $time }
photos-removed = Photos taken out ({ $count })
photo-unseen = This photo cannot be shown.
photo-damaged = This file is no picture that can be read (JPEG, PNG or WebP).
photo-other-tab = Photos are shown only in the tab that writes.
photo-not-here = The photo is on a colleague's tablet.
photo-no-room = There is no room for photos on this tablet; the photo was not saved. Answers and notes are still saved. Sync, free some room, then tap “Use the photo” again.

# When and where a photo was taken
time-unknown = Time unknown
place-asking = Looking for the position…
place-unknown = No position
place-known = Position known
place-within = Position within { $metres } m
place-here = Position within { $metres } m, { $age }
place-at = { $at } (within { $metres } m)
age-now = just now
age-seconds = { $count } s ago
age-minutes = { $count } min ago

# The camera
camera-title = Take photos
camera-picture = Picture of the camera
camera-opening = Opening the camera…
camera-denied = The camera may not be used yet.
camera-none = No camera found.
camera-busy = Another app uses the camera.
camera-use-file = Tap “Open the camera” to use the tablet's own app, or “Choose a photo” for one that is there.
camera-take = Take
camera-file = Choose a photo
camera-system = Open the camera
camera-working = Working…
camera-done = Done
camera-kept = { $count } photos added
camera-preview = The photo just taken
camera-again = Discard, take again
camera-use = Use the photo
camera-broken-off = The app was closed while a photo for item { $item } was to be taken. What was saved is still there; tap “Photo” to take it again.

# Covering personal data in a photo
cover-begin = Cover personal data
cover-stop = Look at the photo
cover-again = Change the covered areas
cover-done = Personal data in this photo is covered. The original stays on this tablet and out of the record.
cover-explained = Draw a frame with your finger over what is to be covered, or add an area and set it with the buttons.
cover-add = Add an area
cover-area = Area { $number }
cover-remove = Remove
cover-remove-area = Remove area { $number }
cover-areas = Cover { $count } areas
cover-handles = Set the chosen area
cover-left = Left
cover-right = Right
cover-up = Up
cover-down = Down
cover-wider = Wider
cover-narrower = Narrower
cover-taller = Taller
cover-lower = Lower
