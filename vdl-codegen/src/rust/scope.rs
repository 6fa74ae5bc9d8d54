//! One package while its code is made: what stands where, seen from its module.

use std::cell::RefCell;
use std::collections::HashMap;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use vdl::TypeRef;
use vdl_parser::env::{Docs, Package, PackageId, TypeDef, TypeDefId};

use super::docs;
use super::names::ident;
use super::natives::Stand;
use super::paths::{Home, relative, tokens};
use super::plan::Plan;
use crate::options::Place;

/// One package while its code is made.
#[derive(Debug)]
pub(crate) struct Scope<'p> {
    pub(crate) plan: &'p Plan<'p>,
    pub(crate) package: &'p Package,
    pub(crate) id: PackageId,
    /// The module that the items stand in.
    module: Vec<String>,
    /// The façade of the runtime.
    pub(crate) rt: TokenStream,
    paths: RefCell<HashMap<TypeDefId, TokenStream>>,
}

impl<'p> Scope<'p> {
    pub(crate) fn new(plan: &'p Plan<'p>, id: PackageId) -> Self {
        Self {
            plan,
            package: &plan.env.packages[id],
            id,
            module: plan.module(id).to_vec(),
            rt: tokens(&plan.options.runtime_path),
            paths: RefCell::default(),
        }
    }

    /// The same package, for items in a module inside its own.
    pub(crate) fn inside(&self, module: &str) -> Self {
        let mut inner = Self::new(self.plan, self.id);
        inner.module.push(module.to_owned());
        inner
    }

    /// The module that the items stand in.
    pub(crate) fn module(&self) -> &[String] {
        &self.module
    }

    /// The definition of a named type.
    pub(crate) fn definition(&self, ty: TypeRef<'_>) -> Option<TypeDefId> {
        self.plan.env.type_def(ty.name()?)
    }

    pub(crate) fn type_def(&self, id: TypeDefId) -> &'p TypeDef {
        &self.plan.env.types[id]
    }

    /// The name of a type where it is defined.
    pub(crate) fn name(&self, id: TypeDefId) -> Ident {
        ident(self.plan.items.type_name(id))
    }

    /// The names of the fields, labels or variants of a type.
    pub(crate) fn members(&self, id: TypeDefId) -> impl Iterator<Item = Ident> + use<'p> {
        self.plan.items.members(id).iter().map(|name| ident(name))
    }

    /// The path of the generated type of a definition.
    pub(crate) fn wire_path(&self, id: TypeDefId) -> TokenStream {
        if let Some(path) = self.paths.borrow().get(&id) {
            return path.clone();
        }
        let path = self.make_path(id);
        self.paths.borrow_mut().insert(id, path.clone());
        path
    }

    fn make_path(&self, id: TypeDefId) -> TokenStream {
        let def = self.type_def(id);
        let full_name = def.ty.name().unwrap_or_default();
        if let Some(path) = self.plan.options.extern_paths.get(full_name) {
            return tokens(path);
        }
        let name = self.name(id);
        let is_replaced = self.plan.natives.get(id).is_some();
        match self.plan.paths.home(def.package) {
            Home::Tree(module) if is_replaced => {
                let mut module = module.clone();
                module.push(WIRE.to_owned());
                let path = relative(&self.module, &module);
                quote!(#path #name)
            }
            Home::Tree(module) => {
                let path = relative(&self.module, module);
                // Macros of the runtime have type parameters with such names.
                if path.is_empty() && name.to_string().len() == 1 {
                    return quote!(self::#name);
                }
                quote!(#path #name)
            }
            Home::Elsewhere(path) => {
                let path = tokens(path);
                let wire = is_replaced.then(|| format_ident!("{WIRE}"));
                let wire = wire.iter();
                quote!(#path #(::#wire)* ::#name)
            }
            // Checked when the run was planned.
            Home::Nowhere => quote!(#name),
        }
    }

    /// Whether an option says where just this type is, so that it is not generated.
    pub(crate) fn is_elsewhere(&self, id: TypeDefId) -> bool {
        let name = self.type_def(id).ty.name();
        name.is_some_and(|name| self.plan.options.extern_paths.contains_key(name))
    }

    /// What stands in the place of a definition, if it is not its generated type.
    pub(crate) fn stand(&self, id: TypeDefId) -> Option<&'p Stand> {
        self.plan.natives.get(id)
    }

    /// The path of a definition's place in options.
    pub(crate) fn place<'d>(&self, def: &'d TypeDef, member: Option<&'d str>) -> Place<'d>
    where
        'p: 'd,
    {
        Place {
            package: &self.plan.env.packages[def.package].path,
            item: &def.name,
            member,
        }
    }

    /// The documentation of an item.
    pub(crate) fn docs(&self, docs: &Docs) -> TokenStream {
        docs::attributes(docs, &|name| {
            let id = self
                .plan
                .env
                .type_def(&format!("{}.{name}", self.package.path));
            id.is_some_and(|id| {
                self.type_def(id).exported
                    && self.plan.natives.get(id).is_none()
                    && self.plan.items.type_name(id) == name
            })
        })
    }

    /// The attributes in options.
    pub(crate) fn attributes<'t>(texts: impl Iterator<Item = &'t str>) -> TokenStream {
        texts.map(tokens).collect()
    }
}

/// The visibility of an item.
pub(crate) fn visibility(exported: bool) -> TokenStream {
    if exported {
        quote!(pub)
    } else {
        quote!(pub(crate))
    }
}

/// The module of the wire types that have a native type in their place.
pub(crate) const WIRE: &str = "wire";
