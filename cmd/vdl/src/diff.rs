//! Unified diffs, by patience: lines that occur once in both texts are the fixed points.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

/// Lines of context around a change.
const CONTEXT: usize = 3;

/// The difference of two texts of a file, as `patch -p1` takes it; empty when they are the same.
pub(crate) fn unified(name: &str, before: &str, after: &str) -> String {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let changes = changes(&old, &new);
    let mut out = String::new();
    if changes.is_empty() {
        return out;
    }
    let name = name.trim_start_matches('/');
    // Writing to a string cannot fail.
    let _ = writeln!(out, "--- a/{name}\n+++ b/{name}");
    let mut rest = changes.as_slice();
    while let Some(first) = rest.first() {
        let near = |pair: &[Change]| pair[1].old.start - pair[0].old.end <= 2 * CONTEXT;
        let length = 1 + rest.windows(2).take_while(|pair| near(pair)).count();
        let (hunk, later) = rest.split_at(length);
        write_hunk(&mut out, &old, &new, first, hunk);
        rest = later;
    }
    out
}

/// Lines of the old text that lines of the new one replace.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    old: Range<usize>,
    new: Range<usize>,
}

fn write_hunk(out: &mut String, old: &[&str], new: &[&str], first: &Change, hunk: &[Change]) {
    let last = hunk.last().unwrap_or(first);
    let lead = first.old.start.min(CONTEXT);
    let trail = (old.len() - last.old.end).min(CONTEXT);
    let old_range = first.old.start - lead..last.old.end + trail;
    let new_range = first.new.start - lead..last.new.end + trail;
    let _ = writeln!(out, "@@ -{} +{} @@", range(&old_range), range(&new_range));
    let mut at = old_range.start;
    for change in hunk {
        write_lines(out, ' ', &old[at..change.old.start]);
        write_lines(out, '-', &old[change.old.clone()]);
        write_lines(out, '+', &new[change.new.clone()]);
        at = change.old.end;
    }
    write_lines(out, ' ', &old[at..old_range.end]);
}

fn range(lines: &Range<usize>) -> String {
    // An empty range is named by the line before it.
    let start = if lines.is_empty() {
        lines.start
    } else {
        lines.start + 1
    };
    format!("{start},{}", lines.len())
}

fn write_lines(out: &mut String, sign: char, lines: &[&str]) {
    for line in lines {
        out.push(sign);
        out.push_str(line);
        if !line.ends_with('\n') {
            out.push_str("\n\\ No newline at end of file\n");
        }
    }
}

fn changes(old: &[&str], new: &[&str]) -> Vec<Change> {
    let mut changes = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    for (old_anchor, new_anchor) in anchors(old, new)
        .into_iter()
        .chain([(old.len(), new.len())])
    {
        // An anchor may lie in lines that were found equal already.
        if old_anchor >= old_at && new_anchor >= new_at {
            let change = trimmed(old, new, old_at..old_anchor, new_at..new_anchor);
            if !(change.old.is_empty() && change.new.is_empty()) {
                changes.push(change);
            }
            (old_at, new_at) = (old_anchor, new_anchor);
        }
    }
    changes
}

/// A piece without the equal lines at both of its ends.
fn trimmed(old: &[&str], new: &[&str], old_piece: Range<usize>, new_piece: Range<usize>) -> Change {
    let (one, other) = (&old[old_piece.clone()], &new[new_piece.clone()]);
    let head = one
        .iter()
        .zip(other)
        .take_while(|(one, other)| one == other)
        .count();
    let tail = one[head..]
        .iter()
        .rev()
        .zip(other[head..].iter().rev())
        .take_while(|(one, other)| one == other)
        .count();
    Change {
        old: old_piece.start + head..old_piece.end - tail,
        new: new_piece.start + head..new_piece.end - tail,
    }
}

/// Pairs of equal lines that occur once in both texts, ascending in both.
fn anchors(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let (in_old, in_new) = (unique(old), unique(new));
    let mut pairs: Vec<(usize, usize)> = in_old
        .iter()
        .filter_map(|(line, at)| Some((*at, *in_new.get(line)?)))
        .collect();
    pairs.sort_unstable();
    ascending(&pairs)
}

fn unique<'t>(lines: &[&'t str]) -> HashMap<&'t str, usize> {
    let mut seen: HashMap<&str, (usize, usize)> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        seen.entry(line)
            .and_modify(|(_, times)| *times += 1)
            .or_insert((at, 1));
    }
    seen.into_iter()
        .filter(|(_, (_, times))| *times == 1)
        .map(|(line, (at, _))| (line, at))
        .collect()
}

/// The longest subsequence that ascends in the second number too.
fn ascending(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The index of the least last pair of the subsequences of each length, and each pair's predecessor.
    let mut least: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, pair) in pairs.iter().enumerate() {
        let length = least.partition_point(|last| pairs[*last].1 < pair.1);
        before.push(length.checked_sub(1).map(|shorter| least[shorter]));
        if length == least.len() {
            least.push(at);
        } else {
            least[length] = at;
        }
    }
    let mut found = Vec::with_capacity(least.len());
    let mut next = least.last().copied();
    while let Some(at) = next {
        found.push(pairs[at]);
        next = before[at];
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::unified;

    fn check(before: &str, after: &str, expected: &str) {
        assert_eq!(
            unified("f", before, after),
            expected,
            "{before:?} {after:?}"
        );
    }

    #[test]
    fn equal_texts_have_no_diff() {
        check("", "", "");
        check("a\nb", "a\nb", "");
    }

    #[test]
    fn changes_have_context() {
        check(
            "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
            "1\n2\n3\n4\nfive\n6\n7\n8\n9\n",
            "--- a/f\n+++ b/f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
        );
    }

    #[test]
    fn far_changes_are_apart_and_moved_lines_do_not_confuse() {
        let before: String = (0..30).map(|line| format!("{line}\n")).collect();
        let after = before
            .replacen("0\n1\n", "1\n0\n", 1)
            .replacen("\n25\n", "\n", 1);
        let diff = unified("f", &before, &after);
        assert_eq!(diff.matches("@@ -").count(), 2, "{diff}");
    }

    #[test]
    fn ends_without_newline_are_told() {
        check("", "a\n", "--- a/f\n+++ b/f\n@@ -0,0 +1,1 @@\n+a\n");
        check(
            "a",
            "a\n",
            "--- a/f\n+++ b/f\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n",
        );
    }
}
