//! `vom dump`: what a stream is made of.

use anyhow::Result;
use cmdline::encoding::{Decoder, Encoding};
use cmdline::input::Input;
use cmdline::output::Output;
use v23::vom::dump::{Dumper, Item};

use crate::args::{DumpArgs, Mode};

/// How many hex digits are read at once, which the sizes in the output depend on.
const DIGITS: usize = 1024;

/// Runs the command.
pub(crate) fn run(args: DumpArgs, out: &mut Output) -> Result<()> {
    let encoding = args.input.encoding();
    let (input, mode) = args.input.open()?;
    let dump = Dump::new(out);
    match (mode, encoding) {
        (Mode::Argument, _) => argument(input, encoding, dump),
        (Mode::Stdin, Encoding::Hex) => with_commands(input.with_chunk(DIGITS), dump),
        (Mode::Stdin | Mode::File, _) => chunks(input, encoding, dump),
    }
}

/// An argument, which is dumped only if all of it is well written, with an empty line after it.
fn argument(mut input: Input, encoding: Encoding, mut dump: Dump<'_>) -> Result<()> {
    let mut text = Decoder::new(encoding);
    let mut bytes = Vec::new();
    text.decode(&input.rest()?, &mut bytes)?;
    text.finish(&mut bytes)?;
    let done = dump.feed(&bytes).and_then(|()| dump.end());
    let ended = dump.out.print("\n");
    done.and(ended)
}

fn chunks(mut input: Input, encoding: Encoding, mut dump: Dump<'_>) -> Result<()> {
    let mut text = Decoder::new(encoding);
    let mut bytes = Vec::new();
    loop {
        let chunk = input.next_chunk()?;
        if chunk.is_empty() {
            break;
        }
        bytes.clear();
        text.decode(&chunk, &mut bytes)?;
        dump.feed(&bytes)?;
        if dump.out.is_gone() {
            return Ok(());
        }
    }
    bytes.clear();
    text.finish(&mut bytes)?;
    dump.feed(&bytes)?;
    dump.end()
}

/// Hex digits with commands between them. A command between the two digits of a byte comes before the byte.
fn with_commands(mut input: Input, mut dump: Dump<'_>) -> Result<()> {
    let mut text = Decoder::new(Encoding::Hex);
    let mut bytes = Vec::new();
    loop {
        let chunk = input.next_chunk()?;
        if chunk.is_empty() {
            break;
        }
        if dump.out.is_gone() {
            return Ok(());
        }
        for piece in chunk.split_inclusive(|byte| matches!(byte, b'.' | b';')) {
            let (digits, command) = match piece.split_last() {
                Some((command @ (b'.' | b';'), digits)) => (digits, Some(*command)),
                Some(_) | None => (piece, None),
            };
            bytes.clear();
            text.decode(digits, &mut bytes)?;
            dump.feed(&bytes)?;
            match command {
                Some(b'.') => dump.status()?,
                Some(_) => dump.end()?,
                None => {}
            }
        }
    }
    bytes.clear();
    text.finish(&mut bytes)?;
    dump.end()
}

/// A dump that is printed as it comes.
struct Dump<'a> {
    dumper: Dumper,
    out: &'a mut Output,
}

impl<'a> Dump<'a> {
    fn new(out: &'a mut Output) -> Self {
        Self {
            dumper: Dumper::new(),
            out,
        }
    }

    fn feed(&mut self, bytes: &[u8]) -> Result<()> {
        self.dumper.feed(bytes);
        self.print()
    }

    /// Ends a message, which may be cut short.
    fn end(&mut self) -> Result<()> {
        self.dumper.flush();
        self.print()
    }

    fn status(&mut self) -> Result<()> {
        self.out.print_line(self.dumper.status())?;
        self.out.flush()
    }

    fn print(&mut self) -> Result<()> {
        while let Some(item) = self.dumper.next_item() {
            self.out.print_line(&item)?;
            if let Item::Status(status) = item
                && let Some(error) = status.error
                && !error.is_incomplete()
            {
                return Err(error.into());
            }
        }
        // Someone may be watching.
        self.out.flush()
    }
}
