//! Built-in type ids: vom §3.

use std::sync::LazyLock;

use vdl::{Kind, Shape, Type, TypeRef};

/// The first id for types that a stream defines.
pub(super) const FIRST_USER_ID: u64 = 41;

const BYTES_ID: u64 = 39;
const STRINGS_ID: u64 = 40;

static BYTES: LazyLock<Type> = LazyLock::new(|| Type::list(&Type::BYTE));
static STRINGS: LazyLock<Type> = LazyLock::new(|| Type::list(&Type::STRING));

/// The id of the unnamed type of a kind without parts.
pub(super) fn of_kind(kind: Kind) -> Option<u64> {
    Some(match kind {
        Kind::Bool => 1,
        Kind::Byte => 2,
        Kind::String => 3,
        Kind::Uint16 => 4,
        Kind::Uint32 => 5,
        Kind::Uint64 => 6,
        Kind::Int16 => 7,
        Kind::Int32 => 8,
        Kind::Int64 => 9,
        Kind::Float32 => 10,
        Kind::Float64 => 11,
        Kind::TypeObject => 14,
        Kind::Any => 15,
        Kind::Int8 => 16,
        Kind::Optional
        | Kind::Enum
        | Kind::Array
        | Kind::List
        | Kind::Set
        | Kind::Map
        | Kind::Struct
        | Kind::Union => return None,
    })
}

/// The id of a type that no stream defines.
pub(super) fn built_in_id(ty: TypeRef<'_>) -> Option<u64> {
    if ty.name().is_some() {
        return None;
    }
    if let Shape::List(elem) = ty.shape() {
        return if elem == Type::BYTE {
            Some(BYTES_ID)
        } else if elem == Type::STRING {
            Some(STRINGS_ID)
        } else {
            None
        };
    }
    of_kind(ty.kind())
}

/// The type with a built-in id.
pub(super) fn built_in_type(id: u64) -> Option<&'static Type> {
    static BOOL: Type = Type::BOOL;
    static BYTE: Type = Type::BYTE;
    static STRING: Type = Type::STRING;
    static UINT16: Type = Type::UINT16;
    static UINT32: Type = Type::UINT32;
    static UINT64: Type = Type::UINT64;
    static INT16: Type = Type::INT16;
    static INT32: Type = Type::INT32;
    static INT64: Type = Type::INT64;
    static FLOAT32: Type = Type::FLOAT32;
    static FLOAT64: Type = Type::FLOAT64;
    static TYPEOBJECT: Type = Type::TYPEOBJECT;
    static ANY: Type = Type::ANY;
    static INT8: Type = Type::INT8;
    Some(match id {
        1 => &BOOL,
        2 => &BYTE,
        3 => &STRING,
        4 => &UINT16,
        5 => &UINT32,
        6 => &UINT64,
        7 => &INT16,
        8 => &INT32,
        9 => &INT64,
        10 => &FLOAT32,
        11 => &FLOAT64,
        14 => &TYPEOBJECT,
        15 => &ANY,
        16 => &INT8,
        BYTES_ID => &BYTES,
        STRINGS_ID => &STRINGS,
        _ => return None,
    })
}

/// Whether messages of a type say how long their body is: vom §5.
pub(super) fn has_length(ty: TypeRef<'_>) -> bool {
    match ty.kind() {
        Kind::Any | Kind::Optional | Kind::Set | Kind::Map | Kind::Struct | Kind::Union => true,
        Kind::Array | Kind::List => !ty.is_bytes(),
        Kind::Bool
        | Kind::Byte
        | Kind::Uint16
        | Kind::Uint32
        | Kind::Uint64
        | Kind::Int8
        | Kind::Int16
        | Kind::Int32
        | Kind::Int64
        | Kind::Float32
        | Kind::Float64
        | Kind::String
        | Kind::Enum
        | Kind::TypeObject => false,
    }
}
