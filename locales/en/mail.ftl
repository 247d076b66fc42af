# Letters about what waits
# $date: a day
mail-subject = What waits for you on { $date }
# $name: full name
mail-greeting = Dear { $name },
# $date: a day
mail-intro = As of { $date }, this waits for you in Sổ kiểm tra:
# $unit: unit, $date: day of the visit
mail-visit = { $unit }, inspected on { $date }
# $unit: unit, $date: day of the visit, $number: how many questions
mail-visit-questions = { $unit }, inspected on { $date }: { $number } questions to settle
# $unit: unit, $number: number, $content: what to do, $due: by when
mail-recommendation = { $unit }, recommendation { $number }: { $content } – due { $due }
mail-automatic = Sent automatically, at most one letter a day; please do not reply.
mail-switch-off = To stop these letters or change the address:
mail-title = Letters sent
# $server: the mail server, $hour: the hour
mail-through = Letters go through { $server }, each day from { $hour }.
mail-is-off = The server sends no letters. To send some, fill in [mail] in the data folder's sokiemtra.toml and restart the server.
mail-day = Day
mail-none = No letter was sent yet.
mail-problem = What went wrong
# $time: when
mail-next = tried again at { $time }
# $number: how often
mail-tries = try { $number }
mail-state-nothing = Nothing waited
mail-state-sending = Being sent
mail-state-sent = Sent
mail-state-waiting = Not sent yet
mail-state-failed = Not sent
mail-state-unsure = May have arrived
mail-wishes = Letters about what waits
mail-wishes-help = At most one a day, and only when something waits.
mail-wishes-off = The server is not set up to send letters at present.
mail-address = E-mail address
mail-language = Language of the letters
mail-wanted = Write to me when something waits
mail-address-wrong = This is no e-mail address. Write it like name@example.gov.vn, or leave it empty. Nothing was saved.
mail-saved = Saved how you are written to.
language-vi = Tiếng Việt
language-en = English
