//! Style sheet, script, fonts and icon of an edition.
//!
//! The style sheet is `assets/css/page.css` under a head made from the theme: its colours, sizes and measures as custom properties.
//! A theme counts in points on paper; a screen is read from further away, so its 12 points are 19 pixels here, as in the GOV.UK
//! Design System, and all other sizes keep their proportion. Colours for dark screens are worked out from the theme's: the same
//! hue, made lighter until it can be read.

use std::fmt::Write;

use crate::geom::{Color, Pt};
use crate::text::fonts::Face;
use crate::text::sfnt::is_cff;
use crate::text::{Fonts, Style};
use crate::theme::Theme;

/// The ground of dark pages.
const DARK_GROUND: Color = Color::hex(0x15_18_1B);
/// The ground of boxes on dark pages.
const DARK_TINT: Color = Color::hex(0x22_27_2C);
/// Words on dark pages.
const DARK_TEXT: Color = Color::hex(0xF3_F2_F1);
/// Contrast of links and coloured headings with the ground of dark pages.
const DARK_CONTRAST: f64 = 7.0;
/// Contrast of a meter's bar with its ground.
const GRAPHIC_CONTRAST: f64 = 3.0;

const FONTS: [(&str, &[u8]); 4] = [
    ("noto-sans-bold.woff2", include_bytes!("../../assets/fonts/web/noto-sans-bold.woff2")),
    ("noto-sans-italic.woff2", include_bytes!("../../assets/fonts/web/noto-sans-italic.woff2")),
    ("noto-sans-regular.woff2", include_bytes!("../../assets/fonts/web/noto-sans-regular.woff2")),
    ("OFL.txt", include_bytes!("../../assets/fonts/web/OFL.txt")),
];

/// The files that all pages of an edition share: paths below the edition's folder, with their bytes.
pub fn assets(theme: &Theme, fonts: &Fonts) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![
        ("assets/favicon.svg".to_string(), favicon(theme).into_bytes()),
        ("assets/page.js".to_string(), include_bytes!("../../assets/js/page.js").to_vec()),
        ("assets/style.css".to_string(), style_sheet(theme, fonts).into_bytes()),
    ];
    files.extend(super::search::library());
    if fonts.are_bundled() {
        files.extend(FONTS.iter().map(|(name, bytes)| (format!("assets/fonts/{name}"), bytes.to_vec())));
    } else {
        files.extend(OWN.iter().map(|(style, name, ..)| {
            let face = fonts.face(fonts.face_id(*style));
            (format!("assets/fonts/{name}.{}", kind(face).0), face.bytes.to_vec())
        }));
    }
    files
}

/// The ending of a font's file, and what style sheets call its kind.
fn kind(face: &Face) -> (&'static str, &'static str) {
    if is_cff(&face.bytes) { ("otf", "opentype") } else { ("ttf", "truetype") }
}

/// The files of the regular and the bold face, as [`assets`] puts them.
pub fn upright_fonts(fonts: &Fonts) -> [&'static str; 2] {
    if fonts.are_bundled() {
        ["assets/fonts/noto-sans-regular.woff2", "assets/fonts/noto-sans-bold.woff2"]
    } else {
        let is_cff = |style| is_cff(&fonts.face(fonts.face_id(style)).bytes);
        [
            if is_cff(Style::Regular) { "assets/fonts/text-regular.otf" } else { "assets/fonts/text-regular.ttf" },
            if is_cff(Style::Bold) { "assets/fonts/text-bold.otf" } else { "assets/fonts/text-bold.ttf" },
        ]
    }
}

/// The files of a family that is not ours, with what they are for.
const OWN: [(Style, &str, u16, &str); 4] = [
    (Style::Regular, "text-regular", 400, "normal"),
    (Style::Bold, "text-bold", 700, "normal"),
    (Style::Italic, "text-italic", 400, "italic"),
    (Style::BoldItalic, "text-bold-italic", 700, "italic"),
];

fn style_sheet(theme: &Theme, fonts: &Fonts) -> String {
    let mut out = String::from("@charset \"UTF-8\";\n");
    out.push_str(&properties(theme));
    let page = include_str!("../../assets/css/page.css");
    if fonts.are_bundled() {
        out.push_str(page);
        return out;
    }
    for (face, name, weight, style) in OWN {
        let (ending, format) = kind(fonts.face(fonts.face_id(face)));
        let _ = writeln!(
            out,
            "@font-face {{ font-family: \"Own\"; font-weight: {weight}; font-style: {style}; font-display: optional; src: url(\"fonts/{name}.{ending}\") format(\"{format}\"); }}"
        );
    }
    // The stand-in is stretched to our family's measures, and would be wrong for another.
    for line in page.lines().filter(|line| !line.starts_with("@font-face")) {
        out.push_str(&line.replace("\"Noto Sans\", \"Stand-in\"", "\"Own\""));
        out.push('\n');
    }
    out
}

/// The theme as custom properties.
fn properties(theme: &Theme) -> String {
    let Theme { page, text, color, heading, table, panel, chart, cover } = theme;
    let series = chart.series.first().copied().unwrap_or(color.accent);
    let below = color.below_line;
    let mut out = String::from(":root {\n");
    let mut set = |name: &str, value: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  --{name}: {value};");
    };
    set("text", &color.text.to_hex());
    set("secondary", &color.secondary.to_hex());
    set("ground", &Color::WHITE.to_hex());
    set("accent", &color.accent.to_hex());
    set("second", &color.second.to_hex());
    set("accent-ground", &color.accent.to_hex());
    set("on-accent", &color.on_accent.to_hex());
    set("link", &color.link.to_hex());
    set("link-hover", &mix(color.link, Color::hex(0), 0.35).to_hex());
    set("border", &color.border.to_hex());
    set("edge", &readable(color.border, Color::WHITE, GRAPHIC_CONTRAST, Color::hex(0)).to_hex());
    set("tint", &color.tint.to_hex());
    set("above", &series.to_hex());
    set("below", &readable(below, Color::WHITE, GRAPHIC_CONTRAST, Color::hex(0)).to_hex());
    set("text-size", &rem(text.size));
    set("line-height", &decimal(text.line_height));
    set("paragraph-gap", &rem(text.paragraph_gap));
    set("list-gap", &rem(text.list_gap));
    set("list-indent", &rem(text.list_indent));
    for (level, size) in (1..).zip(heading.sizes) {
        set(&format!("h{level}-size"), &rem(size));
    }
    for (level, gap) in (1..).zip(heading.gaps_above) {
        set(&format!("h{level}-gap"), &rem(gap));
    }
    set("heading-line-height", &decimal(heading.line_height));
    set("heading-gap-below", &rem(heading.gap_below));
    let (width, height) = heading.opener.measures();
    set("opener-width", &width.map_or_else(|| "100%".to_owned(), rem));
    set("opener-height", &rem(height));
    set("title-size", &rem(cover.title_size));
    set("table-size", &rem(table.size));
    set("cell-padding", &rem(table.padding));
    set("cell-gap", &rem(table.gap));
    set("panel-padding", &rem(panel.padding));
    set("panel-rule", &rem(panel.rule));
    set("print-size", &points(text.size));
    out.push_str("}\n@media screen and (prefers-color-scheme: dark) {\n  :root {\n");
    let light = |from: Color| readable(from, DARK_TINT, DARK_CONTRAST, Color::WHITE);
    let dark = [
        ("text", DARK_TEXT),
        ("secondary", Color::hex(0xC6_C9_CC)),
        ("ground", DARK_GROUND),
        ("accent", light(color.accent)),
        // The coloured field of the cover may not shine: it keeps its words readable and steps back a little.
        ("accent-ground", mix(color.accent, Color::hex(0), 0.2)),
        ("link", light(color.link)),
        ("link-hover", mix(light(color.link), Color::WHITE, 0.4)),
        ("border", Color::hex(0x4A_50_56)),
        ("edge", Color::hex(0x8A_91_98)),
        ("tint", DARK_TINT),
        ("above", readable(series, DARK_TINT, GRAPHIC_CONTRAST, Color::WHITE)),
        ("below", readable(below, DARK_TINT, GRAPHIC_CONTRAST, Color::WHITE)),
    ];
    for (name, color) in dark {
        let _ = writeln!(out, "    --{name}: {};", color.to_hex());
    }
    out.push_str("  }\n}\n");
    let _ = writeln!(
        out,
        "@page {{ size: {} {}; margin: {} {} {} {}; }}",
        points(page.size.width),
        points(page.size.height),
        points(page.margin_top),
        points(page.margin_right),
        points(page.margin_bottom),
        points(page.margin_left)
    );
    let _ = writeln!(out, "@media print {{ :root {{ orphans: {}; widows: {}; }} }}", page.orphans, page.widows);
    out
}

/// A sheet of paper with a line at its side, in the theme's accent.
fn favicon(theme: &Theme) -> String {
    let (accent, on_accent) = (theme.color.accent.to_hex(), theme.color.on_accent.to_hex());
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><rect width=\"32\" height=\"32\" rx=\"5\" fill=\"{accent}\"/>\
         <path d=\"M9 7v18M14 11h9M14 16h9M14 21h6\" fill=\"none\" stroke=\"{on_accent}\" stroke-width=\"2.5\"/></svg>\n"
    )
}

/// `color` moved towards `end` until it stands out from `ground`, or as far as that goes.
fn readable(color: Color, ground: Color, contrast: f64, end: Color) -> Color {
    (0..=20u8).map(|step| mix(color, end, f32::from(step) / 20.0)).find(|mixed| mixed.contrast(ground) >= contrast).unwrap_or(end)
}

/// A colour `share` of the way from one to another.
fn mix(from: Color, to: Color, share: f32) -> Color {
    let channel = |from: u8, to: u8| {
        let value = f32::from(from) + (f32::from(to) - f32::from(from)) * share;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two channels, so within 0 to 255")]
        let value = value.round() as u8;
        value
    };
    Color { r: channel(from.r, to.r), g: channel(from.g, to.g), b: channel(from.b, to.b) }
}

/// A length of the theme on screen.
fn rem(length: Pt) -> String {
    format!("{}rem", decimal(length.0 * 19.0 / 12.0 / 16.0))
}

/// A length of the theme on paper.
fn points(length: Pt) -> String {
    format!("{}pt", decimal(length.0))
}

fn decimal(value: f32) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

#[cfg(test)]
mod tests {
    use super::{DARK_CONTRAST, DARK_TINT, assets, properties, readable};
    use crate::geom::{Color, Pt};
    use crate::text::Fonts;
    use crate::theme::{Opener, Theme};

    #[test]
    fn the_theme_reaches_the_style_sheet() {
        let mut theme = Theme::base();
        theme.color.link = Color::hex(0x12_34_56);
        theme.text.size = Pt(16.0);
        let properties = properties(&theme);
        for expected in ["--link: #123456;", "--text-size: 1.5833rem;", "@page { size: 595.2756pt 841.8898pt; margin: 70.8661pt"] {
            assert!(properties.contains(expected), "{expected} in {properties}");
        }
    }

    #[test]
    fn what_opens_a_part_is_the_themes() {
        let mut theme = Theme::base();
        for (opener, width, height) in
            [(Opener::Bar, "4.75rem", "0.4948rem"), (Opener::Rule, "100%", "0.1484rem"), (Opener::None, "100%", "0rem")]
        {
            theme.heading.opener = opener;
            let properties = properties(&theme);
            let expected = format!("--opener-width: {width};\n  --opener-height: {height};\n");
            assert!(properties.contains(&expected), "{expected} in {properties}");
        }
    }

    #[test]
    fn every_property_that_the_style_sheet_uses_is_set() {
        let style = include_str!("../../assets/css/page.css");
        let set = properties(&Theme::base());
        for used in style.split("var(--").skip(1).filter_map(|rest| rest.split([')', ',']).next()) {
            assert!(set.contains(&format!("--{used}:")) || style.contains(&format!("--{used}:")), "{used}");
        }
    }

    #[test]
    fn colours_can_be_read_on_dark_pages_too() {
        for color in [0x12_43_6D, 0x00_00_00, 0xFF_FF_FF, 0x54_31_9F] {
            assert!(readable(Color::hex(color), DARK_TINT, DARK_CONTRAST, Color::WHITE).contrast(DARK_TINT) >= DARK_CONTRAST);
        }
    }

    #[test]
    fn nothing_is_loaded_from_elsewhere() {
        for (path, bytes) in assets(&Theme::base(), &Fonts::bundled()) {
            let text = String::from_utf8_lossy(&bytes);
            let elsewhere = text.contains("@import") || text.split("url(\"").skip(1).any(|url| !url.starts_with("fonts/"));
            assert!(!path.contains(".css") || !elsewhere, "{path}");
        }
    }
}
