# Organisations and administrative units
organisations-title = Organisations
organisations-search = Search
organisations-search-help = Type a name, accents are not needed, or a code; add the province where names are shared: hoa thanh tay ninh.
organisations-day = On the day (empty: today)
# $number: units
organisations-count = The catalogue has { $number } administrative units in force.
organisations-top = At the top
organisations-found = Found
organisations-former = Former units (before 1 July 2025)
organisations-not-found = Nothing was found. Try fewer letters, or another day.
organisation-kind = Kind
organisation-code = Code
organisation-above = Belongs to
# $day: day
organisation-from = from { $day }
organisation-until = until { $day }
# $number: organisations
organisation-below = Directly below ({ $number })
organisation-name = Name
organisation-add = Add an organisation
organisation-add-action = Add this organisation
organisation-add-help = For departments, divisions, inspection teams and other bodies. Provinces and communes come from the catalogue of units.
organisation-no-name = The name is missing.
organisation-no-kind = The kind is missing.
organisation-change = Change this organisation
organisation-change-help = The change holds from the day below; the name and place before stay in the history.
organisation-ends = It ends with this day
organisation-done-da-them = The organisation is added.
organisation-done-da-doi = The change is saved.
organisation-refused-ngay-sai = The day is not valid: it must be after the current name's first day. Nothing was changed.
organisation-refused-cap-tren-sai = The organisation above is not right or not clear. Nothing was changed.
organisation-refused-ten-sai = Name or kind are missing. Nothing was changed.
office-is = This office:
office-change = Change
office-help = The office that uses this program. People added later belong here unless told otherwise; it can be changed.
office-action = Choose this office
office-other = Not in the list: add an organisation

## History
history-unknown-day = Day unknown
# $name: name
history-first = { $name } (nothing known from before)
history-replaces = { $name } begins, in place of:
history-split-off = { $name } begins, split off from:
history-merged-from = { $name } begins, merged from:
# $before, $after: names before and after
history-renamed = Renamed: { $before } → { $after }
history-kind = Kind changed: { $before } → { $after }
history-moved = Moved: { $before } → { $after }
history-took-in = Took in:
history-ended = Ended
history-merged-into = Merged into:
history-divided = Divided into:

## Import
import-title = Import a list of units
import-help = A CSV file (UTF-8) with the whole catalogue, of the same form as the file that this page gives. Before anything is written, the page shows what would change.
import-file = File
import-action = Show what would change
# $file: name of the file
import-preview = The file { $file } would change the following. Nothing is written yet.
import-apply = Write these changes
import-cancel = Leave it
# $number: units, in the sentences below
import-same = The catalogue is the same as this file ({ $number } lines). Nothing changes.
import-added = { $number } added
import-changed = { $number } changed
import-removed = { $number } removed
import-more = and { $number } more
# $number: mistakes, $file: name of the file
import-mistakes = { $number } mistakes in { $file }
import-nothing-changed = Nothing was written. Please mend these lines and send the file again.
import-line = Line
import-mistake = Mistake
row-table = Not a line of the table: { $what }
row-bad-code = The code “{ $text }” is not right: 2, 3 or 5 digits are expected.
row-no-name = The name is missing.
row-unknown-kind = There is no kind “{ $kind }”.
row-code-level = The code { $code } is of another level: this kind has codes of { $digits } digits.
row-bad-date = “{ $text }” is not a date of the form YYYY-MM-DD.
row-ends-before = The last day is before the first.
row-overlap = The code { $code } is in force at the same time on line { $line }.
row-no-parent = The unit above is missing.
row-parent-level = { $parent } cannot be above a unit of this kind.
row-unknown-parent = There is no unit { $parent } for the whole of this time.
row-unknown-predecessor = There was no unit { $code } on the day before.
