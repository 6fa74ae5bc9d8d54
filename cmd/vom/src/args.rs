//! The command line as people write it (vom §17).

use std::ffi::OsString;

use anyhow::Result;
use clap::{Args, Parser, Subcommand, ValueEnum};
use cmdline::encoding::Encoding;
use cmdline::input::Input;

/// Shows what VOM says, and makes VOM from text.
///
/// VOM, the Vanadium Object Marshaling format, carries values together with their types.
#[derive(Debug, Parser)]
#[command(
    name = "vom",
    version,
    arg_required_else_help = false,
    subcommand_required = true,
    after_help = "Run `vom help COMMAND` for more. Long flags may be written with one dash or two.\n\n\
                  Exit codes: 0 success, 1 something went wrong, 2 wrong usage."
)]
pub(crate) struct CommandLine {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print the values of VOM data.
    #[command(after_help = "Examples:\n  \
        vom decode 81100e                            int32(7)\n  \
        vom decode -data=Binary < record.vom         the first value of a file\n  \
        vom decode --all --json --data base64 < log  every value, as JSON lines")]
    Decode(DecodeArgs),
    /// Print what VOM data is made of, piece by piece.
    #[command(after_help = "Examples:\n  \
        vom dump 81100e\n  \
        vom dump --data binary --file record.vom\n\n\
        Without arguments, hex digits are read from standard input, where `.` prints how far the dump has come and `;` \
        begins a new message.\n\n\
        Data that ends inside of a message is no error: what there is gets dumped, and the last line says what is missing.")]
    Dump(DumpArgs),
    /// Make VOM data of values.
    #[command(after_help = "Examples:\n  \
        vom encode '[]string{\"a\", \"b\"}'                        8150050201610162\n  \
        vom encode --type 'geo.Point struct{X int32}' '{X: 1}'  VDL constants\n  \
        vom encode --type 'map[string]int32' --json '{\"a\": 1}'  JSON\n  \
        vom encode --data binary < values.txt > values.vom      one value per line")]
    Encode(EncodeArgs),
}

/// Arguments of `decode`.
#[derive(Debug, Args)]
pub(crate) struct DecodeArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// Print every value instead of the first one only.
    #[arg(long)]
    pub(crate) all: bool,

    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `dump`.
#[derive(Debug, Args)]
pub(crate) struct DumpArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
}

/// VOM data.
#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// The data; without it, standard input is read.
    #[arg(value_name = "DATA")]
    data: Option<OsString>,

    /// Read the data from a file.
    #[arg(long, value_name = "PATH", conflicts_with = "data")]
    file: Option<OsString>,

    /// How the data is written.
    #[arg(long = "data", id = "representation", value_enum, ignore_case = true, value_name = "FORM", default_value_t = Form::Hex)]
    form: Form,
}

/// Arguments of `encode`.
#[derive(Debug, Args)]
pub(crate) struct EncodeArgs {
    /// The value; without it, standard input is read, one value per line.
    #[arg(value_name = "VALUE", allow_negative_numbers = true)]
    value: Option<OsString>,

    /// Read the values from a file, one per line.
    #[arg(long, value_name = "PATH", conflicts_with = "value")]
    file: Option<OsString>,

    /// The type of the values, which need not say it then.
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) ty: Option<String>,

    /// The values are JSON.
    #[arg(long, requires = "ty")]
    pub(crate) json: bool,

    /// How to write the data.
    #[arg(long = "data", id = "representation", value_enum, ignore_case = true, value_name = "FORM", default_value_t = Form::Hex)]
    form: Form,
}

/// How data is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// Hexadecimal digits.
    Hex,
    /// The bytes themselves.
    Binary,
    /// Base64 with either alphabet.
    Base64,
}

/// Whether someone may be at the other end, typing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Argument,
    File,
    Stdin,
}

impl InputArgs {
    pub(crate) fn encoding(&self) -> Encoding {
        self.form.encoding()
    }

    pub(crate) fn open(self) -> Result<(Input, Mode)> {
        open(self.data, self.file)
    }
}

impl EncodeArgs {
    pub(crate) fn encoding(&self) -> Encoding {
        self.form.encoding()
    }

    pub(crate) fn open(self) -> Result<(Input, Mode)> {
        open(self.value, self.file)
    }
}

fn open(data: Option<OsString>, file: Option<OsString>) -> Result<(Input, Mode)> {
    Ok(match (data, file) {
        (Some(data), _) => (Input::argument(data), Mode::Argument),
        (None, Some(path)) => (Input::file(&path)?, Mode::File),
        (None, None) => (Input::stdin(), Mode::Stdin),
    })
}

impl Form {
    fn encoding(self) -> Encoding {
        match self {
            Self::Hex => Encoding::Hex,
            Self::Binary => Encoding::Binary,
            Self::Base64 => Encoding::Base64,
        }
    }
}
