//! `{chart: …}`: a chart with its words, its data and what stands below it.

use super::{Builder, block, table_of, typographic, words};
use crate::diag::Span;
use crate::document::chart_words::{self, About, ChartWords, Tally};
use crate::document::tree::{Align, Block, BlockKind, Figure, FigurePicture, Inline, NodeId, Paragraph, ParagraphRole, Table};
use crate::framework::ProfileColumn;
use crate::locale::Arg;
use crate::model::chart::{ChartData, ReportChart, SAMPLE, made_charts};

impl Builder<'_> {
    /// A chart by its name: one that bluebook makes, or one of the report's own.
    pub(super) fn chart(&mut self, name: &str, span: Span) -> Vec<Block> {
        let report = self.report;
        let about = About {
            framework: self.framework,
            scores: self.scores,
            area: &report.area,
            fieldwork: report.fieldwork.as_ref().map(|date| date.value),
            published: report.published.value,
            locale: self.locale,
        };
        let own = report.charts.iter().find(|chart| chart.name == name);
        let column = name.strip_prefix(SAMPLE).and_then(|key| self.framework.case_profile.iter().find(|column| column.key == key));
        let (made, missing, help) = match name {
            "criterion-scores" => (
                chart_words::criterion_scores(&about),
                "the framework has no criteria with percentages to put in a chart",
                "remove the insert, or give a section `scored-by: percentage`".to_owned(),
            ),
            "follow-up" => (
                chart_words::follow_up(&about),
                "nothing was scored at two inspections",
                "remove the insert, or give the framework `inspections:` and the report the scores of both".to_owned(),
            ),
            "comparators" => (
                chart_words::comparators(&about),
                "there are no scores to compare",
                "remove the insert, or give the framework `threads:` and the reports their scores".to_owned(),
            ),
            "headline-scores" => (
                chart_words::headline_scores(&about),
                "there are no headline scores",
                "remove the insert, or give the framework `threads:` and the report their scores".to_owned(),
            ),
            _ => match (column, own.and_then(|own| own.data.as_ref())) {
                (Some(column), data) => (
                    self.tally(column, data).and_then(|tally| chart_words::sample(&about, &tally)),
                    "there are no cases to show the make-up of",
                    format!("add cases.csv, or write charts/{name}.yaml with the number of cases: `columns` and `rows`"),
                ),
                (None, Some(data)) => {
                    let subtitle = own.and_then(|own| own.subtitle.as_ref()).map_or("", |subtitle| subtitle.value.as_str());
                    (
                        chart_words::declared(name, data, subtitle, self.locale),
                        "the chart has no figures",
                        "write them, or remove the insert and the chart".to_owned(),
                    )
                }
                (None, None) if report.unread.charts.iter().any(|unread| unread == name) => return Vec::new(),
                (None, None) => {
                    let names = made_charts(self.framework)
                        .into_iter()
                        .chain(report.charts.iter().map(|chart| chart.name.clone()))
                        .chain(report.unread.charts.iter().cloned());
                    let mut names: Vec<String> = names.collect();
                    names.dedup();
                    return self.unknown_insert("chart", name, &names.iter().map(String::as_str).collect::<Vec<_>>(), span);
                }
            },
        };
        match made {
            Some(made) => self.figure(made, own, span),
            // The counts may stand in a chart that could not be read.
            None if column.is_some() && report.gaps.charts => Vec::new(),
            None => self.nothing_to_show(missing, &help, span),
        }
    }

    /// The cases by one column of their profile: counted, or as the report states them.
    fn tally(&self, column: &ProfileColumn, stated: Option<&ChartData>) -> Option<Tally> {
        let (counts, not_recorded) = match (stated, &self.report.cases) {
            (Some(data), _) => {
                let cases = data.rows.iter().map(|row| {
                    let whole = row.figures.first()?.as_ref()?.to_whole()?;
                    Some((row.label.clone(), u64::try_from(whole).ok()?))
                });
                (cases.collect::<Option<Vec<_>>>()?, 0)
            }
            (None, Some(cases)) => {
                let (counts, not_recorded) = cases.profile(&column.key)?.counts();
                let counts = counts.into_iter().map(|(value, cases)| (value.to_owned(), cases as u64));
                (counts.collect(), not_recorded as u64)
            }
            (None, None) => return None,
        };
        Some(Tally { key: column.key.clone(), title: column.title.clone(), counts, not_recorded })
    }

    /// A chart with its number; the report's own words stand in place of those that are made.
    fn figure(&mut self, made: ChartWords, own: Option<&ReportChart>, span: Span) -> Vec<Block> {
        let ChartWords { mut spec, headline, subtitle, alt, columns, rows } = made;
        spec.change_words(&|words| *words = typographic(std::mem::take(words)));
        self.charts += 1;
        let number = self.numbered("chart-number", self.charts);
        let anchor = self.anchors.take(&format!("chart-{}", spec.name));
        self.referents.add("chart", &spec.name, &anchor, number.clone());
        let name = self.data_name("chart", &spec.name);
        let cells = |row: Vec<String>| row.into_iter().map(words).collect();
        let data = table_of(
            columns.into_iter().map(|column| (words(column.title), if column.figures { Align::Number } else { Align::Start })).collect(),
            rows.into_iter().map(cells).collect(),
            true,
        );
        let mut notes = own.map(|own| self.below(own)).unwrap_or_default();
        notes.extend(self.below_scores(&spec.name));
        spec.name = name;
        let data = Table { caption: words(self.locale.say_with("chart-data-caption", &[("chart", Arg::Text(&number))])), notes, ..data };
        let headline = match own.and_then(|own| own.headline.as_ref()) {
            Some(written) => self.line(written),
            None => words(headline),
        };
        let said =
            |written: Option<&crate::diag::Spanned<String>>, made: String| typographic(written.map_or(made, |text| text.trim().to_owned()));
        let figure = Figure {
            number,
            headline,
            headline_id: NodeId(0),
            subtitle: said(own.and_then(|own| own.subtitle.as_ref()), subtitle),
            subtitle_id: NodeId(0),
            picture_id: NodeId(0),
            alt: said(own.and_then(|own| own.alt.as_ref()), alt),
            picture: FigurePicture::Chart(Box::new(spec)),
            data: Some(Box::new(data)),
        };
        vec![Block { anchor: Some(anchor), source: Some(span), ..block(BlockKind::Figure(figure)) }]
    }

    /// Source and notes, which stand below the picture and go with the data.
    fn below(&mut self, chart: &ReportChart) -> Vec<Block> {
        let mut blocks = Vec::new();
        if let Some(source) = &chart.source {
            let mut said = self.plain_blocks(source, ParagraphRole::Small);
            let label = self.locale.say_with("run-in", &[("label", Arg::Text(&self.locale.say("chart-source")))]);
            if let Some(Block { kind: BlockKind::Paragraph(Paragraph { content, .. }), .. }) = said.first_mut() {
                content.insert(0, Inline::Text(format!("{label} ")));
            }
            blocks.extend(said);
        }
        blocks.extend(chart.notes.as_ref().map(|notes| self.plain_blocks(notes, ParagraphRole::Small)).unwrap_or_default());
        blocks
    }
}
