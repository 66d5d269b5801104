# What the preview in the browser adds to the pages.

preview-title = Preview
preview-all-reports = All reports
preview-nothing-yet = Nothing could be built yet. As soon as it can, the reports appear here.
preview-no-page = There is no page at this address. If one comes, it appears here.
preview-gone = This page is no longer there: its report has been renamed or taken away, or its section has.
preview-stopped = The preview has stopped. Start it again, and this page follows.

preview-errors = { $count ->
    [one] One error
   *[other] { $count } errors
}
preview-warnings = { $count ->
    [one] One warning
   *[other] { $count } warnings
}
preview-last-good = Behind this stands the last page without an error.
preview-elsewhere = In other reports
preview-place = Show on the page
preview-hide = Hide

preview-pdf-behind = being made anew
preview-pdf-fresh = up to date
preview-pdf-failed = could not be made anew
