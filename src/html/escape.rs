//! Text and addresses made safe for a page.

use std::fmt::Write;

/// Appends `text`, safe as an element's text and inside a quoted attribute.
pub(super) fn push_text(out: &mut String, text: &str) {
    let mut done = 0;
    for (at, character) in text.char_indices() {
        let replacement = match character {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            // HTML has no way to write these, not even as a reference.
            '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}' => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&text[done..at]);
        out.push_str(replacement);
        done = at + character.len_utf8();
    }
    out.push_str(&text[done..]);
}

/// `text`, safe as an element's text and inside a quoted attribute.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push_text(&mut out, text);
    out
}

/// An address of the web or mail, still to be escaped; `None` for one that a page must not lead to.
///
/// The document has been checked for this already; a page is the last place that can stop a `javascript:` address.
pub(super) fn web_address(url: &str) -> Option<String> {
    let (scheme, _) = url.split_once(':')?;
    ["http", "https", "mailto"].iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed)).then(|| percent_encoded(url, "%#?[]"))
}

/// The address of a fragment of the same page.
pub(super) fn fragment(anchor: &str) -> String {
    format!("#{}", percent_encoded(anchor, "?"))
}

/// The address of a file below the page's folder.
pub(super) fn path(path: &str) -> String {
    // A colon in the first folder's name would make it a scheme.
    percent_encoded(path, "").replace(':', "%3A")
}

/// `text` with everything percent-encoded that may not stand in an address, but for what is in `kept`.
fn percent_encoded(text: &str, kept: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        let plain = character.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@/".contains(character) || kept.contains(character);
        // Letters beyond ASCII may stand in an address as they are; blanks and marks of direction may not.
        if plain || (!character.is_ascii() && character.is_alphanumeric()) {
            out.push(character);
        } else {
            for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                // Writing to a string cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{fragment, path, text, web_address};

    #[test]
    fn no_text_breaks_out_of_an_element_or_an_attribute() {
        assert_eq!(text(r#"<b a="1" b='2'>&amp;"#), "&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;amp;");
        assert_eq!(text("tab\tline\nnul\0bell\u{7}del\u{7f}"), "tab\tline\nnul\u{fffd}bell\u{fffd}del\u{fffd}");
        assert_eq!(text("Ŵyth ‘a’ – b"), "Ŵyth ‘a’ – b");
    }

    #[test]
    fn leads_to_pages_and_mail_only() {
        assert_eq!(web_address("https://example.org/a b?q=%20&x=\"#f").as_deref(), Some("https://example.org/a%20b?q=%20&x=%22#f"));
        assert_eq!(web_address("MAILTO:a@example.org").as_deref(), Some("MAILTO:a@example.org"));
        assert_eq!(web_address("http://[::1]/").as_deref(), Some("http://[::1]/"));
        for bad in [
            "javascript:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "//example.org",
            "x",
            "",
            "vbscript:x",
        ] {
            assert_eq!(web_address(bad), None, "{bad}");
        }
    }

    #[test]
    fn fragments_and_paths_are_addresses() {
        assert_eq!(fragment("c1.2-afi-b"), "#c1.2-afi-b");
        assert_eq!(fragment("a \"b%"), "#a%20%22b%25");
        assert_eq!(path("images/a map?#1.png"), "images/a%20map%3F%231.png");
    }
}
