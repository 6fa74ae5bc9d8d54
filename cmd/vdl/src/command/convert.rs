//! `vdl convert`: values between VOM, JSON and VDL constants (`codegen` §6.2).

use anyhow::Result;
use cmdline::encoding::{self, Encoding};
use cmdline::input::Input;
use cmdline::records::Records;
use cmdline::text::TextForm;
use cmdline::values::Values;
use v23::vom::Encoder;
use vdl::json::{AnyForm, JsonOptions};
use vdl::{Type, Value};
use vdl_parser::diagnostic::Diagnostics;
use vdl_parser::source::SourceMap;

use crate::args::{ConvertArgs, JsonAny, ValueForm};
use crate::console::Console;
use crate::exit::{BadData, Exit, Usage};
use crate::exprs;
use crate::report::{Warnings, show};
use crate::setting::Setting;

/// Runs the command.
pub(crate) fn run(args: ConvertArgs, setting: &Setting, console: &mut Console) -> Result<Exit> {
    let (from, to) = (form(args.from, args.json_any), form(args.to, args.json_any));
    if let (Form::Text(TextForm::Json(_) | TextForm::Constant), None) = (from, &args.ty) {
        return Err(
            Usage::new("--type is needed to read values without a type of their own").into(),
        );
    }
    let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
    let types = types(&args, setting, &mut sources, &mut diagnostics)?;
    let tally = show(console, setting, &sources, &mut diagnostics, Warnings::Hide);
    tally.conclude(console, "could not convert");
    let Some(types) = types.filter(|_| tally.errors == 0) else {
        return Ok(tally.exit());
    };
    let input = match (args.data, args.file) {
        (Some(data), _) => Input::argument(data),
        (None, Some(path)) => Input::file(&path)?,
        (None, None) => Input::stdin(),
    };
    let mut writer = Writer::new(to);
    let done = convert(Reader::new(from, input), &mut writer, &types, console);
    // What was converted before an error is of use, too.
    console.print(writer.finish())?;
    done.map(|()| Exit::Success)
}

/// Text, or VOM in some encoding.
#[derive(Clone, Copy)]
enum Form {
    Vom(Encoding),
    Text(TextForm),
}

fn form(form: ValueForm, any: JsonAny) -> Form {
    let any = match any {
        JsonAny::Plain => AnyForm::Plain,
        JsonAny::Typed => AnyForm::Typed,
    };
    match form {
        ValueForm::Vom => Form::Vom(Encoding::Binary),
        ValueForm::Hex => Form::Vom(Encoding::Hex),
        ValueForm::Base64 => Form::Vom(Encoding::Base64),
        ValueForm::Json => Form::Text(TextForm::Json(JsonOptions {
            any,
            ..JsonOptions::default()
        })),
        ValueForm::Vdl => Form::Text(TextForm::Constant),
        ValueForm::Text => Form::Text(TextForm::Full),
    }
}

/// What values are read as, and the types that they may name.
struct Types {
    wanted: Option<Type>,
    known: Vec<Type>,
}

fn types(
    args: &ConvertArgs,
    setting: &Setting,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Types>> {
    let mut files = Vec::new();
    if let Some(text) = &args.ty {
        let Some(file) = exprs::parse_type(text, sources, diagnostics)? else {
            return Ok(None);
        };
        files.push(file);
    }
    let named: Vec<_> = files.iter().collect();
    let env = exprs::environment(&args.import, &named, setting, sources, diagnostics);
    let Some(env) = env else {
        return Ok(None);
    };
    let wanted = exprs::types(&env, &files, sources, diagnostics).pop();
    let known = env.types.iter().map(|(_, def)| def.ty.clone()).collect();
    Ok(Some(Types { wanted, known }))
}

/// Values that come one after the other.
#[expect(clippy::large_enum_variant, reason = "there is one of them")]
enum Reader {
    Vom(Values),
    Text(TextForm, Records),
}

impl Reader {
    fn new(form: Form, input: Input) -> Self {
        match form {
            Form::Vom(encoding) => Self::Vom(Values::new(input, encoding)),
            Form::Text(form) => Self::Text(form, Records::new(input)),
        }
    }

    fn next(&mut self, types: &Types) -> Result<Option<Value>> {
        let wanted = types.wanted.as_ref();
        match self {
            Self::Vom(values) => values.next_value(wanted),
            Self::Text(form, records) => match records.next_record()? {
                Some(record) => form.read(&record, wanted, &types.known).map(Some),
                None => Ok(None),
            },
        }
    }

    fn is_drained(&self) -> bool {
        match self {
            Self::Vom(values) => values.is_drained(),
            Self::Text(_, records) => records.is_drained(),
        }
    }
}

/// Where values go.
#[expect(clippy::large_enum_variant, reason = "there is one of them")]
enum Writer {
    Vom(Encoder, encoding::Encoder),
    Text(TextForm),
}

impl Writer {
    fn new(form: Form) -> Self {
        match form {
            Form::Vom(encoding) => Self::Vom(Encoder::new(), encoding::Encoder::new(encoding)),
            Form::Text(form) => Self::Text(form),
        }
    }

    fn write(&mut self, value: &Value) -> Result<Vec<u8>> {
        match self {
            Self::Vom(values, text) => {
                let mut bytes = Vec::new();
                values.encode(value, &mut bytes)?;
                Ok(text.encode(&bytes))
            }
            Self::Text(form) => {
                let mut line = form.write(value.as_ref())?;
                line.push('\n');
                Ok(line.into_bytes())
            }
        }
    }

    fn finish(self) -> Vec<u8> {
        match self {
            Self::Vom(_, text) => text.finish(),
            Self::Text(_) => Vec::new(),
        }
    }
}

/// Converts all values, each as soon as it has come.
fn convert(
    mut reader: Reader,
    writer: &mut Writer,
    types: &Types,
    console: &mut Console,
) -> Result<()> {
    while let Some(value) = reader.next(types).map_err(BadData::or_trouble)? {
        let written = writer.write(&value).map_err(BadData::or_trouble)?;
        console.print(written)?;
        // Someone may be watching.
        if reader.is_drained() {
            console.flush()?;
        }
        if console.is_gone() {
            break;
        }
    }
    Ok(())
}
