//! What is said about the Rust side of a run: names that clash, and options that fit nothing.

use vdl_parser::diagnostic::Severity;
use vdl_parser::source::Span;

/// Something that keeps packages from being generated, or that their author should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether there can be no output.
    pub severity: Severity,
    /// One line in plain words, without a place and without a full stop.
    pub message: String,
    /// Where it is; nothing for options.
    pub span: Option<Span>,
    /// The other definition that is involved.
    pub other: Option<Span>,
    /// A way out.
    pub help: Option<String>,
}

impl Finding {
    pub(crate) fn error(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            message: message.into(),
            span: None,
            other: None,
            help: None,
        }
    }

    pub(crate) fn warning(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(message)
        }
    }

    pub(crate) fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    pub(crate) fn other(mut self, span: Span) -> Self {
        self.other = Some(span);
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
