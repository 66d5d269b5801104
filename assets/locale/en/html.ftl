# Words that only the web pages have.

html-skip = Skip to main content
html-skip-contents = Skip the contents
html-all-reports = All reports
html-trail = Where you are
html-search = Search all reports
html-copied = Link copied
html-website = Website of { $inspectorate }
html-pager = Pages of this report
html-previous = Previous
html-next = Next
html-back-to-top = Back to top
html-back-to-contents = Back to contents
# $place is a criterion's number: 'Link to C1, item 2'.
html-link-to-item = Link to { $place }, item { $number }
html-link-to-item-alone = Link to item { $number }
html-link-to = Link to { $title }
html-description = { $title }. { $inspectorate }, { $published }.

html-table = Table
html-table-of = Table: { $columns }
html-chart-text = { $number } in words and as a table
html-chart-text-unnumbered = This chart in words and as a table

html-meter-above = At or above the line of { $line }
html-meter-below = Below the line of { $line }

html-downloads = Download this report
html-download-pdf = Report
html-download-ods = Charts and tables as a spreadsheet
html-download-json = Report as data
html-download-scores = All scores
html-download-accepted = Accepted exceptions
html-download-data = Download the data for { $number } ({ $kind }, { $size })
html-download-data-unnumbered = Download the data ({ $kind }, { $size })
html-kind-pdf = PDF
html-kind-ods = ODS
html-kind-json = JSON
html-kind-csv = CSV
html-size-kilobytes = { $number } KB
html-size-megabytes = { $number } MB

html-about = About this report
html-cite = How to cite
html-citation = { $inspectorate } ({ $date }). { $title }.
html-citation-isbn = { $inspectorate } ({ $date }). { $title }. ISBN { $isbn }.
html-no-citation = { $mark }. Please do not cite.
html-terms = Sources and licence
html-terms-link = What this report is drawn from and on what terms it may be used
html-contact = Contact

html-notes = Notes
html-note = Note { $label }
html-note-back = Back to note { $label } in the text
html-note-back-again = Back to note { $label } in the text, place { $place }

html-index-title = Inspection reports
html-index-title-drafts = Drafts of inspection reports
html-index-count = { $count ->
    [one] One report
   *[other] { $count } reports
}
html-index-area = Area
html-index-description = Inspection reports published by { $inspectorate }.
html-programme-description = Reports of the programme ‘{ $programme }’ by { $inspectorate }, side by side.
html-feed = New inspection reports
html-feed-link = Feed of new reports (Atom)
html-feed-title = Inspection reports by { $inspectorate }
html-feed-summary = { $programme }: { $area }, { $published }.
html-drafts = Drafts: not for publication
html-index-published = Published
html-index-publication-due = Publication due

html-filter = Choose reports
html-filter-area = Area
html-filter-programme = Programme
html-filter-year = Year of publication
html-filter-language = Language
html-filter-all = All
html-filter-clear = Show all reports
# $shown changes with every choice.
html-filter-count = Reports shown: { $shown } of { $total }

html-search-label = Search all reports
html-search-button = Search
html-search-words = Words to look for
html-search-where = Where to look
html-search-everywhere = In all reports
html-search-loading = Searching…
# $count and $query are put in by script.
html-search-found = Places found for ‘{ $query }’: { $count }
html-search-first = Places found for ‘{ $query }’: { $count }. The first { $shown } are shown.
html-search-nothing = Nothing was found for ‘{ $query }’. Look for fewer or other words.
html-search-failed = The search could not be loaded. Please try again.
html-search-no-script = The search needs JavaScript. Without it, the reports can be found through the list of all reports, and your browser can search within a report.
