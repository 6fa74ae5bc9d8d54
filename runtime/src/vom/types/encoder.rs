//! Sending types: vom §4, "writer algorithm", and `decisions.md` 26a.

use std::collections::HashMap;

use vdl::{Shape, Type, TypeRef};

use super::definition::put_definition;
use crate::vom::ids::{FIRST_USER_ID, built_in_id, has_length};
use crate::vom::wire::{INCOMPLETE, VERSION, put_int, put_uint};

/// The types that a stream has defined so far, for the sender.
#[derive(Debug, Default)]
pub struct TypeEncoder {
    ids: HashMap<Type, u64>,
    /// The types with an id, from the first one on.
    order: Vec<Type>,
    /// What was asked for last; streams often carry one type.
    last: Option<(Type, u64, Form)>,
    version_sent: bool,
    body: Vec<u8>,
}

/// What is in a value message of a type besides the id and the body: vom §5.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::vom) enum Form {
    /// Nothing.
    Bare,
    /// The length of the body.
    Measured,
    /// The table of types, and perhaps the lengths of anys and that of the body.
    Referring { with_any: bool, measured: bool },
}

impl Form {
    fn of(ty: TypeRef<'_>) -> Self {
        let (with_any, measured) = (ty.reaches_any(), has_length(ty));
        if with_any || ty.reaches_typeobject() {
            Self::Referring { with_any, measured }
        } else if measured {
            Self::Measured
        } else {
            Self::Bare
        }
    }
}

/// A state of a type encoder to go back to.
#[derive(Clone, Copy, Debug)]
pub(in crate::vom) struct Mark {
    count: usize,
    version_sent: bool,
}

/// A type whose parts are being sent.
struct Visit<'a> {
    ty: TypeRef<'a>,
    /// The position among the types of this emission.
    at: usize,
    next_part: usize,
}

impl TypeEncoder {
    /// A stream without types.
    pub fn new() -> Self {
        Self::default()
    }

    /// The id of a type, whose definition and those of all its parts are appended to `out` if they were not before.
    ///
    /// The version byte comes before the first definition.
    pub fn id(&mut self, ty: TypeRef<'_>, out: &mut Vec<u8>) -> u64 {
        if let Some(id) = built_in_id(ty) {
            return id;
        }
        let known = self.ids.get(&ty.to_owned()).copied();
        known.unwrap_or_else(|| {
            self.put_version(out);
            self.emit(ty, out)
        })
    }

    /// The id of the type of a message, as by [`id`](Self::id), and the form of the message.
    #[inline]
    pub(in crate::vom) fn id_and_form(
        &mut self,
        ty: TypeRef<'_>,
        out: &mut Vec<u8>,
    ) -> (u64, Form) {
        match &self.last {
            Some((last, id, form)) if *last == ty => (*id, *form),
            Some(_) | None => self.look_up(ty, out),
        }
    }

    /// The id of the type of the last message, if this is the type and its messages have just a length in front of
    /// their bodies.
    #[inline]
    pub(in crate::vom) fn id_if_measured(&self, ty: TypeRef<'_>) -> Option<u64> {
        match &self.last {
            Some((last, id, Form::Measured)) if *last == ty => Some(*id),
            Some(_) | None => None,
        }
    }

    #[inline(never)]
    fn look_up(&mut self, ty: TypeRef<'_>, out: &mut Vec<u8>) -> (u64, Form) {
        let (id, form) = (self.id(ty, out), Form::of(ty));
        self.last = Some((ty.to_owned(), id, form));
        (id, form)
    }

    pub(in crate::vom) fn put_version(&mut self, out: &mut Vec<u8>) {
        if !self.version_sent {
            out.push(VERSION);
            self.version_sent = true;
        }
    }

    pub(in crate::vom) fn mark(&self) -> Mark {
        Mark {
            count: self.order.len(),
            version_sent: self.version_sent,
        }
    }

    /// Forgets what was sent since.
    pub(in crate::vom) fn rewind(&mut self, mark: Mark) {
        if mark.count < self.order.len() {
            for ty in self.order.drain(mark.count..) {
                self.ids.remove(&ty);
            }
            self.last =
                (self.last.take()).filter(|(_, id, _)| *id < FIRST_USER_ID + mark.count as u64);
        }
        if !mark.version_sent {
            self.version_sent = false;
            self.last = None;
        }
    }

    fn assign(&mut self, ty: TypeRef<'_>) -> u64 {
        let id = FIRST_USER_ID + self.order.len() as u64;
        self.ids.insert(ty.to_owned(), id);
        self.order.push(ty.to_owned());
        id
    }

    /// Numbers types before their parts, and sends them after their parts.
    ///
    /// A message is flagged if its type reaches a type that is still to be sent, which is one that the visit came
    /// through: if the type is not the first of its strongly connected component to be visited.
    fn emit(&mut self, ty: TypeRef<'_>, out: &mut Vec<u8>) -> u64 {
        let first = self.assign(ty);
        // For each type of this emission the earliest one of its component that it is known to reach.
        let mut lowest = vec![0];
        // Types whose component is not complete.
        let mut open = vec![0];
        let mut is_open = vec![true];
        let mut path = vec![Visit {
            ty,
            at: 0,
            next_part: 0,
        }];
        while let Some(visit) = path.last_mut() {
            let at = visit.at;
            if let Some(part) = part(visit.ty, visit.next_part) {
                visit.next_part += 1;
                if built_in_id(part).is_some() {
                    continue;
                }
                match self.ids.get(&part.to_owned()) {
                    Some(id) => {
                        if let Some(other) = id.checked_sub(first)
                            && is_open[other as usize]
                        {
                            lowest[at] = lowest[at].min(other as usize);
                        }
                    }
                    None => {
                        let at = (self.assign(part) - first) as usize;
                        lowest.push(at);
                        open.push(at);
                        is_open.push(true);
                        path.push(Visit {
                            ty: part,
                            at,
                            next_part: 0,
                        });
                    }
                }
                continue;
            }
            let ty = visit.ty;
            path.pop();
            if let Some(parent) = path.last() {
                lowest[parent.at] = lowest[parent.at].min(lowest[at]);
            }
            let incomplete = lowest[at] != at;
            if !incomplete {
                while let Some(member) = open.pop() {
                    is_open[member] = false;
                    if member == at {
                        break;
                    }
                }
            }
            self.send(ty, first + at as u64, incomplete, out);
        }
        first
    }

    fn send(&mut self, ty: TypeRef<'_>, id: u64, incomplete: bool, out: &mut Vec<u8>) {
        let mut body = std::mem::take(&mut self.body);
        body.clear();
        put_definition(&mut body, ty, |part| {
            built_in_id(part)
                .or_else(|| self.ids.get(&part.to_owned()).copied())
                .expect("parts get their ids before a type is sent")
        });
        if incomplete {
            out.push(INCOMPLETE);
        }
        put_int(out, -(id as i64));
        put_uint(out, body.len() as u64);
        out.extend_from_slice(&body);
        self.body = body;
    }
}

/// The part of a type at a position, from left to right.
fn part(ty: TypeRef<'_>, index: usize) -> Option<TypeRef<'_>> {
    match ty.shape() {
        Shape::Optional(part) | Shape::Array { elem: part, .. } | Shape::List(part) => {
            (index == 0).then_some(part)
        }
        Shape::Set(key) => (index == 0).then_some(key),
        Shape::Map { key, elem } => [key, elem].get(index).copied(),
        Shape::Struct(fields) | Shape::Union(fields) => Some(fields.get(index)?.ty),
        Shape::Any
        | Shape::Bool
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
        | Shape::TypeObject => None,
    }
}
