//! Blank lines between top-level definitions.

use super::print::{Content, Line, Printed};

/// Puts a blank line between neighbouring definitions, except between one-liners of the same kind without comments
/// before them. A comment at the end of a definition may be the documentation of the next: then they stay together.
pub(super) fn separate(printed: &mut Printed) {
    let lines = &printed.lines;
    let starts: Vec<Start> = starts(lines);
    let mut blank_before = vec![false; lines.len()];
    for pair in starts.windows(2) {
        let (one, other) = (&pair[0], &pair[1]);
        let above = &lines[other.lead.saturating_sub(1)];
        let direct = other.lead == other.first;
        let apart = above.is_blank() || direct && above.commented;
        let plain = one.one_line && other.one_line && direct;
        let same = lines[one.first].definition == lines[other.first].definition;
        blank_before[other.lead] = !(apart || plain && same);
    }
    let mut out = Vec::with_capacity(lines.len() + starts.len());
    for (line, blank) in lines.iter().zip(blank_before) {
        if blank {
            out.push(Line::default());
        }
        out.push(*line);
    }
    printed.lines = out;
}

/// Where a definition starts.
struct Start {
    /// The first of the comment lines that stand directly before it, or its own first line.
    lead: usize,
    /// Its own first line.
    first: usize,
    one_line: bool,
}

fn starts(lines: &[Line]) -> Vec<Start> {
    let mut starts: Vec<Start> = Vec::new();
    for (first, line) in lines.iter().enumerate() {
        if line.definition.is_none() {
            continue;
        }
        let comments = lines[..first]
            .iter()
            .rev()
            .take_while(|line| line.content == Content::Comments && !line.is_blank());
        let lead = first - comments.count();
        starts.push(Start {
            lead,
            first,
            one_line: line.content == Content::Item && !line.tall,
        });
    }
    starts
}
