//! Charts as SVG, drawn here: they print well and need no script. Each stands beside the table that it shows.

use std::fmt::Write;

/// Height of a row.
const ROW: usize = 26;
/// Width for names.
const NAMES: usize = 220;
/// Width of the bars.
const BARS: usize = 720;
/// Width of a cell of the heat map.
const CELL: usize = 72;

/// Text that means itself in SVG.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// One bar.
pub(crate) struct Bar {
    /// What it is about.
    pub(crate) name: String,
    /// 0 to 1.
    pub(crate) share: f64,
    /// The value in words.
    pub(crate) text: String,
}

/// Horizontal bars, one below the other.
pub(crate) fn bars(title: &str, bars: &[Bar]) -> String {
    let height = bars.len() * ROW + 4;
    let width = NAMES + BARS + 90;
    let mut svg = begin(title, width, height);
    for (at, bar) in bars.iter().enumerate() {
        let (top, middle) = (at * ROW + 4, at * ROW + ROW / 2 + 2);
        let length = (bar.share.clamp(0.0, 1.0) * BARS as f64).round();
        let _ = write!(
            svg,
            "<text x=\"{}\" y=\"{middle}\" class=\"name\">{}</text><rect class=\"track\" x=\"{NAMES}\" y=\"{top}\" \
             width=\"{BARS}\" height=\"{}\"/><rect class=\"bar\" x=\"{NAMES}\" y=\"{top}\" width=\"{length}\" \
             height=\"{}\"/><text x=\"{}\" y=\"{middle}\">{}</text>",
            NAMES - 8,
            escaped(&bar.name),
            ROW - 8,
            ROW - 8,
            NAMES + BARS + 8,
            escaped(&bar.text),
        );
    }
    svg + "</svg>"
}

/// A row of the heat map: its name, and for each column the band and the words; none = nothing there.
pub(crate) struct HeatRow {
    /// What it is about.
    pub(crate) name: String,
    /// Its cells.
    pub(crate) cells: Vec<Option<(u8, String)>>,
}

/// Rows × columns with a shade and a number in each cell.
pub(crate) fn heat_map(title: &str, columns: &[String], rows: &[HeatRow]) -> String {
    let (width, height) = (NAMES + columns.len() * CELL + 4, (rows.len() + 1) * ROW + 4);
    let mut svg = begin(title, width, height);
    for (at, column) in columns.iter().enumerate() {
        let x = NAMES + at * CELL + CELL / 2;
        let _ = write!(svg, "<text class=\"head\" x=\"{x}\" y=\"{}\">{}</text>", ROW / 2, escaped(column));
    }
    for (down, row) in rows.iter().enumerate() {
        let top = (down + 1) * ROW;
        let middle = top + ROW / 2;
        let name = escaped(&row.name);
        let _ = write!(svg, "<text x=\"{}\" y=\"{middle}\" class=\"name\">{name}</text>", NAMES - 8);
        for (at, cell) in row.cells.iter().enumerate() {
            let x = NAMES + at * CELL;
            let (class, text) = match cell {
                Some((band, text)) => (format!("band-{band}"), text.as_str()),
                None => ("none".to_owned(), "–"),
            };
            let _ = write!(
                svg,
                "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\
                 <text class=\"cell\" x=\"{}\" y=\"{middle}\">{}</text>",
                x + 1,
                top + 1,
                CELL - 2,
                ROW - 2,
                x + CELL / 2,
                escaped(text),
            );
        }
    }
    svg + "</svg>"
}

/// Height of the part of a column chart that holds columns.
const COLUMNS: usize = 200;
/// Width of a column with its gap.
const COLUMN: usize = 38;

/// A column of two parts, one upon the other.
pub(crate) struct Column {
    /// What stands below it.
    pub(crate) name: String,
    /// The lower part: what is over.
    pub(crate) over: u64,
    /// The upper part: what is open.
    pub(crate) open: u64,
}

/// Columns side by side, with their sums above them.
pub(crate) fn columns(title: &str, columns: &[Column]) -> String {
    let most = columns.iter().map(|column| column.over + column.open).max().unwrap_or_default().max(1);
    let scale = |number: u64| (number as f64 / most as f64 * COLUMNS as f64).round() as usize;
    let (width, ground) = ((columns.len() * 2 * COLUMN).max(NAMES + BARS) + 8, COLUMNS + 24);
    let mut svg = begin(title, width, ground + 28);
    for (at, column) in columns.iter().enumerate() {
        let (x, over, open) = (at * 2 * COLUMN + 12, scale(column.over), scale(column.open));
        let middle = x + COLUMN / 2;
        let _ = write!(
            svg,
            "<rect class=\"over\" x=\"{x}\" y=\"{}\" width=\"{COLUMN}\" height=\"{over}\"/><rect class=\"open\" x=\"{x}\" \
             y=\"{}\" width=\"{COLUMN}\" height=\"{open}\"/><text class=\"cell\" x=\"{middle}\" y=\"{}\">{}</text>\
             <text class=\"cell\" x=\"{middle}\" y=\"{}\">{}</text>",
            ground - over,
            ground - over - open,
            ground - over - open - 10,
            column.over + column.open,
            ground + 14,
            escaped(&column.name),
        );
    }
    let _ = write!(svg, "<rect class=\"ground\" x=\"0\" y=\"{ground}\" width=\"{width}\" height=\"1\"/>");
    svg + "</svg>"
}

fn begin(title: &str, width: usize, height: usize) -> String {
    format!(
        "<svg class=\"chart\" role=\"img\" aria-label=\"{}\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\">",
        escaped(title)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_mean_themselves_and_bars_end_at_their_share() {
        let bar = Bar { name: "Xã <A> & \"B\"".to_owned(), share: 0.5, text: "50 %".to_owned() };
        let svg = bars("Xếp hạng", &[bar]);
        assert!(svg.contains("Xã &lt;A&gt; &amp; &quot;B&quot;") && svg.contains("width=\"360\""));
        let row = HeatRow { name: "Xã A".to_owned(), cells: vec![Some((4, "100".to_owned())), None] };
        let svg = heat_map("Phần", &["A".to_owned(), "B".to_owned()], &[row]);
        assert!(svg.contains("class=\"band-4\"") && svg.contains("class=\"none\""));
    }
}
