//! Standard output.

use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, Stdout, Write};

use anyhow::{Context, Result};

/// Standard output. A reader who has left is no error: what comes after is dropped.
#[derive(Debug)]
pub struct Output {
    stream: BufWriter<Stdout>,
    reader: Reader,
}

/// Whether someone reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reader {
    Present,
    Gone,
}

impl Default for Output {
    fn default() -> Self {
        Self {
            stream: BufWriter::with_capacity(1 << 16, io::stdout()),
            reader: Reader::Present,
        }
    }
}

impl Output {
    /// The output of this process.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether nobody will read what is written from now on, so that the work may end.
    pub fn is_gone(&self) -> bool {
        self.reader == Reader::Gone
    }

    /// Writes bytes.
    ///
    /// # Errors
    ///
    /// When the output takes no more.
    pub fn print(&mut self, bytes: impl AsRef<[u8]>) -> Result<()> {
        if self.is_gone() {
            return Ok(());
        }
        let written = self.stream.write_all(bytes.as_ref());
        self.settle(written)
    }

    /// Writes a line.
    ///
    /// # Errors
    ///
    /// When the output takes no more.
    pub fn print_line(&mut self, line: impl Display) -> Result<()> {
        if self.is_gone() {
            return Ok(());
        }
        let written = writeln!(self.stream, "{line}");
        self.settle(written)
    }

    /// Sends what was written on its way.
    ///
    /// # Errors
    ///
    /// When the output takes no more.
    pub fn flush(&mut self) -> Result<()> {
        if self.is_gone() {
            return Ok(());
        }
        let flushed = self.stream.flush();
        self.settle(flushed)
    }

    fn settle(&mut self, written: io::Result<()>) -> Result<()> {
        match written {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.reader = Reader::Gone;
                Ok(())
            }
            written => written.context("cannot write to standard output"),
        }
    }
}
