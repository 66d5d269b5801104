# The words that only the PDF needs.
