//! A picture of the load.

use std::fmt::Write;
use std::ops::Range;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 240.0;
const MARGIN: f64 = 48.0;

/// A line of the picture.
pub(crate) struct Line<'a> {
    pub(crate) name: &'a str,
    pub(crate) colour: &'a str,
    /// Requests in each second.
    pub(crate) load: &'a [u32],
}

/// Requests a second over time, as an SVG; the outage is shaded.
pub(crate) fn svg(lines: &[Line<'_>], outage: Range<u32>) -> String {
    let len = lines.iter().map(|line| line.load.len()).max();
    let seconds = u32::try_from(len.unwrap_or_default()).unwrap_or(u32::MAX);
    let loads = lines.iter().flat_map(|line| line.load);
    let most = loads.max().copied().unwrap_or_default().max(1);
    // The axis ends at a round number.
    let step = 10_u32.pow(most.ilog10());
    let top = most.div_ceil(step) * step;
    let x = |second: u32| MARGIN + f64::from(second) / f64::from(seconds) * WIDTH;
    let y = |load: f64| 16.0 + HEIGHT - load / f64::from(top) * HEIGHT;
    let (left, right, bottom) = (MARGIN, MARGIN + WIDTH, y(0.0));

    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <title>Requests a second over time</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
        WIDTH + 2.0 * MARGIN,
        HEIGHT + 56.0,
    );
    let (from, to) = (x(outage.start), x(outage.end));
    let mut line = |text: std::fmt::Arguments<'_>| {
        let _ = writeln!(svg, "{text}");
    };
    line(format_args!(
        "<rect x=\"{from:.1}\" y=\"16\" width=\"{:.1}\" height=\"{HEIGHT}\" fill=\"#eee\"/>",
        to - from
    ));
    line(format_args!(
        "<text x=\"{:.1}\" y=\"32\" text-anchor=\"middle\" fill=\"#666\">outage</text>",
        f64::midpoint(from, to)
    ));
    for load in (0..=top).step_by(step as usize) {
        let y = y(f64::from(load));
        line(format_args!(
            "<path d=\"M{left} {y:.1}H{right}\" stroke=\"#ccc\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{load}</text>",
            left - 6.0,
            y + 4.0
        ));
    }
    for minute in (0..=seconds / 60).step_by(5) {
        line(format_args!(
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{minute} min</text>",
            x(minute * 60),
            bottom + 18.0
        ));
    }
    // The last is drawn first, and lies below the others.
    let mut place = f64::from(u32::try_from(lines.len()).unwrap_or_default());
    for Line { name, colour, load } in lines.iter().rev() {
        place -= 1.0;
        let points: Vec<String> = (0..)
            .zip(*load)
            .map(|(second, load)| format!("{:.1},{:.1}", x(second), y(f64::from(*load))))
            .collect();
        line(format_args!(
            "<polyline fill=\"none\" stroke=\"{colour}\" points=\"{}\"/>",
            points.join(" ")
        ));
        line(format_args!(
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"{colour}\">{name}</text>",
            right - 6.0,
            32.0 + 16.0 * place
        ));
    }
    svg.push_str("</svg>\n");
    svg
}
