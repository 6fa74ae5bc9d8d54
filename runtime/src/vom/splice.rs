//! Values that were not decoded become part of other bodies: vom §9.

use vdl::coder::{Encoded, Writer};

use super::body::{Body, Nesting, Source};
use super::error::{Bound, DecodeError, DecodeErrorKind, EncodeError};
use super::limits::Limits;
use super::skip::{Seam, Walk};
use super::wire::Input;
use super::writer::{BodyWriter, TypeIds};

/// Writes a value in the place of a value of its type.
///
/// What refers to no tables is copied. In what does, the references are rewritten, and everything between is copied.
pub(super) fn splice<T: TypeIds>(
    writer: &mut BodyWriter<'_, T>,
    value: &Encoded,
) -> Result<(), EncodeError> {
    let bytes = &value.body[..];
    if !value.ty.reaches_any() && !value.ty.reaches_typeobject() {
        writer.out.extend_from_slice(bytes);
        return Ok(());
    }
    let limits = Limits {
        depth: writer.levels(),
        ..Limits::default()
    };
    let source = Source::Any(&value.types);
    let mut body = Body::new(Input::whole(bytes), source, Nesting::Dynamic, &limits, None);
    let mut walk = Walk::new(value.ty.as_ref());
    let mut copied = 0;
    loop {
        let seam = walk.next(&mut body).map_err(refuse)?;
        let here = bytes.len() - body.input.len();
        match seam {
            Some(Seam::TypeObject(start, ty)) => {
                let start = bytes.len() - start;
                writer.out.extend_from_slice(&bytes[copied..start]);
                writer.put_type(ty);
            }
            Some(Seam::Any(start, held)) => {
                let start = bytes.len() - start;
                writer.out.extend_from_slice(&bytes[copied..start]);
                writer.begin_any(held)?;
            }
            Some(Seam::EndAny) => {
                writer.out.extend_from_slice(&bytes[copied..here]);
                writer.end_any()?;
            }
            None => {
                // What is left over is nobody's.
                writer.out.extend_from_slice(&bytes[copied..here]);
                return Ok(());
            }
        }
        copied = here;
    }
}

#[cold]
fn refuse(error: DecodeError) -> EncodeError {
    if *error.kind() == DecodeErrorKind::Limit(Bound::Depth) {
        return EncodeError::TooDeep;
    }
    EncodeError::Refused(format!("a value that was not decoded is broken: {error}"))
}
