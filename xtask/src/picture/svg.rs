//! What a terminal shows, as a picture.

use std::fmt::Write as _;

/// The size of a character, in pixels; that of a font is stretched to it.
const WIDTH: usize = 9;
const HEIGHT: usize = 20;
/// Around the text.
const MARGIN: usize = 16;

const BACKGROUND: &str = "#1b1f27";
const FOREGROUND: &str = "#d8dee9";

/// Characters that look the same.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
struct Run {
    /// Where it begins, in characters.
    column: usize,
    text: String,
    look: Look,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
struct Look {
    bold: bool,
    dim: bool,
    underlined: bool,
    colour: Option<&'static str>,
}

/// The picture of `text`, as a terminal shows it.
pub(super) fn of(text: &str) -> String {
    let lines: Vec<Vec<Run>> = text.lines().map(runs).collect();
    let ends = lines.iter().flatten().map(Run::end);
    let width = ends.max().unwrap_or(0) * WIDTH + 2 * MARGIN;
    let height = lines.len() * HEIGHT + 2 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"monospace\" font-size=\"15\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{BACKGROUND}\"/>\n"
    );
    for (number, line) in lines.iter().enumerate() {
        let baseline = MARGIN + number * HEIGHT + 15;
        for run in line {
            let _ = writeln!(svg, "{}", run.element(baseline));
        }
    }
    svg + "</svg>\n"
}

impl Run {
    fn len(&self) -> usize {
        self.text.chars().count()
    }

    fn end(&self) -> usize {
        self.column + self.len()
    }

    fn element(&self, baseline: usize) -> String {
        let Look {
            bold,
            dim,
            underlined,
            colour,
        } = self.look;
        let mut attributes = format!(" fill=\"{}\"", colour.unwrap_or(FOREGROUND));
        for (is_so, attribute) in [
            (bold, " font-weight=\"bold\""),
            (dim, " opacity=\"0.6\""),
            (underlined, " text-decoration=\"underline\""),
        ] {
            attributes += if is_so { attribute } else { "" };
        }
        format!(
            "<text x=\"{}\" y=\"{baseline}\" textLength=\"{}\" \
             lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\"{attributes}>{}</text>",
            MARGIN + self.column * WIDTH,
            self.len() * WIDTH,
            escaped(&self.text),
        )
    }
}

/// The parts of a line that look the same. Spaces that show nothing are none.
fn runs(line: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut run = Run::default();
    let mut parts = line.split("\u{1b}[");
    let mut put = |run: &mut Run, text: &str| {
        let column = run.end();
        text.clone_into(&mut run.text);
        run.column = column;
        if !text.trim().is_empty() {
            runs.push(run.clone());
        }
    };
    put(&mut run, parts.next().unwrap_or_default());
    for part in parts {
        let (codes, text) = part.split_once('m').unwrap_or_default();
        run.look = codes.split(';').fold(run.look, Look::with);
        put(&mut run, text);
    }
    runs
}

impl Look {
    /// Source: ECMA-48, *Select Graphic Rendition*.
    fn with(self, code: &str) -> Self {
        let coloured = |colour| Self {
            colour: Some(colour),
            ..self
        };
        match code {
            "" | "0" => Self::default(),
            "1" => Self { bold: true, ..self },
            "2" => Self { dim: true, ..self },
            "4" => Self {
                underlined: true,
                ..self
            },
            "31" => coloured("#ff6b6b"),
            "32" => coloured("#8fd18b"),
            "33" => coloured("#e6c265"),
            "36" => coloured("#7cc5d9"),
            _ => self,
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_where_its_look_changes() {
        let line = "\u{1b}[1ma<\u{1b}[0m  \u{1b}[2m\u{1b}[31mb\u{1b}[0m c";
        let look = |bold, dim, colour| Look {
            bold,
            dim,
            underlined: false,
            colour,
        };
        let run = |column, text: &str, look| Run {
            column,
            text: text.to_owned(),
            look,
        };
        let expected = [
            run(0, "a<", look(true, false, None)),
            run(4, "b", look(false, true, Some("#ff6b6b"))),
            run(5, " c", Look::default()),
        ];
        assert_eq!(runs(line), expected);
        let svg = of(line);
        assert!(svg.contains("font-weight=\"bold\">a&lt;</text>"), "{svg}");
        assert_eq!(svg.matches("<text").count(), 3);
    }
}
