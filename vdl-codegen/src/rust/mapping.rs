//! Which Rust type stands for a VDL type: codegen §3.4.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use vdl::{Kind, Shape, TypeRef};
use vdl_parser::env::TypeDefId;

use super::natives::Stand;
use super::paths::tokens;
use super::scope::Scope;
use crate::options::Place;

/// The Rust type of a VDL type.
#[derive(Clone, Debug)]
pub(crate) struct Mapped {
    pub(crate) ty: TokenStream,
    /// How it becomes what travels, if it is not coded as it is: a type that implements the trait for that.
    pub(crate) way: Option<TokenStream>,
}

impl Mapped {
    fn plain(ty: TokenStream) -> Self {
        Self { ty, way: None }
    }

    /// The way, also if there is none.
    fn any_way(&self, rt: &TokenStream) -> TokenStream {
        let ty = &self.ty;
        self.way.clone().unwrap_or_else(|| quote!(#rt::Same<#ty>))
    }
}

/// Which side of a conversion is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// What the program holds.
    Native,
    /// What travels.
    Wire,
}

impl Scope<'_> {
    /// The Rust type of a VDL type in some place.
    pub(crate) fn map(&self, ty: TypeRef<'_>, place: Place<'_>, side: Side) -> Mapped {
        match self.definition(ty) {
            Some(id) => self.map_named(id, side),
            None => self.map_unnamed(ty, place, side),
        }
    }

    /// The type of a field, which may have to be in a box.
    pub(crate) fn map_field(
        &self,
        id: TypeDefId,
        index: usize,
        name: &str,
        ty: TypeRef<'_>,
    ) -> Mapped {
        let place = self.place(self.type_def(id), Some(name));
        let is_boxed = self.is_boxed(id, index, name);
        match held_in_optional(ty) {
            Some(held) if is_boxed => {
                self.optional(&self.boxed(&self.map(held, place, Side::Native)))
            }
            None if is_boxed => self.boxed(&self.map(ty, place, Side::Native)),
            Some(_) | None => self.map(ty, place, Side::Native),
        }
    }

    /// Whether a field, or what it holds if it is optional, is in a box.
    pub(crate) fn is_boxed(&self, id: TypeDefId, index: usize, name: &str) -> bool {
        let place = self.place(self.type_def(id), Some(name));
        self.plan.boxes.contains(id, index) || self.plan.options.boxed.fit(place)
    }

    /// The type of what a newtype or array holds.
    pub(crate) fn map_structure(&self, id: TypeDefId) -> Mapped {
        let def = self.type_def(id);
        let place = self.place(def, None);
        if let Some(len) = def.ty.len()
            && let Some(elem) = self.map_elem(id)
        {
            return self.array(len, elem);
        }
        self.map_unnamed(def.ty.as_ref(), place, Side::Native)
    }

    /// The type of the elements of a list or array.
    pub(crate) fn map_elem(&self, id: TypeDefId) -> Option<Mapped> {
        let def = self.type_def(id);
        let (elem, place) = (def.ty.elem()?, self.place(def, None));
        let is_boxed = def.ty.kind() == Kind::Array && self.plan.boxes.contains(id, 0);
        Some(match held_in_optional(elem) {
            Some(held) if is_boxed => {
                self.optional(&self.boxed(&self.map(held, place, Side::Native)))
            }
            Some(_) | None => self.map(elem, place, Side::Native),
        })
    }

    /// The type of what a VDL type is made of, whether it has a name or not.
    fn map_unnamed(&self, ty: TypeRef<'_>, place: Place<'_>, side: Side) -> Mapped {
        let rt = &self.rt;
        match ty.shape() {
            Shape::Any if self.plan.options.any_as_value.fit(place) => {
                Mapped::plain(quote!(#rt::Value))
            }
            Shape::Any => Mapped::plain(quote!(#rt::Any)),
            Shape::TypeObject => Mapped::plain(quote!(#rt::Type)),
            Shape::Optional(_) if ty.is_error() => {
                Mapped::plain(quote!(::core::option::Option<#rt::Error>))
            }
            Shape::Optional(elem) => self.optional(&self.map(elem, place, side)),
            Shape::String => self.string(place, side),
            Shape::List(elem) if self.is_shared_bytes(elem, place) => {
                Mapped::plain(quote!(#rt::Bytes))
            }
            Shape::List(elem) => {
                let Mapped { ty, way } = self.map(elem, place, side);
                Mapped {
                    ty: quote!(::std::vec::Vec<#ty>),
                    way: way.map(|way| quote!(#rt::InList<#way>)),
                }
            }
            Shape::Array { len, elem } => self.array(len, self.map(elem, place, side)),
            Shape::Set(key) => self.set(&self.key(key, place, side), place),
            Shape::Map { key, elem } => self.map_of(
                &self.key(key, place, side),
                &self.map(elem, place, side),
                place,
            ),
            Shape::Bool => Mapped::plain(quote!(bool)),
            Shape::Byte => Mapped::plain(quote!(u8)),
            Shape::Uint16 => Mapped::plain(quote!(u16)),
            Shape::Uint32 => Mapped::plain(quote!(u32)),
            Shape::Uint64 => Mapped::plain(quote!(u64)),
            Shape::Int8 => Mapped::plain(quote!(i8)),
            Shape::Int16 => Mapped::plain(quote!(i16)),
            Shape::Int32 => Mapped::plain(quote!(i32)),
            Shape::Int64 => Mapped::plain(quote!(i64)),
            Shape::Float32 => Mapped::plain(quote!(f32)),
            Shape::Float64 => Mapped::plain(quote!(f64)),
            // These have items of their own, and no newtype holds them.
            Shape::Enum(_) | Shape::Struct(_) | Shape::Union(_) => Mapped::plain(quote!(())),
        }
    }

    fn map_named(&self, id: TypeDefId, side: Side) -> Mapped {
        match self.stand(id) {
            None => Mapped::plain(self.wire_path(id)),
            Some(Stand::Runtime { path, .. }) => {
                let (rt, path) = (&self.rt, tokens(path));
                Mapped::plain(quote!(#rt::#path))
            }
            Some(Stand::User(_)) if side == Side::Wire => Mapped::plain(self.wire_path(id)),
            Some(Stand::User(native)) => Mapped {
                ty: tokens(&native.path),
                way: Some(self.wire_path(id)),
            },
        }
    }

    fn string(&self, place: Place<'_>, side: Side) -> Mapped {
        let rt = &self.rt;
        match self.plan.options.string_types.of(place).last() {
            Some(path) if side == Side::Native => {
                let ty = tokens(path);
                Mapped {
                    way: Some(quote!(#rt::Text<#ty>)),
                    ty,
                }
            }
            Some(_) | None => Mapped::plain(quote!(::std::string::String)),
        }
    }

    /// A key, of which floats have a type of their own.
    fn key(&self, ty: TypeRef<'_>, place: Place<'_>, side: Side) -> Mapped {
        let rt = &self.rt;
        match ty.kind() {
            Kind::Float32 if ty.name().is_none() => Mapped::plain(quote!(#rt::FloatKey<f32>)),
            Kind::Float64 if ty.name().is_none() => Mapped::plain(quote!(#rt::FloatKey<f64>)),
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
            | Kind::TypeObject
            | Kind::Array
            | Kind::List
            | Kind::Set
            | Kind::Map
            | Kind::Struct
            | Kind::Union => self.map(ty, place, side),
        }
    }

    fn set(&self, key: &Mapped, place: Place<'_>) -> Mapped {
        let (rt, ty) = (&self.rt, &key.ty);
        let (set, conversion) = if self.plan.options.hash_set.fit(place) {
            (
                quote!(::std::collections::HashSet<#ty>),
                quote!(#rt::InHashSet),
            )
        } else {
            (
                quote!(::std::collections::BTreeSet<#ty>),
                quote!(#rt::InSet),
            )
        };
        let way = key.way.as_ref().map(|way| quote!(#conversion<#way>));
        Mapped { ty: set, way }
    }

    fn map_of(&self, key: &Mapped, elem: &Mapped, place: Place<'_>) -> Mapped {
        let (rt, key_ty, elem_ty) = (&self.rt, &key.ty, &elem.ty);
        let (map, conversion) = if self.plan.options.hash_map.fit(place) {
            (
                quote!(::std::collections::HashMap<#key_ty, #elem_ty>),
                quote!(#rt::InHashMap),
            )
        } else {
            (
                quote!(::std::collections::BTreeMap<#key_ty, #elem_ty>),
                quote!(#rt::InMap),
            )
        };
        let is_plain = key.way.is_none() && elem.way.is_none();
        let way = (!is_plain).then(|| {
            let (key, elem) = (key.any_way(rt), elem.any_way(rt));
            quote!(#conversion<#key, #elem>)
        });
        Mapped { ty: map, way }
    }

    fn array(&self, len: u64, elem: Mapped) -> Mapped {
        let (rt, ty, len) = (&self.rt, &elem.ty, Literal::u64_unsuffixed(len));
        Mapped {
            ty: quote!([#ty; #len]),
            way: elem.way.map(|way| quote!(#rt::InArray<#way, #len>)),
        }
    }

    fn optional(&self, elem: &Mapped) -> Mapped {
        let (rt, ty) = (&self.rt, &elem.ty);
        Mapped {
            ty: quote!(::core::option::Option<#ty>),
            way: elem.way.as_ref().map(|way| quote!(#rt::InOption<#way>)),
        }
    }

    fn boxed(&self, held: &Mapped) -> Mapped {
        let (rt, ty) = (&self.rt, &held.ty);
        Mapped {
            ty: quote!(::std::boxed::Box<#ty>),
            way: held.way.as_ref().map(|way| quote!(#rt::InBox<#way>)),
        }
    }

    pub(crate) fn is_shared_bytes(&self, elem: TypeRef<'_>, place: Place<'_>) -> bool {
        elem.kind() == Kind::Byte && elem.name().is_none() && self.plan.options.bytes.fit(place)
    }
}

/// What an optional holds; nothing for the built-in error and for other types.
fn held_in_optional(ty: TypeRef<'_>) -> Option<TypeRef<'_>> {
    let is_optional = ty.kind() == Kind::Optional && !ty.is_error();
    ty.elem().filter(|_| is_optional)
}
