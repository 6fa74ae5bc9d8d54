//! What the definitions of a file depend on (`vdl-language` §14).
//!
//! Consts and tags count by the type of their value, walked through its parts. Most consts hold many values of few types:
//! once everything that values of a type can add has been added, no more values of that type are looked at.

use hashbrown::{HashMap, HashSet};

use vdl::{Entries, Fields, Kind, Parts, Type, TypeRef, ValueRef, View};

use crate::env::{Env, InterfaceId, PackageId};

/// The dependencies of one file, while they are gathered.
pub(crate) struct Deps<'d> {
    env: &'d Env,
    error: Type,
    types: HashSet<TypeRef<'d>>,
    packages: HashSet<PackageId>,
    interfaces: HashSet<InterfaceId>,
    rest: HashMap<TypeRef<'d>, Rest>,
}

/// What values of a type can still add, their type aside.
enum Rest {
    Nothing,
    /// What these fields hold, by their positions.
    Fields(Vec<u32>),
    Parts,
}

static ANY: Type = Type::ANY;

impl<'d> Deps<'d> {
    pub(crate) fn new(env: &'d Env) -> Self {
        Self {
            env,
            error: Type::error(),
            types: HashSet::new(),
            packages: HashSet::new(),
            interfaces: HashSet::new(),
            rest: HashMap::new(),
        }
    }

    /// The packages other than `own`, by path, and the types, by unique string.
    pub(crate) fn finish(self, own: PackageId) -> (Vec<PackageId>, Vec<Type>) {
        let mut packages: Vec<_> = self.packages.into_iter().filter(|id| *id != own).collect();
        packages.sort_by_key(|id| self.env.packages[*id].path.as_str());
        let mut types: Vec<_> = self.types.into_iter().collect();
        // The unique string of a named type starts with its name, and may be very long.
        types.sort_by_key(|ty| ty.name().unwrap_or_else(|| ty.unique_string()));
        (packages, types.into_iter().map(TypeRef::to_owned).collect())
    }

    /// Adds what the body of a type definition uses.
    pub(crate) fn add_body(&mut self, ty: TypeRef<'d>) {
        for field in ty.fields().into_iter().flat_map(Fields::iter) {
            self.add_type(field.ty);
        }
        for part in parts(ty).into_iter().flatten() {
            self.add_type(part);
        }
    }

    /// Adds a type where it is used. Names end the search; so do optionals.
    pub(crate) fn add_type(&mut self, ty: TypeRef<'d>) {
        let mut open = vec![ty];
        while let Some(ty) = open.pop() {
            if !self.add_defined(ty) {
                open.extend(parts(ty).into_iter().flatten());
            } else if ty.kind() == Kind::TypeObject {
                // Its zero value is any.
                self.add_defined(ANY.as_ref());
            }
        }
    }

    /// Adds an embedded interface with all that it embeds.
    pub(crate) fn add_embed(&mut self, id: InterfaceId) {
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            if self.interfaces.insert(id) {
                let interface = &self.env.interfaces[id];
                self.packages.insert(interface.package);
                open.extend(interface.embeds.iter().map(|embed| embed.interface));
            }
        }
    }

    /// Adds the types of a value and of everything in it.
    pub(crate) fn add_value(&mut self, value: ValueRef<'d>) {
        let mut open = vec![Open::One(value)];
        while let Some(next) = open.last_mut() {
            let value = match next {
                Open::One(value) => {
                    let value = *value;
                    open.pop();
                    Some(value)
                }
                Open::Parts(ty, parts) if !is_done(&self.rest, *ty) => parts.next(),
                Open::Entries(key, elem, entries) => {
                    let (keys, elems) = (!is_done(&self.rest, *key), !is_done(&self.rest, *elem));
                    match entries.next().filter(|_| keys || elems) {
                        Some((key, elem)) => {
                            if elems {
                                open.push(Open::One(elem));
                            }
                            if keys {
                                open.push(Open::One(key));
                            }
                            continue;
                        }
                        None => None,
                    }
                }
                Open::Parts(..) => None,
            };
            match value {
                Some(value) => self.add_one(value, &mut open),
                None => {
                    open.pop();
                }
            }
        }
    }

    /// Adds the type of one value, and leaves its parts to be looked at.
    fn add_one(&mut self, value: ValueRef<'d>, open: &mut Vec<Open<'d>>) {
        let ty = value.ty();
        match self.rest.get(&ty) {
            Some(Rest::Nothing) => return,
            Some(Rest::Fields(_) | Rest::Parts) => {}
            None => {
                self.add_defined(ty);
                self.rest.insert(ty, Rest::Parts);
            }
        }
        let done = match value.view() {
            View::Bool(_)
            | View::Unsigned(_)
            | View::Signed(_)
            | View::Float(_)
            | View::String(_)
            | View::Enum { .. } => true,
            View::Any(held) => {
                open.extend(held.map(Open::One));
                false
            }
            View::TypeObject(ty) => {
                self.add_zero(ty.as_ref());
                false
            }
            View::Optional(held) => {
                open.extend(held.map(Open::One));
                ty.elem().is_some_and(|elem| is_done(&self.rest, elem))
            }
            View::Bytes(bytes) => {
                if let (Some(elem), false) = (ty.elem(), bytes.is_empty()) {
                    self.add_defined(elem);
                    self.rest.insert(elem, Rest::Nothing);
                }
                !bytes.is_empty()
            }
            View::List(parts) => self.open_parts(ty.elem(), parts, open),
            View::Set(parts) => self.open_parts(ty.key(), parts, open),
            View::Map(entries) => match ty.key().zip(ty.elem()) {
                Some((key, elem)) => {
                    let done = is_done(&self.rest, key) && is_done(&self.rest, elem);
                    if !done {
                        open.push(Open::Entries(key, elem, entries));
                    }
                    done
                }
                None => true,
            },
            View::Struct(_) if value.is_zero() => false,
            View::Struct(_) => self.open_fields(value, open),
            View::Union { value: held, .. } => {
                open.push(Open::One(held));
                ty.fields()
                    .is_some_and(|fields| fields.iter().all(|field| is_done(&self.rest, field.ty)))
            }
        };
        if done {
            self.rest.insert(ty, Rest::Nothing);
        }
    }

    fn open_parts(
        &self,
        part: Option<TypeRef<'d>>,
        parts: Parts<'d>,
        open: &mut Vec<Open<'d>>,
    ) -> bool {
        let Some(part) = part else { return true };
        let done = is_done(&self.rest, part);
        if !done {
            open.push(Open::Parts(part, parts));
        }
        done
    }

    /// Opens the fields of a struct that can add something; returns whether none ever will again.
    fn open_fields(&mut self, value: ValueRef<'d>, open: &mut Vec<Open<'d>>) -> bool {
        let (ty, count) = (value.ty(), value.len() as u32);
        let mut fields = match self.rest.remove(&ty) {
            Some(Rest::Fields(fields)) => fields,
            Some(Rest::Nothing | Rest::Parts) | None => (0..count).collect(),
        };
        fields.retain(|at| match value.field(*at as usize) {
            Some(field) if !is_done(&self.rest, field.ty()) => {
                open.push(Open::One(field));
                true
            }
            Some(_) | None => false,
        });
        let done = fields.is_empty();
        self.rest.insert(ty, Rest::Fields(fields));
        done
    }

    /// Adds what the zero value of a type would add, without making it.
    fn add_zero(&mut self, ty: TypeRef<'d>) {
        let mut next = Some(ty);
        while let Some(ty) = next {
            self.add_defined(ty);
            next = match ty.kind() {
                Kind::Array => ty.elem(),
                Kind::Union => ty
                    .fields()
                    .and_then(|fields| fields.get(0))
                    .map(|field| field.ty),
                Kind::TypeObject => Some(ANY.as_ref()),
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
                | Kind::List
                | Kind::Set
                | Kind::Map
                | Kind::Struct => None,
            };
        }
    }

    /// Adds a type that a package defines or that is built in; returns whether that is so.
    ///
    /// The types behind the built-in `error` have names, and a definition only where their package is compiled.
    fn add_defined(&mut self, ty: TypeRef<'d>) -> bool {
        let Some(name) = ty.name() else {
            let built_in = ty.kind().is_primitive() || ty == self.error;
            if built_in {
                self.types.insert(ty);
            }
            return built_in;
        };
        if self.types.contains(&ty) {
            return true;
        }
        let Some(id) = self.env.type_def(name) else {
            return false;
        };
        self.packages.insert(self.env.types[id].package);
        self.types.insert(ty);
        true
    }
}

/// What is still to be looked at.
enum Open<'d> {
    One(ValueRef<'d>),
    /// Values of one type.
    Parts(TypeRef<'d>, Parts<'d>),
    /// Keys and elements of these types.
    Entries(TypeRef<'d>, TypeRef<'d>, Entries<'d>),
}

fn is_done(rest: &HashMap<TypeRef<'_>, Rest>, ty: TypeRef<'_>) -> bool {
    matches!(rest.get(&ty), Some(Rest::Nothing))
}

/// The key and element of an unnamed container; nothing for an optional.
fn parts(ty: TypeRef<'_>) -> [Option<TypeRef<'_>>; 2] {
    if ty.kind() == Kind::Optional {
        [None, None]
    } else {
        [ty.key(), ty.elem()]
    }
}
