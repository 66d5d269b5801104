//! The headline scores, each with its comment or band.

use super::{About, ChartWords, DataColumn, LISTED, count, percent_ticks, shortest};
use crate::document::chart_spec::{Bar, BarGroup, Bars, ChartSpec, Emphasis, Plot};
use crate::document::markdown::plain;
use crate::locale::Arg;
use crate::number::Number;
use crate::scoring::Percentage;

/// A headline score.
struct Headline<'a> {
    title: String,
    score: &'a Percentage,
    /// The comment of its band, or the band's name.
    comment: Option<&'a str>,
}

/// The chart of the framework's threads. `None` if none has a score.
pub fn headline_scores(about: &About) -> Option<ChartWords> {
    let framework = about.framework;
    let headlines: Vec<Headline> = (framework.threads.iter())
        .filter_map(|thread| {
            let score = about.scores.thread(&thread.key)?;
            let band = score.band.and_then(|band| framework.bands.get(band));
            let comment = band.map(|band| band.comment.as_deref().unwrap_or(&band.name));
            Some(Headline { title: plain(&thread.title), score, comment })
        })
        .collect();
    let headline = headline(about, &headlines)?;
    let below = |score: &Percentage| framework.priority_line.is_some() && score.below_line;
    let bar = |headline: &Headline, label: &str| Bar {
        label: label.to_owned(),
        value: Some(headline.score.printed.clone()),
        printed: about.percent(headline.score),
        emphasis: if below(headline.score) { Emphasis::BelowLine } else { Emphasis::Plain },
    };
    // With comments each score is a group: its title stands above, the comment beside its bar.
    let commented = headlines.iter().any(|headline| headline.comment.is_some());
    let groups = if commented {
        let group =
            |headline: &Headline| BarGroup { label: headline.title.clone(), bars: vec![bar(headline, headline.comment.unwrap_or(""))] };
        headlines.iter().map(group).collect()
    } else {
        vec![BarGroup { label: String::new(), bars: headlines.iter().map(|headline| bar(headline, &headline.title)).collect() }]
    };
    let label = framework.labels.thread.clone().unwrap_or_else(|| about.say("thread", &[]));
    let mut columns = vec![DataColumn::words(label), DataColumn::figures(about.say("chart-column-score", &[]))];
    if commented {
        let own = framework.bands.iter().any(|band| band.comment.is_some());
        let comment = framework.labels.comment.clone().unwrap_or_else(|| about.say("comment", &[]));
        columns.push(DataColumn::words(if own { comment } else { about.say("band", &[]) }));
    }
    let row = |headline: &Headline| {
        let mut row = vec![headline.title.clone(), shortest(&headline.score.printed)];
        row.extend(commented.then(|| headline.comment.unwrap_or("").to_owned()));
        row
    };
    let shown = |emphasis: Emphasis| headlines.iter().any(|headline| below(headline.score) == (emphasis == Emphasis::BelowLine));
    let mut legend = Vec::new();
    if let Some(line) = framework.priority_line.as_ref().filter(|_| shown(Emphasis::BelowLine) && shown(Emphasis::Plain)) {
        let name = about.locale.inside_sentence(&line.label);
        let args = [("line", Arg::Text(name.as_str()))];
        legend.push((Emphasis::Plain, about.say("chart-legend-at-or-above", &args)));
        legend.push((Emphasis::BelowLine, about.say("chart-legend-below", &args)));
    }
    Some(ChartWords {
        headline,
        subtitle: about.subtitle(&about.say("chart-headlines-measure", &[])),
        alt: alternative(about, &headlines),
        columns,
        rows: headlines.iter().map(row).collect(),
        spec: ChartSpec {
            name: "headline-scores".to_owned(),
            plot: Plot::Bars(Bars {
                groups,
                maximum: Number::whole(100),
                ticks: percent_ticks(about.locale),
                lines: about.reference_lines(),
                legend,
            }),
        },
    })
}

fn headline(about: &About, headlines: &[Headline]) -> Option<String> {
    let low = headlines.iter().min_by(|a, b| a.score.printed.cmp(&b.score.printed))?;
    let high = headlines.iter().max_by(|a, b| a.score.printed.cmp(&b.score.printed))?;
    let with_comment = |headline: &Headline| {
        let score = about.percent(headline.score);
        let comment = headline.comment.map(|comment| about.locale.inside_sentence(comment));
        match comment {
            Some(comment) => about.say("chart-headlines-score", &[("score", Arg::Text(&score)), ("comment", Arg::Text(&comment))]),
            None => score,
        }
    };
    if let [only] = headlines {
        let score = with_comment(only);
        return Some(about.say("chart-headlines-one", &[("title", Arg::Text(&only.title)), ("score", Arg::Text(&score))]));
    }
    let n = count(headlines.len());
    let total = about.locale.count(n);
    let shared = [("n", Arg::Count(n)), ("total", Arg::Text(total.as_str()))];
    let same_comment = headlines.iter().all(|headline| headline.comment == low.comment);
    if low.score.printed == high.score.printed {
        let score = with_comment(low);
        return Some(about.say("chart-headlines-equal", &[&shared[..], &[("score", Arg::Text(&score))]].concat()));
    }
    if let (true, Some(comment)) = (same_comment, low.comment) {
        let (from, to) = (about.percent(low.score), about.percent(high.score));
        let comment = about.locale.inside_sentence(comment);
        let args = [("low", Arg::Text(from.as_str())), ("high", Arg::Text(&to)), ("comment", Arg::Text(&comment))];
        return Some(about.say("chart-headlines-same", &[&shared[..], &args].concat()));
    }
    let (from, to) = (with_comment(low), with_comment(high));
    let args = [
        ("low", Arg::Text(from.as_str())),
        ("lowest", Arg::Text(&low.title)),
        ("high", Arg::Text(&to)),
        ("highest", Arg::Text(&high.title)),
    ];
    Some(about.say("chart-headlines-range", &args))
}

fn alternative(about: &About, headlines: &[Headline]) -> String {
    let n = count(headlines.len());
    let total = about.locale.count(n);
    let mut sentences = vec![about.say("chart-alt-headlines", &[("n", Arg::Count(n)), ("total", Arg::Text(&total))])];
    for headline in headlines.iter().take(LISTED) {
        let score = about.percent(headline.score);
        let args = [("title", Arg::Text(&headline.title)), ("score", Arg::Text(&score))];
        sentences.push(match headline.comment {
            Some(comment) => {
                let comment = about.locale.inside_sentence(comment);
                about.say("chart-alt-headlines-comment", &[&args[..], &[("comment", Arg::Text(&comment))]].concat())
            }
            None => about.say("chart-alt-headlines-score", &args),
        });
    }
    sentences.join(" ")
}

#[cfg(test)]
mod tests {
    use super::headline_scores;
    use crate::document::chart_spec::Plot;
    use crate::document::chart_words::ChartWords;
    use crate::document::chart_words::testing::{about, framework, line, percentage, thread};
    use crate::framework::Band;
    use crate::number::Number;
    use crate::scoring::{Scores, ThreadScore};

    fn chart(threads: &[(&str, i64)], bands: &[(i64, &str)]) -> Option<ChartWords> {
        let mut framework = framework(&[vec!["1.1"]]);
        framework.threads = threads.iter().map(|(title, _)| thread(title, title)).collect();
        framework.priority_line = bands.is_empty().then(|| line(70));
        framework.bands = (bands.iter())
            .map(|(from, comment)| Band {
                from: Some(Number::whole(*from)),
                name: String::new(),
                conclusion: None,
                comment: Some((*comment).to_owned()),
            })
            .collect();
        let scores = (threads.iter())
            .map(|(title, score)| ThreadScore { thread: (*title).to_owned(), score: percentage(&framework, Number::whole(*score)) });
        let scores = Scores { threads: scores.collect(), ..Scores::default() };
        headline_scores(&about(&framework, &scores, "Cheshire", "2011-05"))
    }

    const BANDS: &[(i64, &str)] =
        &[(85, "Minimum improvement required"), (65, "Moderate improvement required"), (0, "Substantial improvement required")];

    #[test]
    fn cheshire_in_words() {
        let words = chart(&[("Control", 76), ("Help and Change", 76), ("Punish", 79)], BANDS).expect("a chart");
        assert_eq!(words.headline, "All three scores lie between 76% and 79%: moderate improvement required");
        assert_eq!(words.subtitle, "Headline scores, per cent, Cheshire, fieldwork May 2011");
        assert_eq!(
            words.alt,
            "Bar chart of three headline scores. Control: 76%, moderate improvement required. Help and Change: 76%, moderate improvement \
             required. Punish: 79%, moderate improvement required."
        );
        assert_eq!(words.rows[2], ["Punish", "79", "Moderate improvement required"]);
        let Plot::Bars(bars) = &words.spec.plot else { panic!("bars") };
        assert_eq!((bars.groups[0].label.as_str(), bars.groups[0].bars[0].label.as_str()), ("Control", "Moderate improvement required"));
    }

    #[test]
    fn the_message_follows_the_figures() {
        let headline = |threads, bands| chart(threads, bands).map(|words| words.headline);
        assert_eq!(headline(&[], BANDS), None);
        assert_eq!(headline(&[("Risk of harm thread", 70)], &[]).as_deref(), Some("Risk of harm thread scored 70%"));
        assert_eq!(headline(&[("A", 87)], BANDS).as_deref(), Some("A scored 87% (minimum improvement required)"));
        assert_eq!(
            headline(&[("A", 87), ("B", 60)], BANDS).as_deref(),
            Some("Scores run from 60% (substantial improvement required) for B to 87% (minimum improvement required) for A")
        );
        assert_eq!(headline(&[("A", 50), ("B", 50)], &[]).as_deref(), Some("Both scores are 50%"));
        assert_eq!(headline(&[("A", 50), ("B", 80)], &[]).as_deref(), Some("Scores run from 50% for A to 80% for B"));
    }

    #[test]
    fn scores_below_the_line_look_different_and_the_legend_says_why() {
        let words = chart(&[("A", 50), ("B", 80)], &[]).expect("a chart");
        let Plot::Bars(bars) = &words.spec.plot else { panic!("bars") };
        assert_eq!((bars.legend.len(), bars.groups.len(), bars.lines.len()), (2, 1, 1));
    }
}
