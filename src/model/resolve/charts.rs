//! Charts: `charts/*.yaml`, with their rows in the file or in a CSV beside it.
//!
//! A file named as a chart that bluebook makes gives that chart its words; for the make-up of a sample whose cases are not there,
//! it gives the counts too.

use super::report::Against;
use super::tables::{Beside, Rows, both, ragged, rows_of, written_rows};
use super::{Reader, misspelt};
use crate::diag::{Diagnostic, Span, Spanned};
use crate::model::chart::{ChartData, ChartKind, ChartRow, MADE_CHARTS, ReportChart, SAMPLE, Unit, made_charts};
use crate::model::raw::RawChart;
use crate::number::Number;
use crate::source::decode::{did_you_mean, listed};
use crate::source::discover::{Found, ReportFolder, as_name, is_name};

/// Where the numbers of a sample come from.
#[derive(Clone, Copy)]
pub(super) enum Counted<'a> {
    /// From the cases of the report.
    Cases,
    /// From what the charts' files state; together they are the report's `sample`, where it has one.
    Stated(Option<&'a Spanned<u32>>),
}

/// All charts, by name. `None` if any is wrong.
pub(super) fn load_charts(
    reader: &mut Reader,
    folder: &ReportFolder,
    against: Option<Against>,
    counted: Counted,
) -> (Vec<ReportChart>, Vec<String>) {
    let mut used = Vec::new();
    let charts: Vec<Option<ReportChart>> =
        folder.charts.iter().map(|found| Loader { reader, folder, used: &mut used, counted, against }.chart(found)).collect();
    // A chart that is broken may be the one that uses the file.
    if charts.iter().all(Option::is_some) {
        for figures in folder.figures.iter().filter(|figures| !used.contains(&figures.name)) {
            reader.report(
                Diagnostic::warning("unused-file", format!("no chart takes its rows from `{}.csv`", figures.name))
                    .in_path(figures.shown.clone())
                    .help(format!("write `csv: {}.csv` in the chart that needs it, or take the file away", figures.name)),
            );
        }
    }
    super::read_and_unread(&folder.charts, charts)
}

struct Loader<'l, 'a, 'u> {
    reader: &'l mut Reader<'a>,
    folder: &'l ReportFolder,
    used: &'u mut Vec<String>,
    counted: Counted<'l>,
    against: Option<Against<'l>>,
}

/// What a chart's file must, may or cannot have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It is a chart of its own: type, subtitle and rows.
    Own,
    /// It gives the counts of a sample: rows, but no type.
    Counts,
    /// It gives words alone.
    Words,
}

impl Loader<'_, '_, '_> {
    fn chart(&mut self, found: &Found) -> Option<ReportChart> {
        if !is_name(&found.name) {
            self.reader.report(
                Diagnostic::error("bad-name", format!("`{}` cannot be the name of a chart", found.name))
                    .in_path(found.shown.clone())
                    .help(format!("lower-case letters, digits and single hyphens: `{}.yaml`", as_name(&found.name))),
            );
        }
        let (_, raw) = self.reader.record::<RawChart>(found)?;
        let before = self.reader.problems.len();
        let role = self.role(found, &raw);
        let data = match role? {
            Role::Words => None,
            role => Some(self.data(&raw, role)?),
        };
        if role == Some(Role::Own) && raw.wrote("subtitle").is_none() && !raw.partial {
            self.missing(&raw, "subtitle", "say what is measured, where and when: `subtitle: Staff in post, Surrey, 2004 to 2008`");
        }
        let sound = !self.reader.problems[before..].iter().any(Diagnostic::is_error);
        // A key that was written and is not here was reported.
        let lost = ["headline", "subtitle", "alt", "source", "notes"].into_iter().zip([
            raw.headline.is_none(),
            raw.subtitle.is_none(),
            raw.alt.is_none(),
            raw.source.is_none(),
            raw.notes.is_none(),
        ]);
        let lost = lost.into_iter().any(|(key, none)| none && raw.wrote(key).is_some());
        (sound && !lost).then_some(ReportChart {
            name: found.name.clone(),
            span: raw.head,
            data,
            headline: raw.headline.map(|line| line.map(|line| line.0)),
            subtitle: raw.subtitle.map(|line| line.map(|line| line.0)),
            alt: raw.alt,
            source: raw.source,
            notes: raw.notes,
        })
    }

    /// What the file is for, by its name. `None` if that cannot be known, or what it holds does not go with it.
    fn role(&mut self, found: &Found, raw: &RawChart) -> Option<Role> {
        let name = found.name.as_str();
        let holds_data = ["type", "unit", "columns", "rows", "csv"].into_iter().find_map(|key| Some((key, raw.wrote(key)?)));
        if MADE_CHARTS.contains(&name) {
            if let Some((key, span)) = holds_data {
                self.reader.report(
                    Diagnostic::error("made-chart", format!("`{key}` is given for the chart `{name}`, which bluebook makes"))
                        .at(span, "")
                        .help("keep `headline`, `subtitle`, `alt`, `source` and `notes`, or give the chart another name"),
                );
            }
            return Some(Role::Words);
        }
        let Some(key) = name.strip_prefix(SAMPLE) else { return Some(Role::Own) };
        // Against a framework that is broken itself, nothing here can be wrong.
        let framework = self.against?.framework;
        if !framework.case_profile.iter().any(|column| column.key == key) {
            let known = made_charts(framework).into_iter().filter(|name| name.starts_with(SAMPLE)).collect::<Vec<_>>();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            self.reader.report(
                Diagnostic::error("unknown-sample", format!("the framework's cases have no column `{key}`"))
                    .in_path(found.shown.clone())
                    .help(format!(
                        "{}; or give the chart a name that does not begin with `{SAMPLE}`",
                        did_you_mean(name, "charts of the sample", &known)
                    )),
            );
            return None;
        }
        if let Counted::Stated(_) = self.counted {
            return Some(Role::Counts);
        }
        if let Some((key, span)) = holds_data {
            self.reader.report(
                Diagnostic::error("made-chart", format!("`{key}` is given for the chart `{name}`, which is made from cases.csv"))
                    .at(span, "")
                    .help("take it out; `headline`, `subtitle`, `alt`, `source` and `notes` may stay"),
            );
        }
        Some(Role::Words)
    }

    fn missing(&mut self, raw: &RawChart, key: &str, help: &str) {
        if misspelt(self.reader, raw.span.file) {
            return;
        }
        self.reader.report(
            Diagnostic::error("missing-key", format!("the key `{key}` is missing")).at(raw.head, "the file does not have it").help(help),
        );
    }

    fn data(&mut self, raw: &RawChart, role: Role) -> Option<ChartData> {
        let own = role == Role::Own;
        if own && raw.wrote("type").is_none() && !raw.partial {
            let names: Vec<&str> = ChartKind::NAMES.iter().map(|(name, _)| *name).collect();
            self.missing(raw, "type", &format!("write one of {}", listed(&names)));
        }
        for key in ["type", "unit"] {
            if let Some(span) = raw.wrote(key).filter(|_| !own) {
                self.reader.report(
                    Diagnostic::error("made-chart", format!("`{key}` is given for a chart of the sample"))
                        .at(span, "")
                        .help("take it out: a sample is shown as bars with numbers and shares of cases"),
                );
            }
        }
        if raw.wrote("columns").is_none() && !raw.partial {
            self.missing(raw, "columns", "name them: the first heads the labels, the others the figures");
        }
        let rows = self.rows(raw);
        let kind = if own { raw.kind } else { Some(ChartKind::Bar) };
        let usual = if kind == Some(ChartKind::StackedShare) { Unit::Percent } else { Unit::Number };
        let unit = raw.unit.filter(|_| own).unwrap_or(usual);
        let columns = raw.columns.as_ref()?;
        let titles: Vec<String> = columns.value.iter().map(|line| line.0.clone()).collect();
        let kind = kind?;
        if !self.fits(kind, titles.len(), columns.span) {
            // What is wrong with the columns would be said again of each row.
            return None;
        }
        let rows = rows?;
        if rows.len() > kind.rows() {
            let last = rows.get(kind.rows()).map_or(raw.span, |row| row.span);
            self.reader.report(
                Diagnostic::error(
                    "too-many-categories",
                    format!("a {} chart has at most {} rows, not {}", kind.name(), kind.rows(), rows.len()),
                )
                .at(last, "the first that is too many")
                .help("join the smallest, make two charts, or print a table"),
            );
        }
        let mut even = true;
        for row in rows.iter().filter(|row| row.len() != titles.len()) {
            even = false;
            let problem = ragged(row, titles.len(), "chart");
            self.reader.report(problem);
        }
        if !even {
            return None;
        }
        let checked: Vec<Option<ChartRow>> = rows.iter().map(|row| self.row(kind, unit, !own, row)).collect();
        let checked: Vec<ChartRow> = checked.into_iter().collect::<Option<_>>()?;
        // Of a file that breaks off there may be more rows.
        if raw.partial {
            return None;
        }
        self.check_sums(kind, unit, &rows, &checked);
        if !own {
            self.check_cases(&checked, columns.span);
        }
        Some(ChartData { kind, unit, columns: titles, rows: checked })
    }

    fn rows(&mut self, raw: &RawChart) -> Option<Rows> {
        match (&raw.rows, &raw.csv) {
            (Some(_), Some(csv)) => {
                self.reader.report(both(csv.span, raw.wrote("rows"), "chart"));
                None
            }
            (Some(rows), None) => Some(written_rows(rows)),
            (None, Some(csv)) => {
                let width = raw.columns.as_ref().map(|columns| columns.value.len());
                let beside = Beside { files: &self.folder.figures, folder: format!("{}/charts", self.folder.shown), what: "chart" };
                rows_of(self.reader, &beside, &Spanned::new(csv.0.clone(), csv.span), width, self.used)
            }
            (None, None) => {
                if raw.wrote("rows").is_none() && raw.wrote("csv").is_none() && !raw.partial {
                    self.missing(raw, "rows", "write the chart's `rows`, or name a CSV file beside it: `csv: NAME.csv`");
                }
                None
            }
        }
    }

    /// Whether a chart can be drawn from so many columns.
    fn fits(&mut self, kind: ChartKind, columns: usize, span: Span) -> bool {
        let (fewest, most) = kind.figures();
        let figures = columns.saturating_sub(1);
        if (fewest..=most).contains(&figures) {
            return true;
        }
        let problem = if figures > most && matches!(kind, ChartKind::GroupedBar | ChartKind::StackedShare | ChartKind::Line) {
            let message = format!("a {} chart tells at most {most} columns of figures apart, not {figures}", kind.name());
            Diagnostic::error("too-many-categories", message)
                .help("join the smallest, make two charts, or print a table: readers cannot hold more colours and patterns in mind")
        } else {
            let wanted = match kind {
                ChartKind::Bar => "the labels and one of figures".to_owned(),
                ChartKind::Range => {
                    "the labels, the lowest and the highest figures, and as you like the average and this area's own".to_owned()
                }
                _ => format!("the labels and {fewest} to {most} of figures"),
            };
            let count = if columns == 1 { "1 column".to_owned() } else { format!("{columns} columns") };
            Diagnostic::error("wrong-columns", format!("a {} chart cannot be drawn from {count}", kind.name()))
                .help(format!("it takes a column of {wanted}"))
        };
        self.reader.report(problem.at(span, ""));
        false
    }

    fn row(&mut self, kind: ChartKind, unit: Unit, cases: bool, row: &Spanned<Vec<Spanned<String>>>) -> Option<ChartRow> {
        let (label, cells) = row.value.split_first()?;
        let mut sound = true;
        if label.trim().is_empty() {
            sound = false;
            self.reader.report(
                Diagnostic::error("empty-value", "a row of the chart has no label")
                    .at(row.span, "")
                    .help("write what its figures are of, first in the row"),
            );
        }
        let figures: Vec<Option<Number>> = (cells.iter().enumerate())
            .map(|(index, cell)| {
                if cell.trim().is_empty() {
                    // A bar or a line may have a gap, and a range may lack its average; a whole cannot lack a part.
                    let may_lack = match kind {
                        ChartKind::Bar | ChartKind::GroupedBar | ChartKind::Line => !cases,
                        ChartKind::StackedShare => false,
                        ChartKind::Range => index > 1,
                    };
                    if !may_lack {
                        sound = false;
                        self.reader.report(
                            Diagnostic::error("missing-figure", format!("the row ‘{}’ lacks a figure", label.value))
                                .at(if cell.span.range().is_empty() { row.span } else { cell.span }, "")
                                .help("write it; what is nothing is written 0"),
                        );
                    }
                    return None;
                }
                match figure(cell, unit, cases) {
                    Ok(number) => Some(number),
                    Err((name, message, help)) => {
                        sound = false;
                        self.reader.report(Diagnostic::error(name, message).at(cell.span, "").help(help));
                        None
                    }
                }
            })
            .collect();
        sound.then(|| ChartRow { label: label.trim().to_owned(), figures })
    }

    /// Whether the numbers of cases come to the size of the sample.
    fn check_cases(&mut self, rows: &[ChartRow], span: Span) {
        let Counted::Stated(Some(sample)) = self.counted else { return };
        let sum = rows.iter().flat_map(|row| row.figures.iter().flatten()).fold(Number::whole(0), |sum, cases| sum.plus(cases));
        if sum != Number::whole(i64::from(sample.value)) {
            let sum = sum.to_decimal(0);
            self.reader.report(
                Diagnostic::error("sample-differs", format!("the chart has {sum} cases, but `sample` is {}", sample.value))
                    .at(span, "")
                    .at(sample.span, "this many cases were inspected")
                    .help("complete the rows, with one for cases of which it is not recorded, or correct `sample` in report.yaml"),
            );
        }
    }

    /// What the figures of a row must be to each other.
    fn check_sums(&mut self, kind: ChartKind, unit: Unit, rows: &Rows, checked: &[ChartRow]) {
        for (written, row) in rows.iter().zip(checked) {
            let figures: Vec<&Number> = row.figures.iter().flatten().collect();
            let zero = Number::whole(0);
            match kind {
                ChartKind::StackedShare => {
                    let sum = figures.iter().fold(zero.clone(), |sum, figure| sum.plus(figure));
                    if sum == zero {
                        self.reader.report(
                            Diagnostic::error("shares-not-100", format!("the row ‘{}’ is 0 in all", row.label))
                                .at(written.span, "")
                                .help("nothing has no shares: take the row out"),
                        );
                    } else if unit == Unit::Percent {
                        // Each figure may be out by half of its last place.
                        let places = figures.iter().map(|figure| figure.decimals(2)).max().unwrap_or(0);
                        let half = Number::ratio(i64::try_from(figures.len()).unwrap_or(4), 2 * 10_i64.pow(places))
                            .unwrap_or_else(|| zero.clone());
                        let hundred = Number::whole(100);
                        let off = if sum > hundred { sum.minus(&hundred) } else { hundred.minus(&sum) };
                        if off > half {
                            let sum = sum.to_decimal(sum.decimals(2));
                            self.reader.report(
                                Diagnostic::warning("shares-not-100", format!("the shares of ‘{}’ come to {sum}%", row.label))
                                    .at(written.span, "")
                                    .help("more than rounding explains: complete them, or write the numbers with `unit: number`"),
                            );
                        }
                    }
                }
                ChartKind::Range => {
                    let [Some(low), Some(high), rest @ ..] = row.figures.as_slice() else { continue };
                    let average = rest.first().and_then(Option::as_ref);
                    if low > high || average.is_some_and(|average| average < low || average > high) {
                        self.reader.report(
                            Diagnostic::error(
                                "range-out-of-order",
                                format!("the figures of ‘{}’ do not go from the lowest to the highest", row.label),
                            )
                            .at(written.span, "")
                            .help("write the lowest, then the highest, then the average, which lies between them, then this area's own"),
                        );
                    }
                }
                ChartKind::Bar | ChartKind::GroupedBar | ChartKind::Line => {}
            }
        }
    }
}

/// A figure as people write it: '2,085', '91.9%'; or what is wrong with it: check name, message and help.
fn figure(written: &str, unit: Unit, cases: bool) -> Result<Number, (&'static str, String, String)> {
    let text = written.trim();
    let bare = if unit == Unit::Percent { text.trim_end_matches('%').trim_end() } else { text };
    let digits = if is_grouped(bare) { bare.replace(',', "") } else { bare.to_owned() };
    let shown = crate::source::yaml::shortened(text);
    let Some(number) = Number::parse_decimal(&digits.replace('\u{2212}', "-"), 100) else {
        let help = match (unit, text.strip_suffix('%')) {
            (Unit::Number, Some(_)) => "leave the % sign out, and say `unit: percent`",
            _ => "write it in digits: `2085` or `77.8`; leave the cell empty where there is none",
        };
        return Err(("not-a-number", format!("‘{shown}’ is not a number"), help.to_owned()));
    };
    if number < Number::whole(0) {
        let help = "charts begin at 0: print such figures in a table";
        return Err(("negative-figure", format!("‘{shown}’ is below 0"), help.to_owned()));
    }
    if cases && number.to_whole().is_none() {
        return Err((
            "not-a-number",
            format!("‘{shown}’ is not a number of cases"),
            "write a whole number: shares are worked out".to_owned(),
        ));
    }
    if number.rounded(2) != number {
        return Err((
            "too-many-decimals",
            format!("‘{shown}’ has more than two decimals"),
            format!("write at most two: `{}`", number.to_decimal(2)),
        ));
    }
    Ok(number)
}

/// Digits with commas between groups of three.
fn is_grouped(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or(text);
    let mut groups = whole.split(',');
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.trim_start_matches(['-', '\u{2212}']).len()));
    first && groups.all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests;
