//! Reading bodies of one type as values of another: vom §13.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use vdl::coder::{Number, ReadError, Reader, Target};
use vdl::{ConvertError, Kind, Labels, Shape, Type, TypeRef, compatible};

use super::body::Body;
use super::error::{DecodeError, DecodeErrorKind};
use super::exact::{float_fits, int_fits, out_of_range, uint_fits};
use super::wire::{END, NIL};

/// Reads the body of a message with conversion.
#[derive(Debug)]
pub(super) struct ConvertReader<'a, 't> {
    body: Body<'a, 't>,
    /// What comes next in the body.
    place: Place<'t>,
    /// Values whose parts are being read, the innermost last.
    path: Vec<Frame<'t>>,
    /// For pairs of struct types where the fields go.
    plans: HashMap<(TypeRef<'t>, TypeRef<'t>), Plan>,
    /// Pairs of types that were found compatible.
    compatible: HashSet<(TypeRef<'t>, TypeRef<'t>)>,
}

/// For every field of the struct in the body the position in the target, or `DROPPED`.
type Plan = Arc<[u32]>;

const DROPPED: u32 = u32::MAX;

/// The next value in the body.
#[derive(Clone, Copy, Debug)]
struct Place<'t> {
    ty: TypeRef<'t>,
    /// Whether it is one byte of a list or array of bytes.
    raw: bool,
}

#[derive(Debug)]
struct Frame<'t> {
    /// The value itself.
    place: Place<'t>,
    parts: Parts<'t>,
}

#[derive(Debug)]
enum Parts<'t> {
    /// Elements, keys, or what is held.
    Alike,
    Map {
        key: TypeRef<'t>,
        elem: TypeRef<'t>,
    },
    Struct(Plan),
}

impl<'t> Place<'t> {
    fn of(ty: TypeRef<'t>) -> Self {
        Self { ty, raw: false }
    }
}

impl<'a, 't> ConvertReader<'a, 't> {
    pub(super) fn new(body: Body<'a, 't>, ty: TypeRef<'t>) -> Self {
        Self {
            body,
            place: Place::of(ty),
            path: Vec::new(),
            plans: HashMap::new(),
            compatible: HashSet::new(),
        }
    }

    pub(super) fn into_body(self) -> Body<'a, 't> {
        self.body
    }

    fn fail_convert(&self, error: ConvertError) -> DecodeError {
        self.body.fail(ReadError::Convert(error))
    }

    fn incompatible(&self, from: TypeRef<'t>, to: TypeRef<'t>) -> DecodeError {
        self.fail_convert(ConvertError::Incompatible {
            from: from.to_owned(),
            to: to.to_owned(),
        })
    }

    fn check_compatible(&mut self, from: TypeRef<'t>, to: TypeRef<'t>) -> Result<(), DecodeError> {
        if from == to || self.compatible.contains(&(from, to)) {
            return Ok(());
        }
        if !compatible(from, to) {
            return Err(self.incompatible(from, to));
        }
        self.compatible.insert((from, to));
        Ok(())
    }

    /// Goes into any and optional down to a value that is neither.
    fn plain(&mut self, target: impl Target<'t>) -> Result<Place<'t>, DecodeError> {
        let mut place = self.place;
        loop {
            match place.ty.shape() {
                Shape::Any => {
                    let Some(held) = self.body.any_header()? else {
                        return Err(self.nil(target));
                    };
                    if has_parts(target.ty()) {
                        self.check_compatible(held, target.ty())?;
                    }
                    place = Place::of(held);
                }
                Shape::Optional(elem) => {
                    if self.body.input.control(NIL) {
                        return Err(self.nil(target));
                    }
                    place = Place::of(elem);
                }
                Shape::Bool
                | Shape::Byte
                | Shape::Uint16
                | Shape::Uint32
                | Shape::Uint64
                | Shape::Int8
                | Shape::Int16
                | Shape::Int32
                | Shape::Int64
                | Shape::Float32
                | Shape::Float64
                | Shape::String
                | Shape::Enum(_)
                | Shape::TypeObject
                | Shape::Array { .. }
                | Shape::List(_)
                | Shape::Set(_)
                | Shape::Map { .. }
                | Shape::Struct(_)
                | Shape::Union(_) => return Ok(place),
            }
        }
    }

    fn nil(&self, target: impl Target<'t>) -> DecodeError {
        let ty = target.ty().to_owned();
        self.fail_convert(ConvertError::Nil { ty })
    }

    /// Enters a value; `place` is what comes next in it.
    fn open(&mut self, place: Place<'t>, parts: Parts<'t>) -> Result<(), DecodeError> {
        self.body.enter()?;
        let frame = Frame {
            place: self.place,
            parts,
        };
        self.path.push(frame);
        self.place = place;
        Ok(())
    }

    fn close(&mut self) {
        let frame = self.path.pop().expect("a value that ends has begun");
        self.place = frame.place;
        self.body.leave();
    }

    fn number(&mut self, kind: Kind) -> Result<Number, DecodeError> {
        let place = self.plain(Primitive(kind))?;
        let input = &mut self.body.input;
        if place.raw {
            return Ok(Number::Unsigned(u64::from(input.byte()?)));
        }
        let from = place.ty.kind();
        Ok(if from.is_unsigned() {
            let mut value = input.uint()?;
            if from == Kind::Byte {
                // What is beyond eight bits is dropped, as peers do.
                value &= 0xFF;
            }
            if !uint_fits(from, value) {
                return Err(out_of_range(&self.body, value.to_string(), from));
            }
            Number::Unsigned(value)
        } else if from.is_signed() {
            let value = input.int()?;
            if !int_fits(from, value) {
                return Err(out_of_range(&self.body, value.to_string(), from));
            }
            Number::Signed(value)
        } else if from == Kind::Float32 {
            let value = input.float()?;
            if !float_fits(from, value) {
                return Err(out_of_range(&self.body, value.to_string(), from));
            }
            Number::Float32(value)
        } else if from == Kind::Float64 {
            Number::Float64(input.float()?)
        } else {
            return Err(self.incompatible(place.ty, Primitive(kind).ty()));
        })
    }

    fn integer(&mut self, kind: Kind) -> Result<i128, DecodeError> {
        let number = self.number(kind)?;
        number
            .to_integer(kind)
            .ok_or_else(|| out_of_range(&self.body, number.to_string(), kind))
    }

    /// Enters a list or array, and tells the number of elements.
    fn open_list(&mut self, target: impl Target<'t>) -> Result<usize, DecodeError> {
        let place = self.plain(target)?;
        let input = &mut self.body.input;
        let (len, elem) = if let Shape::List(elem) = place.ty.shape() {
            (input.count(1)?, elem)
        } else if let Shape::Array { len, elem } = place.ty.shape() {
            input.array_header()?;
            (input.room(len, 1)?, elem)
        } else {
            return Err(self.incompatible(place.ty, target.ty()));
        };
        let raw = elem.kind() == Kind::Byte;
        self.open(Place { ty: elem, raw }, Parts::Alike)?;
        Ok(len)
    }

    fn check_len(
        &self,
        expected: u64,
        found: usize,
        target: impl Target<'t>,
    ) -> Result<(), DecodeError> {
        let found = found as u64;
        if found == expected {
            return Ok(());
        }
        Err(self.fail_convert(ConvertError::Length {
            ty: target.ty().to_owned(),
            expected,
            found,
        }))
    }

    /// Where the fields of a struct go.
    fn plan(&mut self, from: TypeRef<'t>, to: TypeRef<'t>) -> Option<Plan> {
        if let Some(plan) = self.plans.get(&(from, to)) {
            return Some(Arc::clone(plan));
        }
        let (Shape::Struct(fields), Shape::Struct(targets)) = (from.shape(), to.shape()) else {
            return None;
        };
        let position = |name| {
            let index = targets.index_of(name)?;
            u32::try_from(index).ok()
        };
        let plan: Plan = fields
            .iter()
            .map(|field| position(field.name).unwrap_or(DROPPED))
            .collect();
        self.plans.insert((from, to), Arc::clone(&plan));
        Some(plan)
    }

    fn enum_index(&mut self, labels: Labels<'t>) -> Result<usize, DecodeError> {
        let index = self.body.input.uint()?;
        usize::try_from(index)
            .ok()
            .filter(|index| *index < labels.len())
            .ok_or_else(|| self.body.input.fail(DecodeErrorKind::EnumIndex(index)))
    }

    fn enum_label(&mut self, labels: Labels<'t>) -> Result<&'t str, DecodeError> {
        let index = self.enum_index(labels)?;
        Ok(labels.label(index).unwrap_or_default())
    }
}

/// The unnamed type of a kind as a target.
#[derive(Clone, Copy)]
struct Primitive(Kind);

impl<'t> Target<'t> for Primitive {
    fn ty(self) -> TypeRef<'t> {
        let built_in = super::ids::of_kind(self.0).and_then(super::ids::built_in_type);
        built_in.expect("scalars have a built-in type").as_ref()
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

impl<'t> Reader<'t> for ConvertReader<'_, 't> {
    type Error = DecodeError;

    fn fail(&self, cause: ReadError) -> DecodeError {
        self.body.fail(cause)
    }

    fn charge(&mut self, bytes: usize) -> Result<(), DecodeError> {
        self.body.charge(bytes)
    }

    fn bool(&mut self) -> Result<bool, DecodeError> {
        let place = self.plain(Primitive(Kind::Bool))?;
        if place.ty.kind() != Kind::Bool {
            return Err(self.incompatible(place.ty, Primitive(Kind::Bool).ty()));
        }
        self.body.input.bool()
    }

    fn uint(&mut self, kind: Kind) -> Result<u64, DecodeError> {
        // Within the range of the kind, so casts keep the value.
        Ok(self.integer(kind)? as u64)
    }

    fn int(&mut self, kind: Kind) -> Result<i64, DecodeError> {
        Ok(self.integer(kind)? as i64)
    }

    fn float(&mut self, kind: Kind) -> Result<f64, DecodeError> {
        let number = self.number(kind)?;
        number
            .to_float(kind)
            .ok_or_else(|| out_of_range(&self.body, number.to_string(), kind))
    }

    fn string(&mut self) -> Result<&[u8], DecodeError> {
        let place = self.plain(Primitive(Kind::String))?;
        if place.ty.kind() == Kind::String {
            self.body.input.bytes()
        } else if let Some(labels) = place.ty.labels() {
            Ok(self.enum_label(labels)?.as_bytes())
        } else {
            Err(self.incompatible(place.ty, Primitive(Kind::String).ty()))
        }
    }

    fn label(&mut self, target: impl Target<'t>) -> Result<usize, DecodeError> {
        let place = self.plain(target)?;
        let to = target.ty();
        let label = if let Some(labels) = place.ty.labels() {
            if place.ty == to {
                // Labels may be repeated; then their positions still differ.
                return self.enum_index(labels);
            }
            self.enum_label(labels)?.as_bytes()
        } else if place.ty.kind() == Kind::String {
            self.body.input.bytes()?
        } else {
            return Err(self.incompatible(place.ty, to));
        };
        let index = std::str::from_utf8(label)
            .ok()
            .and_then(|label| to.labels()?.index_of(label));
        index.ok_or_else(|| {
            let label = String::from_utf8_lossy(label).into_owned();
            let ty = to.to_owned();
            self.fail_convert(ConvertError::Label { label, ty })
        })
    }

    fn type_object(&mut self) -> Result<Type, DecodeError> {
        let place = self.plain(Primitive(Kind::TypeObject))?;
        if place.ty.kind() != Kind::TypeObject {
            return Err(self.incompatible(place.ty, Primitive(Kind::TypeObject).ty()));
        }
        self.body.type_object()
    }

    fn bytes(
        &mut self,
        len: Option<u64>,
        target: impl Target<'t>,
    ) -> Result<Cow<'_, [u8]>, DecodeError> {
        let found = self.open_list(target)?;
        if let Some(len) = len {
            self.check_len(len, found, target)?;
        }
        if self.place.raw {
            self.close();
            return Ok(Cow::Borrowed(self.body.input.take(found as u64)?));
        }
        let mut bytes = Vec::with_capacity(found);
        for _ in 0..found {
            bytes.push(self.integer(Kind::Byte)? as u8);
        }
        self.close();
        Ok(Cow::Owned(bytes))
    }

    fn begin_list(&mut self, target: impl Target<'t>) -> Result<usize, DecodeError> {
        self.open_list(target)
    }

    fn begin_array(&mut self, len: u64, target: impl Target<'t>) -> Result<(), DecodeError> {
        let found = self.open_list(target)?;
        self.check_len(len, found, target)
    }

    fn end_list(&mut self) -> Result<(), DecodeError> {
        self.close();
        Ok(())
    }

    fn begin_set(&mut self, target: impl Target<'t>) -> Result<usize, DecodeError> {
        let place = self.plain(target)?;
        let Shape::Set(key) = place.ty.shape() else {
            return Err(self.incompatible(place.ty, target.ty()));
        };
        let len = self.body.input.count(1)?;
        self.open(Place::of(key), Parts::Alike)?;
        Ok(len)
    }

    fn end_set(&mut self) -> Result<(), DecodeError> {
        self.close();
        Ok(())
    }

    fn begin_map(&mut self, target: impl Target<'t>) -> Result<usize, DecodeError> {
        let place = self.plain(target)?;
        let Shape::Map { key, elem } = place.ty.shape() else {
            return Err(self.incompatible(place.ty, target.ty()));
        };
        let len = self.body.input.count(2)?;
        self.open(Place::of(key), Parts::Map { key, elem })?;
        Ok(len)
    }

    fn key(&mut self) {
        if let Some(Frame {
            parts: Parts::Map { key, .. },
            ..
        }) = self.path.last()
        {
            self.place = Place::of(*key);
        }
    }

    fn elem(&mut self) {
        if let Some(Frame {
            parts: Parts::Map { elem, .. },
            ..
        }) = self.path.last()
        {
            self.place = Place::of(*elem);
        }
    }

    fn end_map(&mut self) -> Result<(), DecodeError> {
        self.close();
        Ok(())
    }

    fn begin_struct(&mut self, target: impl Target<'t>) -> Result<(), DecodeError> {
        let place = self.plain(target)?;
        let Some(plan) = self.plan(place.ty, target.ty()) else {
            return Err(self.incompatible(place.ty, target.ty()));
        };
        self.open(place, Parts::Struct(plan))?;
        // The type of the struct is needed for every field; that of the field is put in its place meanwhile.
        let fields = Frame {
            place,
            parts: Parts::Alike,
        };
        self.path.push(fields);
        Ok(())
    }

    fn next_field(&mut self, _target: impl Target<'t>) -> Result<Option<usize>, DecodeError> {
        let [.., outer, own] = self.path.as_slice() else {
            unreachable!("fields are read inside a struct");
        };
        let Parts::Struct(plan) = &outer.parts else {
            unreachable!("fields are read inside a struct");
        };
        let (plan, ty) = (Arc::clone(plan), own.place.ty);
        loop {
            if self.body.input.control(END) {
                self.path.pop();
                self.close();
                return Ok(None);
            }
            let index = self.body.input.uint()?;
            let field = self.body.field(ty, index)?;
            match plan[index as usize] {
                DROPPED => self.body.skip(field)?,
                target => {
                    self.place = Place::of(field);
                    return Ok(Some(target as usize));
                }
            }
        }
    }

    fn begin_union(&mut self, target: impl Target<'t>) -> Result<usize, DecodeError> {
        let place = self.plain(target)?;
        let to = target.ty();
        let (Shape::Union(fields), Shape::Union(targets)) = (place.ty.shape(), to.shape()) else {
            return Err(self.incompatible(place.ty, to));
        };
        let index = self.body.input.uint()?;
        let field = usize::try_from(index)
            .ok()
            .and_then(|index| fields.get(index));
        let Some(field) = field else {
            return Err(self.body.input.fail(DecodeErrorKind::FieldIndex(index)));
        };
        let Some(index) = targets.index_of(field.name) else {
            return Err(self.fail_convert(ConvertError::UnionField {
                field: field.name.to_owned(),
                ty: to.to_owned(),
            }));
        };
        self.open(Place::of(field.ty), Parts::Alike)?;
        Ok(index)
    }

    fn end_union(&mut self) -> Result<(), DecodeError> {
        self.close();
        Ok(())
    }

    fn begin_optional(&mut self, target: impl Target<'t>) -> Result<bool, DecodeError> {
        let mut place = self.place;
        loop {
            if let Shape::Optional(elem) = place.ty.shape() {
                if self.body.input.control(NIL) {
                    return Ok(false);
                }
                place = Place::of(elem);
            } else if place.ty.kind() == Kind::Any {
                let Some(held) = self.body.any_header()? else {
                    return Ok(false);
                };
                self.check_compatible(held, target.ty())?;
                place = Place::of(held);
            } else {
                break;
            }
        }
        self.open(place, Parts::Alike)?;
        Ok(true)
    }

    fn end_some(&mut self) -> Result<(), DecodeError> {
        self.close();
        Ok(())
    }

    fn begin_any(&mut self) -> Result<Option<TypeRef<'t>>, DecodeError> {
        let mut place = self.place;
        while place.ty.kind() == Kind::Any {
            let Some(held) = self.body.any_header()? else {
                return Ok(None);
            };
            place = Place::of(held);
        }
        self.open(place, Parts::Alike)?;
        Ok(Some(place.ty))
    }

    fn end_any(&mut self) -> Result<(), DecodeError> {
        self.close();
        Ok(())
    }
}
