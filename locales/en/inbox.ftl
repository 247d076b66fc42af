# My work
nav-inbox = My work
inbox-title = My work
inbox-empty = Nothing waits for you at the moment.
inbox-all = See all { $number }
inbox-settle = For the team to settle
inbox-settle-help = Members answered differently. Settle it on the tablet and sync.
inbox-questions = { $number } unsettled
inbox-answers = Units wait for the office's answer
inbox-review = To review
inbox-visited = inspected on { $date }
inbox-publish = To publish
inbox-concluded = { $number } concluded visits
inbox-unit = Recommendations the unit has to mend
inbox-overdue = Overdue recommendations
