//! Fonts from a theme to every output, and what no font can show.

use crate::project::Project;

#[test]
fn fonts_with_postscript_outlines_are_embedded_and_sent_to_browsers_as_what_they_are() {
    let project = Project::case("own-fonts");
    project.run(["build", "--deny-warnings"]).quiet();
    let css = project.text("public/assets/style.css");
    assert!(css.contains("url(\"fonts/text-bold.otf\") format(\"opentype\")"), "{css}");
    let files = project.files("public");
    assert!(files.contains_key("assets/fonts/text-bold.otf"));
    assert!(project.text("public/ashford/index.html").contains("assets/fonts/text-regular.otf"));
    let pdf = &files["ashford/ashford.pdf"];
    assert!(pdf.starts_with(b"%PDF-1.7") && pdf.len() < 40_000, "{} bytes", pdf.len());
}

#[test]
fn characters_that_cannot_be_set_are_named_with_their_place() {
    let project = Project::case("small").edit(
        "content/reports/ashford/foreword.md",
        "We went to Ashford.",
        "We went to Ashford → ✓. The word \u{645}\u{631}\u{62d}\u{628}\u{627} and the word 監査.",
    );
    let ran = project.run(["check", "--format", "short"]);
    assert_eq!(ran.status, Some(1));
    let said: Vec<&str> = ran.stdout.lines().chain(ran.stderr.lines()).filter(|line| line.contains("foreword.md")).collect();
    let [first, second] = said[..] else { panic!("{ran}") };
    assert!(first.contains(":1:34: error[right-to-left-text]") && first.contains("U+0645"), "{first}");
    assert!(second.contains(":1:53: error[missing-glyph]") && second.contains("‘監’ (U+76E3), ‘査’ (U+67FB)"), "{second}");
}
