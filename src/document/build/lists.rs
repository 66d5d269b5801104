//! Lists that report and framework hold as data: abbreviations, glossary, recommendations, examples of good practice.

use std::collections::BTreeSet;

use super::{Builder, block, words};
use crate::diag::{Diagnostic, Span};
use crate::document::outline;
use crate::document::tree::{
    Abbreviation, Block, BlockKind, Definition, Definitions, DefinitionsKind, Heading, Inline, List, ListItem, Marker, NodeId, Panel,
    PanelKind, Paragraph, ParagraphRole, plain_text,
};
use crate::locale::Arg;
use crate::model::finding::{RecommendationList, Vignette};
use crate::model::report::Report;

impl Builder<'_> {
    /// The short forms to be explained in the text, each with its entry if the list stands in the report.
    pub(super) fn known_abbreviations(&mut self) -> Vec<Abbreviation> {
        let report = self.report;
        let listed = self.inserted.iter().any(|inserted| inserted == "abbreviations");
        // The list has reported what is wrong with the texts already.
        let told = self.problems.len();
        let known = report
            .abbreviations
            .iter()
            .map(|abbreviation| Abbreviation {
                id: NodeId(0),
                short: abbreviation.short.value.clone(),
                long: plain_text(&self.line(&abbreviation.long)),
                target: listed.then(|| abbreviation_anchor(&abbreviation.short)),
            })
            .collect();
        if listed {
            self.problems.truncate(told);
        }
        known
    }

    pub(super) fn abbreviations(&mut self) -> Block {
        let items = self
            .report
            .abbreviations
            .iter()
            .map(|abbreviation| {
                let long = self.line(&abbreviation.long);
                Definition {
                    id: NodeId(0),
                    anchor: Some(self.anchors.take(&abbreviation_anchor(&abbreviation.short))),
                    term: words(abbreviation.short.value.clone()),
                    meaning: vec![Block {
                        source: Some(abbreviation.long.span),
                        ..block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Body, content: long }))
                    }],
                }
            })
            .collect();
        block(BlockKind::Definitions(Definitions { kind: DefinitionsKind::Abbreviations, items }))
    }

    pub(super) fn glossary(&mut self) -> Block {
        let report = self.report;
        let items = report
            .glossary
            .iter()
            .map(|entry| {
                let term = self.line(&entry.term);
                let plain = plain_text(&term);
                let anchor = self.anchors.take(&format!("term-{}", outline::slug(&plain)));
                self.referents.add("term", &plain, &anchor, plain.clone());
                let meaning = self.plain_blocks(&entry.meaning, ParagraphRole::Body);
                Definition { id: NodeId(0), anchor: Some(anchor), term, meaning }
            })
            .collect();
        block(BlockKind::Definitions(Definitions { kind: DefinitionsKind::Glossary, items }))
    }

    pub(super) fn recommendations(&mut self, name: Option<&str>, span: Span) -> Vec<Block> {
        let report = self.report;
        let wanted = name.unwrap_or(RecommendationList::MAIN);
        let Some(list) = report.recommendations.iter().find(|list| list.name == wanted) else {
            if report.gaps.recommendations {
                return Vec::new();
            }
            let names = report.recommendations.iter().map(|list| list.name.as_str()).collect::<Vec<_>>();
            let (message, help) = if names.is_empty() {
                (
                    "the report has no recommendations".to_owned(),
                    "write recommendations.yaml in the report's folder, or remove the insert".to_owned(),
                )
            } else {
                (format!("there is no list of recommendations '{wanted}'"), format!("recommendations.yaml has: {}", names.join(", ")))
            };
            self.problems.push(Diagnostic::error("unknown-insert", message).at(span, "").help(help));
            return Vec::new();
        };
        // A list that stands alone needs no name.
        let main = list.name == RecommendationList::MAIN || report.recommendations.len() == 1;
        let title = list.title.as_ref().unwrap_or(&list.name);
        let items = list
            .items
            .iter()
            .enumerate()
            .map(|(index, recommendation)| {
                let number = (index + 1).to_string();
                // In the main list a number is name enough; in another one the list's name goes before it.
                let words = if main {
                    self.locale.say_with("recommendation-reference", &[("n", Arg::Text(&number))])
                } else {
                    let args = [("n", Arg::Text(number.as_str())), ("list", Arg::Text(title))];
                    self.locale.say_with("recommendation-of-list-reference", &args)
                };
                let of_list = format!("{} {number}", list.name);
                let own = if list.name == RecommendationList::MAIN { &number } else { &of_list };
                let id = recommendation.id.as_ref().map(|id| &id.value);
                let anchor = self.anchors.take(&format!("recommendation-{}", outline::slug(id.unwrap_or(own))));
                // All its names; an id is the last, so that it wins over a number.
                for name in [Some(&number).filter(|_| main), Some(&of_list), id].into_iter().flatten() {
                    self.referents.add("recommendation", name, &anchor, words.clone());
                }
                ListItem {
                    id: NodeId(0),
                    label: format!("{number}."),
                    anchor: Some(anchor),
                    source: Some(recommendation.text.span),
                    blocks: self.plain_blocks(&recommendation.text, ParagraphRole::Body),
                }
            })
            .collect();
        vec![block(BlockKind::List(List { marker: Marker::Number, items }))]
    }

    /// The examples that have no place of their own.
    pub(super) fn vignettes(&mut self, span: Span, level: u8) -> Vec<Block> {
        let report = self.report;
        let mut panels = Vec::new();
        for vignette in &report.vignettes {
            if vignette.id.as_ref().is_some_and(|id| self.placed.contains(id.value.as_str())) {
                continue;
            }
            panels.push(self.vignette(vignette, level));
        }
        if panels.is_empty() && !report.vignettes.is_empty() {
            // The framework's wording stands in other reports too.
            let part = report.framework.wording.iter().find(|(_, text)| text.span.file == span.file).map(|(name, _)| name);
            let help = part.map_or_else(
                || "remove {vignettes}".to_owned(),
                |part| {
                    format!(
                        "this is fixed wording of the framework: to do without the part in this report, write in report.yaml below `parts:` \
                         `- {{ part: {part}, leave-out: true }}`"
                    )
                },
            );
            self.problems.push(
                Diagnostic::warning("empty-list", "every example of good-practice.yaml has a place elsewhere: none is left for this list")
                    .at(span, "")
                    .help(help),
            );
        }
        panels
    }

    pub(super) fn vignette(&mut self, vignette: &Vignette, level: u8) -> Block {
        let title = match &vignette.label {
            Some(label) => self.line(label),
            None => words(self.label(self.framework.labels.good_practice.as_ref(), "good-practice")),
        };
        // Inside a criterion nobody has to be told which one.
        let named = vignette.criterion.as_ref().filter(|_| vignette.id.as_ref().is_none_or(|id| !self.placed.contains(id.value.as_str())));
        let criterion = named.and_then(|number| Some((number.span, self.framework.criterion(number)?.1)));
        let subtitle = criterion.map(|(span, criterion)| {
            let (before, words) = self.example_line(criterion);
            let mut content = vec![Inline::Text(before)];
            content.extend(self.leading_to(criterion, words));
            Box::new(Block { source: Some(span), ..block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Small, content })) })
        });
        let heading = Some(Heading::plain((level + 1).min(6), title));
        let above = std::mem::replace(&mut self.level, level + 1);
        let blocks = self.plain_blocks(&vignette.story, ParagraphRole::Body);
        self.level = above;
        self.vignettes += 1;
        let name = vignette.id.as_ref().map_or_else(|| self.vignettes.to_string(), |id| id.value.clone());
        let anchor = self.anchors.take(&format!("vignette-{name}"));
        let panel = Panel { kind: PanelKind::Vignette, heading, subtitle, blocks };
        Block { anchor: Some(anchor), source: Some(vignette.story.span), ..block(BlockKind::Panel(panel)) }
    }
}

pub(super) fn abbreviation_anchor(short: &str) -> String {
    format!("abbreviation-{}", outline::slug(short))
}

/// The ids of examples that some text of the report places with `{vignette: …}`. Known beforehand, since the list of the others may
/// come first.
pub(super) fn placed_vignettes(report: &Report) -> BTreeSet<&str> {
    let mut placed = BTreeSet::new();
    let ids: Vec<&str> = report.vignettes.iter().filter_map(|vignette| Some(vignette.id.as_ref()?.value.as_str())).collect();
    let mut look = |text: &str| {
        let written = text.split("{vignette:").skip(1).filter_map(|rest| rest.split_once('}')).map(|(id, _)| id.trim());
        placed.extend(written.filter_map(|written| ids.iter().copied().find(|id| *id == written)));
    };
    report.prose.iter().chain(&report.framework.wording).for_each(|(_, text)| look(text));
    let criteria = report.sections.iter().flat_map(|section| &section.criteria);
    let named: Vec<&str> = criteria.flat_map(|criterion| &criterion.examples).map(|id| id.value.as_str()).collect();
    for section in &report.sections {
        section.introduction.iter().chain(&section.commentary).for_each(|text| look(text));
        for criterion in &section.criteria {
            criterion.introduction.iter().chain(&criterion.conclusion).for_each(|text| look(text));
            criterion.groups.iter().flat_map(|(_, findings)| findings).for_each(|finding| look(&finding.text));
        }
    }
    placed.extend(ids.into_iter().filter(|id| named.contains(id)));
    placed
}
