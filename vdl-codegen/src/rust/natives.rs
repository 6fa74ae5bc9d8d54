//! Which definitions have a native type in their place: codegen §3.15.

use std::collections::HashMap;

use vdl_parser::env::{Env, TypeDefId};

use super::finding::Finding;
use super::paths::check_tokens;
use super::traits::Order;
use crate::options::{Conversion, Native, Options, ZeroMode};

/// A type in the place of a generated one.
#[derive(Clone, Debug)]
pub(crate) enum Stand {
    /// A type of the runtime, by its path below the façade, which codes itself.
    Runtime { path: &'static str, order: Order },
    /// A type of the user's, which is converted.
    User(Native),
}

impl Stand {
    /// How values of the type compare.
    pub(crate) fn order(&self) -> Order {
        match self {
            Self::Runtime { order, .. } => *order,
            Self::User(native) if native.ordered => Order::Total,
            Self::User(_) => Order::Partial,
        }
    }
}

/// The definitions with a native type in their place.
#[derive(Debug, Default)]
pub(crate) struct Natives(HashMap<TypeDefId, Stand>);

impl Natives {
    pub(crate) fn new(env: &Env, options: &Options, findings: &mut Vec<Finding>) -> Self {
        let mut natives = HashMap::new();
        for (name, path, order) in RUNTIME {
            if let Some(id) = env.type_def(name) {
                natives.insert(id, Stand::Runtime { path, order });
            }
        }
        for (name, native) in &options.natives {
            if let Some(native) = native {
                check(name, native, findings);
            }
            let Some(id) = env.type_def(name) else {
                continue;
            };
            match native {
                Some(native) => natives.insert(id, Stand::User(native.clone())),
                None => natives.remove(&id),
            };
        }
        Self(natives)
    }

    pub(crate) fn get(&self, id: TypeDefId) -> Option<&Stand> {
        self.0.get(&id)
    }
}

fn check(name: &str, native: &Native, findings: &mut Vec<Finding>) {
    let option = format!("native of `{name}`");
    check_tokens(&option, &native.path, findings);
    if let Conversion::Module(module) = &native.conversion {
        check_tokens(&option, module, findings);
    }
    if let ZeroMode::Fn(path) = &native.zero {
        check_tokens(&option, path, findings);
    }
}

/// The native types of the runtime.
const RUNTIME: [(&str, &str, Order); 5] = [
    ("time.Time", "time::Time", Order::Total),
    ("time.Duration", "time::Duration", Order::Total),
    ("time.WireDeadline", "time::Deadline", Order::Eq),
    ("math.Complex64", "math::Complex64", Order::Partial),
    ("math.Complex128", "math::Complex128", Order::Partial),
];
