//! What generated code knows about an interface, as constant data.

use std::sync::LazyLock;

use vdl::{Type, VdlRead, VdlType};

use crate::vom::Any;

/// An interface, as its VDL declares it.
#[derive(Debug)]
pub struct InterfaceDesc {
    /// The name of the interface.
    pub name: &'static str,
    /// The path of its package.
    pub package: &'static str,
    /// Its documentation, with comment markers.
    pub doc: &'static str,
    /// The interfaces that it embeds, in order.
    pub embeds: &'static [&'static Self],
    /// Its own methods, in order.
    pub methods: &'static [MethodDesc],
}

/// A method of an interface.
#[derive(Debug)]
pub struct MethodDesc {
    /// The name on the wire.
    pub name: &'static str,
    /// Its documentation, with comment markers.
    pub doc: &'static str,
    /// The arguments.
    pub in_args: &'static [ArgDesc],
    /// The results, without the error.
    pub out_args: &'static [ArgDesc],
    /// What the client sends in a stream.
    pub in_stream: Option<ArgDesc>,
    /// What the server sends in a stream.
    pub out_stream: Option<ArgDesc>,
    /// The tags.
    pub tags: &'static Tags,
}

/// The tags of a method, made when they are first asked for.
pub type Tags = LazyLock<Vec<Any>>;

/// The tags of a method that has none.
pub static NO_TAGS: Tags = LazyLock::new(Vec::new);

/// An argument, a result, or the items of a stream.
#[derive(Clone, Copy, Debug)]
pub struct ArgDesc {
    /// Its name; empty if it has none.
    pub name: &'static str,
    /// Its documentation, with comment markers.
    pub doc: &'static str,
    /// Its type.
    pub ty: fn() -> &'static Type,
}

impl InterfaceDesc {
    /// The interface itself and then what it embeds, through all levels, each once.
    #[must_use]
    pub fn family(&'static self) -> Vec<&'static Self> {
        let mut family: Vec<&'static Self> = Vec::new();
        let mut pending = vec![self];
        while let Some(interface) = pending.pop() {
            if family.iter().any(|known| std::ptr::eq(*known, interface)) {
                continue;
            }
            family.push(interface);
            pending.extend(interface.embeds.iter().rev().copied());
        }
        family
    }

    /// The method with a name, its own or an embedded one.
    #[must_use]
    pub fn method(&'static self, name: &str) -> Option<&'static MethodDesc> {
        let own = self.methods.iter().find(|method| method.name == name);
        own.or_else(|| {
            let mut embeds = self.embeds.iter();
            embeds.find_map(|embed| embed.method(name))
        })
    }
}

impl MethodDesc {
    /// The first tag of a type.
    #[must_use]
    pub fn tag<T: VdlRead>(&self) -> Option<T> {
        let wanted = T::vdl_type();
        let tag = self.tags.iter().find(|tag| tag.ty() == wanted)?;
        tag.decode().ok()
    }
}

impl ArgDesc {
    /// An argument of a Rust type, without documentation.
    #[must_use]
    pub const fn of<T: VdlType>(name: &'static str) -> Self {
        Self {
            name,
            doc: "",
            ty: T::vdl_type,
        }
    }
}
