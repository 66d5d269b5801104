# Words that checks read in reports; nothing here is printed. Only src/checks reads these keys.

# 0 to 19, by their place. A stroke stands between words for one number.
read-numbers = none|zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen

# 20 to 90, by their place.
read-tens = twenty thirty forty fifty sixty seventy eighty ninety

read-hundred = hundred
read-thousand = thousand

# What each of these divides by.
read-fractions = half=2 halves=2 third=3 thirds=3 quarter=4 quarters=4 fifth=5 fifths=5 sixth=6 sixths=6 eighth=8 eighths=8 tenth=10 tenths=10

# One of something.
read-articles = a an

# '9 of 35', '9 out of 35', 'all but two', 'one hundred and ten'.
read-and = and
read-or = or
read-of = of
read-out = out
read-all = all
read-but = but except bar

# What may stand between 'of' and a number.
read-determiners = the these those all our its their such

# A number after one of these is a name and counts nothing.
read-labels = section sections criterion criteria appendix appendices table tables chart charts figure figures level levels tier tiers phase phases stage stages part parts chapter chapters page pages paragraph paragraphs recommendation recommendations objective objectives band bands category categories grade grades year years step steps number no question questions

# A number before one of these measures something and counts no things; so does the first of '16 and 17 year olds'.
read-measures = year years month months week weeks day days hour hours minute minutes year-old year-olds year-round miles pounds pence percentage point points metres million billion session sessions

# What heads the sum of a table's rows or columns.
read-totals = total totals

# What stands for the sign %; a tilde stands for a blank.
read-per-cent = percent per~cent

# '22 of 29, which is 76%': what stands before a share that says the same again.
read-same = which~is which~was that~is that~was this~is equal~to equivalent~to equating~to amounting~to representing making i.e ie
