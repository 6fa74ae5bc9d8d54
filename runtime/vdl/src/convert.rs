//! Converting values: vom §13.2, the VDL language §7.2, "value conversion".
//!
//! Names of types never matter, names of fields and labels do. What is lost must be lost on purpose: numbers keep their
//! values except for the rounding of floats, while unknown struct fields are dropped.

mod error;
mod frame;
mod number;

use std::collections::HashSet;

pub use self::error::ConvertError;
pub(crate) use self::number::number;

use self::frame::Frame;
use crate::compatible::compatible;
use crate::kind::Kind;
use crate::types::{Shape, Type, TypeRef};
use crate::value::{Data, Value, ValueRef, View, build};

impl Value {
    /// This value as a value of another type.
    ///
    /// ```
    /// use vdl::{Type, Value};
    ///
    /// let wide = Value::from(1_000_i64);
    /// assert_eq!(wide.convert_to(&Type::FLOAT32)?, Value::from(1_000.0_f32));
    /// assert!(wide.convert_to(&Type::BYTE).is_err());
    /// # Ok::<_, vdl::ConvertError>(())
    /// ```
    pub fn convert_to(&self, target: &Type) -> Result<Self, ConvertError> {
        let mut conversion = Conversion {
            path: Vec::new(),
            compatible: HashSet::new(),
        };
        let data = conversion.run(self.as_ref(), target.as_ref())?;

        Ok(Self::from_parts(target.clone(), data))
    }
}

struct Conversion<'a> {
    /// Values some of whose parts have been converted, the innermost last.
    path: Vec<Frame<'a>>,
    /// Pairs of types that have been found compatible.
    compatible: HashSet<(TypeRef<'a>, TypeRef<'a>)>,
}

/// What comes next.
enum Step<'a> {
    /// To convert a value to a type.
    Convert(ValueRef<'a>, TypeRef<'a>),
    /// To put a converted value where it belongs.
    Store(Data),
}

impl<'a> Conversion<'a> {
    /// Converts without recursion, since values are nested deeper than a stack should be asked to follow.
    fn run(&mut self, value: ValueRef<'a>, to: TypeRef<'a>) -> Result<Data, ConvertError> {
        self.check_compatible(value.ty(), to)?;
        let mut step = Step::Convert(value, to);
        loop {
            step = match step {
                Step::Convert(value, to) => self.begin(value, to)?,
                Step::Store(data) => {
                    let Some(frame) = self.path.last_mut() else {
                        return Ok(data);
                    };
                    frame.store(data);
                    self.advance()?
                }
            };
        }
    }

    /// Goes on with the innermost value, or ends it.
    fn advance(&mut self) -> Result<Step<'a>, ConvertError> {
        let frame = self
            .path
            .last_mut()
            .expect("only a value that was begun goes on");
        if let Some(step) = frame.next() {
            return Ok(step);
        }
        let frame = self.path.pop().expect("only a value that was begun ends");
        Ok(Step::Store(frame.finish()?))
    }

    fn begin(&mut self, value: ValueRef<'a>, to: TypeRef<'a>) -> Result<Step<'a>, ConvertError> {
        if value.ty() == to {
            return Ok(Step::Store(value.data.clone()));
        }
        if to.kind() == Kind::Any {
            return Ok(Step::Store(build::any(value.to_owned())?));
        }
        if let Some(held) = value.any() {
            return match held {
                Some(held) => {
                    self.check_compatible(held.ty(), to)?;
                    Ok(Step::Convert(held, to))
                }
                None if to.kind() == Kind::Optional => Ok(Step::Store(Data::Zero)),
                None => Err(ConvertError::nil(to)),
            };
        }
        if let Shape::Optional(elem) = to.shape() {
            let held = match value.optional() {
                Some(None) => return Ok(Step::Store(Data::Zero)),
                Some(Some(held)) => held,
                None => value,
            };
            self.path.push(Frame::optional(held, elem, to));
            return self.advance();
        }
        match value.optional() {
            Some(Some(held)) => Ok(Step::Convert(held, to)),
            Some(None) => Err(ConvertError::nil(to)),
            None => self.begin_plain(value, to),
        }
    }

    /// Begins where neither side is any or optional.
    fn begin_plain(
        &mut self,
        value: ValueRef<'a>,
        to: TypeRef<'a>,
    ) -> Result<Step<'a>, ConvertError> {
        let data = match value.view() {
            View::Bool(value) if to.kind() == Kind::Bool => build::bool(value),
            View::Unsigned(_) | View::Signed(_) | View::Float(_) => number::convert(value, to)?,
            View::String(text) => convert_text(value, text, to)?,
            View::Enum { label, .. } => convert_text(value, label.as_bytes(), to)?,
            View::Bytes(bytes) if to.is_bytes() => convert_bytes(value, bytes, to)?,
            view @ (View::Bool(_)
            | View::TypeObject(_)
            | View::Any(_)
            | View::Optional(_)
            | View::Bytes(_)
            | View::List(_)
            | View::Set(_)
            | View::Map(_)
            | View::Struct(_)
            | View::Union { .. }) => {
                self.path.push(Frame::open(value, view, to)?);
                return self.advance();
            }
        };
        Ok(Step::Store(data))
    }

    /// Checks the types of a value that stands by itself.
    fn check_compatible(&mut self, from: TypeRef<'a>, to: TypeRef<'a>) -> Result<(), ConvertError> {
        if from == to || self.compatible.contains(&(from, to)) {
            return Ok(());
        }
        if !compatible(from, to) {
            return Err(ConvertError::incompatible(from, to));
        }
        self.compatible.insert((from, to));
        Ok(())
    }
}

fn convert_text(value: ValueRef<'_>, text: &[u8], to: TypeRef<'_>) -> Result<Data, ConvertError> {
    if to.kind() == Kind::String {
        return Ok(build::bytes(text.to_vec()));
    }
    let Some(labels) = to.labels() else {
        return Err(ConvertError::incompatible(value.ty(), to));
    };
    let label = std::str::from_utf8(text).ok();
    let index = label.and_then(|label| labels.index_of(label));
    let Some(index) = index.and_then(|index| u32::try_from(index).ok()) else {
        let label = String::from_utf8_lossy(text).into_owned();
        return Err(ConvertError::Label {
            label,
            ty: to.to_owned(),
        });
    };
    Ok(build::label(index))
}

fn convert_bytes(value: ValueRef<'_>, bytes: &[u8], to: TypeRef<'_>) -> Result<Data, ConvertError> {
    if to.len().is_some() {
        check_len(bytes.len(), to)?;
        return Ok(build::byte_array(to, bytes.to_vec())?);
    }
    if let Data::Bytes(_) = value.data {
        return Ok(value.data.clone());
    }
    Ok(build::bytes(bytes.to_vec()))
}

fn check_len(found: usize, to: TypeRef<'_>) -> Result<(), ConvertError> {
    let found = found as u64;
    match to.len() {
        Some(expected) if expected != found => Err(ConvertError::Length {
            ty: to.to_owned(),
            expected,
            found,
        }),
        Some(_) | None => Ok(()),
    }
}
