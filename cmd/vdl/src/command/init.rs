//! `vdl init`: a crate with a package, a build script, and a client that calls a server.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use vdl_codegen::files::Files;

use crate::args::InitArgs;
use crate::console::Console;
use crate::exit::{Exit, Usage};
use crate::setting::Setting;

/// The files of a crate, with `NAME` for the package in names and texts.
const TEMPLATES: &[(&str, &str)] = &[
    ("Cargo.toml", include_str!("init/Cargo.toml.txt")),
    ("build.rs", include_str!("init/build.rs.txt")),
    ("vdl.toml", include_str!("init/vdl.toml.txt")),
    ("vdl/NAME/NAME.vdl", include_str!("init/package.vdl.txt")),
    ("src/main.rs", include_str!("init/main.rs.txt")),
];

/// Runs the command.
pub(crate) fn run(args: &InitArgs, setting: &Setting, console: &mut Console) -> Result<Exit> {
    let here = &setting.search.current_dir;
    let directory: PathBuf = here
        .join(args.place.as_deref().unwrap_or_default())
        .components()
        .collect();
    let name = match &args.name {
        Some(name) if is_name(name) => name.clone(),
        Some(name) => {
            return Err(Usage::new(format!("`{name}` cannot be the name of a package")).into());
        }
        None => name_of(&directory),
    };
    let files = files(&name, &dependencies(args, here)?)?;
    let taken: Vec<&str> = files
        .iter()
        .map(|(name, _)| name)
        .filter(|name| directory.join(name).symlink_metadata().is_ok())
        .collect();
    if !taken.is_empty() {
        bail!(
            "nothing is made: there is already {} in `{}`",
            taken.join(", "),
            directory.display()
        );
    }
    files.write_to(&directory)?;
    for (name, _) in files.iter() {
        let path = directory.join(name);
        console.print_line(path.strip_prefix(here).unwrap_or(&path).display())?;
    }
    console.summary(
        None,
        &format!("made the crate `{name}`; run it with `cargo run`"),
    );
    Ok(Exit::Success)
}

fn files(name: &str, dependencies: &Dependencies) -> Result<Files> {
    let mut files = Files::new();
    for (path, text) in TEMPLATES {
        let text = text
            .replace("NAME", name)
            .replace("RUNTIME", &dependencies.runtime)
            .replace("GENERATOR", &dependencies.generator);
        files.insert(path.replace("NAME", name), text)?;
    }
    Ok(files)
}

/// What stands in the manifest for the crates that are needed.
struct Dependencies {
    runtime: String,
    generator: String,
}

fn dependencies(args: &InitArgs, here: &Path) -> Result<Dependencies> {
    let Some(checkout) = &args.checkout else {
        let version = format!("{:?}", env!("CARGO_PKG_VERSION"));
        return Ok(Dependencies {
            runtime: version.clone(),
            generator: version,
        });
    };
    let checkout = here.join(checkout);
    let checkout = checkout
        .canonicalize()
        .with_context(|| format!("cannot find the checkout `{}`", checkout.display()))?;
    let path = |name: &str| {
        let path = checkout.join(name);
        if !path.join("Cargo.toml").is_file() {
            bail!(
                "`{}` is no checkout: there is no crate in `{name}`",
                checkout.display()
            );
        }
        let path = path
            .to_str()
            .context("the path of the checkout is not UTF-8")?;
        // Both languages quote alike, but for single quotes, which need not be escaped.
        Ok(format!("{{ path = {} }}", serde_json::Value::from(path)))
    };
    Ok(Dependencies {
        runtime: path("runtime")?,
        generator: path("vdl-codegen")?,
    })
}

/// A name for a crate and a package, after that of a directory.
fn name_of(directory: &Path) -> String {
    let name = directory.canonicalize().ok();
    let name = name
        .as_deref()
        .unwrap_or(directory)
        .file_name()
        .unwrap_or_default();
    let plain: String = name
        .to_string_lossy()
        .to_lowercase()
        .chars()
        .map(|ch| if ch.is_ascii_alphanumeric() { ch } else { '_' })
        .collect();
    let plain = plain.trim_matches('_');
    if is_name(plain) {
        plain.to_owned()
    } else {
        // A letter first, and no word that means something else.
        format!("my_{plain}").trim_end_matches('_').to_owned()
    }
}

/// Whether a name can be that of a crate, a package, and a module.
fn is_name(name: &str) -> bool {
    name.starts_with(|ch: char| ch.is_ascii_lowercase())
        && name
            .chars()
            .all(|ch| ch.is_ascii_lowercase() || ch.is_ascii_digit() || ch == '_')
        && !TAKEN.contains(&name)
}

/// Words of VDL and Rust, crates that the crate uses, and standard packages.
const TAKEN: &[&str] = &[
    "abstract",
    "alloc",
    "any",
    "as",
    "async",
    "await",
    "become",
    "bool",
    "box",
    "break",
    "byte",
    "complex",
    "config",
    "const",
    "continue",
    "core",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "error",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "import",
    "in",
    "inline",
    "interface",
    "let",
    "loop",
    "macro",
    "main",
    "map",
    "match",
    "math",
    "mod",
    "move",
    "mut",
    "my",
    "override",
    "package",
    "priv",
    "proc_macro",
    "pub",
    "ref",
    "return",
    "self",
    "set",
    "signature",
    "static",
    "std",
    "stream",
    "string",
    "struct",
    "super",
    "test",
    "time",
    "tokio",
    "trait",
    "true",
    "try",
    "type",
    "typeobject",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "use",
    "v23",
    "vdl",
    "vdl_codegen",
    "vdltool",
    "virtual",
    "where",
    "while",
    "yield",
];

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{is_name, name_of};

    #[test]
    fn names_follow_the_directory() {
        for (directory, name) in [
            ("/x/greeter", "greeter"),
            ("/x/Air-Line.2", "air_line_2"),
            ("/x/2nd", "my_2nd"),
            ("/x/type", "my_type"),
            ("/x/größe", "gr__e"),
            ("/x/---", "my"),
            ("/", "my"),
        ] {
            assert_eq!(name_of(Path::new(directory)), name, "{directory}");
        }
        assert!(!is_name("") && !is_name("a-b") && !is_name("my"));
    }
}
