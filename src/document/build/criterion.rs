//! A criterion: score, statement, groups of findings, conclusion.

use super::{Builder, block, letters, words};
use crate::diag::Spanned;
use crate::document::outline;
use crate::document::tree::{
    Block, BlockKind, Heading, Inline, List, ListItem, Marker, NodeId, Paragraph, ParagraphRole, Section, SectionKind,
};
use crate::framework::{Criterion, FindingGroup, GroupMarker, ScoredBy};
use crate::locale::Arg;
use crate::model::finding::{CriterionFindings, Finding};
use crate::model::score::ScoreOf;
use crate::scoring::{Percentage, Score, Scores};

impl Builder<'_> {
    pub(super) fn criterion(&mut self, criterion: &Criterion, findings: Option<&CriterionFindings>, level: u8) -> Block {
        let number = &criterion.number;
        let anchor = self.anchors.take(&outline::criterion_anchor(number));
        self.referents.add("criterion", number, &anchor, self.locale.say_with("criterion-reference", &[("n", Arg::Text(number))]));
        self.level = level;
        let mut blocks = Vec::new();
        let of = ScoreOf::Criterion(number.clone());
        let score = self.scores.criterion(number);
        if let (Some(score), Some(says)) = (score, self.framework.score_boxes.criteria) {
            let labels = &self.framework.labels;
            let label = match criterion.scored_by {
                ScoredBy::Grade => self.label(labels.grade.as_ref(), "grade"),
                ScoredBy::Percentage => self.label(labels.score.as_ref(), "score"),
            };
            let earlier = |scores: &Scores| scores.criterion(number).map(|score| self.words.said(score));
            blocks.push(self.score_block(Some(&of), score, (label, says), earlier));
        }
        blocks.extend(criterion.statement.as_ref().map(|statement| self.statement(statement)));
        blocks.extend(self.remarks_on(&of));
        if let Some(findings) = findings {
            if let Some(introduction) = &findings.introduction {
                blocks.extend(self.plain_blocks(introduction, ParagraphRole::Body));
            }
            for group in &self.framework.groups {
                if let Some((_, list)) = findings.groups.iter().find(|(key, _)| *key == group.key) {
                    blocks.push(self.finding_group(&anchor, group, list));
                }
            }
        }
        for id in findings.iter().flat_map(|findings| &findings.examples) {
            blocks.extend(self.insert_blocks("vignette", Some(id.as_str()), id.span, level));
        }
        let conclusion = match (findings.and_then(|findings| findings.conclusion.as_ref()), score) {
            (Some(own), _) => self.plain_conclusion(own),
            (None, Some(Score::Percentage(percentage))) => self.fixed_conclusion(percentage),
            (None, _) => Vec::new(),
        };
        if !conclusion.is_empty() {
            let title = self.label(self.framework.labels.conclusion.as_ref(), "conclusion");
            let heading = Heading::plain(level + 1, words(title));
            let anchor = self.anchors.take(&format!("{anchor}-conclusion"));
            let section = Section { kind: SectionKind::Group, heading, blocks: conclusion };
            blocks.push(Block { anchor: Some(anchor), ..block(BlockKind::Section(section)) });
        }
        let heading = self.criterion_heading(number, level);
        let source = findings.map(|findings| findings.span);
        Block { anchor: Some(anchor), source, ..block(BlockKind::Section(Section { kind: SectionKind::Criterion, heading, blocks })) }
    }

    pub(super) fn statement(&mut self, statement: &Spanned<String>) -> Block {
        let mut content = self.framework_line(statement);
        if let Some(label) = &self.framework.labels.statement {
            let label = self.locale.say_with("run-in", &[("label", Arg::Text(label))]);
            content.splice(0..0, [Inline::Strong(words(label)), Inline::Text(" ".to_owned())]);
        }
        Block { source: Some(statement.span), ..block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Statement, content })) }
    }

    /// A group of findings below its heading; without a heading, the list alone.
    fn finding_group(&mut self, criterion: &str, group: &FindingGroup, findings: &[Finding]) -> Block {
        let anchor = self.anchors.take(&format!("{criterion}-{}", group.anchor));
        let above = self.level;
        self.level += u8::from(group.heading.is_some());
        let items = findings
            .iter()
            .enumerate()
            .map(|(index, finding)| {
                let letter = letters(index);
                let label = match group.marker {
                    GroupMarker::Letter => format!("({letter})"),
                    GroupMarker::Bullet => "\u{2022}".to_owned(),
                    GroupMarker::Number => format!("{}.", index + 1),
                };
                let name = finding.id.as_ref().map_or_else(|| format!("{anchor}-{letter}"), |id| format!("{criterion}-{}", id.value));
                ListItem {
                    id: NodeId(0),
                    label,
                    anchor: Some(self.anchors.take(&name)),
                    source: Some(finding.text.span),
                    blocks: self.plain_blocks(&finding.text, ParagraphRole::Body),
                }
            })
            .collect();
        self.level = above;
        let marker = match group.marker {
            GroupMarker::Letter => Marker::Letter,
            GroupMarker::Bullet => Marker::Bullet,
            GroupMarker::Number => Marker::Number,
        };
        let list = block(BlockKind::List(List { marker, items }));
        let Some(heading) = &group.heading else { return Block { anchor: Some(anchor), ..list } };
        let title = if findings.len() == 1 { &heading.one } else { &heading.many };
        let heading = Heading::plain(above + 1, words(title.clone()));
        Block { anchor: Some(anchor), ..block(BlockKind::Section(Section { kind: SectionKind::Group, heading, blocks: vec![list] })) }
    }

    /// The sentence that the framework fixes for the band of a score.
    fn fixed_conclusion(&mut self, percentage: &Percentage) -> Vec<Block> {
        let sentence = percentage.band.and_then(|band| self.framework.bands.get(band)).and_then(|band| band.conclusion.as_ref());
        let Some(sentence) = sentence else { return Vec::new() };
        let content = self.framework_line(sentence);
        vec![Block { source: Some(sentence.span), ..block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Conclusion, content })) }]
    }

    /// A conclusion in the report's own words.
    fn plain_conclusion(&mut self, text: &Spanned<String>) -> Vec<Block> {
        self.level += 1;
        let blocks = self.plain_blocks(text, ParagraphRole::Conclusion);
        self.level -= 1;
        blocks
    }
}
