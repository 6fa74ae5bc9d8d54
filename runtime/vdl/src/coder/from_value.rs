//! Dynamic values become Rust values: vom §13.

mod error;
mod frame;

pub use self::error::FromValueError;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use self::frame::{Frame, Plan};
use super::{Held, Number, Of, ReadError, Reader, Target, VdlRead, VdlType};
use crate::compatible::compatible;
use crate::convert::{ConvertError, number};
use crate::kind::Kind;
use crate::types::{Shape, Type, TypeRef};
use crate::value::{MAX_VALUE_DEPTH, Value, ValueError, ValueRef, View};

/// The Rust value that a dynamic value is, converted if need be.
///
/// The rules are those by which a value that was sent is received: names of types do not matter, fields and labels go by
/// name, fields that the Rust type does not have are dropped, and numbers keep their values or are refused. A zero field
/// of a struct counts as one that is not there.
///
/// ```
/// use vdl::{Type, Value, coder::from_value};
///
/// let point = Type::structure("geo.Point", [("X", Type::INT32), ("Y", Type::INT32)])?;
/// let value = Value::structure(&point, vec![Value::from(3_i32), Value::from(300_i32)])?;
/// let x: u8 = from_value(value.field(0).expect("there is X"))?;
/// assert_eq!(x, 3);
/// let refused = from_value::<u8>(value.field(1).expect("there is Y"));
/// assert_eq!(refused.unwrap_err().to_string(), "300 cannot be represented by type byte");
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If the value does not convert, or is nested so deep that a Rust type cannot be read from it: more than 256 levels,
/// or [`MAX_VALUE_DEPTH`] where the Rust type is `Value` or the like.
pub fn from_value<'v, T: VdlRead>(value: impl Into<ValueRef<'v>>) -> Result<T, FromValueError> {
    let value = value.into();
    // What an any holds stands for itself.
    let value = value.any().flatten().unwrap_or(value);
    let target = Of::<T>::new().ty();
    let mut reader = ValueReader::new(value, target);
    reader.check_compatible(value.ty(), target)?;
    T::read(&mut reader)
}

impl Value {
    /// The Rust value that this value is, converted if need be; see [`from_value`].
    pub fn to<T: VdlRead>(&self) -> Result<T, FromValueError> {
        from_value(self)
    }
}

impl ValueRef<'_> {
    /// The Rust value that this value is, converted if need be; see [`from_value`].
    pub fn to<T: VdlRead>(self) -> Result<T, FromValueError> {
        from_value(self)
    }
}

/// How deep values may be nested that are read into Rust types, whose reading recurses on the stack.
const MAX_STATIC_DEPTH: usize = 256;

/// How much memory a value may take besides what is proportional to its size.
const MEMORY: u64 = 64 << 20;

/// How much memory every cell of a value may take.
const MEMORY_PER_CELL: u64 = 64;

/// The reader of a format that is not bytes.
struct ValueReader<'v> {
    /// The whole, until it is read.
    root: Option<ValueRef<'v>>,
    /// Values whose parts are being read, the innermost last.
    path: Vec<Frame<'v>>,
    way: Way,
    max_depth: usize,
    /// How many more bytes of memory values may take.
    memory: u64,
    /// For pairs of struct types where the fields go.
    plans: HashMap<(TypeRef<'v>, TypeRef<'v>), Arc<[u32]>>,
    /// Pairs of types that were found compatible.
    compatible: HashSet<(TypeRef<'v>, TypeRef<'v>)>,
}

/// How values become those that are wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// They are those already.
    Exact,
    /// They may have other types.
    Convert,
}

impl<'v> ValueReader<'v> {
    fn new(value: ValueRef<'v>, target: TypeRef<'v>) -> Self {
        let is_dynamic = target.kind() == Kind::Any;
        Self {
            root: Some(value),
            path: Vec::new(),
            way: if is_dynamic || value.ty() == target {
                Way::Exact
            } else {
                Way::Convert
            },
            max_depth: if is_dynamic {
                usize::from(MAX_VALUE_DEPTH)
            } else {
                MAX_STATIC_DEPTH
            },
            memory: value.size().saturating_mul(MEMORY_PER_CELL) + MEMORY,
            plans: HashMap::new(),
            compatible: HashSet::new(),
        }
    }

    #[cold]
    fn fail_convert(&self, error: ConvertError) -> FromValueError {
        self.fail(ReadError::Convert(error))
    }

    fn incompatible(&self, from: TypeRef<'v>, to: TypeRef<'v>) -> FromValueError {
        self.fail_convert(ConvertError::incompatible(from, to))
    }

    fn check_compatible(
        &mut self,
        from: TypeRef<'v>,
        to: TypeRef<'v>,
    ) -> Result<(), FromValueError> {
        if from == to || self.compatible.contains(&(from, to)) {
            return Ok(());
        }
        if !compatible(from, to) {
            return Err(self.incompatible(from, to));
        }
        self.compatible.insert((from, to));
        Ok(())
    }

    /// The next value, which is not asked for again.
    fn next(&mut self) -> Result<ValueRef<'v>, FromValueError> {
        let next = match self.path.last_mut() {
            Some(frame) => frame.next(),
            None => self.root.take(),
        };
        next.ok_or_else(|| self.out_of_step())
    }

    /// The error for a Rust type that reads other things than its own type says.
    #[cold]
    fn out_of_step(&self) -> FromValueError {
        let why = "the Rust type does not read what its VDL type says";
        self.fail(ReadError::Refused(why.to_owned()))
    }

    /// The next value, or what it holds as any or optional.
    fn plain(&mut self, target: impl Target<'v>) -> Result<ValueRef<'v>, FromValueError> {
        let mut value = self.next()?;
        loop {
            if let Some(held) = value.any() {
                value = held.ok_or_else(|| self.nil(target))?;
                if has_parts(target.ty()) {
                    self.check_compatible(value.ty(), target.ty())?;
                }
            } else if let Some(held) = value.optional() {
                value = held.ok_or_else(|| self.nil(target))?;
            } else {
                return Ok(value);
            }
        }
    }

    #[cold]
    fn nil(&self, target: impl Target<'v>) -> FromValueError {
        self.fail_convert(ConvertError::nil(target.ty()))
    }

    fn open(&mut self, frame: Frame<'v>) -> Result<(), FromValueError> {
        if self.path.len() >= self.max_depth {
            let why = format!("values are nested more than {} deep", self.max_depth);
            return Err(self.fail(ReadError::Refused(why)));
        }
        self.path.push(frame);
        Ok(())
    }

    fn close(&mut self) -> Result<(), FromValueError> {
        match self.path.pop() {
            Some(_) => Ok(()),
            None => Err(self.out_of_step()),
        }
    }

    fn number(&mut self, kind: Kind) -> Result<Number, FromValueError> {
        let value = self.plain(Primitive(kind))?;
        number(value).ok_or_else(|| self.incompatible(value.ty(), Primitive(kind).ty()))
    }

    fn integer(&mut self, kind: Kind) -> Result<i128, FromValueError> {
        let number = self.number(kind)?;
        number
            .to_integer(kind)
            .ok_or_else(|| self.out_of_range(number, kind))
    }

    #[cold]
    fn out_of_range(&self, number: Number, kind: Kind) -> FromValueError {
        self.fail_convert(ConvertError::Number {
            value: number.to_string(),
            ty: Primitive(kind).ty().to_owned(),
        })
    }

    fn check_len(
        &self,
        expected: u64,
        found: usize,
        target: impl Target<'v>,
    ) -> Result<(), FromValueError> {
        let found = found as u64;
        if found == expected {
            return Ok(());
        }
        let ty = target.ty().to_owned();
        Err(self.fail_convert(ConvertError::Length {
            ty,
            expected,
            found,
        }))
    }

    /// Enters a list or array, and tells the number of elements.
    fn open_list(&mut self, target: impl Target<'v>) -> Result<usize, FromValueError> {
        let value = self.plain(target)?;
        if !matches!(value.kind(), Kind::List | Kind::Array) {
            return Err(self.incompatible(value.ty(), target.ty()));
        }
        let elems = value.elems();
        let len = elems.len();
        self.open(Frame::list(elems))?;
        Ok(len)
    }

    /// Where the fields of a struct go.
    fn plan(&mut self, from: TypeRef<'v>, target: impl Target<'v>) -> Option<Plan> {
        if self.way == Way::Exact {
            return Some(Plan::Same);
        }
        let to = target.ty();
        if from == to {
            return Some(Plan::Same);
        }
        if let Some(plan) = self.plans.get(&(from, to)) {
            return Some(Plan::Other(Arc::clone(plan)));
        }
        let plan = frame::plan(from, to)?;
        self.plans.insert((from, to), Arc::clone(&plan));
        Some(Plan::Other(plan))
    }
}

/// The unnamed type of a kind as a target.
#[derive(Clone, Copy)]
struct Primitive(Kind);

impl<'t> Target<'t> for Primitive {
    fn ty(self) -> TypeRef<'t> {
        match self.0 {
            Kind::Bool => bool::vdl_type(),
            Kind::Byte => u8::vdl_type(),
            Kind::Uint16 => u16::vdl_type(),
            Kind::Uint32 => u32::vdl_type(),
            Kind::Uint64 => u64::vdl_type(),
            Kind::Int8 => i8::vdl_type(),
            Kind::Int16 => i16::vdl_type(),
            Kind::Int32 => i32::vdl_type(),
            Kind::Int64 => i64::vdl_type(),
            Kind::Float32 => f32::vdl_type(),
            Kind::Float64 => f64::vdl_type(),
            Kind::String | Kind::Enum => str::vdl_type(),
            Kind::TypeObject => Type::vdl_type(),
            Kind::Any
            | Kind::Optional
            | Kind::Array
            | Kind::List
            | Kind::Set
            | Kind::Map
            | Kind::Struct
            | Kind::Union => Value::vdl_type(),
        }
        .as_ref()
    }
}

/// Whether values are checked for compatibility before their parts are looked at.
fn has_parts(ty: TypeRef<'_>) -> bool {
    matches!(
        ty.kind(),
        Kind::Optional
            | Kind::Array
            | Kind::List
            | Kind::Set
            | Kind::Map
            | Kind::Struct
            | Kind::Union
    )
}

impl<'v> Reader<'v> for ValueReader<'v> {
    type Error = FromValueError;

    #[cold]
    fn fail(&self, cause: ReadError) -> FromValueError {
        FromValueError::new(cause, frame::path_text(&self.path))
    }

    fn charge(&mut self, bytes: usize) -> Result<(), FromValueError> {
        match self.memory.checked_sub(bytes as u64) {
            Some(rest) => {
                self.memory = rest;
                Ok(())
            }
            None => Err(self.fail(ValueError::TooLarge.into())),
        }
    }

    fn bool(&mut self) -> Result<bool, FromValueError> {
        let target = Primitive(Kind::Bool);
        let value = self.plain(target)?;
        value
            .as_bool()
            .ok_or_else(|| self.incompatible(value.ty(), target.ty()))
    }

    fn uint(&mut self, kind: Kind) -> Result<u64, FromValueError> {
        // Within the range of the kind, so casts keep the value.
        Ok(self.integer(kind)? as u64)
    }

    fn int(&mut self, kind: Kind) -> Result<i64, FromValueError> {
        Ok(self.integer(kind)? as i64)
    }

    fn float(&mut self, kind: Kind) -> Result<f64, FromValueError> {
        let number = self.number(kind)?;
        number
            .to_float(kind)
            .ok_or_else(|| self.out_of_range(number, kind))
    }

    fn string(&mut self) -> Result<&[u8], FromValueError> {
        let target = Primitive(Kind::String);
        let value = self.plain(target)?;
        text(value).ok_or_else(|| self.incompatible(value.ty(), target.ty()))
    }

    fn label(&mut self, target: impl Target<'v>) -> Result<usize, FromValueError> {
        let value = self.plain(target)?;
        let index = value.enum_index();
        if self.way == Way::Exact
            && let Some(index) = index
        {
            return Ok(index);
        }
        let to = target.ty();
        if value.ty() == to
            && let Some(index) = index
        {
            // Labels may be repeated; then their positions still differ.
            return Ok(index);
        }
        let (Some(label), Some(labels)) = (text(value), to.labels()) else {
            return Err(self.incompatible(value.ty(), to));
        };
        let index = std::str::from_utf8(label)
            .ok()
            .and_then(|label| labels.index_of(label));
        index.ok_or_else(|| {
            let label = String::from_utf8_lossy(label).into_owned();
            let ty = to.to_owned();
            self.fail_convert(ConvertError::Label { label, ty })
        })
    }

    fn type_object(&mut self) -> Result<Type, FromValueError> {
        let target = Primitive(Kind::TypeObject);
        let value = self.plain(target)?;
        match value.as_type() {
            Some(ty) => Ok(ty.clone()),
            None => Err(self.incompatible(value.ty(), target.ty())),
        }
    }

    fn bytes(
        &mut self,
        len: Option<u64>,
        target: impl Target<'v>,
    ) -> Result<Cow<'_, [u8]>, FromValueError> {
        let value = self.plain(target)?;
        let elems = match value.view() {
            View::Bytes(bytes) => {
                self.check_len(len.unwrap_or(bytes.len() as u64), bytes.len(), target)?;
                return Ok(Cow::Borrowed(bytes));
            }
            View::List(elems) => elems,
            View::Any(_)
            | View::Optional(_)
            | View::Bool(_)
            | View::Unsigned(_)
            | View::Signed(_)
            | View::Float(_)
            | View::String(_)
            | View::Enum { .. }
            | View::TypeObject(_)
            | View::Set(_)
            | View::Map(_)
            | View::Struct(_)
            | View::Union { .. } => return Err(self.incompatible(value.ty(), target.ty())),
        };
        let found = elems.len();
        self.check_len(len.unwrap_or(found as u64), found, target)?;
        self.open(Frame::list(elems))?;
        let mut bytes = Vec::with_capacity(found);
        for _ in 0..found {
            bytes.push(self.integer(Kind::Byte)? as u8);
        }
        self.close()?;
        Ok(Cow::Owned(bytes))
    }

    fn begin_list(&mut self, target: impl Target<'v>) -> Result<usize, FromValueError> {
        self.open_list(target)
    }

    fn begin_array(&mut self, len: u64, target: impl Target<'v>) -> Result<(), FromValueError> {
        let found = self.open_list(target)?;
        self.check_len(len, found, target)
    }

    fn end_list(&mut self) -> Result<(), FromValueError> {
        self.close()
    }

    fn begin_set(&mut self, target: impl Target<'v>) -> Result<usize, FromValueError> {
        let value = self.plain(target)?;
        let View::Set(keys) = value.view() else {
            return Err(self.incompatible(value.ty(), target.ty()));
        };
        let len = keys.len();
        self.open(Frame::set(keys))?;
        Ok(len)
    }

    fn end_set(&mut self) -> Result<(), FromValueError> {
        self.close()
    }

    fn begin_map(&mut self, target: impl Target<'v>) -> Result<usize, FromValueError> {
        let value = self.plain(target)?;
        let View::Map(entries) = value.view() else {
            return Err(self.incompatible(value.ty(), target.ty()));
        };
        let len = entries.len();
        self.open(Frame::map(entries))?;
        Ok(len)
    }

    // Keys and elements take turns by themselves.
    fn key(&mut self) {}

    fn elem(&mut self) {}

    fn end_map(&mut self) -> Result<(), FromValueError> {
        self.close()
    }

    fn begin_struct(&mut self, target: impl Target<'v>) -> Result<(), FromValueError> {
        let value = self.plain(target)?;
        if let View::Struct(fields) = value.view()
            && let Some(plan) = self.plan(value.ty(), target)
        {
            target.check_fields(value.ty()).map_err(|cause| self.fail(cause))?;
            return self.open(Frame::structure(fields, plan));
        }
        Err(self.incompatible(value.ty(), target.ty()))
    }

    fn next_field(&mut self, _target: impl Target<'v>) -> Result<Option<usize>, FromValueError> {
        let Some(frame) = self.path.last_mut() else {
            return Err(self.out_of_step());
        };
        let field = frame.next_field();
        if field.is_none() {
            self.close()?;
        }
        Ok(field)
    }

    fn begin_union(&mut self, target: impl Target<'v>) -> Result<usize, FromValueError> {
        let value = self.plain(target)?;
        let View::Union {
            index,
            name,
            value: held,
        } = value.view()
        else {
            return Err(self.incompatible(value.ty(), target.ty()));
        };
        let index = if self.way == Way::Exact {
            index
        } else {
            let Shape::Union(targets) = target.ty().shape() else {
                return Err(self.incompatible(value.ty(), target.ty()));
            };
            targets.index_of(name).ok_or_else(|| {
                let (field, ty) = (name.to_owned(), target.ty().to_owned());
                self.fail_convert(ConvertError::UnionField { field, ty })
            })?
        };
        self.open(Frame::union(name, held))?;
        Ok(index)
    }

    fn end_union(&mut self) -> Result<(), FromValueError> {
        self.close()
    }

    fn begin_optional(&mut self, target: impl Target<'v>) -> Result<bool, FromValueError> {
        let mut value = self.next()?;
        loop {
            if let Some(held) = value.optional() {
                let Some(held) = held else {
                    return Ok(false);
                };
                value = held;
            } else if let Some(held) = value.any() {
                let Some(held) = held else {
                    return Ok(false);
                };
                self.check_compatible(held.ty(), target.ty())?;
                value = held;
            } else {
                break;
            }
        }
        self.open(Frame::held(value))?;
        Ok(true)
    }

    fn end_some(&mut self) -> Result<(), FromValueError> {
        self.close()
    }

    fn begin_any(&mut self) -> Result<Option<TypeRef<'v>>, FromValueError> {
        let Some(held) = self.next_held()? else {
            return Ok(None);
        };
        self.open(Frame::held(held))?;
        Ok(Some(held.ty()))
    }

    fn end_any(&mut self) -> Result<(), FromValueError> {
        self.close()
    }

    fn held_any(&mut self) -> Result<Held, FromValueError> {
        let held = self.next_held()?;
        Ok(held.map_or(Held::Nil, |held| Held::Value(held.to_owned())))
    }
}

impl<'v> ValueReader<'v> {
    /// What the next value holds, if it is an any, or else itself.
    fn next_held(&mut self) -> Result<Option<ValueRef<'v>>, FromValueError> {
        let value = self.next()?;
        Ok(value.any().unwrap_or(Some(value)))
    }
}

/// The bytes of a string, or of a label.
fn text(value: ValueRef<'_>) -> Option<&[u8]> {
    match value.label() {
        Some(label) => Some(label.as_bytes()),
        None => value.as_bytes().filter(|_| value.kind() == Kind::String),
    }
}
