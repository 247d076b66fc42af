# Name of the program, at the head of every page
app-name = Sổ kiểm tra
# Link for people who use the keyboard
skip-to-content = Skip to content
# Stands before the number of the request, by which an administrator finds it in the log
request-number = Request number:
to-start-page = To the start page
# Link to the app that inspection teams use
open-tablet-app = Open the book on a tablet
