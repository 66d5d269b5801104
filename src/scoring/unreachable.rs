//! What is said of a stated mean that cannot be: how it was worked out, what it could be, and how to let it stand.

use super::reachable::Interval;
use crate::diag::{Diagnostic, Span};
use crate::number::Number;

/// How a mean was worked out.
pub(super) struct Working {
    /// What it is the mean of: 'its criteria's scores'.
    pub(super) what: &'static str,
    /// What counts: name, printed score, weight.
    pub(super) counted: Vec<(String, Number, Number)>,
    /// The names of what does not.
    pub(super) left_out: Vec<String>,
}

impl Working {
    /// 'D1 55 (weight 2), D2 50 (weight 1) and D4 67 (weight 2), without D3'.
    fn words(&self) -> String {
        let weighted = self.counted.windows(2).any(|pair| pair[0].2 != pair[1].2);
        let part = |(name, score, weight): &(String, Number, Number)| {
            let score = score.to_decimal(score.decimals(2));
            if weighted { format!("{name} {score} (weight {})", weight.to_decimal(weight.decimals(2))) } else { format!("{name} {score}") }
        };
        let counted = in_a_row(&self.counted.iter().map(part).collect::<Vec<_>>(), "and");
        if self.left_out.is_empty() { counted } else { format!("{counted}, without {}", in_a_row(&self.left_out, "and")) }
    }
}

fn in_a_row(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// A stated mean that its parts cannot give.
pub(super) fn problem(name: &str, (figure, place): (&Number, Span), (mean, behind): (&Number, &Interval), working: &Working) -> Diagnostic {
    let decimals = figure.decimals(2);
    let (lowest, highest) = behind.printed(decimals);
    let (told, found) = (figure.to_decimal(decimals), mean.to_decimal(decimals + 1));
    let can = match highest.minus(&lowest) {
        gap if !gap.is_positive() => lowest.to_decimal(decimals),
        _ => format!("{} to {}", lowest.to_decimal(decimals), highest.to_decimal(decimals)),
    };
    Diagnostic::error("unreachable-mean", format!("{name} is stated as {told}, but {} can only give {can}", working.what))
        .at(place, format!("{found} is the mean of {}", working.words()))
}

/// What to do about it. `allow` is how to let the figure stand.
pub(super) fn help(figure: &Number, behind: &Interval, allow: &str) -> String {
    let decimals = figure.decimals(2);
    let (lowest, highest) = behind.printed(decimals);
    let (low, high) = (lowest.to_decimal(decimals), highest.to_decimal(decimals));
    let neighbours = highest.minus(&lowest) == Number::whole(1);
    let right = match highest.minus(&lowest) {
        gap if !gap.is_positive() => low,
        _ if neighbours => format!("{low} or {high}"),
        _ => format!("a figure from {low} to {high}"),
    };
    format!("write {right}; if it was published so, let it stand: `{allow}`")
}

#[cfg(test)]
mod tests {
    use super::Working;
    use crate::number::Number;

    #[test]
    fn weights_are_said_where_they_differ() {
        let part = |name: &str, score, weight| (name.to_owned(), Number::whole(score), Number::whole(weight));
        let alike = Working { what: "", counted: vec![part("1.1", 80, 1), part("1.2", 73, 1)], left_out: Vec::new() };
        assert_eq!(alike.words(), "1.1 80 and 1.2 73");
        let unlike =
            Working { what: "", counted: vec![part("D1", 55, 2), part("D2", 50, 1), part("D4", 67, 2)], left_out: vec!["D3".to_owned()] };
        assert_eq!(unlike.words(), "D1 55 (weight 2), D2 50 (weight 1) and D4 67 (weight 2), without D3");
    }
}
