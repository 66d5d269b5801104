//! What percentages are said to mean: from bands as written to bands as used.
//!
//! Either every band says where it begins, and a score's band follows from the printed figure; or none does, because the programme never
//! published it, and each report states which of the words stands beside a score.

use super::Band;
use super::raw::RawBand;
use super::resolve::unique;
use crate::diag::{Diagnostic, Problems, Span, Spanned, suggest};
use crate::number::Number;
use crate::source::decode::{Line, TextOr};

/// The bands, in their order; what is wrong with it is reported.
pub(super) fn bands(raw: Vec<TextOr<RawBand>>, problems: &mut Problems) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    let mut names: Vec<Spanned<Line>> = Vec::new();
    // Those that say where they begin, and the places of those that do not.
    let (mut limits, mut open): (Vec<Spanned<Number>>, Vec<Span>) = (Vec::new(), Vec::new());
    let mut whole = true;
    for band in raw {
        let mut used = Band { from: None, name: String::new(), conclusion: None, comment: None };
        match band {
            TextOr::Text(name) => {
                if name.contains('\n') {
                    let problem = Diagnostic::error("several-lines", "the name of a band must be one line");
                    problems.push(problem.at(name.span, "several lines").help("join its lines"));
                }
                open.push(name.span);
                name.value.trim_end().clone_into(&mut used.name);
                names.push(name.map(|name| Line(name.trim_end().to_owned())));
            }
            TextOr::Record(band) => {
                if tries_to_begin(&band) {
                    // What cannot be read was reported.
                    let Some(from) = band.from else {
                        whole = false;
                        continue;
                    };
                    used.from = Some(from.value.clone());
                    limits.push(from);
                } else {
                    open.push(band.head);
                }
                used.name = band.name.as_ref().map(|name| name.value.0.clone()).unwrap_or_default();
                names.extend(band.name);
                used.conclusion = band.conclusion;
                used.comment = band.comment.map(|comment| comment.value.0);
            }
        }
        bands.push(used);
    }
    match (limits.as_slice(), open.as_slice()) {
        ([], _) => {
            unique(names.iter(), "band", problems);
            // With nothing more to say, the word that is stated is the word that is printed.
            for band in bands.iter_mut().filter(|band| band.comment.is_none() && band.conclusion.is_none()) {
                band.comment = Some(band.name.clone()).filter(|name| !name.is_empty());
            }
        }
        ([limit, ..], [without, ..]) => problems.push(
            Diagnostic::error("band-without-limit", "some of the bands have `from`, and some do not")
                .at(*without, "this one does not say from which score it is")
                .at(limit.span, "this one does")
                .help("give each its `from`; or, if the limits are not published, none of them: then scores.yaml states the band of each score"),
        ),
        (limits, []) => in_order(limits, whole, problems),
    }
    bands
}

/// Whether a band has the key `from`, or one that was reported as a slip for it.
fn tries_to_begin(band: &RawBand) -> bool {
    let known = RawBand::record().keys;
    let slip = |key: &str| !known.iter().any(|known| known.name == key) && suggest::nearest(key, ["from"]).is_some();
    band.written.iter().any(|key| key.value == "from" || slip(&key.value))
}

fn in_order(limits: &[Spanned<Number>], whole: bool, problems: &mut Problems) {
    for pair in limits.windows(2) {
        let [above, from] = pair else { continue };
        if from.value >= above.value {
            problems.push(
                Diagnostic::error(
                    "bands-out-of-order",
                    format!("the band from {} stands below the one from {}", plain(from), plain(above)),
                )
                .at(from.span, "not lower")
                .at(above.span, "than this")
                .help("bands go from the highest down, each from a lower score than the one above"),
            );
        }
    }
    if let Some(last) = limits.last().filter(|last| whole && last.value != Number::whole(0)) {
        problems.push(
            Diagnostic::error("bands-leave-a-gap", format!("scores below {} are in no band", plain(last)))
                .at(last.span, "the lowest band begins here")
                .help("let the last band be `from: 0`"),
        );
    }
}

/// A percentage as it was written, near enough for a message.
fn plain(number: &Number) -> String {
    let decimal = number.to_decimal(2);
    decimal.trim_end_matches('0').trim_end_matches('.').to_owned()
}
