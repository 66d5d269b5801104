//! From the names of font files in a theme to fonts.

use std::path::Path;

use super::{Family, Theme};
use crate::diag::{self, Diagnostic, Problems, Spanned, suggest, unless_errors};
use crate::source::system::{EntryKind, System};
use crate::source::{discover, read};
use crate::text::Fonts;
use crate::text::fonts::{FontFault, OwnFiles};

/// The largest font file.
const MAX_FONT: u64 = 32 << 20;

/// The fonts that a theme names.
///
/// # Errors
/// When a file is not there or cannot be embedded.
pub fn load(system: &dyn System, content: &Path, theme: &Theme) -> diag::Result<Fonts> {
    let Family::Own(names) = &theme.text.family else { return unless_errors(Fonts::bundled(), Problems::new()) };
    let mut problems = Problems::new();
    let files: Vec<Option<Vec<u8>>> = names.files().map(|name| file(system, content, name, &mut problems)).collect();
    let Some(files) = files.into_iter().collect::<Option<Vec<_>>>() else { return Err(problems) };
    let mut files = files.into_iter();
    let mut next = || files.next().unwrap_or_default();
    let text = [next(), next(), next(), next()];
    match Fonts::own(OwnFiles { text, code: files.next() }) {
        Ok(fonts) => unless_errors(fonts, problems),
        Err(faults) => {
            problems.extend(faults.into_iter().filter_map(|(index, fault)| Some(unusable(names.files().nth(index)?, &fault))));
            Err(problems)
        }
    }
}

fn file(system: &dyn System, content: &Path, name: &Spanned<String>, problems: &mut Problems) -> Option<Vec<u8>> {
    let folder = content.join("fonts");
    // The name is one name: nothing outside the folder is ever read.
    if name.contains(['/', '\\']) || !matches!(system.kind(&folder.join(&**name)), Ok(Some(EntryKind::File(_)))) {
        let found = system.list(&folder).unwrap_or_default();
        let near = suggest::nearest(name, found.iter().map(|entry| entry.name.as_str()));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "put the file into the folder `fonts` beside theme.yaml, and write its name alone".to_owned(),
        };
        let message = format!("there is no font file `{}` in `fonts`", **name);
        problems.push(Diagnostic::error("missing-file", message).at(name.span, "this file").help(help));
        return None;
    }
    let path = folder.join(&**name);
    read::bytes(system, &path, &discover::shown_path(&path), MAX_FONT, problems)
}

fn unusable(name: &Spanned<String>, fault: &FontFault) -> Diagnostic {
    let help = match fault {
        FontFault::NotAFont | FontFault::Table(_) => {
            "get the file anew from where it came; it must be a TrueType or OpenType font (.ttf, .otf)"
        }
        FontFault::Web | FontFault::Collection | FontFault::Variable => {
            "take the family's static TrueType or OpenType files (.ttf, .otf), or have its maker export them"
        }
        FontFault::Forbidden => "ask the maker for a licence and a file that allow embedding and subsetting",
        FontFault::Lacks(_) => "take a font that has the letters, figures and signs of plain text",
    };
    Diagnostic::error("unusable-font", format!("the font `{}` cannot be used: {fault}", **name)).at(name.span, "this file").help(help)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::load;
    use crate::diag::Sources;
    use crate::source::system::Memory;
    use crate::text::{Fonts, Style};
    use crate::theme;

    const THEME: &str = "text:\n  family:\n    regular: A.ttf\n    bold: B.ttf\n    italic: C.ttf\n    bold-italic: D.ttf\n";

    fn said(files: &[(&str, &[u8])]) -> Vec<String> {
        let memory = Memory::with_files([("/c/theme.yaml", THEME.as_bytes())].into_iter().chain(files.iter().copied()));
        let mut sources = Sources::default();
        let theme = theme::load(&memory, Path::new("/c"), &mut sources).expect("a good theme").value;
        match load(&memory, Path::new("/c"), &theme) {
            Ok(fonts) => vec![fonts.value.iter().map(|(_, face)| &*face.name).collect::<Vec<_>>().join(" ")],
            Err(problems) => problems
                .iter()
                .map(|problem| {
                    let at = sources.line_column(problem.labels[0].span);
                    format!("{}:{} {}: {}", at.line, at.column, problem.name, problem.message)
                })
                .collect(),
        }
    }

    #[test]
    fn fonts_of_the_content_folder() {
        let fonts = Fonts::bundled();
        let bytes = |style| &*fonts.face(fonts.face_id(style)).bytes;
        let files = [
            ("/c/fonts/A.ttf", bytes(Style::Regular)),
            ("/c/fonts/B.ttf", bytes(Style::Bold)),
            ("/c/fonts/C.ttf", bytes(Style::Italic)),
            ("/c/fonts/D.ttf", bytes(Style::BoldItalic)),
        ];
        let names = "NotoSans-Regular NotoSans-Bold NotoSans-Italic NotoSans-BoldItalic NotoSansMono-Regular NotoSansMath-Regular \
                     NotoSansSymbols2-Regular";
        assert_eq!(said(&files), [names]);
    }

    #[test]
    fn what_is_wrong_with_them_is_said_at_their_names() {
        let fonts = Fonts::bundled();
        let good = &*fonts.face(fonts.face_id(Style::Regular)).bytes;
        let files = [("/c/fonts/A.ttf", good), ("/c/fonts/B.ttf", b"wOF2"), ("/c/fonts/C.ttf", &good[..9000])];
        assert_eq!(said(&files), ["6:18 missing-file: there is no font file `D.ttf` in `fonts`"]);
        let files = [files[0], files[1], files[2], ("/c/fonts/D.ttf", b"<html>")];
        assert_eq!(
            said(&files),
            [
                "4:11 unusable-font: the font `B.ttf` cannot be used: it is packed for the web (WOFF)",
                "5:13 unusable-font: the font `C.ttf` cannot be used: its table `hmtx` is missing or broken",
                "6:18 unusable-font: the font `D.ttf` cannot be used: it is no font file",
            ]
        );
    }
}
