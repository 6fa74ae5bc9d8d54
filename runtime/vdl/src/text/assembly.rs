//! Values under construction, part by part.
//!
//! Values are nested deeper than a stack should be asked to follow, so those who read them from text keep what they have
//! begun here. What the text looks like is not known here.

use super::parse::{TextError, TextErrorKind};
use super::untyped_text;
use crate::kind::Kind;
use crate::types::{Type, TypeRef};
use crate::value::{Data, MAX_VALUE_DEPTH, Value, ValueError, ValueRef, build, compare_data};
use crate::zero::{MAX_ZERO_SIZE, check_zero};

/// Values some of whose parts have been read, the innermost last.
pub(crate) struct Assembly {
    open: Vec<Open>,
    /// How many more fields may be made up for those that a text leaves out.
    spare: usize,
}

/// A value some of whose parts have been read.
pub(crate) struct Open {
    /// Where it is in the text.
    pub(crate) at: usize,
    pub(crate) parts: Parts,
}

pub(crate) enum Parts {
    /// Those of a list or array.
    Elems {
        ty: Type,
        items: Vec<Data>,
    },
    /// Those of a set, and where they are.
    Keys {
        ty: Type,
        items: Vec<Data>,
        places: Vec<usize>,
    },
    /// Those of a map, and where their keys are.
    Entries {
        ty: Type,
        /// The key whose element is being read.
        key: Option<Data>,
        items: Vec<(Data, Data)>,
        places: Vec<usize>,
    },
    Fields {
        ty: Type,
        /// The field being read.
        index: usize,
        /// How many fields have been begun.
        count: usize,
        /// Whether they have no names, where that is allowed.
        in_order: bool,
        /// All fields, or none before one is read; those that were not begun are `None`.
        items: Vec<Option<Data>>,
    },
    Union {
        ty: Type,
        index: Option<usize>,
        data: Data,
    },
    Optional {
        ty: Type,
        data: Data,
    },
    Any {
        held: Type,
        data: Data,
    },
    /// Nothing but the value itself.
    Parenthesis(Data),
}

impl Parts {
    /// What a list, array, set, map, struct or union has before anything is read.
    pub(crate) fn empty(ty: Type) -> Option<Self> {
        Some(match ty.kind() {
            Kind::Array | Kind::List => Self::Elems {
                ty,
                items: Vec::new(),
            },
            Kind::Set => Self::Keys {
                ty,
                items: Vec::new(),
                places: Vec::new(),
            },
            Kind::Map => Self::Entries {
                ty,
                key: None,
                items: Vec::new(),
                places: Vec::new(),
            },
            Kind::Struct => Self::Fields {
                ty,
                index: 0,
                count: 0,
                in_order: false,
                items: Vec::new(),
            },
            Kind::Union => Self::Union {
                ty,
                index: None,
                data: Data::Zero,
            },
            Kind::Any
            | Kind::Optional
            | Kind::Bool
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
            | Kind::TypeObject => return None,
        })
    }
}

impl Assembly {
    /// An assembly for a text of some length.
    pub(crate) fn new(len: usize) -> Self {
        Self {
            open: Vec::new(),
            spare: (MAX_ZERO_SIZE as usize).saturating_add(len),
        }
    }

    /// The values that have been begun, the innermost last.
    pub(crate) fn open(&self) -> &[Open] {
        &self.open
    }

    pub(crate) fn innermost(&mut self) -> Option<&mut Open> {
        self.open.last_mut()
    }

    /// Begins a value.
    pub(crate) fn begin(&mut self, at: usize, parts: Parts) -> Result<(), TextError> {
        // Between two levels of a value there is at most one parenthesis.
        if self.open.len() >= 2 * usize::from(MAX_VALUE_DEPTH) {
            return Err(TextError::new(at, ValueError::TooDeep));
        }
        self.open.push(Open { at, parts });
        Ok(())
    }

    /// Begins a field of the innermost struct or union.
    pub(crate) fn begin_field(&mut self, at: usize, index: usize) -> Result<(), TextError> {
        let Some(Open { parts, .. }) = self.open.last_mut() else {
            return Ok(());
        };
        if let Parts::Fields {
            ty,
            index: current,
            count,
            items,
            ..
        } = parts
        {
            let fields = ty.fields().expect("a struct has fields");
            if items.is_empty() {
                self.spare = self
                    .spare
                    .checked_sub(fields.len())
                    .ok_or_else(|| TextError::new(at, ValueError::TooLarge))?;
                items.resize(fields.len(), None);
            }
            if items[index].is_some() {
                let name = fields.get(index).map_or("", |field| field.name).to_owned();
                return Err(TextError::new(at, TextErrorKind::DuplicateField { name }));
            }
            *current = index;
            *count += 1;
        } else if let Parts::Union { index: current, .. } = parts {
            *current = Some(index);
        }
        Ok(())
    }

    /// Takes the part that is complete, which was begun at a place.
    pub(crate) fn store(&mut self, at: usize, part: Data) {
        let Some(Open { parts, .. }) = self.open.last_mut() else {
            return;
        };
        match parts {
            Parts::Elems { items, .. } => items.push(part),
            Parts::Keys { items, places, .. } => {
                items.push(part);
                places.push(at);
            }
            Parts::Entries {
                key, items, places, ..
            } => match key.take() {
                Some(key) => items.push((key, part)),
                None => {
                    *key = Some(part);
                    places.push(at);
                }
            },
            Parts::Fields { index, items, .. } => items[*index] = Some(part),
            Parts::Union { data, .. }
            | Parts::Optional { data, .. }
            | Parts::Any { data, .. }
            | Parts::Parenthesis(data) => *data = part,
        }
    }

    /// Leaves the innermost value, which is bad as a whole.
    #[cfg(feature = "json")]
    pub(crate) fn leave(&mut self) {
        self.open.pop();
    }

    /// Ends the innermost value: where it began, and what it is.
    pub(crate) fn end(&mut self) -> Result<(usize, Data), TextError> {
        let Open { at, parts } = self.open.pop().expect("what ends was begun");
        match finish(parts) {
            Ok(data) => Ok((at, data)),
            Err(Failure::Value(error)) => Err(TextError::new(at, error)),
            Err(Failure::Text(error)) => Err(error),
        }
    }
}

enum Failure {
    Value(ValueError),
    Text(TextError),
}

impl From<ValueError> for Failure {
    fn from(error: ValueError) -> Self {
        Self::Value(error)
    }
}

fn finish(parts: Parts) -> Result<Data, Failure> {
    Ok(match parts {
        Parts::Elems { ty, items } if ty.len().is_some() => build::array(ty.as_ref(), items)?,
        Parts::Elems { ty, items } => build::list(ty.as_ref(), items)?,
        Parts::Keys { ty, items, places } => {
            let key = ty.key().expect("a set has a key type");
            let keys: Vec<_> = items.iter().collect();
            check_distinct(key, &keys, &places)?;
            build::set(ty.as_ref(), items)?
        }
        Parts::Entries {
            ty, items, places, ..
        } => {
            let key = ty.key().expect("a map has a key type");
            let keys: Vec<_> = items.iter().map(|(key, _)| key).collect();
            check_distinct(key, &keys, &places)?;
            build::map(ty.as_ref(), items)?
        }
        Parts::Fields { ty, items, .. } => {
            let items = items
                .into_iter()
                .map(|item| item.unwrap_or(Data::Zero))
                .collect();
            build::structure(ty.as_ref(), items)?
        }
        Parts::Union { ty, index, data } => {
            let fields = ty.fields().expect("a union has fields");
            let index = index.unwrap_or(0);
            let field = fields.get(index).expect("the field was looked up");
            let number = u32::try_from(index).expect("memory ends before 2^32 fields");
            if number == 0 && matches!(data, Data::Zero) {
                check_zero(ty.as_ref())?;
            }
            build::union(field.ty, number, data)?
        }
        Parts::Optional { ty, data } => {
            let elem = ty.elem().expect("an optional has an element type");
            build::some(elem, data)?
        }
        Parts::Any { held, data } => build::any(Value::from_parts(held, data))?,
        Parts::Parenthesis(data) => data,
    })
}

fn check_distinct(ty: TypeRef<'_>, keys: &[&Data], places: &[usize]) -> Result<(), Failure> {
    let mut order: Vec<_> = (0..keys.len()).collect();
    order.sort_by(|a, b| compare_data(ty, keys[*a], keys[*b]));
    let is_repeated = |pair: &&[usize]| compare_data(ty, keys[pair[0]], keys[pair[1]]).is_eq();
    // Equal keys are in the order of the text.
    let repeated = order.windows(2).filter(is_repeated).map(|pair| pair[1]);
    let Some(first) = repeated.min() else {
        return Ok(());
    };
    let data = keys[first];
    let key = untyped_text(ValueRef { ty, data }, "");
    let kind = TextErrorKind::DuplicateKey { key };
    Err(Failure::Text(TextError::new(places[first], kind)))
}
