//! From what the phases found out to the environment.

use hashbrown::HashMap;

use vdl::Value;

use super::ParsedPackage;
use super::definitions::{Definitions, Local};
use super::deps::Deps;
use super::errors::LocalError;
use super::imports::Imports;
use super::interfaces::LocalInterfaces;
use super::scope::{InterfaceRef, LocalConst, Names, is_exported};
use super::types::LocalTypes;
use crate::ast::{self, DocId, TypeExprKind};
use crate::env::{
    ConstDef, Def, Docs, Embed, Env, ErrorDef, File, FileId, Import, Interface, InterfaceId,
    Member, Package, PackageId, TypeDef,
};
use crate::source::{SourceMap, Span};

/// A package that has no errors.
pub(super) struct Compiled<'a> {
    pub(super) names: Names<'a>,
    pub(super) types: LocalTypes,
    pub(super) errors: Vec<LocalError>,
    /// In definition order.
    pub(super) consts: Vec<(LocalConst, Value)>,
    pub(super) interfaces: LocalInterfaces,
}

/// Puts a package into the environment.
pub(super) fn add_package(
    env: &mut Env,
    parsed: &ParsedPackage,
    sources: &SourceMap,
    compiled: Compiled<'_>,
) -> PackageId {
    let id = env.packages.alloc(describe(parsed));
    env.by_path.insert(parsed.path.clone(), id);
    let Compiled {
        names: Names {
            definitions,
            imports,
            ..
        },
        types,
        errors,
        consts,
        interfaces,
    } = compiled;
    let mut assembler = Assembler {
        env,
        parsed,
        id,
        definitions,
        names: HashMap::new(),
        files: Vec::new(),
    };
    assembler.add_files(sources, &imports);
    assembler.add_types(types);
    assembler.add_errors(errors);
    assembler.add_consts(consts);
    assembler.add_interfaces(interfaces);
    assembler.env.packages[id].names = assembler.names;
    add_deps(env, id);
    id
}

fn describe(parsed: &ParsedPackage) -> Package {
    let first = parsed.files.first();
    let doc = |part: fn(ast::Docs) -> Option<DocId>| {
        let docs = parsed
            .files
            .iter()
            .map(|file| file.doc(part(file.package_docs)));
        docs.into_iter()
            .find(|doc| !doc.is_empty())
            .unwrap_or_default()
            .to_owned()
    };
    Package {
        name: first
            .and_then(|file| Some(file.name(file.package?)))
            .unwrap_or_default()
            .to_owned(),
        path: parsed.path.clone(),
        gen_path: parsed.gen_path.clone(),
        embedded: parsed.embedded,
        docs: Docs {
            doc: doc(|docs| docs.doc),
            suffix: doc(|docs| docs.suffix),
        },
        file_doc: first.map_or("", |file| file.doc(file.file_doc)).to_owned(),
        config: parsed.config.clone().filter(|config| !config.is_zero()),
        files: Vec::new(),
        types: Vec::new(),
        consts: Vec::new(),
        errors: Vec::new(),
        interfaces: Vec::new(),
        names: HashMap::new(),
    }
}

/// The documentation of an item of a file.
pub(super) fn docs(file: &ast::File, docs: ast::Docs) -> Docs {
    Docs {
        doc: file.doc(docs.doc).to_owned(),
        suffix: file.doc(docs.suffix).to_owned(),
    }
}

struct Assembler<'e, 'a> {
    env: &'e mut Env,
    parsed: &'a ParsedPackage,
    id: PackageId,
    definitions: Definitions<'a>,
    names: HashMap<String, Def>,
    files: Vec<FileId>,
}

/// What all definitions have.
struct Common<'a> {
    tree: &'a ast::File,
    index: usize,
    file: FileId,
    name: String,
    exported: bool,
    span: Span,
}

impl<'a> Assembler<'_, 'a> {
    fn common(&self, local: Local) -> Common<'a> {
        let (site, text) = (self.definitions.site(local), self.definitions.text(local));
        Common {
            tree: self.definitions.file(local),
            index: site.index as usize,
            file: self.files[site.file as usize],
            name: text.to_owned(),
            exported: is_exported(text),
            span: self.definitions.span(local),
        }
    }

    fn add_files(&mut self, sources: &SourceMap, imports: &[Imports<'_>]) {
        for (file, imports) in self.parsed.files.iter().zip(imports) {
            let name = sources.source(file.source).name();
            let imports = imports.all().iter().filter_map(|import| {
                Some(Import {
                    local: import.local.to_owned(),
                    package: import.package,
                    span: import.span?,
                })
            });
            self.files.push(
                self.env.files.alloc(File {
                    name: name
                        .rsplit_once('/')
                        .map_or(name, |(_, base)| base)
                        .to_owned(),
                    source: file.source,
                    package: self.id,
                    imports: imports.collect(),
                    package_deps: Vec::new(),
                    type_deps: Vec::new(),
                }),
            );
        }
        self.env.packages[self.id].files.clone_from(&self.files);
    }

    fn add_types(&mut self, types: LocalTypes) {
        let mut bodies = types.bodies;
        for at in types.order {
            let Some(body) = bodies[at as usize].take() else {
                continue;
            };
            let common = self.common(Local::Type(at));
            let def = &common.tree.types[common.index];
            let full_name = body.ty.name().unwrap_or_default().to_owned();
            let name = common.name.clone();
            let id = self.env.types.alloc(TypeDef {
                package: self.id,
                file: common.file,
                name: common.name,
                exported: common.exported,
                span: common.span,
                docs: docs(common.tree, def.docs),
                ty: body.ty,
                base: body.base,
                members: members(common.tree, def),
            });
            self.names.insert(name, Def::Type(id));
            self.env.by_type_name.insert(full_name, id);
            self.env.packages[self.id].types.push(id);
        }
    }

    fn add_errors(&mut self, errors: Vec<LocalError>) {
        for (at, error) in errors.into_iter().enumerate() {
            let common = self.common(Local::Error(at as u32));
            let id = format!("{}.{}", self.parsed.path, common.name);
            let name = common.name.clone();
            let id = self.env.errors.alloc(ErrorDef {
                package: self.id,
                file: common.file,
                name: common.name,
                exported: common.exported,
                span: common.span,
                docs: docs(common.tree, common.tree.errors[common.index].docs),
                id,
                retry: error.retry,
                params: error.params,
                formats: error.formats,
            });
            self.names.insert(name, Def::Error(id));
            self.env.packages[self.id].errors.push(id);
        }
    }

    fn add_consts(&mut self, consts: Vec<(LocalConst, Value)>) {
        for (at, value) in consts {
            let common = self.common(Local::Const(at.0));
            let name = common.name.clone();
            let id = self.env.consts.alloc(ConstDef {
                package: self.id,
                file: common.file,
                name: common.name,
                exported: common.exported,
                span: common.span,
                docs: docs(common.tree, common.tree.consts[common.index].docs),
                value,
            });
            self.names.insert(name, Def::Const(id));
            self.env.packages[self.id].consts.push(id);
        }
    }

    fn add_interfaces(&mut self, interfaces: LocalInterfaces) {
        let mut bodies: Vec<_> = interfaces.bodies.into_iter().map(Some).collect();
        let mut ids: Vec<Option<InterfaceId>> = vec![None; bodies.len()];
        for at in interfaces.order {
            let Some(body) = bodies[at as usize].take() else {
                continue;
            };
            let common = self.common(Local::Interface(at));
            let def = &common.tree.interfaces[common.index];
            let trees = &common.tree.embeds[def.embeds.range()];
            let embeds = body.embeds.into_iter().filter_map(|(embed, number)| {
                let tree = &trees[number as usize];
                let interface = match embed {
                    InterfaceRef::Local(at) => ids[at as usize]?,
                    InterfaceRef::Imported(id) => id,
                };
                Some(Embed {
                    interface,
                    span: tree.name.span,
                    docs: docs(common.tree, tree.docs),
                })
            });
            let embeds = embeds.collect();
            let name = common.name.clone();
            let id = self.env.interfaces.alloc(Interface {
                package: self.id,
                file: common.file,
                name: common.name,
                exported: common.exported,
                span: common.span,
                docs: docs(common.tree, def.docs),
                embeds,
                methods: body.methods,
            });
            ids[at as usize] = Some(id);
            self.names.insert(name, Def::Interface(id));
            self.env.packages[self.id].interfaces.push(id);
        }
    }
}

fn members(file: &ast::File, def: &ast::TypeDef) -> Vec<Member> {
    match file.type_expr(def.body).kind {
        TypeExprKind::Enum(labels) => file.labels[labels.range()]
            .iter()
            .map(|label| Member {
                span: label.name.span,
                docs: docs(file, label.docs),
            })
            .collect(),
        TypeExprKind::Struct(fields) | TypeExprKind::Union(fields) => file.fields[fields.range()]
            .iter()
            .map(|field| Member {
                span: field.name.span,
                docs: docs(file, field.docs),
            })
            .collect(),
        TypeExprKind::Name(_)
        | TypeExprKind::Error
        | TypeExprKind::TypeObject
        | TypeExprKind::Array(..)
        | TypeExprKind::List(_)
        | TypeExprKind::Set(_)
        | TypeExprKind::Map(..)
        | TypeExprKind::Optional(_) => Vec::new(),
    }
}

/// Works out what each file depends on, from its definitions in the environment.
fn add_deps(env: &mut Env, id: PackageId) {
    let found: Vec<_> = {
        let env = &*env;
        let package = &env.packages[id];
        let mut deps: Vec<_> = package
            .files
            .iter()
            .map(|file| (*file, Deps::new(env)))
            .collect();
        // The files of a package are next to each other.
        let first = package.files.first().map_or(0, |file| file.index());
        for def in package.types.iter().map(|id| &env.types[*id]) {
            deps[def.file.index() - first].1.add_body(def.ty.as_ref());
        }
        for def in package.consts.iter().map(|id| &env.consts[*id]) {
            deps[def.file.index() - first]
                .1
                .add_value(def.value.as_ref());
        }
        for def in package.errors.iter().map(|id| &env.errors[*id]) {
            def.params
                .iter()
                .for_each(|param| deps[def.file.index() - first].1.add_type(param.ty.as_ref()));
        }
        for def in package.interfaces.iter().map(|id| &env.interfaces[*id]) {
            let deps = &mut deps[def.file.index() - first].1;
            def.embeds
                .iter()
                .for_each(|embed| deps.add_embed(embed.interface));
            for method in &def.methods {
                let args = method
                    .in_args
                    .iter()
                    .chain(&method.out_args)
                    .map(|arg| &arg.ty);
                let streams = method.in_stream.iter().chain(&method.out_stream);
                args.chain(streams)
                    .for_each(|ty| deps.add_type(ty.as_ref()));
                method
                    .tags
                    .iter()
                    .for_each(|tag| deps.add_value(tag.as_ref()));
            }
        }
        deps.into_iter()
            .map(|(file, deps)| (file, deps.finish(id)))
            .collect()
    };
    for (file, (packages, types)) in found {
        env.files[file].package_deps = packages;
        env.files[file].type_deps = types;
    }
}
