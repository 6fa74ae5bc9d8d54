//! Dynamic values become Rust values: vom §13.

mod error;
mod frame;
mod reader;

pub use self::error::FromValueError;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use self::frame::{Frame, Plan};
use super::{Number, Of, ReadError, Reader, Target, VdlRead, VdlType};
use crate::compatible::compatible;
use crate::convert::{ConvertError, number};
use crate::kind::Kind;
use crate::types::{Type, TypeRef};
use crate::value::{MAX_VALUE_DEPTH, Value, ValueRef};

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
/// unless the Rust type is `Value` or the like.
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
                // As deep as values are, within the any that they are read as.
                usize::from(MAX_VALUE_DEPTH) + 1
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

    /// What the next value holds, if it is an any, or else itself.
    fn next_held(&mut self) -> Result<Option<ValueRef<'v>>, FromValueError> {
        let value = self.next()?;
        Ok(value.any().unwrap_or(Some(value)))
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

/// The bytes of a string, or of a label.
fn text(value: ValueRef<'_>) -> Option<&[u8]> {
    match value.label() {
        Some(label) => Some(label.as_bytes()),
        None => value.as_bytes().filter(|_| value.kind() == Kind::String),
    }
}
