//! The VDL packages that are part of the language and of the runtime, as embedded text.
//!
//! Two sets live here. The *standard* packages (`math`, `signature`, `time`, `vdltool`) belong to
//! the language: they are imported by their short path, and code generated for them has a longer
//! path of its own. The *public* packages (`v.io/v23/…`) define what the runtime says on the wire.
//! Path, type, field, method, label and argument names, tags, ids and constants are a contract with
//! every peer and never change; comments are ours to improve.
//!
//! The crate knows nothing of the language. It parses nothing, searches no folders, and leaves it to
//! the compiler to decide which copy of a package wins.
//!
//! ```
//! let time = vdlroot::find("time").expect("a standard package");
//! assert!(time.standard);
//! assert_eq!(time.gen_path, "v.io/v23/vdlroot/time");
//!
//! let names: Vec<_> = time.files.iter().map(|file| file.name).collect();
//! assert_eq!(names, ["time.vdl", "vdl.config"]);
//! ```
//!
//! Adding a package means adding its folder under `packages/` and one line to the table; a test
//! compares the two.

/// The prefix that turns the path of a standard package into its path for generated code.
pub const STANDARD_PREFIX: &str = "v.io/v23/vdlroot/";

/// Every embedded package, sorted by path.
#[must_use]
pub fn packages() -> &'static [Package] {
    PACKAGES
}

/// The package that an import of exactly this path means.
#[must_use]
pub fn find(path: &str) -> Option<&'static Package> {
    let index = PACKAGES
        .binary_search_by(|package| package.path.cmp(path))
        .ok()?;
    PACKAGES.get(index)
}

/// One embedded VDL package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Package {
    /// The path by which the package is imported.
    pub path: &'static str,
    /// The path that generated code uses; differs from `path` for standard packages only.
    pub gen_path: &'static str,
    /// Whether the package belongs to the language rather than to the runtime.
    pub standard: bool,
    /// The files, sorted by name: the `.vdl` sources and, if there is one, `vdl.config`.
    pub files: &'static [File],
}

/// One file of an embedded package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct File {
    /// The base name, for example `time.vdl`.
    pub name: &'static str,
    /// The whole text.
    pub text: &'static str,
}

macro_rules! table {
    ($($set:ident $path:literal: $($file:literal),+;)+) => {
        &[$(Package {
            path: $path,
            gen_path: table!(@gen_path $set $path),
            standard: table!(@standard $set),
            files: &[$(File {
                name: $file,
                text: include_str!(concat!("../packages/", $path, "/", $file)),
            }),+],
        }),+]
    };
    // `concat!` takes literals only, so the prefix is spelled out; a test compares it.
    (@gen_path standard $path:literal) => { concat!("v.io/v23/vdlroot/", $path) };
    (@gen_path public $path:literal) => { $path };
    (@standard standard) => { true };
    (@standard public) => { false };
}

static PACKAGES: &[Package] = table! {
    standard "math": "math.vdl", "vdl.config";
    standard "signature": "signature.vdl";
    standard "time": "time.vdl", "vdl.config";
    public "v.io/v23/discovery": "types.vdl";
    public "v.io/v23/naming": "types.vdl";
    public "v.io/v23/query/pattern": "errors.vdl";
    public "v.io/v23/query/syncql": "errors.vdl";
    public "v.io/v23/rpc": "protocol.vdl";
    public "v.io/v23/rpc/reserved": "types.vdl";
    public "v.io/v23/rpc/version": "errors.vdl";
    public "v.io/v23/security": "caveat.vdl", "types.vdl", "vdl.config";
    public "v.io/v23/security/access": "types.vdl", "vdl.config";
    public "v.io/v23/services/groups": "groups.vdl";
    public "v.io/v23/services/http": "http.vdl";
    public "v.io/v23/services/logreader": "logreader.vdl";
    public "v.io/v23/services/mounttable": "service.vdl";
    public "v.io/v23/services/permissions": "service.vdl";
    public "v.io/v23/services/pprof": "pprof.vdl";
    public "v.io/v23/services/stats": "stats.vdl";
    public "v.io/v23/services/tidyable": "service.vdl";
    public "v.io/v23/services/vtrace": "vtrace.vdl";
    public "v.io/v23/services/watch": "service.vdl";
    public "v.io/v23/uniqueid": "types.vdl";
    public "v.io/v23/vdl": "builtin.vdl", "vdl.config";
    public "v.io/v23/verror": "common.vdl";
    public "v.io/v23/vom": "dump.vdl", "wiretype.vdl";
    public "v.io/v23/vtrace": "types.vdl";
    standard "vdltool": "config.vdl";
};

#[cfg(test)]
mod tests {
    use super::*;

    use std::collections::BTreeMap;
    use std::fs;
    use std::path::Path;

    #[test]
    fn table_equals_folder_tree() {
        let mut on_disk = BTreeMap::new();
        collect(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("packages"),
            "",
            &mut on_disk,
        );

        let embedded: BTreeMap<String, String> = packages()
            .iter()
            .flat_map(|package| {
                package.files.iter().map(|file| {
                    (
                        format!("{}/{}", package.path, file.name),
                        file.text.to_owned(),
                    )
                })
            })
            .collect();
        let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&embedded), names(&on_disk));
        assert!(
            embedded == on_disk,
            "an embedded text differs from its file"
        );
    }

    #[test]
    fn packages_and_files_are_sorted_and_unique() {
        assert!(packages().is_sorted_by(|a, b| a.path < b.path));
        for package in packages() {
            assert!(
                package.files.is_sorted_by(|a, b| a.name < b.name),
                "{}",
                package.path
            );
            assert!(
                package.files.iter().any(|file| file.name.ends_with(".vdl")),
                "{}",
                package.path
            );
        }
    }

    #[test]
    fn generated_paths_follow_the_set() {
        for package in packages() {
            let prefix = if package.standard {
                STANDARD_PREFIX
            } else {
                ""
            };
            assert_eq!(package.gen_path, format!("{prefix}{}", package.path));
            assert_eq!(
                package.standard,
                !package.path.starts_with("v.io/"),
                "{}",
                package.path
            );
        }
    }

    #[test]
    fn find_returns_exact_paths_only() {
        for package in packages() {
            assert_eq!(find(package.path), Some(package));
        }
        for path in ["", "tim", "time/", "v.io/v23", "v.io/v23/vdlroot/time"] {
            assert_eq!(find(path), None, "{path}");
        }
    }

    #[test]
    fn texts_are_tidy() {
        for package in packages() {
            for file in package.files {
                let place = format!("{}/{}", package.path, file.name);
                assert!(
                    file.text.ends_with('\n') && !file.text.ends_with("\n\n"),
                    "{place}: end"
                );
                assert!(!file.text.contains('\r'), "{place}: carriage return");
                for (number, line) in (1..).zip(file.text.lines()) {
                    assert_eq!(line, line.trim_end(), "{place}:{number}: trailing blank");
                }
            }
        }
    }

    /// Adds every file below `folder`, by its path from the top of the tree.
    fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).expect("the package tree is readable") {
            let entry = entry.expect("the package tree is readable");
            let name = entry
                .file_name()
                .into_string()
                .expect("file names are UTF-8");
            let path = format!("{prefix}{name}");
            if entry
                .file_type()
                .expect("the package tree is readable")
                .is_dir()
            {
                collect(&entry.path(), &format!("{path}/"), files);
            } else {
                let text = fs::read_to_string(entry.path()).expect("package files are UTF-8");
                files.insert(path, text);
            }
        }
    }
}
