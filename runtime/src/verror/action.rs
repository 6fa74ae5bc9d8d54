//! Advice for the caller.

use std::fmt;

/// What a caller should do after an error that it knows nothing else about; the wire type `v.io/v23/vdl.WireRetryCode`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub enum Action {
    /// Give up.
    #[default]
    NoRetry,
    /// Connect again, and try once more.
    RetryConnection,
    /// Resolve the name or fetch the state again, and try once more.
    RetryRefetch,
    /// Wait, then try once more.
    RetryBackoff,
}

impl Action {
    /// All actions, in the order of their codes on the wire.
    pub const ALL: [Self; 4] = [
        Self::NoRetry,
        Self::RetryConnection,
        Self::RetryRefetch,
        Self::RetryBackoff,
    ];

    /// The label on the wire.
    pub const fn label(self) -> &'static str {
        match self {
            Self::NoRetry => "NoRetry",
            Self::RetryConnection => "RetryConnection",
            Self::RetryRefetch => "RetryRefetch",
            Self::RetryBackoff => "RetryBackoff",
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.label())
    }
}
