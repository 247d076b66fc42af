# Each problem has two sentences: what happened, and what to do
problem-not-found = This page was not found
problem-not-found-advice = There is no such page, or your account may not see it. Please check the address.
problem-malformed = The request could not be read
problem-malformed-advice = Please go back and send it again.
problem-log-in-required = Not logged in
problem-log-in-required-advice = The session has ended. Please log in and do it again.
problem-forbidden = This account may not see the page
problem-forbidden-advice = If your work needs it, please ask an administrator for the right.
problem-form-expired = The form is no longer valid
problem-form-expired-advice = Nothing was changed. Please reload the page and send it again.
problem-too-many-attempts = Too many attempts
problem-too-many-attempts-advice = Please wait { $seconds } s and try again.
problem-overloaded = The server is busy
problem-overloaded-advice = Nothing was lost. Please try again in { $seconds } s.
problem-internal = The server met an error
problem-internal-advice = It was noted in the log. Please try again; if it stays, tell an administrator the number below.
problem-tablet-app-missing = This server does not have the tablet app
problem-tablet-app-missing-advice = An administrator builds it with cargo xtask tablet, or names its folder with --tablet, and starts the server again.
problem-too-large = What was sent is too large
problem-too-large-advice = The limit is { $limit } bytes. Please send less at a time.
# Every other status; $status: the HTTP number
problem-http = That did not work ({ $status })
problem-http-advice = Please go back and try again.
