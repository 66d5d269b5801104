//! What a preview adds to a page: its script, and a policy that lets the script listen. The page itself is as it will be published.

use super::store::File;
use crate::locale::Locale;

/// Where the preview's own files are. No report can have this name.
pub(super) const OWN: &str = "_preview/";

/// The preview's own files by name.
pub(super) const FILES: [(&str, &str); 2] =
    [("preview.js", include_str!("../../assets/preview/preview.js")), ("preview.css", include_str!("../../assets/preview/preview.css"))];

/// The policy of a page that brings none.
const POLICY: &str =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'";
/// How a page brings one.
const META: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";

/// A page with the preview's script, and its policy for the head of the answer. There it can be relaxed just so far that the script may ask
/// the preview, and nobody else, for news.
pub(super) fn with_script(page: &File) -> (Vec<u8>, String) {
    let text = String::from_utf8_lossy(&page.bytes);
    let mut policy = POLICY.to_owned();
    let mut html = text.to_string();
    if let Some((before, (brought, after))) = text.split_once(META).and_then(|(before, rest)| Some((before, rest.split_once("\">")?))) {
        policy = brought.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&");
        html = format!("{before}{}", after.trim_start_matches('\n'));
    }
    if !policy.contains("connect-src") {
        policy.push_str("; connect-src 'self'");
    }
    policy.push_str("; frame-ancestors 'none'");
    let script = format!("<script src=\"/{OWN}preview.js\" data-tag=\"{}\" defer></script>\n</head>", page.tag);
    (html.replacen("</head>", &script, 1).into_bytes(), policy)
}

/// A page in place of one that is not there.
pub(super) fn notice(locale: &Locale, words: &str, link: bool) -> File {
    let link = if link { format!("\n<p><a href=\"/\">{}</a></p>", escaped(&locale.say("preview-all-reports"))) } else { String::new() };
    let [title, words] = [locale.say("preview-title"), locale.say(words)].map(|text| escaped(&text));
    let html = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <link rel=\"stylesheet\" href=\"/assets/style.css\">\n</head>\n<body>\n<main>\n<div class=\"width\">\n<h1>{title}</h1>\n\
         <p>{words}</p>{link}\n</div>\n</main>\n</body>\n</html>\n",
        escaped(&locale.lang().0)
    );
    File::new(html.into_bytes())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::{File, with_script};

    fn added(html: &str) -> (String, String) {
        let (bytes, policy) = with_script(&File { bytes: html.as_bytes().into(), tag: "12".into() });
        (String::from_utf8(bytes).expect("text"), policy)
    }

    #[test]
    fn a_page_gets_the_script_and_keeps_its_policy() {
        let script = "<script src=\"/_preview/preview.js\" data-tag=\"12\" defer></script>\n</head>";
        let (html, policy) = added(
            "<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"script-src &#39;self&#39;\">\n<title>A</title>\n</head></head>",
        );
        assert_eq!(html, format!("<head>\n<title>A</title>\n{script}</head>"));
        assert_eq!(policy, "script-src 'self'; connect-src 'self'; frame-ancestors 'none'");
        let (html, policy) = added("<head></head>");
        assert_eq!(html, format!("<head>{script}"));
        assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{policy}");
    }
}
