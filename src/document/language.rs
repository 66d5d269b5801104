//! Words in another language: `[Mae'n braf]{lang=cy}`, as other Markdown tools write it.
//!
//! The sign behind the words must pass by the placeholders, which stand in braces too. So it is hidden when text is taken in, and once the
//! inlines of a run are known, its words are found from their bracket.

use super::tree::{Inline, NodeId, Passage};
use crate::locale::Lang;

/// Stands before and behind a hidden language. An author's own such signs hold no language between them, and are left alone.
const HIDE: char = '\u{e000}';
const OPEN: &str = "]{lang=";
/// So far a sign's closing brace is looked for; no language is longer.
const LONGEST: usize = 40;
/// So deep languages stand inside each other; deeper ones are left as text.
const DEEPEST: usize = 4;
/// What is left of a sign whose words have no bracket.
pub(super) const LEFT: &str = OPEN;
/// How words in another language are written.
pub(super) const HELP: &str = "words in another language are written [Bore da]{lang=cy}: both brackets in one paragraph, and neither of them inside \
                               *emphasis* alone; then the language's short sign";

/// A text with its signs of language hidden.
pub(super) fn hide(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, tag, after)) = next(rest) {
        out.push_str(before);
        out.extend(["]", &HIDE.to_string(), tag, &HIDE.to_string()]);
        rest = after;
    }
    out + rest
}

/// What stands as a sign of language and is none, in order: `{lang=welsh}`.
pub(super) fn mistyped(words: &str) -> Vec<&str> {
    let tags = words.split(OPEN).skip(1).filter_map(|rest| rest.split_once('}')).map(|(tag, _)| tag);
    tags.filter(|tag| !Lang::is_tag(tag) && tag.len() < 40 && !tag.contains('{')).collect()
}

/// How to mend it.
pub(super) fn meant(tag: &str) -> String {
    const NAMES: [(&str, &str); 16] = [
        ("arabic", "ar"),
        ("bengali", "bn"),
        ("cymraeg", "cy"),
        ("english", "en"),
        ("french", "fr"),
        ("german", "de"),
        ("irish", "ga"),
        ("italian", "it"),
        ("latin", "la"),
        ("polish", "pl"),
        ("portuguese", "pt"),
        ("romanian", "ro"),
        ("somali", "so"),
        ("spanish", "es"),
        ("urdu", "ur"),
        ("welsh", "cy"),
    ];
    let lower = tag.trim().trim_matches(['"', '\'']).to_lowercase();
    let named = NAMES.into_iter().find(|(name, _)| *name == lower).map(|(_, sign)| sign.to_owned());
    match named.or_else(|| Some(lower).filter(|lower| Lang::is_tag(lower))) {
        Some(sign) => format!("did you mean `{sign}`? Write [words]{{lang={sign}}}"),
        None => HELP.to_owned(),
    }
}

/// What stands before the next sign, the language, and what stands behind.
fn next(words: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(at) = words[from..].find(OPEN).map(|at| at + from) {
        let inner = &words[at + OPEN.len()..];
        let close = inner.char_indices().take(LONGEST).find(|(_, c)| *c == '}').map(|(close, _)| close);
        if let Some(close) = close.filter(|close| Lang::is_tag(&inner[..*close])) {
            return Some((&words[..at], &inner[..close], &inner[close + 1..]));
        }
        from = at + OPEN.len();
    }
    None
}

/// Makes passages of the words in brackets before each hidden sign. What has no bracket is as it was written again.
pub(super) fn passages(list: Vec<Inline>) -> Vec<Inline> {
    if !list.iter().any(|inline| matches!(inline, Inline::Text(text) if text.contains(HIDE))) {
        return list;
    }
    let mut out: Vec<Inline> = Vec::new();
    // The brackets that are open: which inline, and where in it.
    let mut open: Vec<(usize, usize)> = Vec::new();
    for inline in list {
        let Inline::Text(text) = inline else {
            out.push(inline);
            continue;
        };
        let mut rest = text.as_str();
        while let Some((before, tag, after)) = hidden(rest) {
            read(&mut out, before, &mut open);
            match open.pop().filter(|(index, _)| depth(&out[*index..]) < DEEPEST) {
                Some((index, at)) => {
                    let mut content = out.split_off(index);
                    if let Some(Inline::Text(first)) = content.first_mut() {
                        let words = first.split_off(at);
                        push(&mut out, &std::mem::replace(first, words[1..].to_owned()));
                        if first.is_empty() {
                            content.remove(0);
                        }
                    }
                    out.push(Inline::Passage(Passage { id: NodeId(0), lang: Lang(tag.to_owned()), content }));
                }
                None => push(&mut out, &format!("{OPEN}{tag}}}")),
            }
            rest = after;
        }
        read(&mut out, rest, &mut open);
    }
    out
}

/// What stands before a hidden sign and its bracket, the language, and what stands behind.
fn hidden(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(at) = text[from..].find(HIDE).map(|at| at + from) {
        let (before, rest) = (&text[..at], &text[at + HIDE.len_utf8()..]);
        let (tag, after) = rest.split_once(HIDE)?;
        if let Some(before) = before.strip_suffix(']').filter(|_| Lang::is_tag(tag)) {
            return Some((before, tag, after));
        }
        from = text.len() - rest.len();
    }
    None
}

/// Puts words at the end and keeps account of their brackets.
fn read(out: &mut Vec<Inline>, words: &str, open: &mut Vec<(usize, usize)>) {
    if words.is_empty() {
        return;
    }
    let (index, length) = match out.last() {
        Some(Inline::Text(text)) => (out.len() - 1, text.len()),
        _ => (out.len(), 0),
    };
    push(out, words);
    for (at, c) in words.char_indices() {
        match c {
            '[' => open.push((index, length + at)),
            ']' => drop(open.pop()),
            _ => {}
        }
    }
}

/// How many passages stand inside each other.
fn depth(list: &[Inline]) -> usize {
    let inside = |inline: &Inline| if let Inline::Passage(passage) = inline { 1 + depth(&passage.content) } else { 0 };
    list.iter().map(inside).max().unwrap_or(0)
}

fn push(out: &mut Vec<Inline>, words: &str) {
    match out.last_mut() {
        _ if words.is_empty() => {}
        Some(Inline::Text(text)) => text.push_str(words),
        _ => out.push(Inline::Text(words.to_owned())),
    }
}

/// Words alone, without the signs of language and their brackets.
pub(super) fn plain(words: String) -> String {
    if !words.contains(OPEN) {
        return words;
    }
    super::tree::plain_text(&passages(vec![Inline::Text(hide(&words))]))
}

#[cfg(test)]
mod tests {
    use super::{Inline, hide, meant, mistyped, passages, plain};

    fn shown(list: &[Inline]) -> String {
        let show = |inline: &Inline| match inline {
            Inline::Text(text) => text.clone(),
            Inline::Emphasis(inner) => format!("*{}*", shown(inner)),
            Inline::Passage(passage) => format!("<{} {}>", passage.lang.0, shown(&passage.content)),
            _ => "?".to_owned(),
        };
        list.iter().map(show).collect()
    }

    #[test]
    fn a_language_by_its_name_is_no_sign() {
        assert_eq!(mistyped("[a]{lang=welsh}, [b]{lang=cy}, [c]{lang=CY} {lang=x"), ["welsh", "CY"]);
        assert_eq!(meant("Welsh"), "did you mean `cy`? Write [words]{lang=cy}");
        assert_eq!(meant("CY"), "did you mean `cy`? Write [words]{lang=cy}");
    }

    #[test]
    fn words_are_found_from_their_bracket() {
        let text = |words: &str| Inline::Text(hide(words));
        assert_eq!(
            shown(&passages(vec![text("A [Bore da]{lang=cy}, [oui [sic] oui]{lang=fr-CA}.")])),
            "A <cy Bore da>, <fr-CA oui [sic] oui>."
        );
        let emphasis = Inline::Emphasis(vec![Inline::Text("iawn".to_owned())]);
        assert_eq!(shown(&passages(vec![text("["), emphasis, text(" da]{lang=cy} x")])), "<cy *iawn* da> x");
        for as_it_was in ["none]{lang=cy} here", "[a]{lang=}", "[a]{lang=Welsh please}", "[a] {lang=cy}"] {
            assert_eq!(shown(&passages(vec![text(as_it_was)])), as_it_was);
        }
        // An author's own sign of the same kind hides nothing.
        for own in ["\u{e000} [a] \u{e000}", "\u{e000}cy\u{e000}", "]\u{e000}no tag\u{e000}"] {
            assert_eq!(shown(&passages(vec![text(own)])), own);
            assert_eq!(shown(&passages(vec![text(&format!("{own} [a]{{lang=cy}}"))])), format!("{own} <cy a>"));
        }
        let deep = format!("{}a{}", "[".repeat(6), "]{lang=cy}".repeat(6));
        assert_eq!(shown(&passages(vec![text(&deep)])), "[[<cy <cy <cy <cy a>>>>]{lang=cy}]{lang=cy}");
        assert_eq!(plain("[Tŷ]{lang=cy} ni".to_owned()), "Tŷ ni");
    }
}
