//! What stands by an author's leave, and which scores rest on few cases: marks, editor's notes and, in drafts, the list of all that stands.
//!
//! A published report tells of what has `note: true`; a draft tells of everything, so that whoever reads it can object. A remark on a score
//! stands below its box and as a footnote in tables; one on a text is a footnote behind its words.

use super::{Builder, block, paragraph, words};
use crate::diag::Span;
use crate::document::markdown::Host as _;
use crate::document::tree::{
    Align, Block, BlockKind, Heading, Inline, Link, NodeId, NoteRef, Panel, PanelKind, Paragraph, ParagraphRole, Section, SectionKind,
    Target,
};
use crate::document::{markdown, outline};
use crate::framework::Framework;
use crate::locale::{Arg, Lang};
use crate::model::allow::{Accepted, Allow, ProseAllow, Subject};
use crate::model::report::State;
use crate::model::score::ScoreOf;

/// A remark on something that stands by leave.
#[derive(Debug, Default)]
pub(super) struct Remark {
    /// Its footnote, once there is one.
    note: Option<usize>,
    /// What it says, once that was put into blocks.
    said: Option<Vec<Block>>,
    /// Whether it stands in the document.
    placed: bool,
}

/// The remarks of a report: as many as there is accepted, in the same order; and the passages of its files that they are about, sorted.
pub(super) fn remarks(accepted: &[Accepted], allows: &[ProseAllow]) -> (Vec<Remark>, Vec<(Span, usize)>) {
    let passages = |accepted: &Accepted| {
        let Some(main) = accepted.problem.labels.first().map(|label| label.span).filter(|_| accepted.subject.is_none()) else {
            return Vec::new();
        };
        let quoted = allows.iter().find(|prose| prose.allow.span == accepted.allow.span);
        let places = quoted.map(|prose| prose.touched(main).to_vec()).unwrap_or_default();
        if places.is_empty() { vec![main] } else { places }
    };
    let each = accepted.iter().enumerate().flat_map(|(index, accepted)| passages(accepted).into_iter().map(move |place| (place, index)));
    let mut places: Vec<(Span, usize)> = each.collect();
    places.sort_unstable();
    (accepted.iter().map(|_| Remark::default()).collect(), places)
}

impl Builder<'_> {
    fn is_draft(&self) -> bool {
        self.report.state != State::Published
    }

    fn is_told(&self, accepted: &Accepted) -> bool {
        accepted.allow.note || self.is_draft()
    }

    /// What is remarked on a score of one inspection, or of all.
    fn about(&self, of: &ScoreOf, inspection: Option<usize>) -> Vec<usize> {
        let fits = |subject: &Subject| subject.of == *of && inspection.is_none_or(|inspection| inspection == subject.inspection);
        let told = |accepted: &Accepted| self.is_told(accepted) && accepted.subject.as_ref().is_some_and(fits);
        self.scores.accepted.iter().enumerate().filter(|(_, accepted)| told(accepted)).map(|(index, _)| index).collect()
    }

    /// Boxes with the remarks on a score, to stand below its own.
    pub(super) fn remarks_on(&mut self, of: &ScoreOf) -> Vec<Block> {
        let about = self.about(of, None);
        let boxes = about.into_iter().filter_map(|index| {
            let blocks = self.said(index)?;
            self.remarks[index].placed = true;
            Some(block(BlockKind::Panel(Panel { kind: PanelKind::Notice, heading: None, subtitle: None, blocks })))
        });
        boxes.collect()
    }

    /// The marks behind a figure in a table: of few cases, and of remarks.
    pub(super) fn marks(&mut self, of: &ScoreOf, inspection: usize) -> Vec<Inline> {
        let about = self.about(of, Some(inspection));
        let mut marks: Vec<Inline> = about.into_iter().filter_map(|index| self.mark(index)).collect();
        let last = inspection + 1 >= self.framework.inspections.len();
        if last && self.scores.provenance(of).is_some_and(|provenance| provenance.small_base) {
            marks.push(self.small_base_mark());
        }
        marks
    }

    /// Why it stands, behind the words that say who speaks.
    fn said(&mut self, index: usize) -> Option<Vec<Block>> {
        if let Some(said) = &self.remarks.get(index)?.said {
            return Some(said.clone());
        }
        let scores = self.scores;
        let allow = &scores.accepted.get(index)?.allow;
        let mut lead = self.who_speaks(allow);
        // Where inspections stand side by side, the words must say whose figure it is.
        let subject = scores.accepted[index].subject.as_ref().filter(|_| !self.framework.inspections.is_empty());
        lead.extend(subject.map(|subject| self.about_what(subject)));
        let mut blocks = self.plain_blocks(&allow.reason, ParagraphRole::Body);
        match blocks.first_mut() {
            Some(Block { kind: BlockKind::Paragraph(Paragraph { content, .. }), .. }) => {
                content.splice(0..0, lead);
            }
            _ => blocks.insert(0, block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Body, content: lead }))),
        }
        self.remarks[index].said = Some(blocks.clone());
        Some(blocks)
    }

    /// The mark of a remark's footnote.
    pub(super) fn mark(&mut self, index: usize) -> Option<Inline> {
        let note = if let Some(note) = self.remarks.get(index)?.note {
            note
        } else {
            let note = self.new_note();
            let blocks = self.said(index)?;
            self.fill_note(note, blocks);
            self.remarks[index].note = Some(note);
            note
        };
        self.remarks[index].placed = true;
        Some(self.reference(note))
    }

    fn small_base_mark(&mut self) -> Inline {
        let note = if let Some(note) = self.small_base_note {
            note
        } else {
            let note = self.new_note();
            let explained = vec![paragraph(self.small_base_words())];
            self.fill_note(note, explained);
            self.small_base_note = Some(note);
            note
        };
        self.reference(note)
    }

    /// What the mark means.
    fn small_base_words(&self) -> String {
        self.locale.say_with("small-base-note", &[("cases", Arg::Count(u64::from(self.framework.scoring.smallest_base)))])
    }

    /// Below a chart of scores: which of them rest on few cases, and what is remarked on them.
    pub(super) fn below_scores(&mut self, chart: &str) -> Vec<Block> {
        let small = self.scores.provenance.iter().filter(|(of, provenance)| provenance.small_base && shows(chart, of));
        let small: Vec<String> = small.map(|(of, _)| self.score_words(of)).collect();
        let mut lines = Vec::new();
        if !small.is_empty() {
            let smallest = Arg::Count(u64::from(self.framework.scoring.smallest_base));
            let args = [("cases", smallest), ("scores", Arg::Text(&self.locale.list(&small)))];
            lines.push(words(self.locale.say_with("small-base-chart", &args)));
        }
        let last = self.scores.earlier.len();
        let scores = self.scores;
        for (index, accepted) in scores.accepted.iter().enumerate() {
            if !self.is_told(accepted) {
                continue;
            }
            let shown = |subject: &&Subject| shows(chart, &subject.of) && (subject.inspection == last || chart == "follow-up");
            let Some(subject) = accepted.subject.as_ref().filter(shown) else { continue };
            let mut line = self.who_speaks(&accepted.allow);
            line.push(self.about_what(subject));
            line.extend(self.reason(&accepted.allow).join(&Inline::Break));
            lines.push(line);
            self.remarks[index].placed = true;
        }
        let small_print = |content| block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Small, content }));
        lines.into_iter().map(small_print).collect()
    }

    /// 'Section D, original inspection: '.
    fn about_what(&self, subject: &Subject) -> Inline {
        Inline::Text(format!("{} ", self.locale.say_with("run-in", &[("label", Arg::Text(&self.subject_words(subject)))])))
    }

    /// 'Editor's note:'.
    fn who_speaks(&self, allow: &Allow) -> Vec<Inline> {
        let label = self.locale.say(if allow.note { "editors-note" } else { "drafts-note" });
        let label = self.locale.say_with("run-in", &[("label", Arg::Text(&label))]);
        vec![Inline::Strong(words(label)), Inline::Text(" ".to_owned())]
    }

    fn reference(&mut self, note: usize) -> Inline {
        let count = self.references.entry(note).or_insert(0);
        let occurrence = *count;
        *count += 1;
        Inline::NoteRef(NoteRef { id: NodeId(0), note, occurrence })
    }

    /// The passages inside a text that a remark is made on.
    pub(super) fn passages(&self, text: Span) -> Vec<(Span, usize)> {
        self.passages_where(text, |place| place.end <= text.end && *place != text)
    }

    /// Of the passages that begin in a text. There may be thousands, and as many texts, so no others are looked at.
    fn passages_where(&self, text: Span, wanted: impl Fn(&Span) -> bool) -> Vec<(Span, usize)> {
        let from = self.remarked.partition_point(|(place, _)| (place.file, place.start) < (text.file, text.start));
        let near = self.remarked[from..].iter().take_while(|(place, _)| place.file == text.file && place.start <= text.end);
        let told = |(place, index): &&(Span, usize)| wanted(place) && self.is_told(&self.scores.accepted[*index]);
        let mut found: Vec<(Span, usize)> = near.filter(told).copied().collect();
        found.sort_by_key(|(place, index)| (place.end, *index));
        found
    }

    /// Marks the end of a text that a remark is made on as a whole.
    pub(super) fn mark_whole(&mut self, text: Span, blocks: &mut Vec<Block>) {
        let marks: Vec<Inline> =
            self.passages_where(text, |place| *place == text).into_iter().filter_map(|(_, index)| self.mark(index)).collect();
        if marks.is_empty() {
            return;
        }
        match last_words(blocks) {
            Some(content) => content.extend(marks),
            None => blocks.push(block(BlockKind::Paragraph(Paragraph { role: ParagraphRole::Body, content: marks }))),
        }
    }

    /// Remarks that had no place beside what they are about, as for words that stand in a picture's text alternative.
    pub(super) fn homeless_remarks(&mut self) -> Vec<Block> {
        let without = |index: &usize| self.is_told(&self.scores.accepted[*index]) && !self.remarks[*index].placed;
        let indices: Vec<usize> = (0..self.remarks.len()).filter(without).collect();
        indices.into_iter().flat_map(|index| self.said(index).unwrap_or_default()).collect()
    }

    /// At the front of a draft: everything that stands although a check objects. The checks speak English.
    pub(super) fn accepted_list(&mut self) -> Option<Block> {
        let scores = self.scores;
        if !self.is_draft() || scores.accepted.is_empty() {
            return None;
        }
        let locale = self.locale;
        let anchor = self.anchors.take("accepted");
        let title = words(locale.say("accepted-title"));
        let mut blocks = vec![paragraph(locale.say_with("accepted-intro", &[("n", Arg::Count(scores.accepted.len() as u64))]))];
        let english = (!locale.lang().0.starts_with("en")).then(|| Lang("en".to_owned()));
        let mut rows = Vec::new();
        for accepted in &scores.accepted {
            let mut place = accepted.subject.as_ref().map(|subject| self.subject_link(subject)).unwrap_or_default();
            if let Some(label) = accepted.problem.labels.first() {
                let at = self.sources.line_column(label.span);
                let file = self.short_path(label.span);
                if !place.is_empty() {
                    place.push(Inline::Break);
                }
                place.push(Inline::Code(format!("{file}:{}", at.line)));
            }
            let said = vec![
                Inline::Text(format!("{} (", accepted.problem.message)),
                Inline::Code(accepted.problem.name.to_owned()),
                Inline::Text(")".to_owned()),
            ];
            let said = match &english {
                Some(lang) => vec![Inline::Passage(crate::document::tree::Passage { id: NodeId(0), lang: lang.clone(), content: said })],
                None => said,
            };
            let printed = locale.say(if accepted.allow.note { "accepted-note-yes" } else { "accepted-note-no" });
            rows.push(vec![place, said, self.reason(&accepted.allow).join(&Inline::Break), words(printed)]);
        }
        let columns =
            ["accepted-where", "accepted-said", "accepted-reason", "accepted-note"].map(|key| (words(locale.say(key)), Align::Start));
        blocks.push(block(BlockKind::Table(super::table_of(columns.into(), rows, false))));
        let heading = Heading::plain(2, title);
        self.listing.unlisted.insert(anchor.clone());
        Some(Block { anchor: Some(anchor), ..block(BlockKind::Section(Section { kind: SectionKind::Part, heading, blocks })) })
    }

    /// Why something stands, paragraph by paragraph. What is wrong with these words is reported where they are said as blocks.
    pub(super) fn reason(&mut self, allow: &Allow) -> Vec<Vec<Inline>> {
        let told = self.problems.len();
        let blocks = self.plain_blocks(&allow.reason, ParagraphRole::Body);
        self.problems.truncate(told);
        let paragraph = |block: Block| if let BlockKind::Paragraph(paragraph) = block.kind { Some(paragraph.content) } else { None };
        blocks.into_iter().filter_map(paragraph).collect()
    }

    /// The path of a file below the report's folder.
    pub(super) fn short_path(&self, span: Span) -> &str {
        let path = self.sources.file(span.file).path.as_str();
        let folder = format!("reports/{}/", self.report.slug);
        path.split_once(&folder).map_or(path, |(_, rest)| rest)
    }

    fn subject_link(&self, subject: &Subject) -> Vec<Inline> {
        let text = self.subject_words(subject);
        let anchor = match &subject.of {
            ScoreOf::Criterion(number) if !self.leads_somewhere(number) => return words(text),
            ScoreOf::Criterion(number) => outline::criterion_anchor(number),
            ScoreOf::Section(number) => format!("section-{}", outline::slug(number)),
            ScoreOf::Thread(_) | ScoreOf::Overall => return words(text),
        };
        vec![Inline::Link(Link { id: NodeId(0), target: Target::Anchor(anchor), content: words(text) })]
    }

    /// 'criterion 1.2', 'section D'.
    fn score_words(&self, of: &ScoreOf) -> String {
        match of {
            ScoreOf::Criterion(number) => self.locale.say_with("criterion-reference", &[("n", Arg::Text(number))]),
            ScoreOf::Section(number) => self.section_reference(number),
            ScoreOf::Thread(key) => thread_title(self.framework, key),
            ScoreOf::Overall => self.label(self.framework.labels.overall_score.as_ref(), "overall-score"),
        }
    }

    /// 'Section D, original inspection'.
    pub(super) fn subject_words(&self, subject: &Subject) -> String {
        let what = outline::capitalised(&self.score_words(&subject.of));
        match self.framework.inspections.get(subject.inspection) {
            Some(inspection) => {
                let inspection = self.locale.inside_sentence(&inspection.title);
                self.locale.say_with("subject-of-inspection", &[("subject", Arg::Text(&what)), ("inspection", Arg::Text(&inspection))])
            }
            None => what,
        }
    }
}

/// Whether a chart shows a score.
fn shows(chart: &str, of: &ScoreOf) -> bool {
    match of {
        ScoreOf::Criterion(_) | ScoreOf::Section(_) => matches!(chart, "criterion-scores" | "follow-up"),
        ScoreOf::Thread(_) => matches!(chart, "comparators" | "headline-scores"),
        ScoreOf::Overall => chart == "follow-up",
    }
}

pub(super) fn thread_title(framework: &Framework, key: &str) -> String {
    framework.threads.iter().find(|thread| thread.key == key).map_or_else(|| key.to_owned(), |thread| markdown::plain(&thread.title))
}

/// The words that end a text.
fn last_words(blocks: &mut [Block]) -> Option<&mut Vec<Inline>> {
    match &mut blocks.last_mut()?.kind {
        BlockKind::Paragraph(paragraph) => Some(&mut paragraph.content),
        BlockKind::List(list) => last_words(&mut list.items.last_mut()?.blocks),
        BlockKind::Quote(quote) => last_words(&mut quote.blocks),
        BlockKind::Section(section) => last_words(&mut section.blocks),
        BlockKind::Panel(panel) => last_words(&mut panel.blocks),
        _ => None,
    }
}
