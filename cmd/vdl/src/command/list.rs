//! `vdl list`: packages in dependency order, without compiling them.

use std::fmt::Write as _;

use anyhow::Result;
use serde_json::json;
use vdl_parser::ast::FileKind;
use vdl_parser::compile::{CompileOptions, Lints, compile_config};
use vdl_parser::diagnostic::Diagnostics;
use vdl_parser::env::Env;
use vdl_parser::load::{Loaded, LoadedPackage, SearchPath, load};
use vdl_parser::parse::parse_file;
use vdl_parser::session;
use vdl_parser::source::SourceMap;

use crate::args::{ListArgs, ListFormat};
use crate::console::Console;
use crate::exit::Exit;
use crate::report::{Warnings, show};
use crate::setting::{Setting, or_current_directory};

/// Runs the command.
pub(crate) fn run(args: &ListArgs, setting: &Setting, console: &mut Console) -> Result<Exit> {
    let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
    let loaded = SearchPath::new(&setting.search, &mut diagnostics).and_then(|search| {
        let arguments = or_current_directory(&args.packages.packages);
        load(
            &arguments,
            &search,
            &setting.load,
            &mut sources,
            &mut diagnostics,
        )
    });
    let listed = loaded.map(|loaded| listed(loaded, setting, &sources, &mut diagnostics));
    let tally = show(console, setting, &sources, &mut diagnostics, Warnings::Show);
    tally.conclude(console, "could not list the packages");
    if let Some(listed) = listed.filter(|_| tally.errors == 0) {
        console.print(match args.format {
            ListFormat::Text => text(&listed),
            ListFormat::Json => json(&listed),
            ListFormat::Dot => dot(&listed),
        })?;
    }
    Ok(tally.exit())
}

/// A package with its configuration as text, unless that is zero.
struct Listed {
    package: LoadedPackage,
    config: Option<String>,
    imports: Vec<String>,
}

fn listed(
    loaded: Loaded,
    setting: &Setting,
    sources: &SourceMap,
    diagnostics: &mut Diagnostics,
) -> Vec<Listed> {
    let options = CompileOptions {
        lints: Lints::Off,
        ..CompileOptions::default()
    };
    let world = Loaded {
        packages: loaded.config_packages,
        config_packages: Vec::new(),
    };
    let env = session::compile(world, &options, &setting.threads, sources, diagnostics).env;
    let paths: Vec<String> = loaded
        .packages
        .iter()
        .map(|package| package.path.clone())
        .collect();
    let with_config = loaded.packages.into_iter().map(|package| Listed {
        config: config(&env, &package, sources, diagnostics),
        imports: package
            .imports
            .iter()
            .map(|import| paths[*import].clone())
            .collect(),
        package,
    });
    with_config.collect()
}

fn config(
    env: &Env,
    package: &LoadedPackage,
    sources: &SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let id = package.config?;
    let source = sources.source(id);
    let parsed = parse_file(source, id, FileKind::Config);
    parsed
        .diagnostics
        .into_iter()
        .for_each(|found| diagnostics.push(found));
    let ty = &env.types[env.type_def("vdltool.Config")?].ty;
    let file = parsed.file.filter(|_| !diagnostics.has_errors())?;
    let value = compile_config(
        env,
        &file,
        source.name(),
        Some(ty),
        &["vdltool"],
        sources,
        diagnostics,
    )?;
    (!value.is_zero()).then(|| vdl::const_text(value.as_ref(), &package.path))
}

/// The width of the rule above each package.
const WIDTH: usize = 80;

fn text(listed: &[Listed]) -> String {
    let mut out = String::new();
    for (
        at,
        Listed {
            package, config, ..
        },
    ) in listed.iter().enumerate()
    {
        let number = at.to_string();
        let rule = "=".repeat(WIDTH.saturating_sub(number.len() + 1));
        let dir = package
            .dir
            .as_ref()
            .map_or_else(String::new, |dir| dir.display().to_string());
        // Writing to a string cannot fail.
        let _ = write!(
            out,
            "{number} {rule}\nName:    {}\nIsRoot:  {}\nPath:    {}\nGenPath: {}\nDir:     {dir}\n",
            package.name,
            package.is_standard(),
            package.path,
            package.gen_path,
        );
        if let Some(config) = config {
            let _ = writeln!(out, "Config:  {config}");
        }
        out.push_str("Files:\n");
        for file in &package.files {
            let _ = writeln!(out, "   {}", file.name);
        }
    }
    out
}

fn json(listed: &[Listed]) -> String {
    let lines = listed.iter().map(
        |Listed {
             package,
             config,
             imports,
         }| {
            let object = json!({
                "name": package.name,
                "path": package.path,
                "gen_path": package.gen_path,
                "is_root": package.is_standard(),
                "embedded": package.embedded,
                "target": package.target,
                "dir": package.dir.as_ref().map(|dir| dir.display().to_string()),
                "config": config,
                "files": package.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(),
                "imports": imports,
            });
            format!("{object}\n")
        },
    );
    lines.collect()
}

fn dot(listed: &[Listed]) -> String {
    let mut out = String::from("digraph vdl {\n");
    for Listed {
        package, imports, ..
    } in listed
    {
        let style = if package.target {
            ""
        } else {
            " [style=dashed]"
        };
        let _ = writeln!(out, "    {:?}{style};", package.path);
        for import in imports {
            let _ = writeln!(out, "    {:?} -> {import:?};", package.path);
        }
    }
    out.push_str("}\n");
    out
}
