//! The programme's sections: heading and score, introduction, criteria in their order, commentary; and what leads to criteria.

use super::values::percent;
use super::{Builder, block};
use crate::diag::Spanned;
use crate::document::outline;
use crate::document::tree::{
    Block, BlockKind, Heading, Inline, Link, List, ListItem, Marker, NodeId, Paragraph, ParagraphRole, Section, SectionKind, Target,
};
use crate::framework::{Criterion, FrameworkSection, Holder};
use crate::locale::Arg;
use crate::model::score::ScoreOf;
use crate::scoring;
use crate::scoring::{Score, Scores};

impl<'a> Builder<'a> {
    pub(super) fn main_section(&mut self, section: &'a FrameworkSection) -> Block {
        let report = self.report;
        let anchor = self.anchors.take(&format!("section-{}", outline::slug(&section.number)));
        let reference = self.section_reference(&section.number);
        self.referents.add("section", &section.number, &anchor, reference);
        self.level = 2;
        let mut blocks = Vec::new();
        if let Some(score) = self.scores.section(&section.number) {
            let earlier = |scores: &Scores| scores.section(&section.number).map(|score| percent(self.locale, score));
            let label = self.label(self.framework.labels.section_score.as_ref(), "section-score");
            let of = ScoreOf::Section(section.number.clone());
            if let Some(says) = self.framework.score_boxes.sections {
                blocks.push(self.score_block(Some(&of), &Score::Percentage(score.clone()), (label, says), earlier));
            }
            blocks.extend(self.remarks_on(&of));
        }
        if let Some(introduction) = &section.introduction {
            blocks.extend(self.framework_blocks(introduction));
        }
        let findings = report.sections.iter().find(|findings| findings.section == section.number);
        if let Some(introduction) = findings.and_then(|findings| findings.introduction.as_ref()) {
            blocks.extend(self.plain_blocks(introduction, ParagraphRole::Body));
        }
        let mut held = Vec::new();
        for (index, criterion) in section.criteria.iter().enumerate() {
            let findings = findings.and_then(|findings| findings.criteria.iter().find(|found| found.criterion == criterion.number));
            let has_place = self.has_place(section, criterion);
            let Some(holder) = section.holders.iter().find(|holder| holder.criteria.contains(&index)) else {
                blocks.extend(has_place.then(|| self.criterion(criterion, findings, 3)));
                continue;
            };
            if index == holder.criteria.start {
                held = self.holder(section, holder);
            }
            held.extend(has_place.then(|| self.criterion(criterion, findings, 4)));
            if index + 1 == holder.criteria.end {
                let heading = self.criterion_heading(&holder.number, 3);
                let section = Section { kind: SectionKind::Criterion, heading, blocks: std::mem::take(&mut held) };
                blocks.push(Block { anchor: Some(outline::criterion_anchor(&holder.number)), ..block(BlockKind::Section(section)) });
            }
        }
        self.level = 2;
        let commentary = findings.and_then(|findings| findings.commentary.as_ref());
        if let (Some(title), Some(commentary)) = (&section.commentary, commentary) {
            let title = title.clone().map(|heading| heading.replace("{section}", &section.title));
            blocks.push(self.commentary(&anchor, &title, commentary));
        }
        let heading = self.section_heading(section);
        let section_block = Section { kind: SectionKind::MainSection, heading, blocks };
        Block { anchor: Some(anchor), source: Some(section.span), ..block(BlockKind::Section(section_block)) }
    }

    /// 'section 2', or with the programme's word.
    pub(super) fn section_reference(&self, number: &str) -> String {
        match &self.framework.labels.section_heading {
            Some(label) => heading_number(Some(&self.locale.inside_sentence(label)), number),
            None => self.locale.say_with("section-reference", &[("n", Arg::Text(number))]),
        }
    }

    /// What stands below the heading of a criterion that holds others, before those.
    fn holder(&mut self, section: &FrameworkSection, holder: &Holder) -> Vec<Block> {
        let anchor = self.anchors.take(&outline::criterion_anchor(&holder.number));
        let number = &holder.number;
        self.referents.add("criterion", number, &anchor, self.locale.say_with("criterion-reference", &[("n", Arg::Text(number))]));
        let mut blocks = Vec::new();
        let criteria = section.criteria.get(holder.criteria.clone()).unwrap_or_default();
        let score = |scores: &Scores| scoring::held(self.framework, scores, criteria);
        if let (Some(own), Some(says)) = (score(self.scores), self.framework.score_boxes.criteria) {
            let label = self.label(self.framework.labels.score.as_ref(), "score");
            blocks.push(self.score_block(None, &Score::Percentage(own), (label, says), |scores| {
                score(scores).map(|score| percent(self.locale, &score))
            }));
        }
        blocks.extend(holder.statement.as_ref().map(|statement| self.statement(statement)));
        blocks
    }

    /// The closing text of a section.
    fn commentary(&mut self, section: &str, title: &Spanned<String>, text: &Spanned<String>) -> Block {
        let anchor = self.anchors.take(&format!("{section}-commentary"));
        self.level = 3;
        let blocks = self.plain_blocks(text, ParagraphRole::Body);
        self.level = 2;
        let heading = Heading::plain(3, self.framework_line(title));
        let section = Section { kind: SectionKind::Group, heading, blocks };
        Block { anchor: Some(anchor), source: Some(text.span), ..block(BlockKind::Section(section)) }
    }

    /// Whether a criterion has a place of its own: one that was not followed up, and of which nothing is said, has none.
    fn has_place(&self, section: &FrameworkSection, criterion: &Criterion) -> bool {
        let findings = self.report.sections.iter().find(|findings| findings.section == section.number);
        let said = findings.is_some_and(|findings| findings.criteria.iter().any(|found| found.criterion == criterion.number));
        said || self.scores.criterion(&criterion.number) != Some(&Score::NotFollowedUp)
    }

    /// Whether the criterion of this number has a place.
    pub(super) fn leads_somewhere(&self, number: &str) -> bool {
        self.framework.criterion(number).is_some_and(|(section, criterion)| self.has_place(section, criterion))
    }

    /// Words that lead to a criterion, if it has a place.
    pub(super) fn leading_to(&self, criterion: &Criterion, content: Vec<Inline>) -> Vec<Inline> {
        match self.framework.criterion(&criterion.number) {
            Some((section, criterion)) if self.has_place(section, criterion) => {
                let target = Target::Anchor(outline::criterion_anchor(&criterion.number));
                vec![Inline::Link(Link { id: NodeId(0), target, content })]
            }
            _ => content,
        }
    }

    pub(super) fn criterion_link(&self, criterion: &Criterion) -> Vec<Inline> {
        self.leading_to(criterion, self.row_words(&criterion.number))
    }

    pub(super) fn criteria_list(&self, section: &FrameworkSection) -> Block {
        let items = section
            .criteria
            .iter()
            .map(|criterion| ListItem {
                id: NodeId(0),
                label: criterion.number.clone(),
                anchor: None,
                source: None,
                blocks: vec![block(BlockKind::Paragraph(Paragraph {
                    role: ParagraphRole::Body,
                    content: self.leading_to(criterion, self.title_of(&criterion.number)),
                }))],
            })
            .collect();
        block(BlockKind::List(List { marker: Marker::Number, items }))
    }
}

/// A number with the programme's word before it: 'Section A'; bare if there is none.
pub(super) fn heading_number(label: Option<&String>, number: &str) -> String {
    label.map_or_else(|| number.to_owned(), |label| format!("{label}\u{a0}{number}"))
}
