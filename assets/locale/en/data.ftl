# The spreadsheet of a report's data.

data-cover = Cover
data-notes = Notes
data-cover-intro = The data of the tables and charts in this report
data-fact = { $label }: { $value }
data-publisher = Published by
data-programme = Programme
data-licence = Source and licence
data-cite = How to cite
data-citation = { $inspectorate } ({ $date }). { $title }. Data of tables and charts.
data-citation-isbn = { $inspectorate } ({ $date }). { $title }. ISBN { $isbn }. Data of tables and charts.
data-no-citation = { $mark }. Please do not cite.

# The contents list on the cover.
data-column-title = Table or chart
data-column-sheet = Sheet

# Above the table of a sheet.
data-sheet-title = { $number }: { $title }
data-one-table = This sheet holds one table.
data-one-table-with-notes = This sheet holds one table. Its notes and symbols are explained in the sheet ‘{ $notes }’.
data-from = From: { $title }, { $inspectorate }, { $date }.
data-to-contents = Back to the contents

# A column that the report leaves without a heading, and a sheet without a name.
data-column = Column { $number }
data-sheet = Sheet { $number }

# Where a text of a table has a footnote.
data-note-mark = [note { $number }]

# The sheet of notes.
data-notes-title = Notes on the data
data-notes-note = Note
data-notes-scope = Applies to
data-notes-text = Text
data-scope-all = All tables
data-state = State
data-state-published = These are the figures of the published report.
data-state-draft = { $mark }. The figures may still change. They are not for publication.
data-rounding = Rounding
data-rounding-text = Figures are given as the report prints them, after rounding. Rounded parts may not add up to their total.
data-empty = Empty cells
data-empty-none = No table has an empty cell.
data-empty-missing = The cell is empty in the report: nothing was given there.
data-empty-spanned = The cell on the left stands across this column too in the report.
data-apostrophe = An apostrophe at the start of this text is not part of it. It keeps spreadsheet programs from taking the text for a formula.
data-note-below = Note below the table

# The country whose way of writing figures goes with the language, where the language is given without one.
data-region = GB
