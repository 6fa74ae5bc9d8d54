//! Standard output and standard error.

use std::fmt::Display;
use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use anyhow::Result;
use cmdline::output::Output;
use vdl_parser::diagnostic::Severity;

use crate::args::{ColorWhen, ErrorFormat, GlobalArgs};
use crate::exit::{BadData, Exit, Usage};
use vdl_codegen::render::{Paint, title_line};

/// Where everything is written.
#[derive(Debug)]
pub(crate) struct Console {
    out: Output,
    colors: ColorChoice,
    /// How findings are shown.
    pub(crate) format: ErrorFormat,
    talk: Talk,
}

/// How much is said on standard error beside findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Talk {
    Quiet,
    Normal,
    Verbose,
}

impl Default for Console {
    fn default() -> Self {
        Self {
            out: Output::new(),
            colors: AutoStream::choice(&io::stderr()),
            format: ErrorFormat::Human,
            talk: Talk::Normal,
        }
    }
}

impl Console {
    /// The console that the flags ask for.
    pub(crate) fn new(global: &GlobalArgs) -> Self {
        let console = Self::default();
        Self {
            colors: match global.color {
                ColorWhen::Auto => console.colors,
                ColorWhen::Always => ColorChoice::Always,
                ColorWhen::Never => ColorChoice::Never,
            },
            format: global.error_format,
            talk: match (global.quiet, global.verbose) {
                (true, _) => Talk::Quiet,
                (false, true) => Talk::Verbose,
                (false, false) => Talk::Normal,
            },
            ..console
        }
    }

    /// Writes to standard output.
    pub(crate) fn print(&mut self, text: impl AsRef<[u8]>) -> Result<()> {
        self.out.print(text)
    }

    /// Writes a line to standard output.
    pub(crate) fn print_line(&mut self, text: impl Display) -> Result<()> {
        self.out.print_line(text)
    }

    /// Sends what was printed on its way.
    pub(crate) fn flush(&mut self) -> Result<()> {
        self.out.flush()
    }

    /// Whether nobody will read what is printed from now on.
    pub(crate) fn is_gone(&self) -> bool {
        self.out.is_gone()
    }

    /// Whether what is shown on standard error may be coloured.
    pub(crate) fn paint(&self) -> Paint {
        if self.colors == ColorChoice::Never {
            Paint::Plain
        } else {
            Paint::Colors
        }
    }

    /// Writes to standard error. Trouble there has nowhere to be told.
    pub(crate) fn tell(&self, text: &[u8]) {
        let mut stream = AutoStream::new(io::stderr(), self.colors);
        let _ = stream.write_all(text).and_then(|()| stream.flush());
    }

    /// Says how it went, unless the output is for machines or should be short.
    pub(crate) fn summary(&self, severity: Option<Severity>, text: &str) {
        let wanted = match self.format {
            ErrorFormat::Human | ErrorFormat::Short => self.talk != Talk::Quiet,
            ErrorFormat::Json | ErrorFormat::Github | ErrorFormat::Sarif => false,
        };
        if wanted {
            let line = severity.map_or_else(
                || text.to_owned(),
                |severity| title_line(severity, text, self.paint()),
            );
            self.tell(format!("{line}\n").as_bytes());
        }
    }

    /// Says what is being done, if that is wanted.
    pub(crate) fn verbose(&self, text: impl FnOnce() -> String) {
        if self.talk == Talk::Verbose {
            self.tell(format!("vdl: {}\n", text()).as_bytes());
        }
    }

    /// Says why a command could not do its work.
    pub(crate) fn fail(&self, error: &anyhow::Error) -> Exit {
        let line = title_line(Severity::Error, &format!("{error:#}"), self.paint());
        self.tell(format!("{line}\n").as_bytes());
        if error.is::<Usage>() {
            self.tell(b"\nUsage: vdl [OPTIONS] COMMAND\n\nFor more information, try 'vdl help'.\n");
            Exit::Usage
        } else if error.is::<BadData>() {
            Exit::Findings
        } else {
            Exit::Environment
        }
    }
}
