//! "Did you mean": the nearest of some known names.

/// The candidate nearest to `wanted`, if one is near enough to be worth naming.
///
/// Equal texts that differ only in case are nearest of all; otherwise the optimal string alignment distance must be at
/// most a third of the longer text. Ties go to the first candidate.
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate == wanted {
            continue;
        }
        let distance = if candidate.eq_ignore_ascii_case(wanted) {
            0
        } else {
            let longer = wanted.len().max(candidate.len());
            let limit = (longer / 3).max(1);
            if longer > MAX_LENGTH || wanted.len().abs_diff(candidate.len()) > limit {
                continue;
            }
            let distance = distance(wanted.as_bytes(), candidate.as_bytes());
            if distance > limit || distance >= longer {
                continue;
            }
            distance
        };
        if best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Longer names are not compared: the work grows with the product of the lengths.
const MAX_LENGTH: usize = 100;

/// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut row = vec![0; b.len() + 1];
    for i in 1..=a.len() {
        row[0] = i;
        for j in 1..=b.len() {
            let same = usize::from(!a[i - 1].eq_ignore_ascii_case(&b[j - 1]));
            let mut cost = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + same);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(before[j - 2] + 1);
            }
            row[j] = cost;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant() {
        assert_eq!(nearest("strnig", ["string", "struct"]), Some("string"));
        assert_eq!(nearest("String", ["sting", "string"]), Some("string"));
        assert_eq!(nearest("int", ["int32", "uint16"]), None);
        assert_eq!(nearest("x", ["y"]), None);
    }
}
