//! stub
use crate::diag::{Sources, Span};
/// stub
pub fn place(sources: &Sources, span: Span, value: &str, range: std::ops::Range<usize>) -> Span {
    if sources.slice(span) == value { let s = span.start as usize; Span::new(span.file, s + range.start..s + range.end) } else { span }
}
