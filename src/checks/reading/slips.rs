//! Whether a number may be a slip of the pen for another: two digits the other way round, one wrong digit, the number beside it.

/// Whether one whole number may have been typed for another.
pub fn is_slip(said: i64, meant: i64) -> bool {
    const NEAR: i64 = 3;
    if said == meant || said < 0 || meant < 0 {
        return false;
    }
    if (said - meant).abs() <= NEAR {
        return true;
    }
    let (one, two) = (said.to_string(), meant.to_string());
    let mut differing = one.bytes().zip(two.bytes()).filter(|(one, two)| one != two);
    let odd = (one.len() == two.len()).then(|| (differing.next(), differing.next(), differing.next()));
    match odd {
        Some((Some(_), None, None)) => one.len() > 1,
        Some((Some((a, b)), Some((c, d)), None)) => a == d && b == c,
        _ => false,
    }
}

/// Whether two digits that are not alike have changed places.
pub fn is_swapped(said: i64, meant: i64) -> bool {
    let (one, two) = (said.to_string(), meant.to_string());
    let odd: Vec<(u8, u8)> = one.bytes().zip(two.bytes()).filter(|(one, two)| one != two).collect();
    one.len() == two.len() && matches!(odd[..], [(a, b), (c, d)] if a == d && b == c)
}

#[cfg(test)]
mod tests {
    use super::{is_slip, is_swapped};

    #[test]
    fn knows_slips() {
        for (said, meant) in [(82, 28), (2410, 2400), (190, 180), (72, 82), (11, 12), (5, 3), (1203, 1230)] {
            assert!(is_slip(said, meant), "{said} {meant}");
        }
        for (said, meant) in [(82, 82), (82, 41), (9, 2), (120, 12), (2410, 2520)] {
            assert!(!is_slip(said, meant), "{said} {meant}");
        }
        assert!(is_swapped(1203, 1230) && !is_swapped(1203, 1204) && !is_swapped(22, 22));
    }
}
