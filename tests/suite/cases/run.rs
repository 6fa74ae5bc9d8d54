//! Running one VDL case through the library, in a directory of its own.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use vdl::{Kind, Type, Value};
use vdl_parser::ast::FileKind;
use vdl_parser::compile::{CompileOptions, compile_config, compile_exprs};
use vdl_parser::diagnostic::{Diagnostic, Diagnostics, Severity};
use vdl_parser::env::Env;
use vdl_parser::jobs::OneByOne;
use vdl_parser::load::{
    LoadOptions, SearchPath, SearchPathOptions, UnknownPackages, load_with_imports,
};
use vdl_parser::parse::parse_file;
use vdl_parser::session::{self, Checked};
use vdl_parser::source::SourceMap;

/// The input of a case.
#[derive(Clone, Deserialize)]
pub(crate) struct Input {
    pub(crate) id: String,
    #[serde(default)]
    packages: Vec<Package>,
    #[serde(default)]
    targets: Vec<String>,
    #[serde(default)]
    ignore_unknown: bool,
    #[serde(default)]
    mode: Mode,
    #[serde(default)]
    name: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    implicit_types: Vec<String>,
    #[serde(default)]
    auto_imports: Vec<String>,
    #[serde(default)]
    load_packages: Vec<String>,
}

#[derive(Clone, Deserialize)]
struct Package {
    path: String,
    #[serde(default)]
    files: BTreeMap<String, String>,
    #[serde(default)]
    files_b64: BTreeMap<String, String>,
}

#[derive(Default, Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Mode {
    #[default]
    Packages,
    Config,
    Exprs,
}

/// What a case gave.
pub(crate) struct Outcome {
    pub(crate) sources: SourceMap,
    pub(crate) checked: Checked,
    /// The value of a config file, or those of an expression list.
    pub(crate) values: Vec<Value>,
    pub(crate) errors: Vec<Diagnostic>,
}

pub(crate) fn run(input: &Input) -> Outcome {
    let root = tempfile::tempdir().expect("a directory for the case");
    for package in &input.packages {
        write(root.path(), package);
    }
    let mut sources = SourceMap::new();
    let mut diagnostics = Diagnostics::new();
    let options = SearchPathOptions {
        vdlpath: Some(vec![root.path().to_owned()]),
        vdlroot: None,
        current_dir: root.path().to_owned(),
    };
    let search = SearchPath::new(&options, &mut diagnostics);
    let (mut checked, mut values) = (Checked::default(), Vec::new());
    if let Some(search) = search {
        match input.mode {
            Mode::Packages => checked = packages(input, &search, &mut sources, &mut diagnostics),
            Mode::Config | Mode::Exprs => {
                values = file(input, &search, &mut sources, &mut diagnostics).unwrap_or_default();
            }
        }
    }
    let errors = diagnostics
        .take()
        .into_iter()
        .filter(|found| found.severity == Severity::Error)
        .collect();
    Outcome {
        sources,
        checked,
        values,
        errors,
    }
}

impl Input {
    /// The same case with every source in another form.
    pub(crate) fn map_sources(&self, mut change: impl FnMut(&str, &str) -> String) -> Self {
        let mut input = self.clone();
        for package in &mut input.packages {
            for (name, text) in &mut package.files {
                *text = change(name, text);
            }
        }
        input
    }
}

fn packages(
    input: &Input,
    search: &SearchPath,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Checked {
    let unknown_packages = if input.ignore_unknown {
        UnknownPackages::Ignore
    } else {
        UnknownPackages::Error
    };
    let options = session::Options {
        load: LoadOptions {
            unknown_packages,
            ..LoadOptions::default()
        },
        compile: CompileOptions::default(),
    };
    session::check(
        &input.targets,
        search,
        &options,
        &OneByOne,
        sources,
        diagnostics,
    )
}

/// A config file or an expression list.
fn file(
    input: &Input,
    search: &SearchPath,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Value>> {
    let (kind, name) = match input.mode {
        Mode::Config => (FileKind::Config, input.name.as_str()),
        Mode::Exprs | Mode::Packages => (FileKind::Exprs, "_expr/_expr.vdl"),
    };
    let id = sources
        .add(name, None, input.source.clone().into_bytes())
        .expect("a case is small");
    let parsed = parse_file(sources.source(id), id, kind);
    parsed
        .diagnostics
        .into_iter()
        .for_each(|found| diagnostics.push(found));
    let file = parsed.file.filter(|_| !diagnostics.has_errors())?;
    let mut arguments = input.load_packages.clone();
    arguments.extend(input.auto_imports.iter().cloned());
    let loaded = load_with_imports(
        &file,
        &arguments,
        search,
        &LoadOptions::default(),
        sources,
        diagnostics,
    )?;
    let env = session::compile(
        loaded,
        &CompileOptions::default(),
        &OneByOne,
        sources,
        diagnostics,
    )
    .env;
    if diagnostics.has_errors() {
        return None;
    }
    let types: Vec<Type> = input
        .implicit_types
        .iter()
        .map(|name| type_of(&env, name))
        .collect();
    if kind == FileKind::Config {
        let imports: Vec<&str> = input.auto_imports.iter().map(String::as_str).collect();
        compile_config(
            &env,
            &file,
            name,
            types.first(),
            &imports,
            sources,
            diagnostics,
        )
        .map(|value| vec![value])
    } else {
        compile_exprs(&env, &file, &types, sources, diagnostics)
    }
}

fn type_of(env: &Env, name: &str) -> Type {
    if let Some(kind) = Kind::primitive_from_name(name) {
        return Type::primitive(kind).expect("a primitive kind has an unnamed type");
    }
    let id = env
        .type_def(name)
        .unwrap_or_else(|| panic!("the implicit type {name} is not defined"));
    env.types[id].ty.clone()
}

fn write(root: &Path, package: &Package) {
    let dir = root.join(&package.path);
    std::fs::create_dir_all(&dir).expect("directories can be made");
    for (name, text) in &package.files {
        std::fs::write(dir.join(name), text).expect("files can be written");
    }
    for (name, text) in &package.files_b64 {
        std::fs::write(dir.join(name), base64(text)).expect("files can be written");
    }
}

fn base64(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut buffer, mut bits) = (0_u32, 0);
    for byte in text.bytes().filter(|byte| *byte != b'=') {
        let digit = ALPHABET
            .iter()
            .position(|letter| *letter == byte)
            .expect("standard base64");
        buffer = buffer << 6 | digit as u32;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((buffer >> bits) as u8);
            buffer &= (1 << bits) - 1;
        }
    }
    bytes
}
