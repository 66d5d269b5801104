# The words that only the HTML pages need.
