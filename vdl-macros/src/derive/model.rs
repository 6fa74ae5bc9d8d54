//! What a definition means. Everything here is sound, so that expanding it cannot fail.

use proc_macro2::{Ident, Span, TokenStream};

use super::head::Head;

/// A type that derives `Vdl`.
#[derive(Debug)]
pub(super) struct Model {
    /// The path of the items that expansions name.
    pub(super) root: TokenStream,
    pub(super) head: Head,
    pub(super) body: Body,
    /// What `check` leaves to the compiler.
    pub(super) assertions: TokenStream,
}

/// What the type is in VDL.
#[derive(Debug)]
pub(super) enum Body {
    Struct {
        name: Name,
        unknown: Unknown,
        fields: Vec<Field>,
        skipped: Vec<Skipped>,
    },
    Newtype {
        name: Name,
        field: Held,
        skipped: Vec<Skipped>,
    },
    Enum {
        name: Name,
        labels: Vec<Label>,
    },
    Union {
        name: Name,
        fields: Vec<Field>,
    },
    /// Nothing of its own.
    Transparent {
        field: Held,
        skipped: Vec<Skipped>,
    },
    /// Nothing of its own; it is converted.
    Native {
        wire: TokenStream,
        to: TokenStream,
        from: TokenStream,
    },
}

/// The name of a type.
#[derive(Debug)]
pub(super) struct Name {
    /// The package, if it is given.
    pub(super) package: Option<String>,
    pub(super) local: String,
    /// Where the name comes from.
    pub(super) span: Span,
}

/// What happens to fields of a struct that comes in and that has fields which the type lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    PassedOver,
    Refused,
}

/// A field of a struct or union.
#[derive(Debug)]
pub(super) struct Field {
    /// The field or variant.
    pub(super) rust: Ident,
    /// Its name in VDL.
    pub(super) name: String,
    /// Where the name comes from.
    pub(super) span: Span,
    pub(super) held: Held,
}

/// What a field holds, and how it travels.
#[derive(Debug)]
pub(super) struct Held {
    /// The field as an expression names it; nothing in variants.
    pub(super) member: TokenStream,
    pub(super) ty: TokenStream,
    /// The functions that convert it.
    pub(super) with: Option<Conversion>,
    /// The function that makes it if it does not come.
    pub(super) default: Option<TokenStream>,
}

/// The two functions of a `with` attribute.
#[derive(Debug)]
pub(super) struct Conversion {
    pub(super) to: TokenStream,
    pub(super) from: TokenStream,
}

/// A field that does not travel.
#[derive(Debug)]
pub(super) struct Skipped {
    pub(super) member: TokenStream,
    /// The function that makes it.
    pub(super) make: TokenStream,
}

/// A label of an enum.
#[derive(Debug)]
pub(super) struct Label {
    pub(super) rust: Ident,
    pub(super) name: String,
    pub(super) span: Span,
}
