//! What reserved types stand for.

use super::builder::{Pending, Proto};
use super::error::{TypeError, TypeErrorKind};

/// What each type of a builder stands for; `None` where that is not known.
pub(super) struct Resolved {
    /// The type with a structure at the end of the chain of definitions.
    pub(super) bases: Vec<Option<Pending>>,
    /// The first type in the chain that has a structure or a name.
    pub(super) meanings: Vec<Option<Pending>>,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    OnPath,
    Done,
}

/// Follows all definitions, and reports those that lead nowhere.
pub(super) fn resolve(protos: &[Proto], errors: &mut Vec<TypeError>) -> Resolved {
    let mut resolved = Resolved {
        bases: vec![None; protos.len()],
        meanings: vec![None; protos.len()],
    };
    let mut states = vec![State::New; protos.len()];
    let mut path = Vec::new();
    for start in 0..protos.len() {
        let mut at = start;
        while states[at] == State::New {
            let pending = Pending(at as u32);
            match &protos[at] {
                Proto::Existing(_) | Proto::Described(_) => {
                    resolved.bases[at] = Some(pending);
                    resolved.meanings[at] = Some(pending);
                    states[at] = State::Done;
                }
                Proto::Broken => states[at] = State::Done,
                Proto::Reserved {
                    base: Some(base), ..
                } => {
                    states[at] = State::OnPath;
                    path.push(at);
                    at = base.index();
                }
                Proto::Reserved { name, base: None } => {
                    let kind = TypeErrorKind::Undefined { name: name.clone() };
                    errors.push(TypeError { kind, at: pending });
                    states[at] = State::Done;
                }
            }
        }
        if states[at] == State::OnPath {
            let first = path
                .iter()
                .position(|on_path| *on_path == at)
                .unwrap_or_default();
            report_cycle(&path[first..], errors);
        }
        // The end of the path is known now, or known to be unknown.
        let mut next = at;
        for on_path in path.drain(..).rev() {
            states[on_path] = State::Done;
            resolved.bases[on_path] = resolved.bases[next];
            let has_name = matches!(&protos[on_path], Proto::Reserved { name: Some(_), .. });
            resolved.meanings[on_path] = if has_name && resolved.bases[next].is_some() {
                Some(Pending(on_path as u32))
            } else {
                resolved.meanings[next]
            };
            next = on_path;
        }
    }
    resolved
}

fn report_cycle(cycle: &[usize], errors: &mut Vec<TypeError>) {
    let members: Vec<_> = cycle.iter().map(|member| Pending(*member as u32)).collect();
    let at = members.iter().copied().min().expect("a cycle has members");
    errors.push(TypeError {
        kind: TypeErrorKind::NameCycle { members },
        at,
    });
}
