# Personal links with which units answer recommendations
unit-link-title = Personal link for the unit
unit-link-help = Opens the recommendations of this unit, and of no other, without a password. Each link is for one person and opens once. Print it, or mail it to that person.
unit-link-new = Make a link
unit-link-name = Full name of the person
unit-link-email = Send to the e-mail address (if any)
unit-link-bad-email = The address is not right. No link was made.
unit-link-sent = The link was sent to { $email }.
unit-link-not-sent = Not sent to { $email }: { $why }. The link below holds; print it, or make another one to send it again.
unit-link-letter-subject = Recommendations after the inspection of { $unit }
unit-link-letter =
    Dear { $name },

    The inspection of administrative reform in { $unit } led to recommendations that are to be mended. This link opens them, and those of this unit only:

    { $link }

    It is yours alone and opens once, until { $until }. Please do not pass it on.

    This letter was sent by a machine; please do not answer it.
unit-link-make = Make the link
unit-link-nameless = The person's full name is needed. No link was made.
unit-link-for = Link of { $name }
unit-link-qr = QR code of the link
unit-link-until = It can be used until { $until }.
unit-link-once = The link is shown here once.
unit-link-list = Links that were made
unit-link-none = No link has been made.
unit-link-waits = Not used
unit-link-used = Opened { $at }
unit-link-withdrawn = The link is withdrawn; the session that it had opened is closed.
unit-link-to = Personal link for the unit to answer
unit-link-heading = Welcome, { $name }
unit-link-open-help = This link opens the recommendations that your unit has to mend. It opens once, on this device.
unit-link-open = Open the recommendations
deed-unit-link-made = Personal link for the unit made
deed-unit-link-withdrawn = Personal link of the unit withdrawn
