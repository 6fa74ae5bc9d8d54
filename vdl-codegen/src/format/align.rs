//! Columns: cells and trailing comments of neighbouring lines start at the same place.

use super::classify::Cell;
use super::print::{Content, Line};

/// The text of all lines.
pub(super) fn align(lines: &[Line]) -> String {
    let pads = pads(lines);
    let length: usize = lines
        .iter()
        .zip(&pads)
        .map(|(line, pad)| line.text.len() + line.indent + pad.cell + pad.comment + 1)
        .sum();
    let mut out = String::with_capacity(length);
    for (line, pad) in lines.iter().zip(&pads) {
        out.extend(std::iter::repeat_n('\t', line.indent));
        let mut at = 0;
        let cell = line.cell.map_or(0, |(_, cell)| cell);
        for (until, pad) in [(cell, pad.cell), (line.comment.unwrap_or(at), pad.comment)] {
            if pad > 0 {
                out.push_str(&line.text[at..until]);
                out.extend(std::iter::repeat_n(' ', pad));
                at = until;
            }
        }
        out.push_str(&line.text[at..]);
        out.push('\n');
    }
    out
}

/// Blanks to add before the cell and before the comment of a line.
#[derive(Clone, Copy, Debug, Default)]
struct Pad {
    cell: usize,
    comment: usize,
}

/// Keys longer than this are not worth a column.
const LONGEST_KEY: usize = 40;

fn pads(lines: &[Line]) -> Vec<Pad> {
    let mut pads = vec![Pad::default(); lines.len()];
    for run in runs(lines, cell_kind) {
        let width = |line: &Line| {
            line.cell
                .map_or(0, |(_, at)| line.text[..at].chars().count())
        };
        let widest = lines[run.clone()].iter().map(width).max().unwrap_or(0);
        for at in run {
            pads[at].cell = widest - width(&lines[at]);
        }
    }
    for run in runs(lines, |line| {
        (line.content == Content::Item).then_some(line.comment)?
    }) {
        let width = |at: usize| {
            pads[at].cell
                + lines[at]
                    .comment
                    .map_or(0, |end| lines[at].text[..end].chars().count())
        };
        let widest = run.clone().map(width).max().unwrap_or(0);
        let wanted: Vec<usize> = run.clone().map(|at| widest - width(at)).collect();
        for (at, pad) in run.zip(wanted) {
            pads[at].comment = pad;
        }
    }
    pads
}

fn cell_kind(line: &Line) -> Option<Cell> {
    let (cell, at) = line.cell?;
    let fits = cell != Cell::Value || line.text[..at].chars().count() <= LONGEST_KEY;
    // A comment before the item would push the column of all others away.
    (line.content == Content::Item && fits && !line.text.starts_with('/')).then_some(cell)
}

/// Runs of neighbouring one-line lines in the same bracket for which a property holds.
fn runs<P>(lines: &[Line], property: impl Fn(&Line) -> Option<P>) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if property(line).is_none() || line.text.contains('\n') {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.end == at && lines[run.start].bracket == line.bracket => {
                run.end = at + 1
            }
            _ => runs.push(at..at + 1),
        }
    }
    runs
}
