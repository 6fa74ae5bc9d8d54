//! Where data comes from.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, ErrorKind, Read};

use anyhow::{Context, Result};

/// Data from an argument, a file or standard input, in chunks.
#[derive(Debug)]
pub struct Input {
    source: Source,
    chunk: usize,
}

#[derive(Debug)]
enum Source {
    Argument(Vec<u8>),
    File(OsString, File),
    Stdin,
}

impl Input {
    /// Data that is given in the argument itself.
    pub fn argument(data: OsString) -> Self {
        Self::new(Source::Argument(data.into_encoded_bytes()))
    }

    /// A file.
    ///
    /// # Errors
    ///
    /// When it cannot be opened.
    pub fn file(path: &OsStr) -> Result<Self> {
        let file = File::open(path)
            .with_context(|| format!("cannot open `{}`", path.to_string_lossy()))?;
        Ok(Self::new(Source::File(path.to_owned(), file)))
    }

    /// Standard input.
    pub fn stdin() -> Self {
        Self::new(Source::Stdin)
    }

    fn new(source: Source) -> Self {
        Self {
            source,
            chunk: 1 << 15,
        }
    }

    /// The same in chunks of at most so many bytes. An argument is one chunk whatever its size.
    #[must_use]
    pub fn with_chunk(self, chunk: usize) -> Self {
        Self { chunk, ..self }
    }

    /// The next chunk; an empty one is the end.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn next_chunk(&mut self) -> Result<Vec<u8>> {
        let mut chunk = vec![0; self.chunk];
        let len = match &mut self.source {
            Source::Argument(data) => return Ok(std::mem::take(data)),
            Source::File(path, file) => read(file, &mut chunk)
                .with_context(|| format!("cannot read `{}`", path.to_string_lossy()))?,
            Source::Stdin => {
                read(&mut io::stdin(), &mut chunk).context("cannot read standard input")?
            }
        };
        chunk.truncate(len);
        Ok(chunk)
    }

    /// Everything that is left.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn rest(&mut self) -> Result<Vec<u8>> {
        let mut rest = self.next_chunk()?;
        loop {
            let chunk = self.next_chunk()?;
            if chunk.is_empty() {
                return Ok(rest);
            }
            rest.extend_from_slice(&chunk);
        }
    }
}

fn read(stream: &mut impl Read, chunk: &mut [u8]) -> io::Result<usize> {
    loop {
        match stream.read(chunk) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}
