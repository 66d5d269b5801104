# Words, dates and numbers that every area of the pages uses. Only src/locale reads these keys.

# The language in its own words.
language-name = English

month-name = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
date-month = { $month } { $year }
date-day = { $day } { $month } { $year }

# A count in a sentence; from ten on it is digits.
count-word = { $n ->
    [0] none
    [1] one
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
    [7] seven
    [8] eight
   *[9] nine
}

# A count that opens a sentence; from twenty-one on it is digits.
count-opening = { $n ->
    [0] None
    [1] One
    [2] Two
    [3] Three
    [4] Four
    [5] Five
    [6] Six
    [7] Seven
    [8] Eight
    [9] Nine
    [10] Ten
    [11] Eleven
    [12] Twelve
    [13] Thirteen
    [14] Fourteen
    [15] Fifteen
    [16] Sixteen
    [17] Seventeen
    [18] Eighteen
    [19] Nineteen
   *[20] Twenty
}

# 'a, b and c': the items but the last are joined by list-next, the last by list-last.
list-next = { $before }, { $item }
list-last = { $before } and { $item }
