//! ISBNs and their check digits.

/// What is wrong with an ISBN, and how to mend it.
pub fn isbn_problem(isbn: &str) -> Option<(String, String)> {
    let characters: Vec<char> = isbn.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    let value = |c: char| c.to_digit(10);
    let body: Option<Vec<u32>> = characters.split_last().and_then(|(_, body)| body.iter().map(|c| value(*c)).collect());
    let last = characters.last().copied();
    let right = match (characters.len(), body) {
        (13, Some(body)) => {
            let sum: u32 = body.iter().zip([1, 3].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
            char::from_digit((10 - sum % 10) % 10, 10)
        }
        (10, Some(body)) => {
            let sum: u32 = body.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
            match (11 - sum % 11) % 11 {
                10 => Some('X'),
                digit => char::from_digit(digit, 10),
            }
        }
        _ => {
            let count = characters.len();
            return Some((
                format!("‘{isbn}’ is no ISBN"),
                format!("an ISBN has 13 digits (older ones 10), with hyphens between; this has {count} characters"),
            ));
        }
    };
    let (right, last) = (right?, last?);
    (right != last.to_ascii_uppercase()).then(|| {
        let help = format!("one of its digits is wrong; if the others are right, the last is {right}");
        (format!("the check digit of the ISBN {isbn} does not fit"), help)
    })
}
