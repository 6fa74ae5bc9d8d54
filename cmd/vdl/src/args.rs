//! The command line as people write it: commands, flags, and what each means (`codegen` §6, `vdl-language` §12).
//!
//! The flags of every command are here and nothing that acts on them is. [`cmdline::flags`] has
//! turned single-dash long flags into the form that clap knows before these types see them.

use std::ffi::OsString;

use clap::builder::PossibleValuesParser;
use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Checks, generates, lists, formats, evaluates and dumps VDL packages.
#[derive(Debug, Parser)]
#[command(
    name = "vdl",
    version,
    disable_help_subcommand = true,
    arg_required_else_help = true,
    after_help = "Run `vdl help COMMAND` or `vdl help TOPIC` for more; the topics are packages, vdlpath, vdlroot,\n\
                  vdl.config and vdl.toml.\n\
                  Long flags may be written with one dash or two. An argument @FILE stands for the lines of FILE.\n\n\
                  Exit codes: 0 success, 1 errors were found, 2 wrong usage, 3 trouble with files or the environment, 10 generated\n\
                  code is stale."
)]
pub(crate) struct CommandLine {
    #[command(flatten)]
    pub(crate) global: GlobalArgs,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// Flags of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct GlobalArgs {
    /// Say on stderr what is being done.
    #[arg(short, long, global = true, action = ArgAction::Set, num_args = 0..=1, require_equals = true,
          default_value = "false", default_missing_value = "true", value_parser = boolean, hide_default_value = true,
          hide_possible_values = true, value_name = "BOOL")]
    pub(crate) verbose: bool,

    /// Leave out summaries and hints.
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,

    /// Show at most N errors; -1 and 0 mean all.
    #[arg(long, global = true, value_name = "N", default_value_t = -1, allow_hyphen_values = true)]
    pub(crate) max_errors: i64,

    /// The base name of the configuration file of a package.
    #[arg(
        long = "vdl.config",
        global = true,
        value_name = "NAME",
        default_value = "vdl.config"
    )]
    pub(crate) config_name: String,

    /// Arguments that name no package are not errors.
    #[arg(long, alias = "ignore_unknown", global = true, action = ArgAction::Set, num_args = 0..=1, require_equals = true,
          default_value = "false", default_missing_value = "true", value_parser = boolean, hide_default_value = true,
          value_name = "BOOL")]
    pub(crate) ignore_unknown: bool,

    /// When to use colours.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = ColorWhen::Auto)]
    pub(crate) color: ColorWhen,

    /// How to show errors and warnings; all forms go to stderr.
    #[arg(long, global = true, value_enum, value_name = "FORMAT", default_value_t = ErrorFormat::Human)]
    pub(crate) error_format: ErrorFormat,

    /// Directories to search for packages, instead of the environment's VDLPATH.
    #[arg(long, global = true, value_name = "LIST")]
    pub(crate) vdlpath: Vec<String>,

    /// The directory of the standard packages, instead of the environment's VDLROOT.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) vdlroot: Option<String>,

    /// Work as if started in DIR.
    #[arg(short = 'C', global = true, value_name = "DIR")]
    pub(crate) directory: Option<String>,

    /// Use at most N threads; 0 means one per processor.
    #[arg(
        short,
        long,
        global = true,
        value_name = "N",
        default_value_t = 0,
        hide_default_value = true
    )]
    pub(crate) jobs: usize,

    /// Say on stderr how long each stage took.
    #[arg(long, global = true, action = ArgAction::Set, num_args = 0..=1, require_equals = true,
          default_value = "false", default_missing_value = "true", value_parser = boolean, hide_default_value = true,
          value_name = "BOOL")]
    pub(crate) time: bool,

    /// The same as the command `version`.
    #[arg(long, hide = true)]
    pub(crate) metadata: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check packages and everything they import, warnings included.
    #[command(
        after_help = "Examples:\n  vdl check                        the package in the current directory\n  vdl check ./... --deny warnings  everything below it, in CI\n  vdl check --error-format github all"
    )]
    Check(CheckArgs),
    /// Check packages and everything they import, and print the path of each package that is fine.
    #[command(after_help = "Examples:\n  vdl compile my/pkg\n  vdl compile -status=false ./...")]
    Compile(CompileArgs),
    /// Generate code for packages and everything they import.
    #[command(
        after_help = "Examples:\n  vdl generate                            the package in the current directory, next to its sources\n  vdl generate --out-dir src/gen ./vdl/...  a tree of modules; include src/gen/vdl.rs\n  vdl generate --watch ./...\n\nFurther options, for all packages or some, are read from vdl.toml."
    )]
    Generate(GenerateArgs),
    /// Say whether generated code is what would be generated; exit with 10 if it is not.
    #[command(
        after_help = "Examples:\n  vdl audit ./...\n  vdl audit --diff --out-dir src/gen ./vdl/..."
    )]
    Audit(AuditArgs),
    /// Make a crate with a package, a build script, and a client that calls a server.
    #[command(after_help = "Examples:\n  vdl init greeter && cd greeter && cargo run")]
    Init(InitArgs),
    /// Print packages and everything they import, dependencies first.
    #[command(
        after_help = "Examples:\n  vdl list my/pkg\n  vdl list --format dot ./... | dot -Tsvg"
    )]
    List(ListArgs),
    /// Print what packages mean once they are compiled.
    #[command(
        after_help = "Examples:\n  vdl dump my/pkg                 canonical VDL, for people\n  vdl dump --format json ./...    one JSON object per package\n  vdl dump my/pkg --type Record    the canonical string of a type"
    )]
    Dump(DumpArgs),
    /// Format sources.
    #[command(
        after_help = "Examples:\n  vdl fmt                   formats the package in the current directory\n  vdl fmt --check ./...     fails and shows a diff if anything would change\n  vdl fmt --stdin < a.vdl   formats standard input"
    )]
    Fmt(FmtArgs),
    /// Evaluate constant expressions.
    #[command(
        after_help = "Examples:\n  vdl eval 'uint16(1)<<10 + 3'\n  vdl eval --type float64 '1.0/3'\n  vdl eval --import my/pkg '\"my/pkg\".Limit * 2'"
    )]
    Eval(EvalArgs),
    /// Convert values between VOM, JSON and VDL constants.
    #[command(
        after_help = "Examples:\n  vdl convert < values.vom                                  VOM to JSON, one value per line\n  vdl convert --from hex --to vdl 81100e                    int32(7)\n  vdl convert --from json --to vom --type '\"my/pkg\".Record' < records.json > records.vom\n  vdl convert --from vdl --to base64 --import my/pkg --type '[]any' '{\"my/pkg\".Record{Id: 7}}'"
    )]
    Convert(ConvertArgs),
    /// Print the types and services of a Rust crate as VDL.
    #[command(
        after_help = "Examples:\n  vdl export                                 the crate in the current directory\n  vdl export --crate notes --out-dir vdl    a file for each package, below vdl"
    )]
    Export(ExportArgs),
    /// Explain an error or warning by its code.
    #[command(after_help = "Examples:\n  vdl explain E0301\n  vdl explain type/bad-optional")]
    Explain(ExplainArgs),
    /// Print the completion script of a shell.
    #[command(
        after_help = "Examples:\n  vdl completions bash > ~/.local/share/bash-completion/completions/vdl"
    )]
    Completions(CompletionsArgs),
    /// Print a manual page.
    #[command(after_help = "Examples:\n  vdl man > vdl.1\n  vdl man check > vdl-check.1")]
    Man(ManArgs),
    /// Print the version.
    Version(VersionArgs),
    /// Explain a command or a topic.
    Help(HelpArgs),
}

/// What to work on.
#[derive(Clone, Debug, Args)]
pub(crate) struct PackageArgs {
    /// Import paths, directories, files, patterns with `...`, or `all`; without any, the current directory.
    #[arg(value_name = "PACKAGE")]
    pub(crate) packages: Vec<String>,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) packages: PackageArgs,

    /// Treat findings of this kind as errors.
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(["warnings"]))]
    pub(crate) deny: Vec<String>,

    #[command(flatten)]
    pub(crate) warnings: WarningArgs,

    /// Print the path of each package that is fine.
    #[arg(long, action = ArgAction::Set, num_args = 0..=1, require_equals = true, default_value = "false",
          default_missing_value = "true", value_parser = boolean, value_name = "BOOL")]
    pub(crate) status: bool,
}

/// Arguments of `compile`.
#[derive(Debug, Args)]
pub(crate) struct CompileArgs {
    #[command(flatten)]
    pub(crate) packages: PackageArgs,

    #[command(flatten)]
    pub(crate) warnings: WarningArgs,

    /// Print the path of each package that is fine.
    #[arg(long, action = ArgAction::Set, num_args = 0..=1, require_equals = true, default_value = "true",
          default_missing_value = "true", value_parser = boolean, value_name = "BOOL")]
    pub(crate) status: bool,
}

/// Whether warnings are of interest.
#[derive(Clone, Debug, Args)]
pub(crate) struct WarningArgs {
    /// Show warnings.
    #[arg(long, alias = "show_warnings", action = ArgAction::Set, num_args = 0..=1, require_equals = true,
          default_value = "true", default_missing_value = "true", value_parser = boolean, value_name = "BOOL")]
    pub(crate) show_warnings: bool,
}

/// Arguments of `generate`.
#[derive(Debug, Args)]
pub(crate) struct GenerateArgs {
    #[command(flatten)]
    pub(crate) output: OutputArgs,

    /// Write nothing; say what is stale, and exit with 10 if anything is. The command `audit` does the same.
    #[arg(long, conflicts_with_all = ["stdout", "dry_run", "watch", "prune"])]
    pub(crate) check: bool,

    /// Write nothing; say what would be written.
    #[arg(long, conflicts_with_all = ["stdout", "watch"])]
    pub(crate) dry_run: bool,

    /// Write nothing; print the code of all packages.
    #[arg(long, conflicts_with_all = ["watch", "prune", "diff"])]
    pub(crate) stdout: bool,

    /// Generate again whenever a source changes, until interrupted.
    #[arg(long)]
    pub(crate) watch: bool,

    /// Remove generated files of packages that are gone.
    #[arg(long)]
    pub(crate) prune: bool,

    /// Write the code of packages that are fine although others are not.
    #[arg(long)]
    pub(crate) keep_going: bool,

    #[command(flatten)]
    pub(crate) stale: StaleArgs,
}

/// Arguments of `audit`.
#[derive(Debug, Args)]
pub(crate) struct AuditArgs {
    #[command(flatten)]
    pub(crate) output: OutputArgs,

    #[command(flatten)]
    pub(crate) stale: StaleArgs,
}

/// How stale files are shown.
#[derive(Clone, Debug, Args)]
pub(crate) struct StaleArgs {
    /// Show what differs.
    #[arg(long)]
    pub(crate) diff: bool,

    /// How to show stale files: a line for people, or one JSON object per file and line.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = StaleFormat::Text)]
    pub(crate) format: StaleFormat,
}

/// What to generate, how, and where to.
#[derive(Clone, Debug, Args)]
pub(crate) struct OutputArgs {
    #[command(flatten)]
    pub(crate) packages: PackageArgs,

    /// The languages to generate, separated by commas.
    #[arg(
        long,
        value_name = "LIST",
        default_value = "rust",
        value_delimiter = ','
    )]
    pub(crate) lang: Vec<String>,

    /// Where code goes: a directory, or rules SRC->DST[,...] for what is before package paths, where DST may be SKIP;
    /// without it, next to the sources.
    #[arg(long, alias = "rust-out-dir", value_name = "DIR")]
    pub(crate) out_dir: Option<String>,

    /// Read options from this file instead of the nearest vdl.toml.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<String>,

    /// How many files a directory gets.
    #[arg(long, value_enum, value_name = "HOW")]
    pub(crate) split: Option<SplitArg>,

    /// The file with all modules in a directory.
    #[arg(long, value_name = "NAME")]
    pub(crate) include_file: Option<String>,

    /// The module of the runtime that generated code names.
    #[arg(long, value_name = "RUST")]
    pub(crate) runtime_path: Option<String>,

    /// Where a package with all below it, or a type, is in Rust already.
    #[arg(long, value_name = "VDL=RUST", value_parser = pair)]
    pub(crate) extern_path: Vec<(String, String)>,

    /// Another name for a definition or a part of one.
    #[arg(long, value_name = "VDL=RUST", value_parser = pair)]
    pub(crate) rename: Vec<(String, String)>,

    /// Another module for a package.
    #[arg(long, value_name = "VDL=RUST", value_parser = pair)]
    pub(crate) module: Vec<(String, String)>,

    /// First elements of package paths that have no module.
    #[arg(long, value_name = "PATH")]
    pub(crate) strip_prefix: Vec<String>,

    /// Generate the packages that come with the tool too.
    #[arg(long, action = ArgAction::Set, num_args = 0..=1, require_equals = true,
          default_missing_value = "true", value_parser = boolean, value_name = "BOOL")]
    pub(crate) compile_builtin_packages: Option<bool>,

    /// Generate clients.
    #[arg(long, action = ArgAction::Set, num_args = 0..=1, require_equals = true,
          default_missing_value = "true", value_parser = boolean, value_name = "BOOL")]
    pub(crate) build_client: Option<bool>,

    /// Generate servers.
    #[arg(long, action = ArgAction::Set, num_args = 0..=1, require_equals = true,
          default_missing_value = "true", value_parser = boolean, value_name = "BOOL")]
    pub(crate) build_server: Option<bool>,

    /// Print the path of each package whose code is written.
    #[arg(long, action = ArgAction::Set, num_args = 0..=1, require_equals = true, default_value = "true",
          default_missing_value = "true", value_parser = boolean, value_name = "BOOL")]
    pub(crate) status: bool,

    #[command(flatten)]
    pub(crate) warnings: WarningArgs,

    #[command(flatten)]
    pub(crate) other_languages: OtherLanguageArgs,
}

/// Flags of the reference tool about languages that are not generated. They are taken and mean nothing.
#[derive(Clone, Debug, Args)]
pub(crate) struct OtherLanguageArgs {
    #[arg(
        long,
        alias = "java-out-dir",
        alias = "js-out-dir",
        alias = "swift-out-dir",
        hide = true,
        value_name = "DIR"
    )]
    pub(crate) go_out_dir: Vec<String>,

    #[arg(long, alias = "swift-out-pkg", hide = true, value_name = "RULES")]
    pub(crate) java_out_pkg: Vec<String>,

    #[arg(long, hide = true, value_name = "DIR")]
    pub(crate) js_relative_path_to_core: Option<String>,

    #[arg(long, hide = true, action = ArgAction::Set, num_args = 0..=1, require_equals = true,
          default_missing_value = "true", value_parser = boolean)]
    pub(crate) skip_go_methods: Option<bool>,
}

/// Arguments of `init`.
#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// The directory of the crate, which is made if it is not there; without it, the current one.
    #[arg(value_name = "DIR")]
    pub(crate) place: Option<String>,

    /// The name of the crate and the package; without it, that of the directory.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,

    /// Use the crates of a checkout instead of published ones.
    #[arg(long, value_name = "DIR")]
    pub(crate) checkout: Option<String>,
}

/// Arguments of `list`.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    pub(crate) packages: PackageArgs,

    /// Text for people, one JSON object per package and line, or the import graph for Graphviz.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
}

/// Arguments of `dump`.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// The directory of the crate.
    #[arg(long = "crate", value_name = "DIR", default_value = ".")]
    pub(crate) crate_dir: PathBuf,
    /// Write files below this directory instead of printing them.
    #[arg(long, alias = "out_dir", value_name = "DIR")]
    pub(crate) out_dir: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct DumpArgs {
    #[command(flatten)]
    pub(crate) packages: PackageArgs,

    /// One JSON object per package and line, or canonical VDL.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = DumpFormat::Text)]
    pub(crate) format: DumpFormat,

    /// Spread the JSON objects over lines.
    #[arg(long)]
    pub(crate) pretty: bool,

    /// Print only this type, given as `NAME` or `PATH.NAME`, as its canonical string.
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) type_name: Option<String>,
}

/// Arguments of `fmt`.
#[derive(Debug, Args)]
pub(crate) struct FmtArgs {
    /// Files, directories, import paths or patterns with `...`; without any, the current directory.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<String>,

    /// Change nothing; print what would change as a diff, and exit with 1 if anything would.
    #[arg(long, conflicts_with = "emit")]
    pub(crate) check: bool,

    /// Format standard input to standard output.
    #[arg(long, conflicts_with_all = ["paths", "emit"])]
    pub(crate) stdin: bool,

    /// What to call standard input in messages; a file called like the configuration file is read as one.
    #[arg(long, value_name = "PATH", requires = "stdin")]
    pub(crate) stdin_path: Option<String>,

    /// Rewrite the files, print the texts, or print one JSON object per file.
    #[arg(long, value_enum, value_name = "WHERE", default_value_t = Emit::Files)]
    pub(crate) emit: Emit,
}

/// Arguments of `eval`.
#[derive(Debug, Args)]
pub(crate) struct EvalArgs {
    /// Expressions, separated by commas; names of packages are written `"path".Name`.
    #[arg(value_name = "EXPR", allow_hyphen_values = true)]
    pub(crate) expressions: String,

    /// Load another package.
    #[arg(long, value_name = "PACKAGE")]
    pub(crate) import: Vec<String>,

    /// The type of the value; the last one given serves for all further values.
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) types: Vec<String>,

    /// Print one JSON object per value.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `convert`.
#[derive(Debug, Args)]
pub(crate) struct ConvertArgs {
    /// The values; without them, standard input is read.
    #[arg(value_name = "DATA", allow_hyphen_values = true)]
    pub(crate) data: Option<OsString>,

    /// Read the values from a file.
    #[arg(long, value_name = "PATH", conflicts_with = "data")]
    pub(crate) file: Option<OsString>,

    /// What the values are given as.
    #[arg(long, value_enum, value_name = "FORM", default_value_t = ValueForm::Vom)]
    pub(crate) from: ValueForm,

    /// What to make of them.
    #[arg(long, value_enum, value_name = "FORM", default_value_t = ValueForm::Json)]
    pub(crate) to: ValueForm,

    /// The type to read the values as, such as `map[string]\"my/pkg\".Record`; JSON and VDL constants need it.
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) ty: Option<String>,

    /// Load another package, whose types may be named in VDL constants.
    #[arg(long, value_name = "PACKAGE")]
    pub(crate) import: Vec<String>,

    /// How JSON shows what an `any` holds.
    #[arg(long, value_enum, value_name = "FORM", default_value_t = JsonAny::Plain)]
    pub(crate) json_any: JsonAny,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// Codes such as `E0301` or `type/bad-optional`; without any, the list of all.
    #[arg(value_name = "CODE")]
    pub(crate) codes: Vec<String>,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// Which shell.
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: Shell,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// The page of one command.
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Option<String>,
}

/// Arguments of `version`.
#[derive(Debug, Args)]
pub(crate) struct VersionArgs {
    /// Print one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `help`.
#[derive(Debug, Args)]
pub(crate) struct HelpArgs {
    /// A command, or one of packages, vdlpath, vdlroot, vdl.config, vdl.toml.
    #[arg(value_name = "TOPIC")]
    pub(crate) topic: Option<String>,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorWhen {
    /// On a terminal, unless NO_COLOR is set; also elsewhere when CLICOLOR_FORCE is.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ErrorFormat {
    /// With the source, for people.
    Human,
    /// One line each.
    Short,
    /// One JSON object per line.
    Json,
    /// Annotations of GitHub workflows.
    Github,
    /// One SARIF 2.1.0 document.
    Sarif,
}

/// Forms of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people.
    Text,
    /// One JSON object per package and line.
    Json,
    /// The import graph for Graphviz.
    Dot,
}

/// Forms of what is stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum StaleFormat {
    /// For people.
    Text,
    /// One JSON object per file and line.
    Json,
}

/// How many files a directory of generated code gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SplitArg {
    /// One.
    Whole,
    /// One for each package, and one with the modules.
    PerPackage,
}

/// Forms of a dump.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DumpFormat {
    /// Canonical VDL.
    Text,
    /// One JSON object per package and line.
    Json,
}

/// Forms of values. Texts are one value per line, or over several lines inside of brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ValueForm {
    /// A VOM stream.
    Vom,
    /// A VOM stream as hexadecimal digits.
    Hex,
    /// A VOM stream in base64.
    Base64,
    /// JSON.
    Json,
    /// VDL constants.
    Vdl,
    /// Values with their full types, as `vom decode` prints them.
    Text,
}

/// How JSON shows what an `any` holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum JsonAny {
    /// As it is, without its type.
    Plain,
    /// As an object with type and value, which can be read back.
    Typed,
}

/// Where formatted texts go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Emit {
    /// Back into the files.
    Files,
    /// To standard output.
    Stdout,
    /// To standard output, one JSON object per file and line.
    Json,
}

/// A truth value, in any of the spellings that the reference tool takes.
fn boolean(text: &str) -> Result<bool, String> {
    match text {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Ok(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Ok(false),
        _ => Err(String::from("expected true or false")),
    }
}

/// Two texts with an equals sign between them.
fn pair(text: &str) -> Result<(String, String), String> {
    text.split_once('=')
        .map(|(vdl, rust)| (vdl.to_owned(), rust.to_owned()))
        .ok_or_else(|| String::from("expected VDL=RUST"))
}
