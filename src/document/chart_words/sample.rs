//! The make-up of the case sample by one column of its profile: counts and shares.

use super::{About, ChartWords, DataColumn, LISTED, count, percent, round_scale};
use crate::document::chart_spec::{Bar, BarGroup, Bars, ChartSpec, Emphasis, Plot};
use crate::locale::Arg;
use crate::number::Number;

/// How many cases have each value of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The column's key: `type`.
    pub key: String,
    /// Its title in print: 'Case type'.
    pub title: String,
    /// Its values with their cases, in the order of print.
    pub counts: Vec<(String, u64)>,
    /// The cases whose value is not recorded.
    pub not_recorded: u64,
}

/// A value with its cases and their share.
struct Part {
    label: String,
    cases: u64,
    /// Rounded once, in per cent.
    share: Number,
}

/// The chart of the cases by one column of their profile. `None` if there are no cases.
pub fn sample(about: &About, tally: &Tally) -> Option<ChartWords> {
    let total = tally.counts.iter().map(|(_, cases)| cases).sum::<u64>() + tally.not_recorded;
    let not_recorded = (tally.not_recorded > 0).then(|| (about.say("chart-sample-not-recorded", &[]), tally.not_recorded));
    let parts: Vec<Part> = (tally.counts.iter().cloned())
        .chain(not_recorded)
        .map(|(label, cases)| {
            let part = cases
                .checked_mul(100)
                .and_then(|hundredfold| Number::ratio(i64::try_from(hundredfold).ok()?, i64::try_from(total).ok()?))?;
            Some(Part { label, cases, share: part.rounded(0) })
        })
        .collect::<Option<_>>()?;
    let printed = |part: &Part| {
        let cases = about.locale.digits(part.cases);
        // Some are never printed as none.
        let some = part.cases > 0 && part.share == Number::whole(0);
        let share = if some { about.say("chart-share-small", &[]) } else { percent(&part.share, about.locale) };
        about.say("chart-count-and-share", &[("n", Arg::Text(&cases)), ("share", Arg::Text(&share))])
    };
    let largest = parts.iter().map(|part| &part.share).max()?;
    let (maximum, ticks) = round_scale(largest, |at| percent(at, about.locale));
    let bar =
        |part: &Part| Bar { label: part.label.clone(), value: Some(part.share.clone()), printed: printed(part), emphasis: Emphasis::Plain };
    let row = |part: &Part| vec![part.label.clone(), part.cases.to_string(), part.share.to_decimal(0)];
    let name = about.locale.inside_sentence(&tally.title);
    let cases = about.locale.digits(total);
    let named = [("title", Arg::Text(name.as_str())), ("n", Arg::Count(total)), ("total", Arg::Text(&cases))];
    let values: Vec<String> = (parts.iter().take(LISTED))
        .map(|part| about.say("labelled", &[("label", Arg::Text(&part.label)), ("value", Arg::Text(&printed(part)))]))
        .collect();
    let mut alt = vec![about.say("chart-alt-sample", &named)];
    alt.extend(values.iter().map(|words| about.say("chart-sentence", &[("words", Arg::Text(words))])));
    Some(ChartWords {
        headline: headline(about, &parts, total),
        subtitle: about.subtitle(&about.say("chart-sample-measure", &named)),
        alt: alt.join(" "),
        columns: vec![
            DataColumn::words(tally.title.clone()),
            DataColumn::figures(about.say("chart-column-cases", &[])),
            DataColumn::figures(about.say("chart-column-share", &[])),
        ],
        rows: parts.iter().map(row).collect(),
        spec: ChartSpec {
            name: format!("sample-{}", tally.key),
            plot: Plot::Bars(Bars {
                groups: vec![BarGroup { label: String::new(), bars: parts.iter().map(bar).collect() }],
                maximum,
                ticks,
                lines: Vec::new(),
                legend: Vec::new(),
            }),
        },
    })
}

fn headline(about: &About, parts: &[Part], total: u64) -> String {
    let cases = about.locale.digits(total);
    let most = parts.iter().map(|part| part.cases).max().unwrap_or_default();
    let those: Vec<&Part> = parts.iter().filter(|part| part.cases == most).collect();
    let labels = about.locale.list(&those.iter().map(|part| part.label.clone()).collect::<Vec<_>>());
    let share = those.first().map(|part| percent(&part.share, about.locale)).unwrap_or_default();
    let n = about.locale.digits(most);
    let args = [
        ("groups", Arg::Count(count(those.len()))),
        ("label", Arg::Text(labels.as_str())),
        ("n", Arg::Text(&n)),
        ("cases", Arg::Count(total)),
        ("total", Arg::Text(&cases)),
        ("share", Arg::Text(&share)),
    ];
    about.say(if most == total { "chart-sample-all" } else { "chart-sample-largest" }, &args)
}

#[cfg(test)]
mod tests {
    use super::{Tally, sample};
    use crate::document::chart_words::ChartWords;
    use crate::document::chart_words::testing::{about, framework};
    use crate::scoring::Scores;

    fn chart(counts: &[(&str, u64)], not_recorded: u64) -> Option<ChartWords> {
        let framework = framework(&[vec!["1.1"]]);
        let counts = counts.iter().map(|(label, cases)| ((*label).to_owned(), *cases)).collect();
        let tally = Tally { key: "type".to_owned(), title: "Case type".to_owned(), counts, not_recorded };
        sample(&about(&framework, &Scores::default(), "Surrey", "2008-01"), &tally)
    }

    #[test]
    fn a_sample_in_words() {
        let words = chart(&[("Licence", 31), ("Community order", 60), ("Custody", 19)], 0).expect("a chart");
        assert_eq!(words.headline, "The largest group is Community order: 60 of the 110 cases (55%)");
        assert_eq!(words.subtitle, "Cases by case type, number and share, Surrey, fieldwork January 2008");
        assert_eq!(words.alt, "Bar chart of 110 cases by case type. Licence: 31 (28%). Community order: 60 (55%). Custody: 19 (17%).");
        assert_eq!(words.rows, [["Licence", "31", "28"], ["Community order", "60", "55"], ["Custody", "19", "17"]]);
        assert_eq!(words.spec.name, "sample-type");
    }

    #[test]
    fn the_message_follows_the_figures() {
        let headline = |counts, not_recorded| chart(counts, not_recorded).map(|words| words.headline);
        assert_eq!(headline(&[], 0), None);
        assert_eq!(headline(&[("Male", 0)], 0), None, "nothing is a share of nothing");
        assert_eq!(headline(&[("Male", 2085), ("Female", 0)], 0).as_deref(), Some("All 2,085 cases are in one group: Male"));
        assert_eq!(
            headline(&[("Male", 5), ("Female", 5)], 0).as_deref(),
            Some("The largest groups are Male and Female: 5 of the 10 cases each (50%)")
        );
        let words = chart(&[("Male", 1249), ("Female", 1)], 0).expect("a chart");
        assert!(words.alt.ends_with("Female: 1 (under 1%)."), "{}", words.alt);
        let words = chart(&[("White", 9)], 1).expect("a chart");
        assert_eq!(words.rows[1], ["Not recorded", "1", "10"]);
    }
}
