//! Columns: cells and trailing comments of neighbouring lines start at the same place.

use std::ops::Range;

use super::classify::Cell;
use super::print::{Content, Line, Printed};

/// The whole text, with columns.
pub(super) fn align(printed: &Printed) -> String {
    let pads = pads(printed);
    let lines = || printed.lines.iter().zip(&pads);
    let length = lines().map(|(line, pad)| {
        let pad = usize::from(pad.cell) + usize::from(pad.comment);
        printed.text(line).len() + usize::from(line.indent) + pad + 1
    });
    let mut out = String::with_capacity(length.sum());
    for (line, pad) in lines() {
        let text = printed.text(line);
        out.extend(std::iter::repeat_n('\t', usize::from(line.indent)));
        let mut at = 0;
        for (until, pad) in [
            (line.cell.map(|(_, cell)| cell), pad.cell),
            (line.comment, pad.comment),
        ] {
            if let Some(until) = until.filter(|_| pad > 0) {
                out.push_str(&text[at..until as usize]);
                out.extend(std::iter::repeat_n(' ', usize::from(pad)));
                at = until as usize;
            }
        }
        out.push_str(&text[at..]);
        out.push('\n');
    }
    out
}

/// Blanks to add before the cell and before the comment of a line.
#[derive(Clone, Copy, Debug, Default)]
struct Pad {
    cell: u8,
    comment: u8,
}

/// Keys longer than this are not worth a column.
const LONGEST_KEY: usize = 40;

/// Columns further to the right are not made: one long line would push all others out of sight.
const LAST_COLUMN: usize = 120;

fn pads(printed: &Printed) -> Vec<Pad> {
    let lines = &printed.lines;
    let mut pads = vec![Pad::default(); lines.len()];
    for (run, widest) in runs(lines, |at| cell_width(printed, &lines[at])) {
        for at in run {
            pads[at].cell = pad(widest, cell_width(printed, &lines[at]));
        }
    }
    let runs = runs(lines, |at| comment_width(printed, &lines[at], pads[at]));
    for (run, widest) in runs {
        for at in run {
            pads[at].comment = pad(widest, comment_width(printed, &lines[at], pads[at]));
        }
    }
    pads
}

/// Widths are at most [`LAST_COLUMN`], and so is their difference.
fn pad(widest: usize, width: Option<usize>) -> u8 {
    (widest - width.unwrap_or(widest)) as u8
}

/// The width of what stands before the cell of a line, if the cell is to be aligned.
fn cell_width(printed: &Printed, line: &Line) -> Option<usize> {
    let (cell, at) = line.cell?;
    let most = if cell == Cell::Value {
        LONGEST_KEY
    } else {
        LAST_COLUMN
    };
    // A comment before the item would push the column of all others away.
    let plain = line.content == Content::Item && !printed.text(line).starts_with('/');
    width(printed, line, at).filter(|width| plain && *width <= most)
}

/// The width of what stands before the comment of a line, if the comment is to be aligned.
fn comment_width(printed: &Printed, line: &Line, pad: Pad) -> Option<usize> {
    let at = line.comment.filter(|_| line.content == Content::Item)?;
    Some(width(printed, line, at)? + usize::from(pad.cell)).filter(|width| *width <= LAST_COLUMN)
}

/// The number of characters before a place of a line, unless there are too many.
fn width(printed: &Printed, line: &Line, at: u32) -> Option<usize> {
    let before = &printed.text(line)[..at as usize];
    // A character has at most four bytes.
    (before.len() <= 4 * LAST_COLUMN).then(|| before.chars().count())
}

/// Runs of neighbouring lines in the same bracket that have a width, each with the largest.
fn runs(lines: &[Line], width: impl Fn(usize) -> Option<usize>) -> Vec<(Range<usize>, usize)> {
    let mut runs: Vec<(Range<usize>, usize)> = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.tall) {
        let Some(width) = width(at) else { continue };
        match runs.last_mut() {
            Some((run, widest)) if run.end == at && lines[run.start].bracket == line.bracket => {
                run.end = at + 1;
                *widest = width.max(*widest);
            }
            Some(_) | None => runs.push((at..at + 1, width)),
        }
    }
    runs
}
