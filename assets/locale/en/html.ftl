# Words that only the web pages have.

html-skip = Skip to main content
html-skip-contents = Skip the contents
html-all-reports = All reports
html-back-to-top = Back to top
html-back-to-contents = Back to contents
html-link-to = Link to { $title }
html-description = { $title }. { $inspectorate }, { $published }.

html-table = Table
html-chart-text = { $number } in words and as a table
html-chart-text-unnumbered = This chart in words and as a table

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
html-index-published = Published
html-index-publication-due = Publication due
