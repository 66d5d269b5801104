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

# What is measured, where and when; $measure opens it.
chart-subtitle = { $measure }, { $area }, fieldwork { $date }
chart-subtitle-published = { $measure }, { $area }, published { $date }
chart-scores-measure = Score of each criterion and mean of each section, per cent

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
chart-alt-section = Section { $section }: { $list }.
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
# Where a score was published that the criteria's scores cannot give: it is no mean of theirs.
chart-section-score = Score of section { $section }
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

# A message of two parts; a list of clauses as a sentence (its first letter is a capital).
chart-message-and-rest = { $message }; { $rest }
chart-sentence = { $words }.
chart-points = { $points ->
    [one] 1 point
   *[other] { $points } points
}
chart-count-and-share = { $n } ({ $share })
chart-no-figure = no figure
chart-column-per-cent = { $title } (%)

# Follow-up: the first inspection against the last. $side is up, same or down; $first and $last are the titles of the inspections, as
# labels in the subtitle and inside the sentence in the alternative.
chart-follow-up-all = { $n ->
    [one] The one criterion inspected twice improved
    [2] Both criteria inspected twice improved
   *[other] All { $total } criteria inspected twice improved
}
chart-follow-up-some = { $opening } of the { $total } criteria inspected twice improved
chart-follow-up-none = { $n ->
    [one] The one criterion inspected twice did not improve
    [2] Neither of the two criteria inspected twice improved
   *[other] None of the { $total } criteria inspected twice improved
}
chart-follow-up-overall = { $side ->
    [up] the overall score rose from { $before } to { $after }
    [down] the overall score fell from { $before } to { $after }
   *[same] the overall score stayed at { $after }
}
chart-follow-up-most = { $side ->
    [up] the largest change was in criterion { $criteria }, which rose by { $points }
   *[down] the largest change was in criterion { $criteria }, which fell by { $points }
}
chart-follow-up-measure = Scores at the { $first } and at the { $last }, { $graded ->
    [yes] per cent or grade
   *[no] per cent
}
chart-alt-follow-up = Chart of the scores at the { $first } and at the { $last }, by section, with the change in percentage points.
chart-alt-follow-up-counts = { $n ->
    [one] One criterion was inspected twice: { $improved } improved, { $fallen } fell and { $same } stayed the same.
   *[other] { $opening } criteria were inspected twice: { $improved } improved, { $fallen } fell and { $same } stayed the same.
}
chart-alt-follow-up-most = { $side ->
    [up] The largest change was in criterion { $criteria }, which rose by { $points }, from { $before } to { $after }.
   *[down] The largest change was in criterion { $criteria }, which fell by { $points }, from { $before } to { $after }.
}
chart-alt-follow-up-fallen = { $n ->
    [one] Criterion { $criteria } fell.
   *[other] Criteria { $criteria } fell.
}
chart-alt-follow-up-same = { $n ->
    [one] Criterion { $criteria } stayed the same.
   *[other] Criteria { $criteria } stayed the same.
}
chart-alt-follow-up-section = { $side ->
    [up] section { $section } rose from { $before } to { $after }
    [down] section { $section } fell from { $before } to { $after }
   *[same] section { $section } stayed at { $after }
}
chart-alt-follow-up-overall = { $side ->
    [up] The overall score rose from { $before } to { $after }.
    [down] The overall score fell from { $before } to { $after }.
   *[same] The overall score stayed at { $after }.
}
chart-alt-follow-up-not = { $n ->
    [one] Criterion { $criteria } was not followed up.
   *[other] Criteria { $criteria } were not followed up.
}
chart-alt-follow-up-value = { $name } ({ $words })
chart-alt-follow-up-both = { $before } to { $after }
# Grades, the second as it stands inside a sentence: 'Partly met, then well met'; and what was not followed up.
chart-follow-up-words = { $before }, then { $after }
chart-follow-up-words-not = { $before }; { $after }
chart-follow-up-section = Section { $section }
chart-follow-up-change = Change in points
chart-follow-up-grades = { $side ->
    [up] up { $n ->
        [one] 1 grade
       *[other] { $n } grades
    }
    [down] down { $n ->
        [one] 1 grade
       *[other] { $n } grades
    }
   *[same] same grade
}
chart-follow-up-column-criterion = Criterion, section or overall score
chart-follow-up-column = { $inspection } (%)
chart-follow-up-column-mixed = { $inspection } (% or grade)
chart-follow-up-column-change = Change (percentage points)

# Comparators: this area within the range of others. $side is above, on or below.
chart-comparators-measure = Scores with the lowest, highest and average of the areas inspected so far, per cent
chart-comparators-measure-of = { $n ->
    [one] Scores with the lowest, highest and average of the one area inspected so far, per cent
   *[other] Scores with the lowest, highest and average of the { $total } areas inspected so far, per cent
}
chart-comparators-first = There is no other area yet to compare { $area } with
chart-comparators-one = { $side ->
    [above] { $area } scored { $own }, above the average of { $average }
    [below] { $area } scored { $own }, below the average of { $average }
   *[on] { $area } scored { $own }, equal to the average
}
chart-comparators-all = { $side ->
    [above] { $area } is above the average in { $n ->
        [2] both scores
       *[other] all { $total } scores
    }
    [below] { $area } is below the average in { $n ->
        [2] both scores
       *[other] all { $total } scores
    }
   *[on] { $area } is equal to the average in { $n ->
        [2] both scores
       *[other] all { $total } scores
    }
}
chart-comparators-mixed = { $area } is { $list }
# A part of that list: the first names the average and says what is counted, the next refer back to both.
chart-comparators-side = { $position ->
    [first] { $side ->
        [above] above the average in { $n ->
            [one] one score
           *[other] { $total } scores
        }
        [below] below the average in { $n ->
            [one] one score
           *[other] { $total } scores
        }
       *[on] equal to the average in { $n ->
            [one] one score
           *[other] { $total } scores
        }
    }
   *[next] { $side ->
        [above] above it in { $total }
        [below] below it in { $total }
       *[on] equal to it in { $total }
    }
}
chart-alt-comparators = Chart of the scores of { $area } within the range of the areas inspected so far.
chart-alt-comparators-row = { $title }: { $area } { $own }, lowest { $low }, highest { $high }, average { $average }.
chart-legend-range = Lowest to highest

# Headline scores, each with the comment or name of its band.
chart-headlines-measure = Headline scores, per cent
chart-headlines-score = { $score } ({ $comment })
chart-headlines-one = { $title } scored { $score }
chart-headlines-equal = { $n ->
    [2] Both scores are { $score }
   *[other] All { $total } scores are { $score }
}
chart-headlines-same = { $n ->
    [2] Both scores lie between { $low } and { $high }: { $comment }
   *[other] All { $total } scores lie between { $low } and { $high }: { $comment }
}
chart-headlines-range = Scores run from { $low } for { $lowest } to { $high } for { $highest }
chart-alt-headlines = { $n ->
    [one] Bar chart of one headline score.
   *[other] Bar chart of { $total } headline scores.
}
chart-alt-headlines-score = { $title }: { $score }.
chart-alt-headlines-comment = { $title }: { $score }, { $comment }.

# The make-up of the sample. $title is the column's, inside the sentence: 'case type'.
chart-sample-measure = Cases by { $title }, number and share
chart-sample-largest = { $groups ->
    [one] The largest group is { $label }: { $n } of the { $total } cases ({ $share })
   *[other] The largest groups are { $label }: { $n } of the { $total } cases each ({ $share })
}
chart-sample-all = { $cases ->
    [one] The one case is in one group: { $label }
   *[other] All { $total } cases are in one group: { $label }
}
chart-alt-sample = { $n ->
    [one] Bar chart of one case by { $title }.
   *[other] Bar chart of { $total } cases by { $title }.
}
chart-sample-not-recorded = Not recorded
chart-column-cases = Cases
chart-column-share = Share (%)
# Of so few that rounding would make it 0%.
chart-share-small = under 1%

# Declared charts: what is said of figures whatever they are of. $label and $name are the report's own words, $value a figure in print.
chart-named-value = { $name } { $value }
# Between the values of a row, in the alternative.
chart-between-values = {", "}
chart-figure-of = { $label }, { $name }
chart-all-equal = { $n ->
    [2] Both are { $value }
   *[other] All { $total } are { $value }
}
chart-highest = { $n ->
    [one] The highest is { $labels }, at { $value }
   *[other] The highest are { $labels }, at { $value }
}
chart-highest-shared = { $total } share the highest figure, { $value }
chart-lowest = { $n ->
    [one] the lowest is { $labels }, at { $value }
   *[other] the lowest are { $labels }, at { $value }
}
chart-lowest-shared = { $total } share the lowest figure, { $value }
# Two columns against each other. No verb goes with their names, which may be singular or plural.
chart-pairs-all = { $n ->
    [one] { $second } against { $first }: { $side ->
        [lower] lower
       *[higher] higher
    }
    [2] { $second } against { $first }: { $side ->
        [lower] lower
       *[higher] higher
    } in both
   *[other] { $second } against { $first }: { $side ->
        [lower] lower
       *[higher] higher
    } in all { $total }
}
chart-pairs-some = { $second } against { $first }: { $side ->
    [lower] lower
   *[higher] higher
} in { $opening } of the { $total }
chart-column-share-of = { $title }, share (%)
chart-share-largest = The largest share is { $name }, { $low }
chart-share-same = The largest share is { $name }, { $low } in each
chart-share-range = { $name }: from { $low } in { $lowest } to { $high } in { $highest }
chart-course = { $side ->
    [up] { $name } rose from { $before } in { $from } to { $after } in { $to }
    [down] { $name } fell from { $before } in { $from } to { $after } in { $to }
   *[same] { $name } stood at { $after } in { $from } and in { $to }
}
chart-courses-all = All { $total } rose
chart-courses-some = { $opening } of the { $total } rose
chart-range-one = { $side ->
    [above] { $own } is at { $value }, above the { $average } of { $mean }
    [below] { $own } is at { $value }, below the { $average } of { $mean }
   *[on] { $own } is at { $value }, equal to the { $average }
}
chart-range-some = { $own } is above the { $average } in { $opening } of the { $total }
chart-range-all = { $n ->
    [2] { $own } is above the { $average } in both
   *[other] { $own } is above the { $average } in all { $total }
}
chart-range-none = { $n ->
    [2] { $own } is above the { $average } in neither
   *[other] { $own } is above the { $average } in none of the { $total }
}
chart-range-only = { $label }: from { $low } to { $high }
chart-range-widest = { $label } has the widest range, from { $low } to { $high }
chart-legend-range-of = { $low } to { $high }
chart-alt-bar = Bar chart.
chart-alt-grouped-bar = Bar chart, grouped.
chart-alt-stacked-share = Bars of one length, parted into shares.
chart-alt-line-chart = Line chart.
chart-alt-range = Chart of ranges.
chart-source = Source
