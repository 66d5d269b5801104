//! The theme as written.

use super::{ChartTheme, ColorTheme, CoverTheme, HeadingTheme, PageTheme, PanelTheme, TableTheme, TextTheme, Theme};
use crate::geom::{Color, Mm, Pt, Size};

impl Theme {
    /// The bundled base theme.
    pub fn base() -> Self {
        let text = Color::hex(0x0B_0C_0C);
        Self {
            page: PageTheme {
                size: Size { width: Mm(210.0).into(), height: Mm(297.0).into() },
                margin_top: Mm(25.0).into(),
                margin_bottom: Mm(25.0).into(),
                margin_left: Mm(25.0).into(),
                margin_right: Mm(25.0).into(),
                head_size: Pt(9.5),
                orphans: 2,
                widows: 2,
            },
            text: TextTheme {
                size: Pt(12.0),
                line_height: 1.35,
                paragraph_gap: Pt(8.0),
                list_gap: Pt(5.0),
                list_indent: Pt(24.0),
                small_size: Pt(12.0),
            },
            color: ColorTheme {
                text,
                secondary: Color::hex(0x48_49_49),
                accent: Color::hex(0x12_43_6D),
                link: Color::hex(0x1A_65_A6),
                border: Color::hex(0xCE_CE_CE),
                tint: Color::hex(0xF1_F4_F7),
                on_accent: Color::WHITE,
            },
            heading: HeadingTheme {
                sizes: [28.0, 21.0, 16.5, 13.5, 12.0, 12.0].map(Pt),
                line_height: 1.2,
                gaps_above: [0.0, 30.0, 24.0, 16.0, 12.0, 12.0].map(Pt),
                gap_below: Pt(6.0),
                room_below: Pt(48.0),
            },
            table: TableTheme { size: Pt(12.0), padding: Pt(4.0), gap: Pt(12.0) },
            panel: PanelTheme { padding: Pt(12.0), rule: Pt(4.0) },
            chart: ChartTheme {
                series: [0x12_43_6D, 0x28_A1_97, 0x80_16_50, 0xF4_6A_25, 0x3D_3D_3D, 0xA2_85_D1].map(Color::hex).to_vec(),
                rest: Color::hex(0xBF_BF_BF),
                line: text,
                size: Pt(9.5),
                bar_height: Pt(12.0),
                bar_gap: Pt(5.0),
            },
            cover: CoverTheme { title_size: Pt(32.0), band_height: Pt(200.0) },
        }
    }
}
