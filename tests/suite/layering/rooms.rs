//! Rules about the rooms of the runtime: each uses only those that come before it.

use super::tree::Tree;

/// The rooms of `v23` from the bottom up.
const ROOMS: &[&str] = &[
    "context", "vom", "verror", "vdlroot", "naming", "security", "conn", "rpc", "rt",
];

const SOURCES: &str = "runtime/src/";

pub(super) fn rooms_use_only_lower_rooms(tree: &Tree) -> Vec<String> {
    let mut violations = Vec::new();
    for (path, text) in tree.sources() {
        let Some(inside) = path.strip_prefix(SOURCES) else {
            continue;
        };
        // The façade uses everything, and generated code names the façade.
        if inside == "lib.rs" || inside.ends_with(".vdl.rs") {
            continue;
        }
        let room = inside.split(['/', '.']).next().unwrap_or_default();
        let Some(level) = level(room) else {
            violations.push(format!("{path}: no rule says where room {room} stands"));
            continue;
        };
        for used in uses(text) {
            if self::level(&used).is_some_and(|used| used > level) {
                violations.push(format!("{path}: {room} may not use {used}"));
            }
        }
    }
    violations
}

fn level(room: &str) -> Option<usize> {
    ROOMS.iter().position(|known| *known == room)
}

/// The first names in paths that begin at the root of the crate, outside comments.
fn uses(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.split("//").next());
    let code: String = lines.flatten().flat_map(|line| [line, "\n"]).collect();
    let mut names = Vec::new();
    for root in ["crate::", "v23::"] {
        for (at, _) in code.match_indices(root) {
            let rest = &code[at + root.len()..];
            match rest.strip_prefix('{') {
                None => names.push(first_name(rest)),
                Some(group) => names.extend(group_names(group)),
            }
        }
    }
    names
}

fn first_name(text: &str) -> String {
    text.trim_start()
        .chars()
        .take_while(|ch| ch.is_alphanumeric() || *ch == '_')
        .collect()
}

/// The first names of the items in a braced group of imports, up to its closing brace.
fn group_names(group: &str) -> Vec<String> {
    let mut names = vec![first_name(group)];
    let mut depth = 0_usize;
    for (at, ch) in group.char_indices() {
        match ch {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(first_name(&group[at + 1..])),
            _ => {}
        }
    }
    names
}
