# What the layout of the PDF needs to know of the language. Lists are parted by bars.

# Holds to the number before it: '5 per cent', '£9.2 million', '12 months', '1 April'.
layout-units = per cent|percent|percentage point|percentage points|million|billion|thousand|minute|minutes|hour|hours|day|days|week|weeks|month|months|year|years|case|cases|pt|mm|cm|m|km|miles|kg|am|pm|January|February|March|April|May|June|July|August|September|October|November|December

# Holds to the number, letter or bracketed letter after it: 'Appendix 4', 'criterion 1.2', 'paragraph (b)'.
layout-labels = Appendix|Appendices|Annex|Table|Tables|Chart|Charts|Figure|Figures|Part|Chapter|Section|Sections|Criterion|Criteria|Recommendation|Recommendations|Paragraph|Paragraphs|Finding|Findings|Page|Pages|Note|Notes|Level|Tier|Stage|Volume|Article|No.|Nos.|p.|pp.|para.|paras.|s.

# Holds to whatever comes after it: 'Dr Example', 'e.g. housing'.
layout-titles = Mr|Mrs|Ms|Miss|Dr|Prof|Prof.|St|Sir|Dame|e.g.|i.e.|c.|cf.

# What stands between whole numbers and their fractions; figures of a column stand with these below each other.
layout-decimal-point = {"."}

# What a screen reader says of the mark of a footnote.
layout-note-link = Footnote { $label }
