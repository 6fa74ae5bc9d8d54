//! `vom encode`: text to VOM.

use anyhow::{Result, anyhow, bail};
use cmdline::encoding;
use cmdline::output::Output;
use cmdline::records::Records;
use cmdline::text::TextForm;
use v23::vom::Encoder;
use vdl::Type;
use vdl::json::JsonOptions;

use crate::args::{EncodeArgs, Mode};

/// Runs the command.
pub(crate) fn run(args: EncodeArgs, out: &mut Output) -> Result<()> {
    let ty = args.ty.as_deref().map(parse_type).transpose()?;
    let form = match (args.json, &ty) {
        (true, _) => TextForm::Json(JsonOptions::default()),
        (false, Some(_)) => TextForm::Constant,
        (false, None) => TextForm::Full,
    };
    let mut text = encoding::Encoder::new(args.encoding());
    let (input, mode) = args.open()?;
    let done = encode(Records::new(input), form, ty.as_ref(), &mut text, out);
    if mode == Mode::Argument && matches!(done, Ok(0)) {
        bail!("there is no value");
    }
    // What was encoded before an error is of use, too.
    out.print(text.finish())?;
    done.map(|_| ())
}

/// Encodes values, each as soon as it has come, and says how many there were.
fn encode(
    mut records: Records,
    form: TextForm,
    ty: Option<&Type>,
    text: &mut encoding::Encoder,
    out: &mut Output,
) -> Result<usize> {
    let mut stream = Encoder::new();
    let mut bytes = Vec::new();
    let mut count = 0;
    while let Some(record) = records.next_record()? {
        let value = form.read(&record, ty, &[])?;
        bytes.clear();
        stream.encode(&value, &mut bytes)?;
        out.print(text.encode(&bytes))?;
        count += 1;
        if records.is_drained() {
            // Someone may be watching.
            out.flush()?;
        }
        if out.is_gone() {
            break;
        }
    }
    Ok(count)
}

fn parse_type(text: &str) -> Result<Type> {
    vdl::parse_type(text).map_err(|error| {
        let (line, column) = error.line_and_column(text);
        anyhow!("--type: line {line}, column {column}: {}", error.kind)
    })
}
