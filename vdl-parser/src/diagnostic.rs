//! Diagnostics as plain data, and the sink that passes push them into.
//!
//! A [`Diagnostic`] says what was found, where, which other place is involved and how to get out. Drawing it is not done
//! here: the command, the build script and the macro each have their own edge (`vdl-language` §13, `codegen` §6.3).

pub mod code;
pub mod suggest;

use crate::diagnostic::code::Code;
use crate::source::Span;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The input is refused.
    Error,
    /// The input is accepted but looks wrong.
    Warning,
}

/// A second place with what it has to do with the matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there.
    pub message: String,
}

/// A way out, as a sentence and, where one exists, as edits a tool may apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// What to do.
    pub message: String,
    /// The edits that do it; empty when it takes a person.
    pub edits: Vec<Edit>,
}

/// A replacement of a piece of source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What to replace; empty to insert.
    pub span: Span,
    /// The new text.
    pub text: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Its stable code.
    pub code: Code,
    /// One line in plain words, without a place and without a full stop.
    pub message: String,
    /// Where it is; nothing for findings about arguments and the environment.
    pub span: Option<Span>,
    /// What to write under the marked text; may be empty.
    pub label: String,
    /// Other places involved, such as the previous definition.
    pub labels: Vec<Label>,
    /// Further facts and the rule that was broken.
    pub notes: Vec<String>,
    /// Ways out.
    pub help: Vec<Help>,
}

impl Diagnostic {
    /// A finding at a place; its severity is the code's.
    #[must_use]
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            span: Some(span),
            ..Self::unplaced(code, message)
        }
    }

    /// A finding that has no place in a source text.
    #[must_use]
    pub fn unplaced(code: Code, message: impl Into<String>) -> Self {
        Self {
            severity: code.severity(),
            code,
            message: message.into(),
            span: None,
            label: String::new(),
            labels: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Sets the text under the marked place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into();
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn also(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            message: message.into(),
        });
        self
    }

    /// Adds a fact or the rule.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Adds a way out in words.
    #[must_use]
    pub fn help(mut self, message: impl Into<String>) -> Self {
        self.help.push(Help {
            message: message.into(),
            edits: Vec::new(),
        });
        self
    }

    /// Adds a way out as one edit.
    #[must_use]
    pub fn fix(mut self, message: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        self.help.push(Help {
            message: message.into(),
            edits: vec![Edit {
                span,
                text: text.into(),
            }],
        });
        self
    }
}

/// The sink of one run: passes push and go on.
///
/// It must be emptied with [`Diagnostics::take`]; dropping findings unseen is a bug and panics in debug builds.
#[derive(Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    errors: usize,
}

impl Diagnostics {
    /// The most findings that are kept; later ones are only counted.
    pub const CAP: usize = 10_000;

    /// An empty sink.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if diagnostic.severity == Severity::Error {
            self.errors += 1;
        }
        if self.found.len() < Self::CAP {
            self.found.push(diagnostic);
        }
    }

    /// How many errors were pushed so far.
    #[must_use]
    pub const fn errors(&self) -> usize {
        self.errors
    }

    /// Whether any error was pushed.
    #[must_use]
    pub const fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Moves the findings of another sink to the end of this one.
    pub fn append(&mut self, mut other: Self) {
        self.errors += std::mem::take(&mut other.errors);
        let room = Self::CAP - self.found.len();
        self.found.extend(other.take().into_iter().take(room));
    }

    /// Puts the findings so far in source order; those without a place come first.
    pub fn sort(&mut self) {
        self.found.sort_by_key(|diagnostic| diagnostic.span);
    }

    /// The findings so far, in the order they were pushed.
    #[must_use]
    pub fn peek(&self) -> &[Diagnostic] {
        &self.found
    }

    /// Empties the sink.
    #[must_use = "findings must reach a person"]
    pub fn take(&mut self) -> Vec<Diagnostic> {
        self.errors = 0;
        std::mem::take(&mut self.found)
    }
}

impl Drop for Diagnostics {
    fn drop(&mut self) {
        if cfg!(debug_assertions) && !std::thread::panicking() {
            assert!(
                self.found.is_empty(),
                "diagnostics were dropped unseen: {:?}",
                self.found.first()
            );
        }
    }
}
