//! Types of other libraries in the place of wire types: codegen §3.15.

/// A Rust type that stands in the place of a generated one.
///
/// It must have `Clone`, `Debug` and `PartialEq`; [`Native::ordered`] tells of more.
///
/// ```
/// use vdl_codegen::options::{Native, ZeroMode};
///
/// let stamp = Native::new("::jiff::Timestamp").via_try_from();
/// let host = Native::new("::url::Host")
///     .with("crate::host")
///     .zero(ZeroMode::Fn("crate::host::nowhere".to_owned()));
/// # let _ = (stamp, host);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Native {
    pub(crate) path: String,
    pub(crate) conversion: Conversion,
    pub(crate) zero: ZeroMode,
    pub(crate) ordered: bool,
}

/// How a native type becomes a wire type and back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Conversion {
    /// By `TryFrom`.
    TryFrom,
    /// By two functions of this module.
    Module(String),
}

/// Which native value stands for the zero of the wire type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ZeroMode {
    /// That of `Default`.
    Default,
    /// What the function of this path returns.
    Fn(String),
}

impl Native {
    /// The type of this path, such as `::geo_types::Point<f64>`.
    #[must_use]
    pub fn new(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            conversion: Conversion::TryFrom,
            zero: ZeroMode::Default,
            ordered: false,
        }
    }

    /// Converts by `TryFrom<Wire>` for the native type and `TryFrom<&Native>` for the wire type, which is the default.
    #[must_use]
    pub fn via_try_from(mut self) -> Self {
        self.conversion = Conversion::TryFrom;
        self
    }

    /// Converts by two functions of a module: `to_native(Wire) -> Result<Native, E>` and
    /// `from_native(&Native) -> Result<Wire, E>`.
    #[must_use]
    pub fn with(mut self, module: impl Into<String>) -> Self {
        self.conversion = Conversion::Module(module.into());
        self
    }

    /// Says which value stands for zero.
    #[must_use]
    pub fn zero(mut self, zero: ZeroMode) -> Self {
        self.zero = zero;
        self
    }

    /// Says that the type has `Eq`, `Ord` and `Hash`, so that it can be a key, and types that hold it have them too.
    #[must_use]
    pub fn ordered(mut self) -> Self {
        self.ordered = true;
        self
    }
}
