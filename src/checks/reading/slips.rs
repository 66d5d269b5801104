//! How a figure goes wrong under the hand that types it: two digits change places, one is another, or it is off by a little.

/// How far off by a little is.
const NEAR: i64 = 3;

/// A number with each two neighbouring digits that differ the other way round.
pub fn swaps(number: i64) -> impl Iterator<Item = i64> {
    let places = std::iter::successors(Some(1_i64), |place| place.checked_mul(10)).take_while(move |place| number / 10 >= *place);
    places.filter_map(move |place| {
        let (low, high) = (number / place % 10, number / place / 10 % 10);
        let other = number.checked_add((low - high).checked_mul(place)?.checked_mul(9)?)?;
        (low != high && other > 0).then_some(other)
    })
}

/// Whether a number may have been typed for another.
pub fn is_slip(said: i64, meant: i64) -> bool {
    said >= 0
        && meant >= 0
        && said != meant
        && ((said - meant).abs() <= NEAR || swaps(meant).any(|other| other == said) || one_digit(said, meant))
}

/// Whether two numbers of two digits or more differ in one.
fn one_digit(one: i64, two: i64) -> bool {
    let (one, two) = (one.to_string(), two.to_string());
    let differ = one.bytes().zip(two.bytes()).filter(|(one, two)| one != two).count();
    one.len() == two.len() && one.len() > 1 && differ == 1
}

/// Whether two digits that are not alike have changed places.
pub fn is_swapped(said: i64, meant: i64) -> bool {
    said != meant && swaps(meant).any(|other| other == said)
}

#[cfg(test)]
mod tests {
    use super::{is_slip, is_swapped};

    #[test]
    fn knows_digits_that_changed_places() {
        assert!(is_swapped(1203, 1230) && !is_swapped(1203, 1204) && !is_swapped(22, 22));
    }

    #[test]
    fn slips_are_near_or_share_their_digits() {
        for (said, meant) in [(21, 12), (52, 72), (10, 11), (98, 101), (3, 5), (121, 112)] {
            assert!(is_slip(said, meant), "{said} for {meant}");
        }
        for (said, meant) in [(12, 12), (40, 72), (1, 9), (12, 120), (345, 543)] {
            assert!(!is_slip(said, meant), "{said} for {meant}");
        }
    }
}
