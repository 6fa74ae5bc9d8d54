//! Arguments as given to arguments as clap expects them: `@FILE` expanded, `-flag` turned into `--flag`.
//!
//! Which long flags exist, and which take a value, is asked of the clap definition itself, so that nothing is listed
//! twice. A value that follows its flag is joined to it, whatever it looks like.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;

use anyhow::{Context, Result};
use clap::{Arg, Command};

/// The arguments after the program's name, in the form that `command` parses.
///
/// # Errors
///
/// When the file of an `@FILE` cannot be read.
pub fn normalise(
    command: &Command,
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<Vec<OsString>> {
    let flags = Flags::of(command);
    let mut out = Vec::new();
    let mut expanded = expand(arguments)?.into_iter();
    while let Some(argument) = expanded.next() {
        if argument == "--" {
            out.push(argument);
            out.extend(expanded);
            break;
        }
        let Some((flag, value)) = argument.to_str().and_then(|text| flags.find(text)) else {
            out.push(argument);
            continue;
        };
        let mut joined = OsString::from(format!("--{}", flag.name));
        if let Some(value) = value {
            joined.push("=");
            joined.push(value);
        } else if flag.value == Value::Needed
            && let Some(next) = expanded.next()
        {
            joined.push("=");
            joined.push(next);
        }
        out.push(joined);
    }
    Ok(out)
}

/// Whether a flag is followed by a value of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Value {
    Needed,
    AfterEqualsOnly,
}

#[derive(Clone, Debug)]
struct Flag {
    name: String,
    value: Value,
}

/// All flags of a command and its subcommands, by everything that may stand between the dash and the value.
struct Flags(BTreeMap<String, Flag>);

impl Flags {
    fn of(command: &Command) -> Self {
        let mut flags = BTreeMap::new();
        let all = std::iter::once(command).chain(command.get_subcommands());
        for arg in all.flat_map(Command::get_arguments) {
            let Some(long) = arg.get_long() else { continue };
            let flag = Flag {
                name: long.to_owned(),
                value: value(arg),
            };
            let names = std::iter::once(long).chain(arg.get_all_aliases().into_iter().flatten());
            flags.extend(names.map(|name| (name.to_owned(), flag.clone())));
            if let Some(short) = arg.get_short() {
                flags.insert(short.to_string(), flag);
            }
        }
        flags.insert(
            "help".to_owned(),
            Flag {
                name: "help".to_owned(),
                value: Value::AfterEqualsOnly,
            },
        );
        Self(flags)
    }

    /// The flag that an argument names, with the value after its equals sign.
    fn find<'a>(&self, argument: &'a str) -> Option<(&Flag, Option<&'a str>)> {
        let body = argument.strip_prefix('-')?;
        let body = body.strip_prefix('-').unwrap_or(body);
        let (name, value) = match body.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (body, None),
        };
        // `-v` alone is clap's business, `-v=true` is not known to it.
        if name.len() == 1 && value.is_none() {
            return None;
        }
        self.0.get(name).map(|flag| (flag, value))
    }
}

fn value(arg: &Arg) -> Value {
    if arg.get_action().takes_values() && !arg.is_require_equals_set() {
        Value::Needed
    } else {
        Value::AfterEqualsOnly
    }
}

/// Replaces each `@FILE` before a `--` by the lines of the file.
fn expand(arguments: impl IntoIterator<Item = OsString>) -> Result<Vec<OsString>> {
    let mut out = Vec::new();
    let mut literal = false;
    for argument in arguments {
        literal |= argument == "--";
        match argument.to_str().and_then(|text| text.strip_prefix('@')) {
            Some(path) if !literal && !path.is_empty() => {
                let text = fs::read_to_string(path)
                    .with_context(|| format!("cannot read the argument file `{path}`"))?;
                out.extend(
                    text.lines()
                        .filter(|line| !line.is_empty())
                        .map(OsString::from),
                );
            }
            Some(_) | None => out.push(argument),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use clap::{Arg, ArgAction, Command};

    use super::normalise;

    fn command() -> Command {
        let flag = |name: &'static str| Arg::new(name).long(name);
        let boolean = |name| flag(name).num_args(0..=1).require_equals(true);
        Command::new("test")
            .arg(flag("max-errors"))
            .arg(flag("vdl.config"))
            .arg(boolean("ignore-unknown").alias("ignore_unknown"))
            .arg(boolean("verbose").short('v'))
            .arg(Arg::new("directory").short('C'))
            .arg(flag("quiet").action(ArgAction::SetTrue))
            .subcommand(Command::new("compile").arg(boolean("status")))
    }

    fn check(given: &str, expected: &str) {
        let arguments = given.split(' ').map(Into::into);
        let found = normalise(&command(), arguments).expect("no argument files");
        let found: Vec<_> = found
            .iter()
            .map(|argument| argument.to_string_lossy())
            .collect();
        assert_eq!(found.join(" "), expected, "{given}");
    }

    #[test]
    fn long_flags_may_have_one_dash() {
        check("-max-errors=3 compile", "--max-errors=3 compile");
        check("compile -status=false a/b", "compile --status=false a/b");
        check("-vdl.config=x list", "--vdl.config=x list");
        check("-ignore_unknown compile", "--ignore-unknown compile");
        check(
            "--ignore_unknown=false compile",
            "--ignore-unknown=false compile",
        );
        check("-help", "--help");
        check("-quiet compile", "--quiet compile");
    }

    #[test]
    fn values_join_their_flag_and_booleans_take_none() {
        check("-max-errors -1 compile", "--max-errors=-1 compile");
        check(
            "--vdl.config -status compile",
            "--vdl.config=-status compile",
        );
        check("compile -status false", "compile --status false");
        check("-v=true compile", "--verbose=true compile");
    }

    #[test]
    fn everything_else_stays() {
        check("-C dir -j4 -v check ./...", "-C dir -j4 -v check ./...");
        check("check -- -status", "check -- -status");
        check("-unknown=3", "-unknown=3");
        check("eval -1", "eval -1");
    }
}
