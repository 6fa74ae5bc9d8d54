//! Dynamic values are read as values of any type.

use super::{ReadError, Reader, VdlRead};
use crate::types::{Fields, Shape, Type, TypeRef};
use crate::value::{Data, Value, build};
use crate::zero::check_zero;

/// A value some of whose parts have been read.
enum Frame<'t> {
    Optional {
        elem: TypeRef<'t>,
        data: Option<Data>,
    },
    List {
        ty: TypeRef<'t>,
        elem: TypeRef<'t>,
        left: usize,
        items: Vec<Data>,
    },
    Set {
        ty: TypeRef<'t>,
        key: TypeRef<'t>,
        left: usize,
        items: Vec<Data>,
    },
    Map {
        ty: TypeRef<'t>,
        key: TypeRef<'t>,
        elem: TypeRef<'t>,
        left: usize,
        /// The key whose element is being read.
        waiting: Option<Data>,
        items: Vec<(Data, Data)>,
    },
    Struct {
        ty: TypeRef<'t>,
        fields: Fields<'t>,
        /// The field being read.
        index: usize,
        /// All fields, or none before one is read.
        items: Vec<Data>,
    },
    Union {
        field: TypeRef<'t>,
        index: u32,
        data: Option<Data>,
    },
    Any {
        ty: TypeRef<'t>,
        data: Option<Data>,
    },
}

/// What comes next.
enum Step<'t> {
    /// To read a value of a type.
    Read(TypeRef<'t>),
    /// To put a value where it belongs.
    Store(Data),
}

/// Reads a value of a type.
///
/// Values are nested deeper than a stack should be asked to follow, so this does not recurse.
pub fn read_value<'t, R: Reader<'t>>(
    reader: &mut R,
    target: TypeRef<'t>,
) -> Result<Value, R::Error> {
    let data = read_data(reader, target)?;
    Ok(Value::from_parts(target.to_owned(), data))
}

fn read_data<'t, R: Reader<'t>>(reader: &mut R, target: TypeRef<'t>) -> Result<Data, R::Error> {
    let mut path = Vec::new();
    let mut step = Step::Read(target);
    loop {
        match step {
            Step::Read(ty) => {
                if let Some(data) = begin(reader, ty, &mut path)? {
                    step = Step::Store(data);
                    continue;
                }
            }
            Step::Store(data) => match path.last_mut() {
                Some(frame) => store(frame, data),
                None => return Ok(data),
            },
        }
        let frame = path.last_mut().expect("what was begun is on the path");
        step = match advance(reader, frame)? {
            Some(part) => Step::Read(part),
            None => {
                let frame = path.pop().expect("what ends was begun");
                let data = finish(frame).map_err(|error| reader.fail(error))?;
                Step::Store(data)
            }
        };
    }
}

/// Reads a value that has no parts, or the beginning of one that has.
fn begin<'t, R: Reader<'t>>(
    reader: &mut R,
    ty: TypeRef<'t>,
    path: &mut Vec<Frame<'t>>,
) -> Result<Option<Data>, R::Error> {
    let kind = ty.kind();
    let frame = match ty.shape() {
        Shape::Bool => return Ok(Some(build::bool(reader.bool()?))),
        Shape::Byte | Shape::Uint16 | Shape::Uint32 | Shape::Uint64 => {
            let value = reader.uint(kind)?;
            return Ok(Some(if value == 0 {
                Data::Zero
            } else {
                Data::Unsigned(value)
            }));
        }
        Shape::Int8 | Shape::Int16 | Shape::Int32 | Shape::Int64 => {
            let value = reader.int(kind)?;
            return Ok(Some(if value == 0 {
                Data::Zero
            } else {
                Data::Signed(value)
            }));
        }
        Shape::Float32 | Shape::Float64 => {
            return Ok(Some(build::float(kind, reader.float(kind)?)));
        }
        Shape::String => {
            let bytes = reader.string()?;
            return Ok(Some(if bytes.is_empty() {
                Data::Zero
            } else {
                Data::Bytes(bytes.into())
            }));
        }
        Shape::Enum(labels) => {
            let index = reader.label(ty)?;
            let label = u32::try_from(index)
                .ok()
                .filter(|_| index < labels.len())
                .ok_or_else(|| fail_index(reader, ty, index))?;
            return Ok(Some(build::label(label)));
        }
        Shape::TypeObject => {
            let held = reader.type_object()?;
            return Ok(Some(if held == Type::ANY {
                Data::Zero
            } else {
                Data::Type(held)
            }));
        }
        Shape::Array { .. } | Shape::List(_) if ty.is_bytes() => {
            let bytes = reader.bytes(ty.len(), ty)?;
            let data = if bytes.is_empty() {
                Ok(Data::Zero)
            } else if ty.len().is_some() && bytes.iter().all(|byte| *byte == 0) {
                check_zero(ty).map(|()| Data::Zero)
            } else {
                Ok(Data::Bytes(bytes.as_ref().into()))
            };
            return match data {
                Ok(data) => Ok(Some(data)),
                Err(error) => Err(reader.fail(error.into())),
            };
        }
        Shape::Array { len, elem } => {
            reader.begin_array(len, ty)?;
            let left = usize::try_from(len).unwrap_or(usize::MAX);
            let items = reserve(reader, left)?;
            Frame::List {
                ty,
                elem,
                left,
                items,
            }
        }
        Shape::List(elem) => {
            let left = reader.begin_list(ty)?;
            let items = reserve(reader, left)?;
            Frame::List {
                ty,
                elem,
                left,
                items,
            }
        }
        Shape::Set(key) => {
            let left = reader.begin_set(ty)?;
            let items = reserve(reader, left)?;
            Frame::Set {
                ty,
                key,
                left,
                items,
            }
        }
        Shape::Map { key, elem } => {
            let left = reader.begin_map(ty)?;
            let items = reserve(reader, left)?;
            Frame::Map {
                ty,
                key,
                elem,
                left,
                waiting: None,
                items,
            }
        }
        Shape::Struct(fields) => {
            reader.begin_struct(ty)?;
            Frame::Struct {
                ty,
                fields,
                index: 0,
                items: Vec::new(),
            }
        }
        Shape::Union(fields) => {
            let index = reader.begin_union(ty)?;
            let (Some(field), Ok(number)) = (fields.get(index), u32::try_from(index)) else {
                return Err(fail_index(reader, ty, index));
            };
            Frame::Union {
                field: field.ty,
                index: number,
                data: None,
            }
        }
        Shape::Optional(elem) => {
            if !reader.begin_optional(ty)? {
                return Ok(Some(Data::Zero));
            }
            Frame::Optional { elem, data: None }
        }
        Shape::Any => match reader.begin_any()? {
            Some(ty) => Frame::Any { ty, data: None },
            None => return Ok(Some(Data::Zero)),
        },
    };
    path.push(frame);
    Ok(None)
}

fn fail_index<'t, R: Reader<'t>>(reader: &R, ty: TypeRef<'t>, index: usize) -> R::Error {
    let ty = ty.to_owned();
    reader.fail(ReadError::Index { ty, index })
}

fn reserve<'t, T, R: Reader<'t>>(reader: &mut R, count: usize) -> Result<Vec<T>, R::Error> {
    reader.charge(count.saturating_mul(size_of::<T>()))?;
    Ok(Vec::with_capacity(count))
}

/// The type of the next part, or nothing once the end is read.
fn advance<'t, R: Reader<'t>>(
    reader: &mut R,
    frame: &mut Frame<'t>,
) -> Result<Option<TypeRef<'t>>, R::Error> {
    match frame {
        Frame::Optional { elem, data } => {
            if data.is_none() {
                return Ok(Some(*elem));
            }
            reader.end_some()?;
        }
        Frame::List {
            elem, left, items, ..
        } => {
            if items.len() < *left {
                return Ok(Some(*elem));
            }
            reader.end_list()?;
        }
        Frame::Set {
            key, left, items, ..
        } => {
            if items.len() < *left {
                return Ok(Some(*key));
            }
            reader.end_set()?;
        }
        Frame::Map {
            key,
            elem,
            left,
            waiting,
            items,
            ..
        } => {
            if waiting.is_some() {
                reader.elem();
                return Ok(Some(*elem));
            }
            if items.len() < *left {
                reader.key();
                return Ok(Some(*key));
            }
            reader.end_map()?;
        }
        Frame::Struct {
            ty,
            fields,
            index,
            items,
        } => {
            if let Some(next) = reader.next_field(*ty)? {
                let Some(field) = fields.get(next) else {
                    return Err(fail_index(reader, *ty, next));
                };
                if items.is_empty() {
                    reader.charge(fields.len() * size_of::<Data>())?;
                    items.resize(fields.len(), Data::Zero);
                }
                *index = next;
                return Ok(Some(field.ty));
            }
        }
        Frame::Union { field, data, .. } => {
            if data.is_none() {
                return Ok(Some(*field));
            }
            reader.end_union()?;
        }
        Frame::Any { ty, data } => {
            if data.is_none() {
                return Ok(Some(*ty));
            }
            reader.end_any()?;
        }
    }
    Ok(None)
}

/// Takes the part that was asked for last.
fn store(frame: &mut Frame<'_>, part: Data) {
    match frame {
        Frame::Optional { data, .. } | Frame::Union { data, .. } | Frame::Any { data, .. } => {
            *data = Some(part);
        }
        Frame::List { items, .. } | Frame::Set { items, .. } => items.push(part),
        Frame::Map { waiting, items, .. } => match waiting.take() {
            Some(key) => items.push((key, part)),
            None => *waiting = Some(part),
        },
        Frame::Struct { items, index, .. } => items[*index] = part,
    }
}

/// The value made of the parts that were read.
fn finish(frame: Frame<'_>) -> Result<Data, ReadError> {
    Ok(match frame {
        Frame::Optional { elem, data } => build::some(elem, data.unwrap_or(Data::Zero))?,
        Frame::List { ty, items, .. } if ty.len().is_some() => build::array(ty, items)?,
        Frame::List { ty, items, .. } => build::list(ty, items)?,
        Frame::Set { ty, items, .. } => build::set(ty, items)?,
        Frame::Map { ty, items, .. } => build::map(ty, items)?,
        Frame::Struct { ty, items, .. } => build::structure(ty, items)?,
        Frame::Union { field, index, data } => {
            build::union(field, index, data.unwrap_or(Data::Zero))?
        }
        Frame::Any { ty, data } => {
            let held = Value::from_parts(ty.to_owned(), data.unwrap_or(Data::Zero));
            build::any(held)?
        }
    })
}

impl VdlRead for Value {
    fn zero() -> Self {
        Self::any_none()
    }

    /// The value as it is, whatever its type.
    fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
        let Some(ty) = reader.begin_any()? else {
            return Ok(Self::any_none());
        };
        let value = read_value(reader, ty)?;
        reader.end_any()?;
        Ok(value)
    }
}
