//! What macros expand to: every item that derived and generated code names, and nothing for anybody else.

mod constant;
mod convert;
mod labels;
mod newtypes;
mod order;
mod shown;

pub use bytes::Bytes;
pub use vdl::coder::glue;
pub use vdl::coder::{Describer, Of, Reader, Signature, Writer};
pub use vdl::{
    __vdl_enumeration as enumeration, __vdl_native as native, __vdl_newtype as newtype,
    __vdl_structure as structure, __vdl_transparent as transparent, __vdl_union as union,
};
pub use vdl::{FloatKey, Pending, Type, Value, VdlKey, VdlRead, VdlStruct, VdlType, VdlWrite};

pub use self::constant::{any, any_constant, constant};
pub use self::convert::{
    Convert, InArray, InBox, InHashMap, InHashSet, InList, InMap, InOption, InSet, Same, Text, Way,
    converted,
};
pub use self::labels::{UnknownLabel, find_label};
pub use self::newtypes::fmt_bytes;
pub use self::shown::{Shown, shown, shown_from};
pub use crate::context::Context;
pub use crate::naming::Name;
pub use crate::rpc::{
    Answer, ArgDesc, Args, Caller, Client, Duplex, InterfaceDesc, Invoker, MethodDesc, NO_TAGS,
    NoRecv, NoSend, Outs, Params, Remote, Results, ServerCall, ServerStream, StreamCall, Tags,
    Target, UnaryCall,
};
pub use crate::rpc::{no_method, not_implemented};
pub use crate::vdlroot::{math, signature, time, v_io, vdltool};
pub use crate::verror::{
    Action, Builder as ErrorBuilder, DowncastError, Error, ErrorDef, ErrorId, Params as ErrorParams,
};
pub use crate::vom::Any;
pub use crate::{
    __v23_array as array, __v23_byte_list as byte_list, __v23_collection as collection,
    __v23_container as container, __v23_converts as converts, __v23_fields as fields,
    __v23_float_order as float_order, __v23_labels as labels, __v23_list as list,
    __v23_scalar as scalar, __v23_text as text,
};
