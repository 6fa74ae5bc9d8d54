//! The types that names stand for.

use std::cell::OnceCell;

use hashbrown::HashMap;

use crate::types::Type;

/// The types that may be named, looked through when the first name is met.
#[derive(Default)]
pub(super) struct Scope<'a> {
    local_package: &'a str,
    ty: Option<&'a Type>,
    known: &'a [Type],
    names: OnceCell<Names>,
}

#[derive(Default)]
struct Names {
    by_full: HashMap<String, Type>,
    /// By what follows the last dot, unless there are several.
    by_local: HashMap<String, Option<Type>>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(local_package: &'a str, ty: &'a Type, known: &'a [Type]) -> Self {
        Self {
            local_package,
            ty: Some(ty),
            known,
            names: OnceCell::new(),
        }
    }

    /// The type with a full name, or with a name without a path.
    pub(super) fn find(&self, name: &str) -> Option<&Type> {
        let names = self.names.get_or_init(|| self.collect());
        if let Some(ty) = names.by_full.get(name) {
            return Some(ty);
        }
        let local = format!("{}.{name}", self.local_package);
        if let Some(ty) = names.by_full.get(local.as_str()) {
            return Some(ty);
        }
        names.by_local.get(name)?.as_ref()
    }

    fn collect(&self) -> Names {
        let error = Type::error();
        let mut names = Names::default();
        for root in self.ty.into_iter().chain(self.known).chain([&error]) {
            for ty in root.walk() {
                let (Some(full), Some(local)) = (ty.name(), ty.local_name()) else {
                    continue;
                };
                let owned = ty.to_owned();
                names
                    .by_local
                    .entry_ref(local)
                    .and_modify(|known| {
                        if known.as_ref() != Some(&owned) {
                            *known = None;
                        }
                    })
                    .or_insert_with(|| Some(owned.clone()));
                names.by_full.entry_ref(full).or_insert(owned);
            }
        }
        names
    }
}
