//! What may come next in a stream.

use vdl::{Type, TypeRef};

use crate::vom::ids::has_length;

/// What comes next. The steps of a message are on a stack, so that a dump can stop anywhere and go on later.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// The version, the control byte before a message id, or a message id.
    Message,
    /// The id of a message that is marked incomplete.
    IncompleteId,
    TypeIdCount,
    TypeIds(u64),
    AnyLenCount,
    AnyLens(u64),
    MessageLen,
    Value(Type),
    Data(u64, Text),
    /// More elements of a list, array or set.
    Elems(u64, Type),
    /// More entries of a map, by its type.
    Entries(u64, Type),
    /// More fields of a struct.
    Fields(Type),
    /// The position of the length of what an any holds.
    AnyLen(Type),
    EndOfType {
        id: u64,
        is_incomplete: bool,
    },
    EndOfValue,
}

/// What the bytes of a string are called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Text {
    Bytes,
    String,
}

impl Step {
    /// What a person is told who asks how far the dump has come.
    pub(super) fn waiting_for(&self) -> &'static str {
        match self {
            Self::Message => "waiting for message ID or control code",
            Self::IncompleteId => "waiting for message ID",
            Self::TypeIdCount => "waiting for reference type ids",
            Self::TypeIds(_) => "waiting for type id",
            Self::AnyLenCount => "waiting for any length list length",
            Self::AnyLens(_) => "waiting for any len",
            Self::MessageLen => "waiting for message len",
            Self::Value(ty) => waiting_for_value(ty.as_ref()),
            Self::Data(_, Text::Bytes) => "waiting for bytes data",
            Self::Data(_, Text::String) => "waiting for string data",
            Self::Fields(_) => "waiting for struct field index",
            Self::AnyLen(_) => "waiting for any message length index",
            Self::Elems(..) | Self::Entries(..) | Self::EndOfType { .. } | Self::EndOfValue => "",
        }
    }

    /// The steps of the rest of a message of a type, the last one first.
    pub(super) fn push_message(ty: TypeRef<'_>, steps: &mut Vec<Self>) {
        steps.push(Self::Value(ty.to_owned()));
        if has_length(ty) {
            steps.push(Self::MessageLen);
        }
        if ty.reaches_any() {
            steps.push(Self::AnyLenCount);
        }
        if ty.reaches_any() || ty.reaches_typeobject() {
            steps.push(Self::TypeIdCount);
        }
    }
}

fn waiting_for_value(ty: TypeRef<'_>) -> &'static str {
    use vdl::Kind;
    match ty.kind() {
        Kind::Array | Kind::List if ty.is_bytes() => "waiting for bytes len",
        Kind::Array | Kind::List => "waiting for list len",
        Kind::Optional => "waiting for optional control byte",
        Kind::Any => "waiting for any typeID",
        Kind::Bool => "waiting for bool value",
        Kind::Byte => "waiting for byte value",
        Kind::Uint16 | Kind::Uint32 | Kind::Uint64 => "waiting for uint value",
        Kind::Int8 | Kind::Int16 | Kind::Int32 | Kind::Int64 => "waiting for int value",
        Kind::Float32 | Kind::Float64 => "waiting for float value",
        Kind::String => "waiting for string len",
        Kind::Enum => "waiting for enum index",
        Kind::TypeObject => "waiting for typeobject ID",
        Kind::Set => "waiting for set len",
        Kind::Map => "waiting for map len",
        Kind::Struct => "waiting for struct field index",
        Kind::Union => "waiting for union field index",
    }
}
