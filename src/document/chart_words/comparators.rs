//! This area within the range of those inspected so far.

use std::cmp::Ordering;

use super::{About, ChartWords, DataColumn, LISTED, count, percent_ticks, shortest};
use crate::document::chart_spec::{ChartSpec, Plot, Reading, SpanGroup, SpanMark, SpanRow, Spans};
use crate::document::markdown::plain;
use crate::locale::Arg;
use crate::model::score::ScoreOf;
use crate::number::Number;
use crate::scoring::Percentage;
use crate::scoring::comparators::Comparator;

/// A score with what other areas reached.
struct Measure<'a> {
    title: String,
    own: &'a Percentage,
    others: &'a Comparator,
}

impl Measure<'_> {
    fn side(&self) -> Ordering {
        self.own.printed.cmp(&self.others.average.printed)
    }
}

/// The chart of each headline score between the lowest and the highest of the areas inspected so far; of sections and overall score
/// where there are no headline scores. `None` if nothing can be compared.
pub fn comparators(about: &About) -> Option<ChartWords> {
    let measures = measures(about);
    let headline = headline(about, &measures)?;
    let row = |measure: &Measure| SpanRow {
        label: measure.title.clone(),
        strong: false,
        reading: Reading::Range {
            low: about.place(&measure.others.lowest),
            high: about.place(&measure.others.highest),
            average: Some(about.place(&measure.others.average)),
            own: Some(about.place(measure.own)),
        },
        note: String::new(),
    };
    let figure = |score: &Percentage| shortest(&score.printed);
    let cells = |measure: &Measure| {
        let Comparator { lowest, highest, average, .. } = measure.others;
        vec![measure.title.clone(), figure(measure.own), figure(lowest), figure(highest), figure(average)]
    };
    let with_sign = |title: String| DataColumn::figures(about.say("chart-column-per-cent", &[("title", Arg::Text(&title))]));
    let legend = [(SpanMark::Own, about.area.to_owned()), (SpanMark::Average, about.say("average", &[]))];
    let range = (SpanMark::Range, about.say("chart-legend-range", &[]));
    Some(ChartWords {
        headline,
        subtitle: about.subtitle(&subject(about, &measures)),
        alt: alternative(about, &measures),
        columns: [DataColumn::words(about.say("score", &[])), with_sign(about.area.to_owned())]
            .into_iter()
            .chain(["lowest", "highest", "average"].map(|key| with_sign(about.say(key, &[]))))
            .collect(),
        rows: measures.iter().map(cells).collect(),
        spec: ChartSpec {
            name: "comparators".to_owned(),
            plot: Plot::Spans(
                Spans {
                    groups: vec![SpanGroup { label: String::new(), rows: measures.iter().map(row).collect() }],
                    maximum: Number::whole(100),
                    ticks: percent_ticks(about.locale),
                    lines: Vec::new(),
                    legend: legend.into_iter().chain([range]).collect(),
                    note_heading: String::new(),
                }
                .trimmed(),
            ),
        },
    })
}

fn measures<'a>(about: &About<'a>) -> Vec<Measure<'a>> {
    let (framework, scores) = (about.framework, about.scores);
    let measure = |title: String, of: ScoreOf| {
        let (_, others) = scores.comparators.iter().find(|(known, _)| *known == of)?;
        Some(Measure { title, own: scores.percentage(&of)?, others })
    };
    let threads: Vec<Measure> =
        (framework.threads.iter()).filter_map(|thread| measure(plain(&thread.title), ScoreOf::Thread(thread.key.clone()))).collect();
    if !threads.is_empty() {
        return threads;
    }
    let sections = framework
        .sections
        .iter()
        .map(|section| (format!("{} {}", section.number, plain(&section.title)), ScoreOf::Section(section.number.clone())));
    let overall = framework.labels.overall_score.clone().unwrap_or_else(|| about.say("overall-score", &[]));
    sections.chain([(overall, ScoreOf::Overall)]).filter_map(|(title, of)| measure(title, of)).collect()
}

/// How many reports the comparison rests on, this one among them; `None` if some of it is stated.
fn reports(measures: &[Measure]) -> Option<usize> {
    measures.iter().map(|measure| measure.others.reports).try_fold(0, |most, reports| Some(most.max(reports?)))
}

/// What is measured, and over how many areas if that is known.
fn subject(about: &About, measures: &[Measure]) -> String {
    let Some(reports) = reports(measures).map(count) else { return about.say("chart-comparators-measure", &[]) };
    let total = about.locale.count(reports);
    about.say("chart-comparators-measure-of", &[("n", Arg::Count(reports)), ("total", Arg::Text(&total))])
}

fn side(order: Ordering) -> &'static str {
    match order {
        Ordering::Greater => "above",
        Ordering::Equal => "on",
        Ordering::Less => "below",
    }
}

fn headline(about: &About, measures: &[Measure]) -> Option<String> {
    let area = ("area", Arg::Text(about.area));
    if reports(measures) == Some(1) {
        return Some(about.say("chart-comparators-first", &[area]));
    }
    if let [only] = measures {
        let (own, average) = (about.percent(only.own), about.percent(&only.others.average));
        let args = [area, ("side", Arg::Text(side(only.side()))), ("own", Arg::Text(&own)), ("average", Arg::Text(&average))];
        return Some(about.say("chart-comparators-one", &args));
    }
    let sides: Vec<(Ordering, u64)> = [Ordering::Greater, Ordering::Equal, Ordering::Less]
        .map(|order| (order, count(measures.iter().filter(|measure| measure.side() == order).count())))
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .collect();
    let first = sides.first()?.0;
    if let [(order, n)] = sides.as_slice() {
        let total = about.locale.count(*n);
        let args = [area, ("side", Arg::Text(side(*order))), ("n", Arg::Count(*n)), ("total", Arg::Text(&total))];
        return Some(about.say("chart-comparators-all", &args));
    }
    let list: Vec<String> = (sides.iter())
        .map(|(order, n)| {
            let total = about.locale.count(*n);
            let position = if *order == first { "first" } else { "next" };
            let args =
                [("side", Arg::Text(side(*order))), ("position", Arg::Text(position)), ("n", Arg::Count(*n)), ("total", Arg::Text(&total))];
            about.say("chart-comparators-side", &args)
        })
        .collect();
    let list = about.locale.list(&list);
    Some(about.say("chart-comparators-mixed", &[area, ("list", Arg::Text(&list))]))
}

fn alternative(about: &About, measures: &[Measure]) -> String {
    let mut sentences = vec![about.say("chart-alt-comparators", &[("area", Arg::Text(about.area))])];
    for measure in measures.iter().take(LISTED) {
        let Comparator { lowest, highest, average, .. } = measure.others;
        let [own, low, high, mean] = [measure.own, lowest, highest, average].map(|score| about.percent(score));
        let args = [
            ("title", Arg::Text(measure.title.as_str())),
            ("area", Arg::Text(about.area)),
            ("own", Arg::Text(&own)),
            ("low", Arg::Text(&low)),
            ("high", Arg::Text(&high)),
            ("average", Arg::Text(&mean)),
        ];
        sentences.push(about.say("chart-alt-comparators-row", &args));
    }
    sentences.join(" ")
}

#[cfg(test)]
mod tests {
    use super::comparators;
    use crate::document::chart_spec::{Plot, Reading};
    use crate::document::chart_words::ChartWords;
    use crate::document::chart_words::testing::{about, framework, percentage, thread};
    use crate::model::score::ScoreOf;
    use crate::number::Number;
    use crate::scoring::comparators::Comparator;
    use crate::scoring::{Scores, ThreadScore};

    /// Threads: own, lowest, highest, average.
    fn chart(threads: &[(&str, [i64; 4])], reports: Option<usize>) -> Option<ChartWords> {
        let mut framework = framework(&[vec!["1.1"]]);
        framework.threads = threads.iter().map(|(title, _)| thread(title, title)).collect();
        let of = |score: i64| percentage(&framework, Number::whole(score));
        let scores = Scores {
            threads: threads.iter().map(|(title, scores)| ThreadScore { thread: (*title).to_owned(), score: of(scores[0]) }).collect(),
            comparators: (threads.iter())
                .map(|(title, scores)| {
                    let [_, lowest, highest, average] = scores.map(of);
                    (ScoreOf::Thread((*title).to_owned()), Comparator { lowest, highest, average, reports })
                })
                .collect(),
            ..Scores::default()
        };
        comparators(&about(&framework, &scores, "Cheshire", "2011-05"))
    }

    const CHESHIRE: &[(&str, [i64; 4])] =
        &[("Control", [76, 64, 81, 72]), ("Help and Change", [76, 62, 78, 71]), ("Punish", [79, 69, 85, 79])];

    #[test]
    fn cheshire_in_words() {
        let words = chart(CHESHIRE, None).expect("a chart");
        assert_eq!(words.headline, "Cheshire is above the average in two scores and equal to it in one");
        assert_eq!(
            words.subtitle,
            "Scores with the lowest, highest and average of the areas inspected so far, per cent, Cheshire, fieldwork May 2011"
        );
        assert_eq!(
            words.alt,
            "Chart of the scores of Cheshire within the range of the areas inspected so far. Control: Cheshire 76%, lowest 64%, highest 81%, \
             average 72%. Help and Change: Cheshire 76%, lowest 62%, highest 78%, average 71%. Punish: Cheshire 79%, lowest 69%, highest \
             85%, average 79%."
        );
        let titles: Vec<_> = words.columns.iter().map(|column| column.title.as_str()).collect();
        assert_eq!(titles, ["Score", "Cheshire (%)", "Lowest (%)", "Highest (%)", "Average (%)"]);
        assert_eq!(words.rows[2], ["Punish", "79", "69", "85", "79"]);
        let Plot::Spans(spans) = &words.spec.plot else { panic!("spans") };
        let Reading::Range { low, own: Some(own), .. } = &spans.groups[0].rows[0].reading else { panic!("a range") };
        assert_eq!((low.printed.as_str(), own.printed.as_str()), ("64%", "76%"));
    }

    #[test]
    fn the_message_follows_the_figures() {
        let headline = |threads, reports| chart(threads, reports).map(|words| words.headline);
        assert_eq!(headline(&[], None), None);
        assert_eq!(headline(&[("A", [50, 40, 60, 55])], None).as_deref(), Some("Cheshire scored 50%, below the average of 55%"));
        assert_eq!(
            headline(&[("A", [50, 40, 60, 45]), ("B", [50, 40, 60, 45])], None).as_deref(),
            Some("Cheshire is above the average in both scores")
        );
        assert_eq!(
            headline(&[("A", [50, 40, 60, 50]), ("B", [50, 40, 60, 55]), ("C", [50, 40, 60, 55])], Some(9)).as_deref(),
            Some("Cheshire is equal to the average in one score and below it in two")
        );
        assert_eq!(headline(&[("A", [50; 4])], Some(1)).as_deref(), Some("There is no other area yet to compare Cheshire with"));
        let subtitle = chart(CHESHIRE, Some(12)).expect("a chart").subtitle;
        assert!(subtitle.starts_with("Scores with the lowest, highest and average of the 12 areas inspected so far"), "{subtitle}");
    }
}
