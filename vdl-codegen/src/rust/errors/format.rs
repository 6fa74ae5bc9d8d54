//! Message formats of errors, with placeholders by name and by number.

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    /// A declared parameter, by position.
    Param(usize),
}

/// What comes before the declared parameters: the component and the operation.
const UNDECLARED: usize = 2;

/// The parts of a format.
///
/// A placeholder is `{name}` or `{number}`; number 1 is the component and 2 the operation of the error, which messages do
/// not repeat, and 3 the first declared parameter. `{_}` stands for all parameters that no other placeholder names. A
/// colon in front or behind, as in `{:3}` and `{3:}`, sets the parameter off. Braces that are nothing of this stand for
/// themselves.
pub(super) fn pieces(format: &str, params: &[&str]) -> Vec<Piece> {
    let parts = split(format, params);
    let used: Vec<usize> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Placeholder(Placeholder {
                what: What::Param(index),
                ..
            }) => Some(*index),
            Part::Placeholder(_) | Part::Text(_) => None,
        })
        .collect();
    let mut out = Pieces::default();
    let mut is_left_out = false;
    for part in parts {
        match part {
            // Nothing is in front of it that it could be apart from.
            Part::Text(text) if is_left_out && out.0.is_empty() => out.text(text.trim_start()),
            Part::Text(text) => out.text(text),
            Part::Placeholder(Placeholder {
                before,
                what,
                behind,
            }) => {
                let shown: Vec<usize> = match what {
                    What::Nothing => {
                        is_left_out = true;
                        continue;
                    }
                    What::Param(index) => vec![index],
                    What::Rest => (0..params.len())
                        .filter(|index| !used.contains(index))
                        .collect(),
                };
                if shown.is_empty() {
                    continue;
                }
                if before {
                    out.text(": ");
                }
                for (at, index) in shown.into_iter().enumerate() {
                    if at > 0 {
                        out.text(" ");
                    }
                    out.0.push(Piece::Param(index));
                }
                if behind {
                    out.text(": ");
                }
            }
        }
    }
    out.0
}

#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(Piece::Text(last)) => last.push_str(text),
            Some(Piece::Param(_)) | None => self.0.push(Piece::Text(text.to_owned())),
        }
    }
}

enum Part<'f> {
    Text(&'f str),
    Placeholder(Placeholder),
}

struct Placeholder {
    before: bool,
    what: What,
    behind: bool,
}

enum What {
    Nothing,
    Param(usize),
    Rest,
}

fn split<'f>(format: &'f str, params: &[&str]) -> Vec<Part<'f>> {
    let mut parts = Vec::new();
    let mut rest = format;
    while let Some(open) = rest.find('{') {
        let (text, at) = rest.split_at(open);
        parts.push(Part::Text(text));
        let Some(close) = at.find('}') else {
            rest = at;
            break;
        };
        match placeholder(&at[1..close], params) {
            Some(placeholder) => {
                parts.push(Part::Placeholder(placeholder));
                rest = &at[close + 1..];
            }
            None => {
                parts.push(Part::Text(&at[..1]));
                rest = &at[1..];
            }
        }
    }
    parts.push(Part::Text(rest));
    parts
}

fn placeholder(inside: &str, params: &[&str]) -> Option<Placeholder> {
    let (inside, before) = match inside.strip_prefix(':') {
        Some(inside) => (inside, true),
        None => (inside, false),
    };
    let (inside, behind) = match inside.strip_suffix(':') {
        Some(inside) => (inside, true),
        None => (inside, false),
    };
    let what = if inside == "_" {
        What::Rest
    } else if let Some(index) = params.iter().position(|param| *param == inside) {
        What::Param(index)
    } else {
        let number: usize = inside.parse().ok().filter(|number| *number > 0)?;
        match number.checked_sub(UNDECLARED + 1) {
            None => What::Nothing,
            Some(index) if index < params.len() => What::Param(index),
            Some(_) => return None,
        }
    };
    Some(Placeholder {
        before,
        what,
        behind,
    })
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    fn check(format: &str, expected: &str) {
        let shown: String = pieces(format, &["name", "count"])
            .into_iter()
            .map(|piece| match piece {
                Piece::Text(text) => text,
                Piece::Param(index) => format!("<{index}>"),
            })
            .collect();
        assert_eq!(shown, expected, "{format}");
    }

    #[test]
    fn placeholders_stand_for_parameters() {
        check(
            "{name} is not there, {count} are",
            "<0> is not there, <1> are",
        );
        check("{1:}{2:} no {3} of {4}", "no <0> of <1>");
        check("{1:}{2:} failed{:_}", "failed: <0> <1>");
        check(" {name} ", " <0> ");
        check("{name}{_}", "<0><1>");
        check("{name:} {count}", "<0>:  <1>");
        check("no {0} {5} {other} {", "no {0} {5} {other} {");
        check("a { {name} }", "a { <0> }");
        check("", "");
    }
}
