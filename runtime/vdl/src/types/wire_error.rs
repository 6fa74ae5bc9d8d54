//! The types behind the built-in `error`: the VDL language §6.

use std::sync::OnceLock;

use super::Type;
use super::builder::TypeBuilder;
use super::reference::TypeRef;
use crate::kind::Kind;

struct ErrorTypes {
    error: Type,
    wire_error: Type,
    retry_code: Type,
}

impl Type {
    /// The built-in type `error`, an optional [`wire_error`](Self::wire_error).
    pub fn error() -> Self {
        error_types().error.clone()
    }

    /// The struct that carries an error, `v.io/v23/vdl.WireError`.
    pub fn wire_error() -> Self {
        error_types().wire_error.clone()
    }

    /// The enum that tells whether to retry after an error, `v.io/v23/vdl.WireRetryCode`.
    pub fn wire_retry_code() -> Self {
        error_types().retry_code.clone()
    }
}

impl TypeRef<'_> {
    /// Whether this is the built-in type `error`.
    pub fn is_error(self) -> bool {
        self.kind() == Kind::Optional && self == error_types().error
    }
}

fn error_types() -> &'static ErrorTypes {
    static TYPES: OnceLock<ErrorTypes> = OnceLock::new();
    TYPES.get_or_init(|| {
        let mut builder = TypeBuilder::new();
        let labels =
            builder.enumeration(["NoRetry", "RetryConnection", "RetryRefetch", "RetryBackoff"]);
        let retry_code = builder.named("v.io/v23/vdl.WireRetryCode");
        builder.define(retry_code, labels);
        let string = builder.primitive(Kind::String);
        let any = builder.primitive(Kind::Any);
        let params = builder.list(any);
        let fields = builder.structure([
            ("Id", string),
            ("RetryCode", retry_code),
            ("Msg", string),
            ("ParamList", params),
        ]);
        let wire_error = builder.named("v.io/v23/vdl.WireError");
        builder.define(wire_error, fields);
        let error = builder.optional(wire_error);
        let built = builder.build().expect("the built-in types are valid");
        ErrorTypes {
            error: built[error].clone(),
            wire_error: built[wire_error].clone(),
            retry_code: built[retry_code].clone(),
        }
    })
}
