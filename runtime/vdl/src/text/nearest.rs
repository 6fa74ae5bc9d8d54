//! Names that are nearly the same.

/// How many bytes of all the names are looked at.
const LOOKED_AT: usize = 1 << 14;

/// The name most like a wrong one, if one is so much like it that it may be meant.
pub(crate) fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = name.chars().count() / 3;
    let mut left = LOOKED_AT.checked_sub(name.len().checked_mul(8)?)?;
    let mut best = None;
    for other in names {
        left = left.checked_sub(other.len() + 1)?;
        let distance = distance(name, other);
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, other));
        }
    }
    best.map(|(_, other)| other)
}

/// How many letters are to be put in, taken out, replaced or swapped with the next; upper and lower case are alike.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().flat_map(char::to_lowercase).collect();
    let b: Vec<char> = b.chars().flat_map(char::to_lowercase).collect();
    // The distances from the starts of `a` to those of `b`, for the last start of `a` and the one before.
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut before = row.clone();
    for i in 1..=a.len() {
        let mut next = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = row[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            next[j] = replaced.min(row[j] + 1).min(next[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                next[j] = next[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_different_name_is_nearest() {
        let names = ["Seconds", "Nanos", "Second", "Größe"];
        for (name, expected) in [
            ("seconds", Some("Seconds")),
            ("Secnd", Some("Second")),
            ("Nanoz", Some("Nanos")),
            ("Nnaos", Some("Nanos")),
            ("größe", Some("Größe")),
            ("nA", None),
            ("Minutes", None),
            ("", None),
        ] {
            assert_eq!(nearest(name, names), expected, "{name}");
        }
    }

    #[test]
    fn long_names_are_not_compared() {
        let long = "x".repeat(LOOKED_AT);
        assert_eq!(nearest(&long, [long.as_str()]), None);
        assert_eq!(nearest("x", [long.as_str(), "x"]), None);
    }
}
