//! Types that are coded as generated ones are.

use std::collections::BTreeMap;

use vdl::Value;

macro_rules! structure {
    ($rust:ident, $name:literal { $($index:literal $field:ident $label:literal: $ty:ty,)* }) => {
        #[derive(Clone, PartialEq, Debug)]
        pub(crate) struct $rust {
            $(pub(crate) $field: $ty,)*
        }

        vdl::__vdl_structure! { $rust, $name { $($index $field $label: $ty,)* } }
    };
}

pub(crate) use structure;

structure!(Node, "tree.Node" {
    0 text "Text": String,
    1 number "Number": i64,
    2 kids "Kids": Vec<Node>,
    3 next "Next": Option<Box<Node>>,
    4 extra "Extra": Value,
    5 bytes "Bytes": Vec<u8>,
    6 ratio "Ratio": f32,
    7 votes "Votes": BTreeMap<String, u16>,
});

// What a node was before, with a field that is gone since.
structure!(OldNode, "tree.Node" {
    0 gone "Gone": Vec<Value>,
    1 number "Number": u16,
    2 kids "Kids": Vec<OldNode>,
    3 text "Text": String,
});

/// A newtype over a byte.
#[derive(v23::Vdl, Clone, Copy, PartialEq, Debug)]
#[vdl(package = "tree")]
pub(crate) struct Octet(pub(crate) u8);
