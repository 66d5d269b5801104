//! Pictures of every kind: nothing overlaps or leaves them, and bars are true to scale.

use std::fmt::Write as _;

use proptest::prelude::{Just, ProptestConfig, Strategy, prop, prop_assert, prop_oneof, proptest};

use super::{draw, stripes};
use crate::chart::picture::{Anchor, Picture, PictureMark, PictureText};
use crate::document::chart_spec::{
    Bar, BarGroup, Bars, ChartSpec, Emphasis, LineSeries, Lines, Period, Place, Plot, Reading, ReferenceLine, Series, ShareRow, Shares,
    SpanGroup, SpanMark, SpanRow, Spans, Tick,
};
use crate::geom::{Pt, Rect};
use crate::number::Number;
use crate::theme::Theme;

#[expect(clippy::cast_precision_loss, reason = "a short text")]
fn measure(text: &str, size: Pt, bold: bool) -> Pt {
    size * (text.chars().count() as f32) * if bold { 0.6 } else { 0.55 }
}

fn bar(label: &str, value: i64, emphasis: Emphasis) -> Bar {
    Bar { label: label.to_owned(), value: Some(Number::whole(value)), printed: format!("{value}%"), emphasis }
}

fn chart(groups: Vec<BarGroup>) -> ChartSpec {
    let legend = [
        (Emphasis::Plain, "At or above the priority line"),
        (Emphasis::BelowLine, "Below the priority line"),
        (Emphasis::Mean, "Section mean"),
        (Emphasis::MeanBelowLine, "Section mean below the priority line"),
    ];
    ChartSpec {
        name: "criterion-scores".to_owned(),
        plot: Plot::Bars(Bars {
            groups,
            maximum: Number::whole(100),
            ticks: (0..=5).map(|i| Tick { at: Number::whole(i * 20), label: format!("{}%", i * 20) }).collect(),
            lines: vec![ReferenceLine { at: Number::whole(70), label: "Priority line (70%)".to_owned() }],
            legend: legend.map(|(emphasis, words)| (emphasis, words.to_owned())).to_vec(),
        }),
    }
}

fn surrey() -> ChartSpec {
    let group = |label: &str, bars: &[(&str, i64)]| BarGroup {
        label: label.to_owned(),
        bars: (bars.iter())
            .map(|&(label, value)| {
                let emphasis = match (label.starts_with("Mean"), value < 70) {
                    (false, false) => Emphasis::Plain,
                    (false, true) => Emphasis::BelowLine,
                    (true, false) => Emphasis::Mean,
                    (true, true) => Emphasis::MeanBelowLine,
                };
                bar(label, value, emphasis)
            })
            .collect(),
    };
    chart(vec![
        group(
            "1 Assessment and sentence planning",
            &[
                ("1.1 Preparing for sentence", 80),
                ("1.2 Assessment of risk of harm", 73),
                ("1.3 Assessment of likelihood of reoffending", 85),
                ("1.4 Assessment of offender engagement", 78),
                ("1.5 Sentence planning", 73),
                ("Mean of section 1", 78),
            ],
        ),
        group(
            "2 Implementation of interventions",
            &[
                ("2.1 Delivering the sentence plan", 66),
                ("2.2 Protecting the public by minimising risk of harm", 58),
                ("2.3 Victims", 64),
                ("2.4 Ensuring containment and promoting compliance", 84),
                ("2.5 Constructive interventions", 66),
                ("2.6 Restrictive interventions", 74),
                ("2.7 Diversity issues", 77),
                ("Mean of section 2", 70),
            ],
        ),
        group(
            "3 Achievement and monitoring of outcomes",
            &[("3.1 Achievement of initial outcomes", 66), ("3.2 Sustainability of progress", 65), ("Mean of section 3", 66)],
        ),
    ])
}

fn texts(picture: &Picture) -> impl Iterator<Item = &PictureText> {
    picture.marks.iter().filter_map(|mark| if let PictureMark::Text(text) = mark { Some(text) } else { None })
}

/// Where the ink of a line of words may be: an accented capital above, a tail below.
fn ink(text: &PictureText) -> Rect {
    let left = match text.anchor {
        Anchor::Start => text.at.x,
        Anchor::Middle => text.at.x - text.width * 0.5,
        Anchor::End => text.at.x - text.width,
    };
    Rect::new(left, text.at.y - text.size * 0.97, text.width, text.size * (0.97 + 0.25))
}

/// What is wrong with a picture, if anything: words that overlap or leave it, bars or lines that leave it.
fn fault(picture: &Picture) -> Option<String> {
    const SLACK: f32 = 0.15;
    let inside = |rect: &Rect| {
        rect.origin.x.0 >= -SLACK
            && rect.origin.y.0 >= -SLACK
            && rect.right().0 <= picture.size.width.0 + SLACK
            && rect.bottom().0 <= picture.size.height.0 + SLACK
    };
    let boxes: Vec<_> = texts(picture).map(|text| (ink(text), text.text.as_str())).collect();
    for (i, (a, first)) in boxes.iter().enumerate() {
        if !inside(a) {
            return Some(format!("{first:?} leaves the picture: {a:?} in {:?}", picture.size));
        }
        for (b, second) in &boxes[..i] {
            let apart = a.right().0 <= b.origin.x.0 + SLACK
                || b.right().0 <= a.origin.x.0 + SLACK
                || a.bottom().0 <= b.origin.y.0 + SLACK
                || b.bottom().0 <= a.origin.y.0 + SLACK;
            if !apart {
                return Some(format!("{first:?} overlaps {second:?}"));
            }
        }
    }
    for mark in &picture.marks {
        let points = match mark {
            PictureMark::Line { points, .. } | PictureMark::Polygon { points, .. } => points.clone(),
            PictureMark::Dot { centre, radius, .. } => crate::chart::picture::circle(*centre, *radius),
            PictureMark::Fill(rect, _) if !inside(rect) => return Some(format!("{rect:?} leaves the picture")),
            PictureMark::Fill(..) | PictureMark::Text(_) => continue,
        };
        if points.iter().any(|at| !inside(&Rect::new(at.x, at.y, Pt::ZERO, Pt::ZERO))) {
            return Some(format!("{points:?} leaves the picture"));
        }
    }
    None
}

#[test]
fn surrey_fits_every_width() {
    for width in (200..=900).step_by(7) {
        let width = Pt(f32::from(u16::try_from(width).expect("small")));
        for size in [9.0, 9.5, 12.0, 16.0, 20.0] {
            let mut theme = Theme::base();
            theme.chart.size = Pt(size);
            assert_eq!(fault(&draw(&surrey(), width, &theme, &measure)), None, "{width:?} at {size}");
        }
    }
}

#[test]
fn every_word_and_value_is_there_at_every_width() {
    for width in [280.0, 450.0, 700.0] {
        let picture = draw(&surrey(), Pt(width), &Theme::base(), &measure);
        let all = texts(&picture).map(|text| text.text.as_str()).collect::<Vec<_>>().join(" ");
        let Plot::Bars(bars) = surrey().plot else { panic!("bars") };
        for bar in bars.groups.iter().flat_map(|group| &group.bars) {
            for word in bar.label.split(' ') {
                assert!(all.contains(word), "{word} at {width}");
            }
        }
        assert_eq!(texts(&picture).filter(|text| text.text.ends_with('%') && !text.text.contains(' ')).count(), 17 + 6, "at {width}");
        assert!(all.contains("Priority line (70%)"), "at {width}: {all}");
    }
}

#[test]
fn no_entry_of_a_legend_is_left_alone() {
    for width in (200..=900).step_by(5) {
        let picture = draw(&surrey(), Pt(f32::from(u16::try_from(width).expect("small"))), &Theme::base(), &measure);
        let heights: Vec<Pt> = texts(&picture)
            .filter(|text| ["At or above", "Below the", "Section mean"].iter().any(|start| text.text.starts_with(start)))
            .map(|text| text.at.y)
            .collect();
        assert_eq!(heights.len(), 4);
        let rows: Vec<usize> = heights.chunk_by(|a, b| a == b).map(<[Pt]>::len).collect();
        assert!(rows.iter().all(|row| *row == 1) || !rows.contains(&1), "{rows:?} at {width}");
    }
}

/// Bars begin at zero and are as long as their values; no value is struck through by the dashed line.
#[test]
fn bars_are_true_to_scale() {
    let picture = draw(&surrey(), Pt(450.0), &Theme::base(), &measure);
    let theme = Theme::base();
    let plain: Vec<&Rect> = (picture.marks.iter())
        .filter_map(|mark| match mark {
            PictureMark::Fill(rect, color) if *color == theme.chart.series[0] && rect.size.width > Pt(30.0) => Some(rect),
            _ => None,
        })
        .collect();
    let values = [80.0, 73.0, 85.0, 78.0, 73.0, 84.0, 74.0, 77.0];
    assert_eq!(plain.len(), values.len());
    let unit = plain[0].size.width.0 / values[0];
    for (rect, value) in plain.iter().zip(values) {
        assert!((rect.origin.x.0 - plain[0].origin.x.0).abs() < 0.01, "{rect:?}");
        assert!((rect.size.width.0 - value * unit).abs() <= 0.2, "{rect:?} for {value}");
    }
    for mark in &picture.marks {
        let PictureMark::Line { points, dash: Some(_), .. } = mark else { continue };
        for text in texts(&picture) {
            let ink = ink(text);
            let beside = points[0].x >= ink.right() || points[0].x <= ink.origin.x;
            assert!(beside || points[0].y >= ink.bottom() - Pt(1.0) || points[1].y <= ink.origin.y, "{:?} is struck through", text.text);
        }
    }
}

#[test]
fn stripes_stay_inside() {
    for (width, height) in [(100.0, 12.0), (3.0, 12.0), (0.0, 12.0), (12.0, 100.0), (5.0, 0.0)] {
        let rect = Rect::new(Pt(10.0), Pt(20.0), Pt(width), Pt(height));
        for (from, to) in stripes(rect, Pt(4.0)) {
            for at in [from, to] {
                assert!(at.x >= Pt(9.99) && at.x.0 <= rect.right().0 + 0.01, "{at:?}");
                assert!(at.y >= Pt(19.99) && at.y.0 <= rect.bottom().0 + 0.01, "{at:?}");
            }
        }
    }
}

#[test]
fn an_empty_chart_is_a_picture_too() {
    let mut spec = chart(Vec::new());
    assert_eq!(fault(&draw(&spec, Pt(300.0), &Theme::base(), &measure)), None);
    spec.plot =
        Plot::Bars(Bars { groups: Vec::new(), maximum: Number::whole(0), ticks: Vec::new(), lines: Vec::new(), legend: Vec::new() });
    assert_eq!(fault(&draw(&spec, Pt(0.0), &Theme::base(), &measure)), None);
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec("[A-Za-z0-9ŴŷÂ&.-]{1,24}", 0..9).prop_map(|words| words.join(" "))
}

fn printed() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[0-9]{1,3}%", 1 => words()]
}

fn ticks() -> impl Strategy<Value = Vec<Tick>> {
    let tick = (0_i64..=110, "[0-9]{1,3}%").prop_map(|(at, label)| Tick { at: Number::whole(at), label });
    prop::collection::vec(tick, 0..8)
}

fn reference_lines() -> impl Strategy<Value = Vec<ReferenceLine>> {
    let line = (-10_i64..120, words()).prop_map(|(at, label)| ReferenceLine { at: Number::whole(at), label });
    prop::collection::vec(line, 0..3)
}

fn place() -> impl Strategy<Value = Place> {
    (-20_i64..130, printed()).prop_map(|(at, printed)| Place { at: Number::whole(at), printed })
}

fn any_bars() -> impl Strategy<Value = Plot> {
    let series = (0_usize..4, 2_usize..5).prop_map(|(index, of)| Emphasis::Series(Series::new(index, of)));
    let emphasis =
        prop_oneof![Just(Emphasis::Plain), Just(Emphasis::BelowLine), Just(Emphasis::Mean), Just(Emphasis::MeanBelowLine), series];
    let bar = (words(), prop::option::of(-20_i64..130), printed(), emphasis.clone()).prop_map(|(label, value, printed, emphasis)| Bar {
        label,
        value: value.map(Number::whole),
        printed,
        emphasis,
    });
    let group = (words(), prop::collection::vec(bar, 0..5)).prop_map(|(label, bars)| BarGroup { label, bars });
    (prop::collection::vec(group, 0..4), reference_lines(), ticks(), prop::collection::vec((emphasis, words()), 0..4))
        .prop_map(|(groups, lines, ticks, legend)| Plot::Bars(Bars { groups, maximum: Number::whole(100), ticks, lines, legend }))
}

fn any_spans() -> impl Strategy<Value = Plot> {
    let reading = prop_oneof![
        (place(), place()).prop_map(|(before, after)| Reading::Change { before, after }),
        (place(), place(), prop::option::of(place()), prop::option::of(place())).prop_map(|(low, high, average, own)| Reading::Range {
            low,
            high,
            average,
            own
        }),
        words().prop_map(Reading::Words),
    ];
    let note = prop_oneof![Just(String::new()), "[+-][0-9]{1,2}", words()];
    let row = (words(), prop::bool::ANY, reading, note).prop_map(|(label, strong, reading, note)| SpanRow { label, strong, reading, note });
    let group = (words(), prop::collection::vec(row, 0..5)).prop_map(|(label, rows)| SpanGroup { label, rows });
    let mark =
        prop_oneof![Just(SpanMark::Before), Just(SpanMark::After), Just(SpanMark::Range), Just(SpanMark::Average), Just(SpanMark::Own)];
    (prop::collection::vec(group, 0..4), reference_lines(), ticks(), prop::collection::vec((mark, words()), 0..4), words()).prop_map(
        |(groups, lines, ticks, legend, note_heading)| {
            Plot::Spans(Spans { groups, maximum: Number::whole(100), ticks, lines, legend, note_heading })
        },
    )
}

fn any_shares() -> impl Strategy<Value = Plot> {
    let row = (words(), prop::collection::vec(place(), 0..5)).prop_map(|(label, parts)| ShareRow { label, parts });
    (prop::collection::vec(words(), 0..5), prop::collection::vec(row, 0..5))
        .prop_map(|(series, rows)| Plot::Shares(Shares { series, rows }))
}

fn any_lines() -> impl Strategy<Value = Plot> {
    let period = (0_i64..5000, words()).prop_map(|(at, label)| Period { at: Number::whole(at), label });
    let series = (words(), prop::collection::vec(prop::option::weighted(0.9, place()), 0..12))
        .prop_map(|(label, places)| LineSeries { label, places });
    (prop::collection::vec(period, 0..12), prop::collection::vec(series, 0..5), ticks())
        .prop_map(|(periods, series, ticks)| Plot::Lines(Lines { periods, series, maximum: Number::whole(100), ticks }))
}

proptest! {
    // No file of past failures beside the sources: what failed once becomes a test of its own.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_overlaps_or_leaves_the_picture(
        plots in (any_bars(), any_spans(), any_shares(), any_lines()),
        width in 220.0_f32..900.0,
        size in 9.0_f32..24.0,
    ) {
        let mut theme = Theme::base();
        theme.chart.size = Pt(size);
        for plot in [plots.0, plots.1, plots.2, plots.3] {
            let picture = draw(&ChartSpec { name: String::new(), plot }, Pt(width), &theme, &measure);
            let fault = fault(&picture);
            prop_assert!(fault.is_none(), "{fault:?}");
        }
    }
}

/// A picture as SVG, to look at.
fn svg(picture: &Picture) -> String {
    let mut out = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='{0}' height='{1}' viewBox='0 0 {0} {1}' font-family='Noto Sans'>\n",
        picture.size.width.0, picture.size.height.0
    );
    for mark in &picture.marks {
        match mark {
            PictureMark::Fill(rect, color) => writeln!(
                out,
                "<rect x='{}' y='{}' width='{}' height='{}' fill='{}'/>",
                rect.origin.x.0,
                rect.origin.y.0,
                rect.size.width.0,
                rect.size.height.0,
                color.to_hex()
            ),
            PictureMark::Dot { centre, radius, fill } => {
                writeln!(out, "<circle cx='{}' cy='{}' r='{}' fill='{}'/>", centre.x.0, centre.y.0, radius.0, fill.to_hex())
            }
            PictureMark::Polygon { points, fill, stroke } => {
                let points: Vec<_> = points.iter().map(|at| format!("{},{}", at.x.0, at.y.0)).collect();
                let fill = fill.map_or("none".to_owned(), crate::geom::Color::to_hex);
                let (width, color) = stroke.map_or((0.0, "none".to_owned()), |(width, color)| (width.0, color.to_hex()));
                writeln!(out, "<polygon points='{}' fill='{fill}' stroke='{color}' stroke-width='{width}'/>", points.join(" "))
            }
            PictureMark::Line { points, width, color, dash } => {
                let points: Vec<_> = points.iter().map(|at| format!("{},{}", at.x.0, at.y.0)).collect();
                let dash = dash.map_or(String::new(), |(dash, gap)| format!(" stroke-dasharray='{} {}'", dash.0, gap.0));
                let (points, color) = (points.join(" "), color.to_hex());
                writeln!(out, "<polyline points='{points}' fill='none' stroke='{color}' stroke-width='{}'{dash}/>", width.0)
            }
            PictureMark::Text(text) => {
                let anchor = match text.anchor {
                    Anchor::Start => "start",
                    Anchor::Middle => "middle",
                    Anchor::End => "end",
                };
                let weight = if text.bold { "bold" } else { "normal" };
                writeln!(
                    out,
                    "<text x='{}' y='{}' font-size='{}' font-weight='{weight}' text-anchor='{anchor}' fill='{}'>{}</text>",
                    text.at.x.0,
                    text.at.y.0,
                    text.size.0,
                    text.color.to_hex(),
                    text.text.replace('&', "&amp;").replace('<', "&lt;")
                )
            }
        }
        .expect("writes to a string");
    }
    out + "</svg>\n"
}

#[test]
#[ignore = "writes pictures to look at into target/charts"]
#[expect(clippy::disallowed_methods, reason = "a tool for whoever changes the drawing")]
fn pictures_to_look_at() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/target/charts");
    std::fs::create_dir_all(folder).expect("makes a folder");
    for (width, size) in [(300.0, 9.5), (450.0, 9.5), (700.0, 9.5), (320.0, 14.0), (700.0, 14.0)] {
        let mut theme = Theme::base();
        theme.chart.size = Pt(size);
        let picture = draw(&surrey(), Pt(width), &theme, &measure);
        std::fs::write(format!("{folder}/{width}-{size}.svg"), svg(&picture)).expect("writes a file");
    }
}
