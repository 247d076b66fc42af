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
