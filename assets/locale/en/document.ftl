# The words that the document stage puts into a report.

contents = Contents
contents-page = Page

# Labels: what stands before a heading or caption. They are references too, when they stand with a capital.
appendix-number = Appendix{"\u00A0"}{ $n }
table-number = Table{"\u00A0"}{ $n }
chart-number = Chart{"\u00A0"}{ $n }

# Cross-references inside a sentence.
table-unnumbered-reference = the table ‘{ $title }’
table-untitled-reference = the table
criterion-reference = criterion{"\u00A0"}{ $n }
section-reference = section{"\u00A0"}{ $n }
recommendation-reference = recommendation{"\u00A0"}{ $n }

cover-area = Area
cover-fieldwork = Fieldwork
cover-published = Published
# The same for a report that is not published yet.
cover-publication-due = Publication due
cover-isbn = ISBN

score = Score
grade = Grade
conclusion = Conclusion
criterion = Criterion
thread = Thread
not-scored = not scored
percent = { $n }%

# $line is the framework's name of the line as it stands inside a sentence: 'priority line'.
line-above = { $points ->
    [one] 1 point above the { $line }
   *[other] { $points } points above the { $line }
}
line-on = on the { $line }
line-below = { $points ->
    [one] 1 point below the { $line }
   *[other] { $points } points below the { $line }
}

# The mark of an unpublished report, on every page.
state-working = Working draft
state-factual-accuracy = Draft for factual accuracy comment
state-embargoed = Embargoed

cover-sample = Cases inspected
table-grades-caption = Grades of the criteria that are not scored as percentages
table-threads-caption = Thread scores
chart-data-caption = Data for { $chart }
cover-edition = Edition

# A label before what it belongs to, in one line: 'Comment: moderate improvement required', 'Original inspection: 43%'.
labelled = { $label }: { $value }
# A label that opens a paragraph: 'Description:'.
run-in = { $label }:

comment = Comment
section-score = Score
overall-score = Overall score
good-practice = Good practice example
band = Judgement
importance = Importance
weight = Weight
meaning = Meaning
lowest = Lowest
highest = Highest
average = Average

recommendation-of-list-reference = recommendation{"\u00A0"}{ $n } ({ $list })
isbn-line = ISBN { $isbn }

table-comparators-caption = Scores of the areas inspected so far, and of { $area }
table-scoring-summary-caption = Scores of all criteria
table-weights-caption = Weights of the criteria
score-with-comment = { $score } ({ $comment })
table-bands-caption = What the scores lead to
table-grade-scale-caption = The grades and what they mean
section-score-row = { $score } for { $section }
band-from = { $from } and above
band-between = { $from } to { $to }
band-below = below { $below }
band-all = all scores

# What stands although a check objects, by an author's leave. The first two are labels in front of the reason.
editors-note = Editor’s note
drafts-note = Stands by leave (shown in drafts only)
accepted-title = What stands although a check objects
accepted-intro = { $n ->
    [one] In one place this report prints what a check objects to, for the reason given. This list is in drafts only.
   *[other] In { $n } places this report prints what a check objects to, each for the reason given. This list is in drafts only.
}
accepted-where = Where
accepted-what = Score
accepted-file = File
accepted-line = Line
accepted-check = Check
accepted-said = What the check says
accepted-reason = Why it stands
accepted-note = Editor’s note
accepted-note-yes = printed
accepted-note-no = not printed
# $inspection is its title as it stands inside a sentence.
subject-of-inspection = { $subject }, { $inspection }

# A score that rests on few cases: in its box, behind its figure in a sentence, in a footnote, below a chart.
small-base = Small base: { $cases ->
    [one] 1 relevant case
   *[other] { $cases } relevant cases
}, fewer than { $smallest }. Read this score with care.
small-base-score = { $score } (small base)
small-base-note = Small base: fewer than { $cases } relevant cases. Read this score with care.
small-base-chart = Small base (fewer than { $cases } relevant cases, to be read with care): { $scores }.

# What a computed score rests on.
behind-score = What this score rests on
behind-model = Scoring model
behind-cases = Cases in the sample
behind-relevant-cases = Relevant cases
behind-answers = Answers counted
behind-above = Above the line
behind-below = Below the line
behind-not-applicable = Not applicable
behind-question = Question

# The data file of all scores.
section = Section
scores-data-caption = All scores
scores-inspection = Inspection
scores-kind = Kind
scores-number = Number or key
scores-title = Title
scores-remark = Remark

# The page that compares a programme's reports.
programme-reports = Reports
programme-advice = On comparing areas
programme-published = Published
programme-summary-caption = { $programme }: scores of the areas inspected
programme-criteria-caption = { $section }: scores of the criteria
# What an area is called inside a sentence, where the report does not say that it is a trust or the like.
area-kind = area
# Before whom to turn to, on the cover.
contact = Contact

# The word before an appendix's number, where a framework puts the two together itself.
appendix = Appendix
