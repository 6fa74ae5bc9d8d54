//! The steps through the body of a message: vom §6.

use vdl::{Shape, Type, TypeRef};

use super::atom::{AtomKind, Control, Datum};
use super::dumper::Dumper;
use super::step::{Step, Text};
use super::wire_type::WIRE_TYPE;
use crate::vom::error::{DecodeError, DecodeErrorKind};
use crate::vom::wire::{END, Input, MAX_LEN, NIL};

impl Dumper {
    /// The first atom of a value, and the steps through the rest of it.
    pub(super) fn value(&mut self, ty: &Type) -> Result<(), DecodeError> {
        match ty.shape() {
            Shape::Any => self.any(),
            Shape::Optional(elem) => self.optional(ty, elem),
            Shape::Bool => self.primitive("bool", |input| Ok(Datum::Bool(input.bool()?))),
            // What is beyond eight bits is dropped, as peers do.
            Shape::Byte => self.primitive("byte", |input| Ok(Datum::Byte(input.uint()? as u8))),
            Shape::Uint16 | Shape::Uint32 | Shape::Uint64 => {
                self.primitive("uint", |input| Ok(Datum::Uint(input.uint()?)))
            }
            Shape::Int8 | Shape::Int16 | Shape::Int32 | Shape::Int64 => {
                self.primitive("int", |input| Ok(Datum::Int(input.int()?)))
            }
            Shape::Float32 | Shape::Float64 => {
                self.primitive("float", |input| Ok(Datum::Float(input.float()?)))
            }
            Shape::String => {
                let len = self.len(AtomKind::ByteLen, "string len", None)?;
                self.steps.push(Step::Data(len, Text::String));
                Ok(())
            }
            Shape::Enum(labels) => {
                let label = |index| labels.label(index);
                let (index, len, label) = self.index(label)?;
                let kind = AtomKind::Index;
                let Some(label) = label else {
                    let error = DecodeErrorKind::EnumIndex(index);
                    return self.out_of_range(index, len, ty, error);
                };
                self.atom(len, kind, Datum::Uint(index), member(ty, label));
                Ok(())
            }
            Shape::TypeObject => {
                let start = self.error_at();
                let (index, len) = self.read_uint()?;
                self.table_entry(index, len).map_err(start)?;
                Ok(())
            }
            Shape::Array { len, elem } => self.list(ty, elem, Some(len)),
            Shape::List(elem) => self.list(ty, elem, None),
            Shape::Set(key) => {
                let len = self.len(AtomKind::ValueLen, "set len", None)?;
                self.steps.push(Step::Elems(len, key.to_owned()));
                Ok(())
            }
            Shape::Map { .. } => {
                let len = self.len(AtomKind::ValueLen, "map len", None)?;
                self.steps.push(Step::Entries(len, ty.clone()));
                Ok(())
            }
            Shape::Struct(_) => self.field(ty),
            Shape::Union(fields) => {
                let (index, len, field) = self.index(|index| fields.get(index))?;
                let Some(field) = field else {
                    let error = DecodeErrorKind::FieldIndex(index);
                    return self.out_of_range(index, len, ty, error);
                };
                let (kind, debug) = if *ty == *WIRE_TYPE {
                    let name = field.ty.name().unwrap_or_default();
                    (AtomKind::WireTypeIndex, name.to_owned())
                } else {
                    (AtomKind::Index, member(ty, field.name))
                };
                self.atom(len, kind, Datum::Uint(index), debug);
                self.steps.push(Step::Value(field.ty.to_owned()));
                Ok(())
            }
        }
    }

    fn primitive(
        &mut self,
        what: &str,
        read: impl FnOnce(&mut Input<'_>) -> Result<Datum, DecodeError>,
    ) -> Result<(), DecodeError> {
        let (datum, len) = self.read(read)?;
        self.atom(len, AtomKind::PrimValue, datum, what.to_owned());
        Ok(())
    }

    /// A length, which is zero in front of an array.
    fn len(&mut self, kind: AtomKind, what: &str, array: Option<u64>) -> Result<u64, DecodeError> {
        let (found, len) = self.read_uint()?;
        let found = match array {
            Some(array) if found == 0 => array,
            Some(_) => return Err(self.error(DecodeErrorKind::Invalid("array header"))),
            None if found > MAX_LEN => return Err(self.error(DecodeErrorKind::TooLarge(found))),
            None => found,
        };
        self.atom(len, kind, Datum::Uint(found), what.to_owned());
        Ok(found)
    }

    fn list(
        &mut self,
        ty: &Type,
        elem: TypeRef<'_>,
        array: Option<u64>,
    ) -> Result<(), DecodeError> {
        let next = if ty.is_bytes() {
            Step::Data(
                self.len(AtomKind::ByteLen, "bytes len", array)?,
                Text::Bytes,
            )
        } else {
            let len = self.len(AtomKind::ValueLen, "list len", array)?;
            Step::Elems(len, elem.to_owned())
        };
        self.steps.push(next);
        Ok(())
    }

    /// The bytes of a string.
    pub(super) fn data(&mut self, len: u64, text: Text) -> Result<(), DecodeError> {
        let (bytes, len) = self.read(|input| Ok(input.take(len)?.to_vec()))?;
        let debug = match text {
            Text::Bytes => "bytes",
            Text::String => "string",
        };
        let debug = debug.to_owned();
        self.atom(len, AtomKind::PrimValue, Datum::String(bytes), debug);
        Ok(())
    }

    fn optional(&mut self, ty: &Type, elem: TypeRef<'_>) -> Result<(), DecodeError> {
        let (is_nil, _) = self.read(|input| Ok(input.clone().byte()? == NIL))?;
        if is_nil {
            let debug = format!("{ty} is nil");
            self.atom(1, AtomKind::Control, Datum::Control(Control::Nil), debug);
        } else {
            self.steps.push(Step::Value(elem.to_owned()));
        }
        Ok(())
    }

    /// The position of a field, or the end of a struct.
    pub(super) fn field(&mut self, ty: &Type) -> Result<(), DecodeError> {
        let Shape::Struct(fields) = ty.shape() else {
            return Ok(());
        };
        let (is_end, _) = self.read(|input| Ok(input.clone().byte()? == END))?;
        if is_end {
            let debug = format!("{} END", ty.name().unwrap_or_default());
            self.atom(1, AtomKind::Control, Datum::Control(Control::End), debug);
            return Ok(());
        }
        let (index, len, field) = self.index(|index| fields.get(index))?;
        let Some(field) = field else {
            let error = DecodeErrorKind::FieldIndex(index);
            return self.out_of_range(index, len, ty, error);
        };
        let debug = member(ty, field.name);
        self.atom(len, AtomKind::Index, Datum::Uint(index), debug);
        self.steps.push(Step::Fields(ty.clone()));
        self.steps.push(Step::Value(field.ty.to_owned()));
        Ok(())
    }

    fn any(&mut self) -> Result<(), DecodeError> {
        let (is_nil, _) = self.read(|input| Ok(input.clone().byte()? == NIL))?;
        if is_nil {
            let debug = String::from("any(nil)");
            self.atom(1, AtomKind::Control, Datum::Control(Control::Nil), debug);
            return Ok(());
        }
        let start = self.error_at();
        let (index, len) = self.read_uint()?;
        let held = self.table_entry(index, len).map_err(&start)?;
        if held == Type::ANY {
            return Err(start(DecodeErrorKind::Invalid("any inside any")));
        }
        self.steps.push(Step::AnyLen(held));
        Ok(())
    }

    pub(super) fn any_len(&mut self, held: &Type) -> Result<(), DecodeError> {
        let (index, len) = self.read_uint()?;
        let entry = usize::try_from(index)
            .ok()
            .and_then(|index| self.tables.any_lens.get(index));
        let Some(entry) = entry else {
            return Err(self.error(DecodeErrorKind::AnyLenTableIndex(index)));
        };
        let debug = format!("len {entry}");
        self.atom(len, AtomKind::AnyMsgLen, Datum::Uint(index), debug);
        self.steps.push(Step::Value(held.clone()));
        Ok(())
    }

    /// An atom that is a position in the type table, and the type there.
    fn table_entry(&mut self, index: u64, len: usize) -> Result<Type, DecodeErrorKind> {
        let found = self.table_type(index);
        let debug = match &found {
            Ok(ty) => ty.unique_string().to_owned(),
            Err(kind) => kind.to_string(),
        };
        self.atom(len, AtomKind::TypeId, Datum::Uint(index), debug);
        found
    }

    /// Reads a position, without going on, and what is there.
    fn index<T>(
        &self,
        find: impl FnOnce(usize) -> Option<T>,
    ) -> Result<(u64, usize, Option<T>), DecodeError> {
        let (index, len) = self.read_uint()?;
        let found = usize::try_from(index).ok().and_then(find);
        Ok((index, len, found))
    }

    /// An atom that is a position where nothing is.
    fn out_of_range(
        &mut self,
        index: u64,
        len: usize,
        ty: &Type,
        kind: DecodeErrorKind,
    ) -> Result<(), DecodeError> {
        let error = self.error(kind);
        let debug = format!("out of range for {ty}");
        self.atom(len, AtomKind::Index, Datum::Uint(index), debug);
        Err(error)
    }

    /// Makes errors at the atom that comes next now.
    fn error_at(&self) -> impl Fn(DecodeErrorKind) -> DecodeError + use<> {
        let offset = self.received.offset();
        move |kind| DecodeError::new(kind, offset)
    }
}

fn member(ty: &Type, name: &str) -> String {
    format!("{}.{name}", ty.name().unwrap_or_default())
}
