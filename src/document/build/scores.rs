//! Scores in their boxes: beside a heading, or with title and explanation for each headline score.

use super::values::percent;
use super::{Builder, block};
use crate::diag::Span;
use crate::document::chart_words;
use crate::document::tree::{Behind, Block, BlockKind, Heading, Panel, PanelKind, Score as ScoreBlock};
use crate::framework::boxes::{ScoreBox, Standing};
use crate::locale::Arg;
use crate::model::report::State;
use crate::model::score::ScoreOf;
use crate::scoring::provenance::Provenance;
use crate::scoring::{Percentage, Score, Scores};

impl Builder<'_> {
    /// The programme's word, or the locale's.
    pub(super) fn label(&self, own: Option<&String>, key: &str) -> String {
        own.cloned().unwrap_or_else(|| self.locale.say(key))
    }

    pub(super) fn labelled(&self, label: &str, value: &str) -> String {
        self.locale.say_with("labelled", &[("label", Arg::Text(label)), ("value", Arg::Text(value))])
    }

    /// A score beside its heading: the last inspection's, with those of earlier ones before it or in words below it.
    pub(super) fn score_block(
        &self,
        of: Option<&ScoreOf>,
        score: &Score,
        (label, says): (String, ScoreBox),
        earlier: impl Fn(&Scores) -> Option<String>,
    ) -> Block {
        let provenance = of.and_then(|of| self.scores.provenance(of));
        let percentage = score.percentage();
        let inspections = &self.framework.inspections;
        let label = inspections.last().map_or(label, |inspection| inspection.title.clone());
        let mut before: Vec<(String, String)> = inspections
            .iter()
            .zip(&self.scores.earlier)
            .filter_map(|(inspection, scores)| {
                let said = of.filter(|_| says.comment).and_then(|of| self.stated_comment(scores, of));
                let score = earlier(scores)?;
                let Some(comment) = said else { return Some((inspection.title.clone(), score)) };
                let args = [("score", Arg::Text(&score)), ("comment", Arg::Text(&comment))];
                Some((inspection.title.clone(), self.locale.say_with("score-with-comment", &args)))
            })
            .collect();
        let mut position: Vec<String> =
            percentage.filter(|_| says.position).and_then(|percentage| self.position(percentage)).into_iter().collect();
        if self.framework.score_boxes.inspections == Standing::LastFirst {
            position.extend(before.drain(..).map(|(label, value)| self.labelled(&label, &value)));
        }
        let position = position.join("; ");
        let hundredths = |number: &crate::number::Number| {
            number.times(&crate::number::Number::whole(100)).to_whole().and_then(|n| u16::try_from(n).ok())
        };
        let line = percentage.and(self.framework.priority_line.as_ref());
        block(BlockKind::Score(ScoreBlock {
            earlier: before,
            label: if says.label { label } else { String::new() },
            value: self.words.said(score),
            band: percentage.filter(|_| says.comment).and_then(|percentage| self.band_words(percentage)),
            position: Some(position).filter(|position| !position.is_empty()),
            below_line: percentage.is_some_and(|percentage| percentage.below_line),
            hundredths: percentage.and_then(|percentage| hundredths(&percentage.printed)),
            line_hundredths: line.and_then(|line| hundredths(&line.at)),
            small_base: provenance.filter(|provenance| provenance.small_base).map(|provenance| self.small_base(provenance)),
            behind: provenance.filter(|_| self.report.state == State::Working).map(|provenance| Box::new(self.behind(provenance))),
        }))
    }

    /// That a score rests on few cases.
    fn small_base(&self, provenance: &Provenance) -> String {
        let count = |n: u32| Arg::Count(u64::from(n));
        self.locale.say_with(
            "small-base",
            &[("cases", count(provenance.relevant_cases)), ("smallest", count(self.framework.scoring.smallest_base))],
        )
    }

    /// What a computed score rests on.
    fn behind(&self, provenance: &Provenance) -> Behind {
        let digits = |n: u64| self.locale.digits(n);
        let facts = [
            ("behind-model", provenance.model.to_owned()),
            ("behind-cases", digits(provenance.cases.into())),
            ("behind-relevant-cases", digits(provenance.relevant_cases.into())),
            ("behind-answers", digits(provenance.answers())),
            ("behind-above", digits(provenance.above())),
        ];
        let rows = provenance.questions.iter().map(|question| {
            let counts = [question.above, question.below, question.not_applicable].map(|n| digits(n.into()));
            std::iter::once(question.question.clone()).chain(counts).collect()
        });
        Behind {
            title: self.locale.say("behind-score"),
            facts: facts.map(|(key, value)| (self.locale.say(key), value)).into(),
            columns: ["behind-question", "behind-above", "behind-below", "behind-not-applicable"].map(|key| self.locale.say(key)).into(),
            rows: rows.collect(),
        }
    }

    /// The comment of a percentage's band after its label, or the band's name.
    fn band_words(&self, percentage: &Percentage) -> Option<String> {
        let band = self.framework.bands.get(percentage.band?)?;
        let comment = band.comment.as_ref();
        let label = || self.label(self.framework.labels.comment.as_ref(), "comment");
        Some(comment.map_or_else(|| band.name.clone(), |comment| self.labelled(&label(), comment)))
    }

    /// What an earlier inspection said of a score, inside a sentence. Where it follows from the score, the last one's is enough.
    fn stated_comment(&self, scores: &Scores, of: &ScoreOf) -> Option<String> {
        let band = scores.percentage(of)?.band.filter(|_| self.framework.bands_are_stated())?;
        let band = self.framework.bands.get(band)?;
        Some(self.locale.inside_sentence(band.comment.as_ref().unwrap_or(&band.name)))
    }

    /// Where a percentage stands to the priority line.
    pub(super) fn position(&self, percentage: &Percentage) -> Option<String> {
        self.framework.priority_line.as_ref().map(|line| chart_words::line_position(&percentage.printed, line, self.locale))
    }

    /// A box for each thread, or for one: title, explanation, score, comment.
    pub(super) fn score_boxes(&mut self, which: &str, span: Span, level: u8) -> Vec<Block> {
        let framework = self.framework;
        let wanted = framework.threads.iter().filter(|thread| which == "headlines" || thread.key == which).collect::<Vec<_>>();
        if wanted.is_empty() {
            let names = std::iter::once("headlines").chain(framework.threads.iter().map(|thread| thread.key.as_str())).collect::<Vec<_>>();
            return self.unknown_insert("headline score", which, &names, span);
        }
        let mut boxes = Vec::new();
        for thread in wanted {
            let Some(score) = self.scores.thread(&thread.key) else { continue };
            let anchor = self.anchors.take(&format!("score-{}", thread.key));
            let title = self.thread_title(thread);
            let above = std::mem::replace(&mut self.level, level + 1);
            let mut blocks = thread.explanation.as_ref().map(|text| self.framework_blocks(text)).unwrap_or_default();
            self.level = above;
            let label = self.label(framework.labels.score.as_ref(), "score");
            let earlier = |scores: &Scores| scores.thread(&thread.key).map(|score| percent(self.locale, score));
            let of = ScoreOf::Thread(thread.key.clone());
            let label = (label, framework.score_boxes.headlines);
            blocks.push(self.score_block(Some(&of), &Score::Percentage(score.clone()), label, earlier));
            blocks.extend(self.remarks_on(&of));
            let heading = Some(Heading::plain((level + 1).min(6), title));
            let panel = Panel { kind: PanelKind::Score, heading, subtitle: None, blocks };
            boxes.push(Block { anchor: Some(anchor), source: Some(span), ..block(BlockKind::Panel(panel)) });
        }
        boxes
    }
}
