//! The names of everything the tool can say, for `explain`.

/// A name with its explanation.
#[derive(Debug, Clone, Copy)]
pub struct Name {
    /// In kebab-case.
    pub name: &'static str,
    /// What it means, in a line.
    pub line: &'static str,
    /// What it checks, why it matters and how to mend it.
    pub text: &'static str,
}

/// An entry of the table.
const fn name(name: &'static str, line: &'static str, text: &'static str) -> Name {
    Name { name, line, text }
}

/// All names, sorted.
#[rustfmt::skip]
pub const NAMES: &[Name] = &[
    name("bad-address", "an address of the web is not written in full",
        "A link on a published page works only with its full address, beginning with https:// or http://.\n\nHow to mend it: write the address as the browser shows it."),
    name("bad-date", "a date is not a year, a month or a day that exists",
        "Dates are printed in words and compared with each other, so they must be certain: 2008, 2008-04 or 2008-04-15.\n\nHow to mend it: write the date in one of these three forms."),
    name("bad-isbn", "an ISBN has the wrong length or its check digit does not fit",
        "The last digit of an ISBN is worked out from the others, so that a slip of the hand shows.\n\nHow to mend it: compare the digits with the ISBN that was assigned."),
    name("bad-link", "a link leads to an address that cannot be published",
        "Links lead to web pages, to mail addresses or to places in the report itself.\n\nHow to mend it: write the full address, or a cross-reference such as [[section 2]]."),
    name("bad-name", "a name has characters that an address cannot have",
        "The names of reports, frameworks, tables, parts and ids become addresses and link targets: lower-case letters, digits and single hyphens.\n\nHow to mend it: rename it as the message suggests."),
    name("bands-leave-a-gap", "the lowest band does not begin at 0",
        "Every printed score must fall in a band, or a criterion would have no conclusion.\n\nHow to mend it: let the last band be `from: 0`."),
    name("bands-out-of-order", "bands do not go from the highest score down",
        "A score belongs to the first band that it reaches, so the order decides.\n\nHow to mend it: sort the bands by `from`, the highest first."),
    name("cannot-read", "a file or folder cannot be read",
        "The system refused it, or it vanished while it was read.\n\nHow to mend it: see that it is there and that you may read it."),
    name("cannot-write", "the edition cannot be written",
        "The system refused it: the disk may be full, or the folder read-only. The last edition is left as it was.\n\nHow to mend it: make room, or name another folder with --out."),
    name("control-character", "a text holds a character that cannot be printed",
        "Control characters come in by copying from other programs; HTML and PDF may not hold them.\n\nHow to mend it: take the character out at the place shown."),
    name("criterion-in-wrong-section", "a criterion stands in the findings of another section",
        "The report prints each section's criteria from that section's file.\n\nHow to mend it: move the criterion to the file of its own section."),
    name("criterion-outside-section", "a criterion's number does not continue its section's number",
        "Readers find a criterion by its number: 1.2 in section 1, B3 in section B.\n\nHow to mend it: correct the number, or move the criterion to its section."),
    name("dates-out-of-order", "the fieldwork is later than the publication",
        "A report is published after the inspection, so one of the two dates is wrong.\n\nHow to mend it: correct the date."),
    name("drafts-and-published-mixed", "the folder holds the other kind of edition",
        "Drafts and the published edition each have a folder of their own, so that a draft is never taken for the published report.\n\nHow to mend it: name another folder with --out."),
    name("drafts-in-public", "drafts would go into the folder of the published edition",
        "No option ever puts a draft below the published edition.\n\nHow to mend it: name another folder with --out."),
    name("duplicate-abbreviation", "two abbreviations differ only in capitals",
        "In a sorted list the two stand side by side, and readers take them for one.\n\nHow to mend it: keep one of them."),
    name("duplicate-id", "an id stands twice in a report",
        "An id is the target of links, so it must lead to one place.\n\nHow to mend it: give each its own id."),
    name("duplicate-key", "a key stands twice in one mapping",
        "One of the two values would be dropped in silence.\n\nHow to mend it: join the two, or rename or remove one."),
    name("duplicate-name", "something of a framework or programme is named twice",
        "Sections, criteria, grades, groups, threads, parts and languages are found by their names.\n\nHow to mend it: give each a name of its own."),
    name("duplicate-section", "two files hold the findings of one section",
        "Only one of them could be printed.\n\nHow to mend it: join them in one file, or correct the number of one."),
    name("edition-in-edition", "the --out folder lies in an edition or holds one",
        "An edition is replaced whole, and with it whatever lies in it.\n\nHow to mend it: name a folder elsewhere."),
    name("empty-file", "a file has nothing in it",
        "An empty file is mostly one that was not saved, and the part it holds would be blank.\n\nHow to mend it: write it, or remove it."),
    name("empty-link", "a link has no words",
        "A reader who hears the page is told only that there is a link.\n\nHow to mend it: write what the link leads to between the square brackets."),
    name("empty-table", "a CSV file has no rows for its table",
        "Its first line is skipped, since the table itself names the columns.\n\nHow to mend it: add the rows."),
    name("empty-value", "a key, a list or a finding is empty",
        "What is written nowhere is mostly forgotten, and an empty heading would be printed.\n\nHow to mend it: write it, or take the key out if it is not needed."),
    name("file-too-large", "a file is larger than any real content",
        "Texts may have 16 MiB and pictures 64 MiB.\n\nHow to mend it: split a text; make a picture smaller."),
    name("folder-holds-content", "the --out folder holds the content, or lies in it",
        "An edition replaces its folder whole, so the content would be lost.\n\nHow to mend it: name a folder elsewhere."),
    name("folder-is-a-file", "the name given with --out is a file's",
        "An edition is a folder.\n\nHow to mend it: name a folder with --out."),
    name("folder-not-ours", "the --out folder holds files that bluebook did not make",
        "An edition replaces its folder whole. So that nothing of yours is ever lost, bluebook writes only to a folder that is new, empty, or carries the marker file .bluebook from an earlier build.\n\nHow to mend it: name another folder with --out, or remove the folder yourself if nothing in it is needed."),
    name("grade-for-percentage", "a grade is given where the section is scored in per cent",
        "The framework decides with `scored-by` what a section's criteria carry.\n\nHow to mend it: write a number from 0 to 100."),
    name("heading-not-allowed", "a heading stands in a text that may have none",
        "A finding or a vignette is part of a list; a heading in it would break the outline.\n\nHow to mend it: use a plain paragraph, or strong words at its start."),
    name("heading-sizes-rise", "a lower heading of the theme is larger than a higher one",
        "Sizes show readers what belongs below what.\n\nHow to mend it: let the sizes fall, or stay, from level to level."),
    name("heading-too-high", "a heading inside a part begins with a single #",
        "The part's own title stands above the headings inside it.\n\nHow to mend it: write ## in place of #."),
    name("image-from-elsewhere", "a picture would be loaded from the web",
        "Nothing in a report is loaded from elsewhere: the page would change or break with a site that is not ours.\n\nHow to mend it: put the file into the report's `images` folder."),
    name("image-too-large", "a picture has more pixels than any page can show",
        "Decoding it would take the memory of the machine.\n\nHow to mend it: make it smaller; 3,000 pixels across are plenty for print."),
    name("indented-text", "a paragraph is indented by four spaces or more",
        "Markdown takes it for program code and prints it as it stands.\n\nHow to mend it: take the indentation away."),
    name("inserted-twice", "an insert stands in a report more than once",
        "Tables and charts are numbered by where they stand, so each stands once.\n\nHow to mend it: refer to it by a cross-reference in the other place."),
    name("internal-error", "bluebook made a mistake of its own",
        "Something that should be impossible has happened. Nothing was written.\n\nHow to mend it: report it with the content that brings it about."),
    name("key-not-a-word", "a key of a mapping is a list or a mapping",
        "Mostly a text that begins with a bracket and was meant to be in quotes.\n\nHow to mend it: write `key: value`, and put such a text in quotes."),
    name("leftover", "a folder of an earlier build could not be removed",
        "It does no harm; the next build tries again.\n\nHow to mend it: remove it by hand if it stays."),
    name("link", "the content holds a symbolic link",
        "What is published must be what stands in the content folder, so links are not followed.\n\nHow to mend it: put a copy of the file in its place."),
    name("low-contrast", "two colours of the theme are too alike",
        "Text must stand out from its ground by 4.5 to 1, large text and lines by 3 to 1 (WCAG 2.2).\n\nHow to mend it: make one of the colours darker or lighter."),
    name("malformed-csv", "a CSV file cannot be read",
        "A quote that is not closed swallows the rows after it.\n\nHow to mend it: close the quote; a quote inside quotes is written twice."),
    name("malformed-yaml", "a YAML file breaks off: its syntax is wrong",
        "Mostly a colon, a quote or a bracket inside a text that is not in quotes, or a line that is not indented like its neighbours.\n\nHow to mend it: follow the message; a text in single quotes or below `|` may hold anything."),
    name("misnamed-file", "a file or folder has nearly the right name",
        "It would be passed over in silence.\n\nHow to mend it: rename it as the message suggests."),
    name("missing-alt", "a picture has no alternative text",
        "Readers who do not see the picture are told nothing.\n\nHow to mend it: say in the square brackets what the picture shows."),
    name("missing-criterion", "a criterion of the framework is not in its section's file",
        "A report judges every criterion of its framework.\n\nHow to mend it: add the criterion with its findings."),
    name("missing-file", "a file that is needed is not there",
        "Some files every project or report must have; others are named by a file that is there.\n\nHow to mend it: write the file, or correct the name."),
    name("missing-glyph", "the fonts have no sign for a character",
        "It would be printed as an empty box.\n\nHow to mend it: use other characters, or give the theme a font that has them."),
    name("missing-image", "a picture that the text names is not there",
        "The page would have a hole in its place.\n\nHow to mend it: put the file there, or correct its name; capitals count."),
    name("missing-key", "a key that is required is not there",
        "The report cannot be built without it.\n\nHow to mend it: write the key; the message says what it holds."),
    name("missing-part", "a part of the framework has no text",
        "Its file stands neither in the report's folder nor in the framework's.\n\nHow to mend it: write the file, or mark the part `optional: true`."),
    name("missing-score", "a criterion or thread has no score",
        "Means and charts need every score of the framework.\n\nHow to mend it: write it in scores.yaml."),
    name("missing-section", "a section of the framework has no findings",
        "Every section has a file in the report's `sections` folder.\n\nHow to mend it: write the file; its first key is `section`."),
    name("needless-key", "a part has a key that means nothing for it",
        "The cover, the contents and the sections have no text of their own.\n\nHow to mend it: take the key out."),
    name("no-content-folder", "the content folder is not there",
        "bluebook looks for `content` in the folder in which it is started.\n\nHow to mend it: start it in the folder above, or name the folder with --content."),
    name("no-findings", "a criterion has neither findings nor an introduction",
        "Its heading would stand alone on the page.\n\nHow to mend it: write its findings."),
    name("no-frameworks", "the content has no framework",
        "A report follows a framework: its sections, criteria, bands and order of parts.\n\nHow to mend it: make a folder in `frameworks` with a framework.yaml."),
    name("no-reports", "the content has no report",
        "There is nothing to build.\n\nHow to mend it: make a folder in `reports` with a report.yaml."),
    name("no-sections-part", "the order of parts does not say where the sections come",
        "Without it no finding would be printed.\n\nHow to mend it: add `- part: sections` to the framework's parts."),
    name("not-a-colour", "a theme's colour is not written as one",
        "Colours are written as #rrggbb, in quotes.\n\nHow to mend it: write the six hexadecimal digits after #, in quotes."),
    name("not-a-file", "the content holds a device, a pipe or a socket",
        "Reading it might never end.\n\nHow to mend it: take it away."),
    name("not-a-length", "a theme's length is not written as one",
        "Lengths are a number with a unit.\n\nHow to mend it: follow the message."),
    name("not-a-number", "a number is expected and something else is written",
        "Numbers are written in digits, without a unit, a % sign or a separator of thousands.\n\nHow to mend it: write digits only."),
    name("not-one-line", "lists or headings stand where one paragraph belongs",
        "Titles, labels and cells are printed within a line.\n\nHow to mend it: write it as one line."),
    name("not-utf-8", "a file is not UTF-8",
        "Accents, quotes and dashes would come out as other characters.\n\nHow to mend it: save the file as UTF-8."),
    name("number-and-names", "a role has both names and a number",
        "The two may disagree, and the names can be counted.\n\nHow to mend it: take the number out."),
    name("page-too-small", "too little of the theme's page is left for text",
        "Lines of a few words cannot be read.\n\nHow to mend it: take larger paper, smaller margins or smaller text."),
    name("partial-over-fuller", "a partial edition would replace a fuller one",
        "A build with --report or --format makes a part of the edition; what it leaves out would vanish from the site.\n\nHow to mend it: give it a folder of its own with --out."),
    name("path-leaves-content", "a path leads out of the folder it belongs to",
        "A report is built only from its own folder, so that it can be moved and checked.\n\nHow to mend it: put the file into the folder and give its name."),
    name("pdf-broken-structure", "the structure of a finished PDF has a fault",
        "A screen reader follows the structure. This is a mistake in bluebook; nothing was written.\n\nHow to mend it: report it with the content that brings it about."),
    name("pdf-figure-without-alt", "a picture in a finished PDF has no alternative text",
        "Readers who do not see the picture are told nothing.\n\nHow to mend it: say what the picture shows."),
    name("pdf-font-not-embedded", "a finished PDF uses a font that is not in it",
        "It would look different on other machines. This is a mistake in bluebook; nothing was written.\n\nHow to mend it: report it with the content that brings it about."),
    name("pdf-header-without-scope", "a table heading in a finished PDF does not say what it heads",
        "A screen reader could not say which column a figure is in. This is a mistake in bluebook; nothing was written.\n\nHow to mend it: report it with the content that brings it about."),
    name("pdf-hidden-link", "a link in a finished PDF is hidden",
        "PDF/A allows no hidden links. This is a mistake in bluebook; nothing was written.\n\nHow to mend it: report it with the content that brings it about."),
    name("pdf-link-without-area", "a link in a finished PDF has no area to click",
        "This is a mistake in bluebook; nothing was written.\n\nHow to mend it: report it with the content that brings it about."),
    name("pdf-link-without-contents", "a link in a finished PDF does not say where it leads",
        "A screen reader reads the link's words alone.\n\nHow to mend it: give the link a text that says where it leads."),
    name("pdf-not-tagged", "a finished PDF is not tagged",
        "A screen reader could not read it in order. This is a mistake in bluebook; nothing was written.\n\nHow to mend it: report it with the content that brings it about."),
    name("pdf-note-without-id", "a footnote in a finished PDF has no name of its own",
        "This is a mistake in bluebook; nothing was written.\n\nHow to mend it: report it with the content that brings it about."),
    name("pdf-skipped-heading", "a heading level is left out in a finished PDF",
        "A reader who steps from heading to heading loses the way.\n\nHow to mend it: go down one level at a time."),
    name("pdf-text-without-unicode", "signs in a finished PDF do not say what they stand for",
        "Copying, searching and reading aloud would give something else. This is a mistake in bluebook; nothing was written.\n\nHow to mend it: report it with the content that brings it about."),
    name("pdf-uneven-table", "the rows of a table in a finished PDF differ in length",
        "A screen reader would give figures the wrong headings. This is a mistake in bluebook; nothing was written.\n\nHow to mend it: report it with the content that brings it about."),
    name("pdf-unmarked-content", "something on a page of a finished PDF is neither text nor decoration",
        "This is a mistake in bluebook; nothing was written.\n\nHow to mend it: report it with the content that brings it about."),
    name("pdf-unreadable", "a finished PDF cannot be read back",
        "Every PDF is read back before it may be published. This is a mistake in bluebook; nothing was written.\n\nHow to mend it: report it with the content that brings it about."),
    name("pdf-without-identifier", "a finished PDF does not say which standards it follows",
        "This is a mistake in bluebook; nothing was written.\n\nHow to mend it: report it with the content that brings it about."),
    name("pdf-without-language", "a finished PDF names no language",
        "A screen reader would read it in the wrong voice.\n\nHow to mend it: give the programme or the report its language."),
    name("pdf-without-output-intent", "a finished PDF does not say what its colours mean",
        "This is a mistake in bluebook; nothing was written.\n\nHow to mend it: report it with the content that brings it about."),
    name("pdf-without-title", "a finished PDF has no title to show",
        "The title comes from the framework's `report-title`.\n\nHow to mend it: write a title in the framework."),
    name("pdf-wrong-version", "a finished PDF is not of the version that the standards ask for",
        "This is a mistake in bluebook; nothing was written.\n\nHow to mend it: report it with the content that brings it about."),
    name("percentage-for-grade", "a percentage is given where the section is graded",
        "The framework decides with `scored-by` what a section's criteria carry.\n\nHow to mend it: write one of the framework's grades."),
    name("precious-folder", "the --out folder is one that must never be replaced",
        "An edition replaces its folder whole; the home folder, the root and the current folder are never touched.\n\nHow to mend it: name another folder with --out."),
    name("ragged-row", "a row has more or fewer cells than the table has columns",
        "Figures would stand below the wrong heading. A cell that holds a comma needs quotes.\n\nHow to mend it: put such a cell in quotes, or write the cell that is missing."),
    name("raw-html", "a text holds HTML",
        "HTML cannot be printed in the PDF and could harm the page.\n\nHow to mend it: use Markdown, or write &lt; for a plain <."),
    name("reserved-name", "a name is taken by something that bluebook makes",
        "The tables `grades` and `threads` and the key `introduction` have a meaning of their own.\n\nHow to mend it: choose another name."),
    name("rows-and-csv", "a table has both rows and a CSV file",
        "It would not be clear which are printed.\n\nHow to mend it: keep one of the two."),
    name("score-out-of-range", "a percentage is below 0 or above 100",
        "No share of cases can be.\n\nHow to mend it: correct the number."),
    name("several-documents", "a YAML file holds more than one document",
        "A line `---` inside a file begins a second document, which would not be read.\n\nHow to mend it: take the line out, or move what follows into a file of its own."),
    name("several-lines", "a text of several lines stands where one line belongs",
        "Titles, labels and names are printed within a line.\n\nHow to mend it: join the lines; below `>-` they are joined by themselves."),
    name("size-out-of-range", "a size of the theme is out of its range",
        "Text for print has at least 12 points, and no size may break the page.\n\nHow to mend it: follow the message."),
    name("skipped-heading", "a heading level is left out",
        "A reader who steps from heading to heading loses the way.\n\nHow to mend it: go down one level at a time."),
    name("tab", "a tab stands in a YAML file",
        "A tab looks like so many spaces, but which number depends on the editor, and YAML counts columns.\n\nHow to mend it: put spaces in its place."),
    name("text-after-hash", "a text ends early, at a # after a space",
        "YAML takes the rest of the line for a comment, and half a sentence would be printed.\n\nHow to mend it: put the text in quotes; write a space after the # of a real comment."),
    name("text-with-colon", "a list item with a colon is read as a mapping",
        "A colon and a space make YAML read what stands before them as a key.\n\nHow to mend it: put the text in quotes, or begin the item with `- |` and write the text on the next line."),
    name("too-deep", "lists and mappings stand too deep in each other",
        "Content never needs more than a few levels; this is a mistake or an attack.\n\nHow to mend it: look for a bracket or an indentation that is not meant."),
    name("too-many-decimals", "a percentage has more than two decimals",
        "Stated scores have at most two; more digits are mostly a slip.\n\nHow to mend it: write at most two decimals."),
    name("too-many-values", "a YAML file has more values than any real content",
        "It would take the memory of the machine.\n\nHow to mend it: split it."),
    name("turned-image", "a picture lies on its side, with a note on how to turn it",
        "Browsers follow the note and PDF readers do not, so the two editions would differ.\n\nHow to mend it: turn it upright and save it, or save it without EXIF data."),
    name("undefined-footnote", "a footnote's mark has no note",
        "The mark would lead nowhere.\n\nHow to mend it: add a paragraph [^name]: with its text at the end of the file."),
    name("unknown-criterion", "a criterion is not in the framework",
        "Criteria are named by their number in findings, scores and vignettes.\n\nHow to mend it: correct the number; the message lists those that there are."),
    name("unknown-framework", "a report names a framework that is not there",
        "A framework is named by its folder in `frameworks`.\n\nHow to mend it: correct the name."),
    name("unknown-grade", "a grade is not on the framework's scale",
        "Grades are written exactly as in the framework.\n\nHow to mend it: write one of the grades that the message lists."),
    name("unknown-insert", "an insert names something that is not there",
        "Inserts such as {table: caseload} are filled in from the report.\n\nHow to mend it: correct the name, or add what it names."),
    name("unknown-key", "a key is not known in its place",
        "A misspelt key would be passed over in silence, and what it holds would be missing.\n\nHow to mend it: correct the key; the message lists those that are known."),
    name("unknown-language", "a language is not available or not the programme's",
        "The words of the published pages come from bluebook's locale files.\n\nHow to mend it: correct the tag, or add it to the programme's languages."),
    name("unknown-name", "there is no check or message of this name",
        "Names are those in the brackets of a message.\n\nHow to mend it: see `bluebook explain --list`."),
    name("unknown-paper", "a theme's paper is not known",
        "The page size decides where every line breaks.\n\nHow to mend it: write one of the sizes that the message lists."),
    name("unknown-placeholder", "a framework's text has a placeholder that is not known",
        "The placeholders are a closed list, so that no sentence is printed with a hole.\n\nHow to mend it: correct it; the message lists those that there are."),
    name("unknown-report", "there is no report of this name",
        "A report is named by its folder in `reports`.\n\nHow to mend it: correct the name given with --report."),
    name("unknown-scoring-model", "a framework names a scoring model that is not known",
        "The model decides how scores are made.\n\nHow to mend it: write one of the models that the message lists."),
    name("unknown-section", "findings are given for a section that is not in the framework",
        "Sections are named by their number.\n\nHow to mend it: correct the number."),
    name("unknown-state", "a report's state is not known",
        "The state decides whether a report may be published, so it is never guessed.\n\nHow to mend it: write working, factual-accuracy, embargoed or published."),
    name("unknown-theme", "a theme extends one that is not there",
        "A theme says only what differs from the one that it extends.\n\nHow to mend it: write `extends: base`."),
    name("unknown-thread", "a score is given for a thread that is not in the framework",
        "Threads are named by their key.\n\nHow to mend it: correct the key."),
    name("unknown-value", "a word is not among those that may stand here",
        "The message lists the words that are known.\n\nHow to mend it: write one of them."),
    name("unreadable-image", "a picture cannot be read",
        "The file is broken, or is not what its name says.\n\nHow to mend it: open it in a picture program and save it again."),
    name("unreadable-marker", "the marker file of an edition cannot be read",
        "Without it bluebook does not know what the folder holds, and leaves it alone.\n\nHow to mend it: remove the folder yourself if nothing in it is needed."),
    name("unresolved-reference", "a cross-reference leads nowhere",
        "It would be printed as a number that is not there.\n\nHow to mend it: correct the name; the message says what there is."),
    name("unsupported-image", "a picture is of a kind that cannot be published",
        "Pictures are PNG or JPEG in RGB or grey, and their names end accordingly.\n\nHow to mend it: save it as PNG (drawings) or JPEG (photographs)."),
    name("unusable-font", "a font cannot be embedded",
        "The PDF must hold its fonts.\n\nHow to mend it: use a TrueType font whose licence allows embedding."),
    name("unused-file", "a file or folder is not used",
        "What is passed over in silence is missed only when the report is printed.\n\nHow to mend it: rename it, or take it away."),
    name("unused-footnote", "a footnote is not referred to",
        "It would be printed without anything that leads to it.\n\nHow to mend it: write its mark where it belongs, or remove it."),
    name("wrong-length", "a list of the theme has the wrong number of items",
        "Each item stands for one level or side.\n\nHow to mend it: follow the message."),
    name("wrong-type", "a value is of another type than its key wants",
        "Mostly a list where a text belongs, or a text with a colon or bracket that is not in quotes.\n\nHow to mend it: follow the message."),
    name("yaml-alias", "a YAML alias is used",
        "A text that begins with * is read as an alias. Aliases are not used: what is printed must stand where it is printed.\n\nHow to mend it: put the text in quotes, or write it below `|`."),
    name("yaml-anchor", "a YAML anchor is used",
        "A text that begins with & is read as an anchor, and anchors are not used.\n\nHow to mend it: take it out, or put the text in quotes."),
    name("yaml-tag", "a YAML tag is used",
        "A text that begins with ! is read as a tag, and tags are not used.\n\nHow to mend it: take it out, or put the text in quotes."),
];

/// Old names and what they are called now.
const RETIRED: &[(&str, &str)] = &[];

/// The entry of a name, or of the one that has taken its place.
pub fn find(name: &str) -> Option<&'static Name> {
    let name = RETIRED.iter().find(|(old, _)| *old == name).map_or(name, |(_, new)| new);
    NAMES.iter().find(|known| known.name == name)
}

#[cfg(test)]
mod tests {
    use super::{NAMES, find};
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    /// The sources, without their tests.
    #[expect(clippy::disallowed_methods, reason = "a test that reads the sources, not part of the program")]
    fn sources(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
                let text = std::fs::read_to_string(&path).expect("a source file");
                let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("").to_owned();
                found.push((path, text));
            }
        }
    }

    /// Names where a diagnostic is made: the first argument of a constructor, or the check's name handed to a helper.
    fn used(text: &str) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for call in ["error(", "warning(", "note(", "refusal(", "problem(", "author(", "bug(", "problems, ", "Err(("] {
            for (at, _) in text.match_indices(call) {
                let rest = text[at + call.len()..].trim_start();
                let Some((name, after)) = rest.strip_prefix('"').and_then(|rest| rest.split_once('"')) else { continue };
                let kebab = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
                if kebab && after.starts_with(',') {
                    names.insert(name.to_owned());
                }
            }
        }
        names
    }

    #[test]
    fn every_name_that_is_used_is_explained_and_the_other_way_round() {
        let mut found = Vec::new();
        sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut found);
        assert!(found.len() > 40, "the sources were not found");
        let used: BTreeSet<String> = found.iter().flat_map(|(_, text)| used(text)).collect();
        let known: BTreeSet<String> = NAMES.iter().map(|name| name.name.to_owned()).collect();
        assert_eq!(used.difference(&known).collect::<Vec<_>>(), Vec::<&String>::new(), "used and not explained");
        assert_eq!(known.difference(&used).collect::<Vec<_>>(), Vec::<&String>::new(), "explained and not used");
    }

    #[test]
    fn names_are_sorted_and_stand_once() {
        assert!(NAMES.is_sorted_by(|a, b| a.name < b.name));
        assert!(find("unknown-key").is_some() && find("no-such-name").is_none());
    }
}
