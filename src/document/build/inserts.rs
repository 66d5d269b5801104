//! `{name: argument}`: which blocks stand in place of an insert, or what is wrong with it.

use super::Builder;
use crate::diag::{Diagnostic, Span, suggest};
use crate::document::tree::Block;
use crate::document::wording;
use crate::model::report::MADE_TABLES;

impl Builder<'_> {
    pub(super) fn insert_blocks(&mut self, name: &str, argument: Option<&str>, span: Span, level: u8) -> Vec<Block> {
        let whole = argument.map_or_else(|| name.to_owned(), |argument| format!("{name}: {argument}"));
        if matches!(name, "chart" | "table" | "scores" | "recommendations" | "vignettes" | "vignette" | "abbreviations" | "glossary")
            && self.inserted.contains(&whole)
        {
            let help = "a table, chart or list has one number and one place: refer to it from other places with [[…]]";
            self.problems.push(
                Diagnostic::error("inserted-twice", format!("{{{whole}}} stands in this report already"))
                    .at(span, "the second")
                    .maybe_at(self.inserted_at.get(&whole).copied(), "the first")
                    .help(help),
            );
            return Vec::new();
        }
        self.inserted.push(whole.clone());
        self.inserted_at.insert(whole.clone(), span);
        match (name, argument) {
            ("chart", Some(name)) => self.chart(name, span),
            ("table", Some("grades")) => self.grades_table(span),
            ("table", Some("threads")) => self.threads_table(span),
            ("table", Some("comparators")) => self.comparators_table(span),
            ("table", Some("scoring-summary")) => self.scoring_summary(span),
            ("table", Some("weights")) => self.weights_table(span),
            ("table", Some("bands")) => self.bands_table(span),
            ("table", Some("grade-scale")) => self.grade_scale(span),
            ("table", Some(other)) => match self.report.tables.iter().find(|table| table.name == other) {
                Some(table) => vec![self.report_table(table)],
                None if self.report.unread.tables.iter().any(|name| name == other) => Vec::new(),
                None => {
                    let names = {
                        let own = self.report.tables.iter().map(|table| &table.name).chain(&self.report.unread.tables);
                        MADE_TABLES.into_iter().chain(own.map(String::as_str))
                    };
                    self.unknown_insert("table", other, &names.collect::<Vec<_>>(), span)
                }
            },
            ("criteria", Some(wanted)) => {
                if let Some(section) = self.framework.sections.iter().find(|found| found.number == wanted) {
                    return vec![self.criteria_list(section)];
                }
                let numbers = self.framework.sections.iter().map(|section| section.number.as_str()).collect::<Vec<_>>();
                self.unknown_insert("section", wanted, &numbers, span)
            }
            ("people", None | Some("lines")) if self.report.people.is_empty() => {
                if self.report.gaps.details {
                    return Vec::new();
                }
                self.nothing_to_show("the report names no people", "add `people:` to report.yaml, or remove the insert", span)
            }
            ("people", None) => vec![self.people()],
            ("people", Some("lines")) => self.people_lines(),
            ("signature", None) => self.signature(span),
            ("abbreviations", None) => vec![self.abbreviations()],
            ("glossary", None) => vec![self.glossary()],
            ("scores", Some(which)) => self.score_boxes(which, span, level),
            ("recommendations", list) => self.recommendations(list, span),
            ("vignettes", None) => self.vignettes(span, level),
            ("vignette", Some(id)) => {
                match self.report.vignettes.iter().find(|vignette| vignette.id.as_ref().is_some_and(|own| own.value == id)) {
                    Some(vignette) => vec![self.vignette(vignette, level)],
                    None if self.report.gaps.lists => Vec::new(),
                    None => {
                        let ids = self.report.vignettes.iter().filter_map(|vignette| Some(vignette.id.as_ref()?.value.as_str()));
                        self.unknown_insert("example", id, &ids.collect::<Vec<_>>(), span)
                    }
                }
            }
            ("address", None) => vec![self.address()],
            ("contact", None) => self.contact(span),
            ("isbn", None) => self.isbns(span),
            ("comparison-advice", None) => {
                if let Some(advice) = &self.framework.comparison_advice {
                    self.framework_blocks(advice)
                } else {
                    let help = "remove the insert, or give the framework `comparison-advice:`";
                    self.nothing_to_show("the framework gives no advice on comparing areas", help, span)
                }
            }
            _ => {
                let known = wording::INSERTS.contains(&name);
                let help = match (known, suggest::nearest(name, wording::INSERTS)) {
                    (true, _) if argument.is_some() => format!("write {{{name}}}"),
                    (true, _) => format!("say which one: {{{name}: …}}"),
                    (false, Some(meant)) => format!("did you mean {{{meant}}}?"),
                    (false, None) => format!("the inserts are {}", wording::INSERTS.join(", ")),
                };
                self.problems.push(Diagnostic::error("unknown-insert", format!("there is no insert {{{whole}}}")).at(span, "").help(help));
                Vec::new()
            }
        }
    }

    pub(super) fn unknown_insert(&mut self, kind: &str, name: &str, known: &[&str], span: Span) -> Vec<Block> {
        let mut distinct: Vec<&str> = Vec::new();
        for one in known {
            if !distinct.contains(one) {
                distinct.push(one);
            }
        }
        let help = suggest::nearest(name, known.iter().copied())
            .map_or_else(|| format!("there is: {}", distinct.join(", ")), |meant| format!("did you mean '{meant}'?"));
        self.problems.push(Diagnostic::error("unknown-insert", format!("there is no {kind} '{name}'")).at(span, "").help(help));
        Vec::new()
    }

    pub(super) fn nothing_to_show(&mut self, what: &str, help: &str, span: Span) -> Vec<Block> {
        if self.report.gaps.scores {
            return Vec::new();
        }
        self.problems.push(Diagnostic::error("unknown-insert", what.to_owned()).at(span, "").help(help));
        Vec::new()
    }
}
