//! What objects say they can do: the standard package `signature`.

use vdl::{__vdl_structure, Type};

use crate::vom::Any;

/// What one interface declares itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Interface {
    /// Its name; empty for methods that no VDL file describes.
    pub name: String,
    /// The path of its package.
    pub pkg_path: String,
    /// Its comment, with comment markers.
    pub doc: String,
    /// The interfaces that it embeds itself.
    pub embeds: Vec<Embed>,
    /// Its methods, sorted by name.
    pub methods: Vec<Method>,
}

/// An embedded interface.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Embed {
    /// Its name.
    pub name: String,
    /// The path of its package.
    pub pkg_path: String,
    /// The comment where it is embedded.
    pub doc: String,
}

/// A method, without the error that each may end with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Method {
    /// Its name.
    pub name: String,
    /// Its comment, with comment markers.
    pub doc: String,
    /// Its arguments.
    pub in_args: Vec<Arg>,
    /// Its results.
    pub out_args: Vec<Arg>,
    /// What the client streams.
    pub in_stream: Option<Arg>,
    /// What the server streams.
    pub out_stream: Option<Arg>,
    /// Its tags.
    pub tags: Vec<Any>,
}

/// An argument, a result, or the items of a stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Arg {
    /// Its name; it may be empty.
    pub name: String,
    /// Its comment, with comment markers.
    pub doc: String,
    /// Its type.
    pub r#type: Type,
}

impl Default for Arg {
    fn default() -> Self {
        Self {
            name: String::new(),
            doc: String::new(),
            r#type: Type::ANY,
        }
    }
}

__vdl_structure! { Interface, "signature.Interface" {
    0 name "Name": String, 1 pkg_path "PkgPath": String, 2 doc "Doc": String, 3 embeds "Embeds": Vec<Embed>, 4 methods "Methods": Vec<Method>
} }
__vdl_structure! { Embed, "signature.Embed" {
    0 name "Name": String, 1 pkg_path "PkgPath": String, 2 doc "Doc": String
} }
__vdl_structure! { Method, "signature.Method" {
    0 name "Name": String, 1 doc "Doc": String, 2 in_args "InArgs": Vec<Arg>, 3 out_args "OutArgs": Vec<Arg>,
    4 in_stream "InStream": Option<Arg>, 5 out_stream "OutStream": Option<Arg>, 6 tags "Tags": Vec<Any>
} }
__vdl_structure! { Arg, "signature.Arg" { 0 name "Name": String, 1 doc "Doc": String, 2 r#type "Type": Type } }
