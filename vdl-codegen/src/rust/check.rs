//! What is wrong with options and packages before code is made of them.

mod options;

use std::collections::BTreeSet;

use vdl::{Shape, TypeRef};
use vdl_parser::env::{Env, PackageId, TypeDefId};

pub(crate) use self::options::options;
use super::constants;
use super::finding::Finding;
use super::leaves::{self, Leaf};
use super::paths::Home;
use super::plan::Plan;
use super::scope::WIRE;
use crate::options::Place;

/// Checks that what the packages of a plan use is somewhere, that what is made beside definitions has a name left, and
/// that constants can be spelled out.
pub(crate) fn packages(plan: &Plan<'_>, findings: &mut Vec<Finding>) {
    for id in &plan.run {
        check_module(plan, *id, findings);
        check_siblings(plan, *id, findings);
        check_nesting(plan, *id, findings);
        let before = findings.len();
        check_sizes(plan, *id, findings);
        // Constants that are too large are too large to be looked through.
        if findings.len() == before {
            check_uses(plan, *id, findings);
        }
    }
    for id in plan.traits.float_keys() {
        let def = &plan.env.types[id];
        if !plan.run.contains(&def.package) && plan.natives.get(id).is_none() {
            let full = def.ty.name().unwrap_or_default();
            findings.push(
                Finding::warning(format!(
                    "`{full}` holds floats and is a key, but its package is not generated here"
                ))
                .at(def.span)
                .help(format!(
                    "say float_keys([\"{full}\"]) where it is generated"
                )),
            );
        }
    }
}

/// Reports what a package has in the place of modules inside its own.
fn check_module(plan: &Plan<'_>, id: PackageId, findings: &mut Vec<Finding>) {
    let (package, module) = (&plan.env.packages[id], plan.module(id));
    let is_inside = |other: &&PackageId| {
        let other = plan.module(**other);
        other.len() > module.len() && other.starts_with(module)
    };
    let has_natives = package
        .types
        .iter()
        .any(|ty| plan.natives.get(*ty).is_some());
    for other in plan.run.iter().filter(is_inside) {
        let path = &plan.env.packages[*other].path;
        let help = format!("give one of them another module: module(\"{path}\", \"…\")");
        if has_natives
            && plan
                .module(*other)
                .get(module.len())
                .is_some_and(|name| name == WIRE)
        {
            let message = format!(
                "the module of package `{path}` is that of the wire types of `{}`",
                package.path
            );
            findings.push(Finding::error(message).help(help));
        } else if plan.options.features.contains_key(&package.path) {
            let message = format!(
                "package_feature of `{}`: package `{path}` is inside of its module",
                package.path
            );
            findings.push(Finding::error(message).help(help));
        }
    }
}

/// Reports types that compilers and printers would not get to the bottom of.
fn check_nesting(plan: &Plan<'_>, id: PackageId, findings: &mut Vec<Finding>) {
    let (env, package) = (plan.env, &plan.env.packages[id]);
    let types = package.types.iter().map(|id| {
        let def = &env.types[*id];
        (def.span, def.ty.as_ref())
    });
    let consts = package.consts.iter().map(|id| {
        let def = &env.consts[*id];
        (def.span, def.value.ty().as_ref())
    });
    let params = package.errors.iter().flat_map(|id| &env.errors[*id].params);
    let methods = package
        .interfaces
        .iter()
        .flat_map(|id| &env.interfaces[*id].methods);
    let args = methods.flat_map(|method| {
        let args = method.in_args.iter().chain(&method.out_args);
        let items = method.in_stream.iter().chain(&method.out_stream);
        args.map(|arg| (arg.span, arg.ty.as_ref()))
            .chain(items.map(|item| (method.span, item.as_ref())))
    });
    let params = params.map(|param| (param.span, param.ty.as_ref()));
    // Named types are looked at where they are defined.
    let uses = consts.chain(params).chain(args);
    let uses = uses.filter(|(_, ty)| ty.name().is_none());
    for (span, ty) in types.chain(uses) {
        if leaves::depth(ty) > MAX_NESTING {
            findings.push(
                Finding::error("a type is nested too deeply for Rust")
                    .at(span)
                    .help("give a part of it a name"),
            );
        }
    }
}

/// How deep types without names may be nested.
const MAX_NESTING: usize = 32;

/// Reports constants that would make endless code.
fn check_sizes(plan: &Plan<'_>, id: PackageId, findings: &mut Vec<Finding>) {
    let package = &plan.env.packages[id];
    let consts = package.consts.iter().map(|id| {
        let def = &plan.env.consts[*id];
        (def.span, &def.value)
    });
    let interfaces = package
        .interfaces
        .iter()
        .map(|id| &plan.env.interfaces[*id]);
    let tags = interfaces
        .flat_map(|def| &def.methods)
        .flat_map(|method| method.tags.iter().map(|tag| (method.span, tag)));
    let mut left = constants::MAX_CELLS;
    for (span, value) in consts.chain(tags) {
        match left.checked_sub(value.size()) {
            Some(less) => left = less,
            None => {
                let message = format!(
                    "the constants of package `{}` are too large for Rust code",
                    package.path
                );
                findings.push(
                    Finding::error(message)
                        .at(span)
                        .help("send large data as values instead of making it part of the package"),
                );
                return;
            }
        }
    }
}

fn check_uses(plan: &Plan<'_>, id: PackageId, findings: &mut Vec<Finding>) {
    let mut missing = BTreeSet::new();
    for ty in uses(plan.env, id) {
        let package = plan.env.types[ty].package;
        if *plan.paths.home(package) == Home::Nowhere
            && plan.natives.get(ty).is_none()
            && !is_single(plan, ty)
        {
            missing.insert(plan.env.packages[package].path.as_str());
        }
    }
    for interface in &plan.env.packages[id].interfaces {
        for embed in &plan.env.interfaces[*interface].embeds {
            let package = plan.env.interfaces[embed.interface].package;
            if *plan.paths.home(package) == Home::Nowhere {
                missing.insert(plan.env.packages[package].path.as_str());
            }
        }
    }
    let package = &plan.env.packages[id].path;
    for path in missing {
        findings.push(
            Finding::error(format!(
                "package `{package}` uses `{path}`, which is not generated"
            ))
            .help(format!(
                "generate it too, or say where it is: extern_path(\"{path}\", \"::…\")"
            )),
        );
    }
}

/// Whether an option says where just this type is.
fn is_single(plan: &Plan<'_>, id: TypeDefId) -> bool {
    let name = plan.env.types[id].ty.name();
    name.is_some_and(|name| plan.options.extern_paths.contains_key(name))
}

/// The named types that the code of a package mentions.
fn uses(env: &Env, id: PackageId) -> BTreeSet<TypeDefId> {
    let package = &env.packages[id];
    let mut found = BTreeSet::new();
    let mut add = |leaf: Leaf<'_>| {
        if let Leaf::Named(ty) = leaf {
            found.extend(ty.name().and_then(|name| env.type_def(name)));
        }
    };
    for id in &package.types {
        leaves::of_definition(env.types[*id].ty.as_ref(), |_, leaf, _| add(leaf));
    }
    let mut add_type = |ty: TypeRef<'_>| leaves::of_type(ty, |leaf, _| add(leaf));
    for id in &package.consts {
        constants::types(env.consts[*id].value.as_ref(), &mut add_type);
    }
    for param in package.errors.iter().flat_map(|id| &env.errors[*id].params) {
        add_type(param.ty.as_ref());
    }
    // Clients and servers have the methods of embedded interfaces too.
    for method in package
        .interfaces
        .iter()
        .flat_map(|id| env.all_methods(*id))
    {
        for arg in method.in_args.iter().chain(&method.out_args) {
            add_type(arg.ty.as_ref());
        }
        for item in method.in_stream.iter().chain(&method.out_stream) {
            add_type(item.as_ref());
        }
        for tag in &method.tags {
            constants::types(tag.as_ref(), &mut add_type);
        }
    }
    found
}

/// Reports items that are made beside a definition and have the name of another one.
fn check_siblings(plan: &Plan<'_>, id: PackageId, findings: &mut Vec<Finding>) {
    let package = &plan.env.packages[id];
    for ty in &package.types {
        let def = &plan.env.types[*ty];
        let place = Place {
            package: &package.path,
            item: &def.name,
            member: None,
        };
        let is_struct = matches!(def.ty.shape(), Shape::Struct(_));
        if !is_struct || !plan.options.builder.fit(place) {
            continue;
        }
        let sibling = format!("{}Builder", plan.items.type_name(*ty));
        if let Some(span) = plan.items.find(id, &sibling) {
            let message = format!(
                "`{sibling}` is the builder of `{}.{}`",
                package.path, def.name
            );
            findings.push(
                Finding::error(message)
                    .at(span)
                    .other(def.span)
                    .help(format!(
                        "choose another name: rename(\"{}.{sibling}\", \"…\")",
                        package.path
                    )),
            );
        }
    }
}
