# Heading of the list of campaigns
campaigns-title = Inspection campaigns
# When there is none yet
campaigns-empty = There is no campaign yet. An administrator imports a plan with: sokiemtra campaign import FILE.toml
campaign-column-title = Campaign
campaign-column-plan = Plan
campaign-column-period = Period
campaign-column-visits = Visits
# $number: number of the plan, $date: its date
campaign-plan = { $number } of { $date }
# $from, $to: first and last day
campaign-period = { $from } – { $to }
