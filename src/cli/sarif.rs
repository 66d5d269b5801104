//! Diagnostics as SARIF 2.1.0, the form that code-scanning views read.
//!
//! Problems and what was accepted come in, a text goes out. Accepted findings are in it too, suppressed with their reason, so that a view
//! can show what the report was published with.

use std::collections::BTreeMap;

use super::render::{place_of, to_text};
use crate::diag::{Diagnostic, Label, Sources, Span};
use crate::model::allow::{Accepted, Allow};

/// A SARIF 2.1.0 log with one run. `describe` gives a check's line for the list of rules.
///
/// What is accepted is a result too, suppressed with its reason.
pub fn sarif<'a>(
    problems: &'a [Diagnostic],
    accepted: &'a [Accepted],
    sources: &'a Sources,
    describe: impl Fn(&str) -> Option<&'static str>,
) -> String {
    let all = || problems.iter().chain(accepted.iter().map(|accepted| &accepted.problem));
    let rules: BTreeMap<&str, usize> = {
        let mut names: Vec<&str> = all().map(|d| d.name).collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter().zip(0..).collect()
    };
    let result = |d: &'a Diagnostic, leave: Option<&'a Allow>| model::Result {
        rule_id: d.name,
        rule_index: rules[d.name],
        level: d.severity.to_string(),
        message: model::Text {
            text: match &d.help {
                Some(help) => format!("{}\n{help}", d.message).into(),
                None => d.message.as_str().into(),
            },
        },
        locations: match (d.labels.first(), &d.path) {
            (Some(label), _) => vec![located(label, sources, None)],
            (None, Some(path)) => vec![model::Location::file(path)],
            (None, None) => Vec::new(),
        },
        suppressions: leave.into_iter().map(|allow| suppression(allow, sources)).collect(),
        related_locations: d.labels.iter().zip(0..).skip(1).map(|(label, id)| located(label, sources, Some(id))).collect(),
    };
    let rule = |name: &'a str| model::Rule {
        id: name,
        short_description: model::Text { text: describe(name).unwrap_or(name).into() },
        help: model::Text { text: format!("bluebook explain {name}").into() },
    };
    to_text(&model::Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [model::Run {
            tool: model::Tool {
                driver: model::Driver {
                    name: env!("CARGO_PKG_NAME"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: rules.keys().map(|name| rule(name)).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results: problems
                .iter()
                .map(|problem| result(problem, None))
                .chain(accepted.iter().map(|accepted| result(&accepted.problem, Some(&accepted.allow))))
                .collect(),
        }],
    })
}

fn located<'a>(label: &'a Label, sources: &'a Sources, id: Option<usize>) -> model::Location<'a> {
    let mut location = model::Location::file(&sources.file(label.span.file).path);
    location.physical_location.region = Some(region(label.span, sources));
    location.id = id;
    location.message = (!label.text.is_empty()).then(|| model::Text { text: label.text.as_str().into() });
    location
}

fn region(span: Span, sources: &Sources) -> model::Region {
    let (_, [start, end]) = place_of(span, sources);
    model::Region { start_line: start.0, start_column: start.1, end_line: end.0, end_column: end.1 }
}

/// By whose leave a result stands, and where that is written.
fn suppression<'a>(allow: &'a Allow, sources: &Sources) -> model::Suppression<'a> {
    let mut location = model::Location::file(&sources.file(allow.span.file).path);
    location.physical_location.region = Some(region(allow.span, sources));
    model::Suppression { kind: "external", justification: allow.reason.trim(), location }
}

/// The part of the SARIF 2.1.0 object model that we write; names as in its specification.
mod model {
    use std::borrow::Cow;
    use std::fmt::Write as _;

    use serde::Serialize;

    #[derive(Serialize)]
    pub(super) struct Log<'a> {
        #[serde(rename = "$schema")]
        pub(super) schema: &'static str,
        pub(super) version: &'static str,
        pub(super) runs: [Run<'a>; 1],
    }

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    pub(super) struct Run<'a> {
        pub(super) tool: Tool<'a>,
        pub(super) column_kind: &'static str,
        pub(super) results: Vec<Result<'a>>,
    }

    #[derive(Serialize)]
    pub(super) struct Tool<'a> {
        pub(super) driver: Driver<'a>,
    }

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    pub(super) struct Driver<'a> {
        pub(super) name: &'static str,
        pub(super) semantic_version: &'static str,
        pub(super) rules: Vec<Rule<'a>>,
    }

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    pub(super) struct Rule<'a> {
        pub(super) id: &'a str,
        pub(super) short_description: Text<'a>,
        pub(super) help: Text<'a>,
    }

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    pub(super) struct Result<'a> {
        pub(super) rule_id: &'a str,
        pub(super) rule_index: usize,
        pub(super) level: String,
        pub(super) message: Text<'a>,
        pub(super) locations: Vec<Location<'a>>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub(super) suppressions: Vec<Suppression<'a>>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub(super) related_locations: Vec<Location<'a>>,
    }

    #[derive(Serialize)]
    pub(super) struct Suppression<'a> {
        pub(super) kind: &'static str,
        pub(super) justification: &'a str,
        pub(super) location: Location<'a>,
    }

    #[derive(Serialize)]
    pub(super) struct Text<'a> {
        pub(super) text: Cow<'a, str>,
    }

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    #[expect(clippy::struct_field_names, reason = "the names are the specification's")]
    pub(super) struct Location<'a> {
        #[serde(skip_serializing_if = "Option::is_none")]
        pub(super) id: Option<usize>,
        pub(super) physical_location: PhysicalLocation,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub(super) message: Option<Text<'a>>,
    }

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    pub(super) struct PhysicalLocation {
        pub(super) artifact_location: ArtifactLocation,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub(super) region: Option<Region>,
    }

    #[derive(Serialize)]
    pub(super) struct ArtifactLocation {
        pub(super) uri: String,
    }

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    pub(super) struct Region {
        pub(super) start_line: usize,
        pub(super) start_column: usize,
        pub(super) end_line: usize,
        pub(super) end_column: usize,
    }

    impl Location<'_> {
        /// A file as a whole.
        pub(super) fn file(path: &str) -> Self {
            Self {
                id: None,
                physical_location: PhysicalLocation { artifact_location: ArtifactLocation { uri: uri(path) }, region: None },
                message: None,
            }
        }
    }

    /// A path as a URI reference: relative to where the tool was started, as the path itself is.
    fn uri(path: &str) -> String {
        let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
        for byte in path.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
                uri.push(char::from(byte));
            } else {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
        uri
    }
}

#[cfg(test)]
mod tests {
    use super::sarif;
    use crate::diag::{Diagnostic, Sources, Span, Spanned};
    use crate::model::allow::{Accepted, Allow};

    /// A source, and the place of `word` in it.
    fn place(sources: &mut Sources, path: &str, text: &str, word: &str) -> Span {
        let file = sources.add(path, text);
        let start = text.find(word).expect("the word is in the text");
        Span::new(file, start..start + word.len())
    }

    #[test]
    fn sarif_has_rules_and_places() {
        let mut sources = Sources::default();
        let score = place(&mut sources, "content/scores.yaml", "criteria:\n  1.1: 80\n  1.2: 173\n", "173");
        let scale = place(&mut sources, "content/framework.yaml", "scored-by: percentage\n", "percentage");
        let leave = place(&mut sources, "content/report.yaml", "allow:\n  - check: wrong-share\n", "check: wrong-share");
        let diagnostic = Diagnostic::error("score-out-of-range", "the score 173 is not between 0 and 100")
            .at(score, "not a percentage")
            .at(scale, "scored by percentage here")
            .help("write the score as printed, such as 73");
        let whole = Diagnostic::warning("empty-file", "the file is empty").in_path("/content/ŵ 1.yaml");
        let allow = Allow {
            check: Spanned::new("wrong-share".to_owned(), leave),
            reason: Spanned::new("Printed so.\n".to_owned(), leave),
            note: false,
            span: leave,
        };
        let share = Diagnostic::error("wrong-share", "9 of 35 is 26%, not 36%").at(diagnostic.labels[0].span, "");
        let accepted = Accepted { problem: share, allow, subject: None };
        let text = sarif(&[diagnostic, whole], &[accepted], &sources, |name| (name == "empty-file").then_some("a file with nothing in it"));
        insta::assert_snapshot!(text, @r#"
        {
          "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
          "version": "2.1.0",
          "runs": [
            {
              "tool": {
                "driver": {
                  "name": "bluebook",
                  "semanticVersion": "0.1.0",
                  "rules": [
                    {
                      "id": "empty-file",
                      "shortDescription": {
                        "text": "a file with nothing in it"
                      },
                      "help": {
                        "text": "bluebook explain empty-file"
                      }
                    },
                    {
                      "id": "score-out-of-range",
                      "shortDescription": {
                        "text": "score-out-of-range"
                      },
                      "help": {
                        "text": "bluebook explain score-out-of-range"
                      }
                    },
                    {
                      "id": "wrong-share",
                      "shortDescription": {
                        "text": "wrong-share"
                      },
                      "help": {
                        "text": "bluebook explain wrong-share"
                      }
                    }
                  ]
                }
              },
              "columnKind": "unicodeCodePoints",
              "results": [
                {
                  "ruleId": "score-out-of-range",
                  "ruleIndex": 1,
                  "level": "error",
                  "message": {
                    "text": "the score 173 is not between 0 and 100\nwrite the score as printed, such as 73"
                  },
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "content/scores.yaml"
                        },
                        "region": {
                          "startLine": 3,
                          "startColumn": 8,
                          "endLine": 3,
                          "endColumn": 11
                        }
                      },
                      "message": {
                        "text": "not a percentage"
                      }
                    }
                  ],
                  "relatedLocations": [
                    {
                      "id": 1,
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "content/framework.yaml"
                        },
                        "region": {
                          "startLine": 1,
                          "startColumn": 12,
                          "endLine": 1,
                          "endColumn": 22
                        }
                      },
                      "message": {
                        "text": "scored by percentage here"
                      }
                    }
                  ]
                },
                {
                  "ruleId": "empty-file",
                  "ruleIndex": 0,
                  "level": "warning",
                  "message": {
                    "text": "the file is empty"
                  },
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "file:///content/%C5%B5%201.yaml"
                        }
                      }
                    }
                  ]
                },
                {
                  "ruleId": "wrong-share",
                  "ruleIndex": 2,
                  "level": "error",
                  "message": {
                    "text": "9 of 35 is 26%, not 36%"
                  },
                  "locations": [
                    {
                      "physicalLocation": {
                        "artifactLocation": {
                          "uri": "content/scores.yaml"
                        },
                        "region": {
                          "startLine": 3,
                          "startColumn": 8,
                          "endLine": 3,
                          "endColumn": 11
                        }
                      }
                    }
                  ],
                  "suppressions": [
                    {
                      "kind": "external",
                      "justification": "Printed so.",
                      "location": {
                        "physicalLocation": {
                          "artifactLocation": {
                            "uri": "content/report.yaml"
                          },
                          "region": {
                            "startLine": 2,
                            "startColumn": 5,
                            "endLine": 2,
                            "endColumn": 23
                          }
                        }
                      }
                    }
                  ]
                }
              ]
            }
          ]
        }
        "#);
    }
}
