# Charts: messages, alternatives in prose, columns of their data.
#
# Everywhere: $at, $score, $high and $low are percentages in print ('70%'), $line is the framework's name of its line inside a
# sentence ('priority line'), $criteria a list of criterion numbers ('2.1 and 2.5'). A count comes twice where it is printed: as a
# number, which chooses the form, and in words.

# The message of the criterion scores: what the scores say first, then the extreme that matters most.
chart-scores-some = { $opening } of the { $total } criteria scored { $at } or more; { $extreme }
chart-scores-all = { $n ->
    [2] Both criteria scored { $at } or more; { $extreme }
   *[other] All { $total } criteria scored { $at } or more; { $extreme }
}
chart-scores-none = { $n ->
    [2] Neither of the two criteria scored { $at } or more; { $extreme }
   *[other] None of the { $total } criteria scored { $at } or more; { $extreme }
}
chart-scores-range = The { $total } criteria scored from { $low } to { $high }; { $extreme }
chart-scores-equal = { $n ->
    [2] Both criteria scored { $score }
   *[other] All { $total } criteria scored { $score }
}
chart-scores-one = Criterion { $criteria }, the only one with a percentage, scored { $score }
chart-scores-lowest = { $n ->
    [one] the lowest was criterion { $criteria } at { $score }
   *[other] the lowest were criteria { $criteria } at { $score }
}
chart-scores-highest = { $n ->
    [one] the highest was criterion { $criteria } at { $score }
   *[other] the highest were criteria { $criteria } at { $score }
}
# When too many share it to be named; $total is how many they are.
chart-scores-lowest-shared = { $total } criteria share the lowest score, { $score }
chart-scores-highest-shared = { $total } criteria share the highest score, { $score }

# What is measured, where and when.
chart-scores-subtitle = Score of each criterion and mean of each section, per cent, { $area }, fieldwork { $date }
chart-scores-subtitle-published = Score of each criterion and mean of each section, per cent, { $area }, published { $date }

# The alternative in prose: sentences that follow each other.
chart-alt-scores = { $n ->
    [one] Bar chart of the score of one criterion, grouped by section.
   *[other] Bar chart of the scores of { $total } criteria, grouped by section.
}
chart-alt-line = The { $line } is at { $at }.
chart-alt-all-above = Every criterion is on or above it.
chart-alt-all-below = Every criterion is below it.
chart-alt-divided = { $n ->
    [one] { $opening } criterion is on or above it.
   *[other] { $opening } criteria are on or above it.
}
chart-alt-below = { $n ->
    [one] { $opening } is below it: { $list }.
   *[other] { $opening } are below it: { $list }.
}
# When too many are below it to be listed.
chart-alt-below-many = { $opening } are below it.
chart-alt-value = { $criteria } at { $score }
chart-alt-extremes = The highest score is { $high }, for { $highest }, and the lowest is { $low }, for { $lowest }.
chart-alt-equal = Every score is { $score }.
chart-alt-means = { $n ->
    [one] The section mean is { $list }.
   *[other] The section means are { $list }.
}
chart-alt-mean = { $score } for section { $section }
chart-alt-mean-below = { $score } for section { $section } (below the line)

# Words in the picture.
chart-mean = Mean of section { $section }
chart-line = { $label } ({ $at })
chart-legend-criterion = Criterion
chart-legend-at-or-above = At or above the { $line }
chart-legend-below = Below the { $line }
chart-legend-mean = Section mean
chart-legend-mean-below = Section mean below the { $line }

# The columns of its data.
chart-column-criterion = Criterion or section mean
chart-column-section = Section
chart-column-score = Score (%)
chart-column-position = Compared with the { $line } ({ $at })
chart-position-above = { $points ->
    [one] 1 point above
   *[other] { $points } points above
}
chart-position-on = on the line
chart-position-below = { $points ->
    [one] 1 point below
   *[other] { $points } points below
}
chart-position-graded = graded, not scored
