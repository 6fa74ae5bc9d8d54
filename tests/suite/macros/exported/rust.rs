//! What is exported.

#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use v23::rpc::ServerCall;
use v23::time::{Duration, Time};
use v23::{Any, Context, Error, Vdl};

use self::inner as nested;
use inner::Digest as Hash;

/// A leaf.
///
/// It is green.
#[derive(Vdl)]
#[vdl(package = "acme/exported")]
pub(super) struct Leaf {
    /// How long it is.
    length_cm: f32,
    veins: Vec<u8>,
    names: Option<Box<Leaf>>,
    #[vdl(skip)]
    seen: usize,
    #[vdl(rename = "Kinds")]
    other: BTreeMap<Shade, VecDeque<String>>,
    when: Time,
    why: Option<Error>,
    held: Any,
    hash: Hash,
    key: nested::Digest,
    path: self::Path,
}

#[derive(Vdl, PartialEq, Eq, PartialOrd, Ord)]
#[vdl(package = "acme/exported", rename_all = "PascalCase")]
pub(super) enum Shade {
    /// The zero.
    Dark,
    Light,
}

#[derive(Vdl)]
#[vdl(package = "acme/exported", name = "Path")]
pub(super) struct Path(Vec<Shade>);

#[derive(v23::Vdl)]
#[vdl(package = "acme/exported")]
pub(super) enum Tree {
    Leaf(Leaf),
    Branch(Vec<Tree>),
    None(Empty),
}

#[derive(Vdl)]
#[vdl(package = "acme/exported")]
pub(super) struct Empty;

#[derive(Vdl)]
#[vdl(package = "acme/exported")]
pub(super) enum Choice {
    Words(BTreeSet<String>),
    Type(vdl::Type),
}

pub(super) mod inner {
    #[derive(v23::Vdl)]
    #[vdl(package = "acme/exported")]
    pub(in super::super) struct Digest([u8; 32]);

    /// Nursery has saplings.
    #[v23::service(package = "acme/exported")]
    pub(in super::super) trait Nursery {
        async fn grow(&self) -> Result<(), v23::Error>;
    }
}

/// Forest has trees.
#[v23::service(package = "acme/exported")]
pub(super) trait Forest: inner::Nursery + Sync {
    /// Plant plants.
    #[tag("write", true, 7u16, Shade::Light)]
    #[out(names("count", "full"))]
    async fn plant(&self, tree: Tree, every: Duration) -> Result<(u32, bool), Error>;
    #[stream(send = Leaf, recv = self::Shade)]
    #[vdl(rename = "Fall")]
    async fn autumn(&self, cx: &Context, call: &ServerCall, on: Option<Leaf>)
    -> Result<Any, Error>;
}

#[derive(Vdl)]
#[vdl(package = "acme/exported")]
struct Converted {
    #[vdl(with = "v23::rt::glue::bytes")]
    at: Vec<u8>,
}

#[derive(Vdl)]
struct Pair<T>(T);

type Alias = String;

#[derive(Vdl)]
#[vdl(package = "acme/broken")]
struct Foreign {
    path: Alias,
}

#[derive(Vdl)]
#[vdl(package = "acme/broken")]
struct Odd {
    #[vdl(rename = "URL")]
    address: String,
}
