//! A compiled package as one JSON object: everything in the IR that a reader may want to compare.
//!
//! The members are those of the conformance cases: package, files with what they use, types, consts, errors and
//! interfaces in definition order, with places, documentation and canonical texts. Members are sorted by name; absent
//! documentation is left out.

mod json;

use vdl_parser::env::{
    Arg, ConstDef, Docs, Env, ErrorDef, File, FileId, Interface, InterfaceId, Method, Package,
    PackageId, TypeDef,
};
use vdl_parser::source::{SourceMap, Span};

use json::Object;

/// A package as one line of JSON, without a line end.
#[must_use]
pub fn json(env: &Env, sources: &SourceMap, package: PackageId) -> String {
    let package = &env.packages[package];
    let dump = Dump {
        env,
        sources,
        package,
    };
    json::object(|object| dump.package(object))
}

struct Dump<'e> {
    env: &'e Env,
    sources: &'e SourceMap,
    package: &'e Package,
}

impl Dump<'_> {
    fn package(&self, object: &mut Object<'_>) {
        let package = self.package;
        if let Some(config) = &package.config {
            object.text("config", &vdl::const_text(config.as_ref(), &package.path));
        }
        object.objects("consts", &package.consts, |object, id| {
            self.const_def(object, &self.env.consts[*id])
        });
        object.text_unless_empty("doc", &package.docs.doc);
        object.objects("errors", &package.errors, |object, id| {
            self.error(object, &self.env.errors[*id])
        });
        object.text_unless_empty("file_doc", &package.file_doc);
        object.objects("files", &package.files, |object, id| {
            self.file(object, &self.env.files[*id])
        });
        object.text("gen_path", &package.gen_path);
        object.objects("interfaces", &package.interfaces, |object, id| {
            self.interface(object, *id)
        });
        object.text("name", &package.name);
        object.text("path", &package.path);
        object.objects("types", &package.types, |object, id| {
            self.type_def(object, &self.env.types[*id])
        });
    }

    fn file(&self, object: &mut Object<'_>, file: &File) {
        object.text("name", &file.name);
        object.texts(
            "package_deps",
            file.package_deps
                .iter()
                .map(|id| self.env.packages[*id].path.as_str()),
        );
        object.texts(
            "type_deps",
            file.type_deps.iter().map(vdl::Type::unique_string),
        );
    }

    fn type_def(&self, object: &mut Object<'_>, def: &TypeDef) {
        object.text("base", def.base.unique_string());
        object.number("col", self.col(def.file, def.span));
        docs(object, &def.docs);
        object.truth("exported", def.exported);
        // The recorded dumps have no documentation of enum labels.
        if def.base.name().is_none() && def.ty.fields().is_some() {
            let docs = || def.members.iter().map(|member| &member.docs);
            object.texts_unless_empty("field_doc", docs().map(|docs| docs.doc.as_str()));
            object.texts_unless_empty("field_doc_suffix", docs().map(|docs| docs.suffix.as_str()));
        }
        object.text("file", self.file_name(def.file));
        object.text("kind", def.ty.kind().name());
        object.number("line", self.line(def.file, def.span));
        object.text("name", &def.name);
        object.text("type", def.ty.unique_string());
    }

    fn const_def(&self, object: &mut Object<'_>, def: &ConstDef) {
        object.number("col", self.col(def.file, def.span));
        docs(object, &def.docs);
        object.truth("exported", def.exported);
        object.text("file", self.file_name(def.file));
        object.number("line", self.line(def.file, def.span));
        object.text("name", &def.name);
        object.text(
            "text",
            &vdl::const_text(def.value.as_ref(), &self.package.path),
        );
        object.text("type", def.value.ty().unique_string());
    }

    fn error(&self, object: &mut Object<'_>, def: &ErrorDef) {
        object.number("col", self.col(def.file, def.span));
        docs(object, &def.docs);
        object.truth("exported", def.exported);
        object.text("file", self.file_name(def.file));
        object.objects("formats", &def.formats, |object, format| {
            object.text("fmt", &format.text);
            object.text("lang", &format.lang);
        });
        object.text("id", &def.id);
        object.number("line", self.line(def.file, def.span));
        object.text("name", &def.name);
        self.args(object, "params", def.file, &def.params);
        object.text("retry", def.retry.name());
    }

    fn interface(&self, object: &mut Object<'_>, id: InterfaceId) {
        let def = &self.env.interfaces[id];
        object.texts(
            "all_methods",
            self.env
                .all_methods(id)
                .iter()
                .map(|method| method.name.as_str()),
        );
        object.number("col", self.col(def.file, def.span));
        docs(object, &def.docs);
        let embeds: Vec<String> = def
            .embeds
            .iter()
            .map(|embed| self.full_name(embed.interface))
            .collect();
        object.texts("embeds", embeds.iter().map(String::as_str));
        object.truth("exported", def.exported);
        object.text("file", self.file_name(def.file));
        object.number("line", self.line(def.file, def.span));
        object.objects("methods", &def.methods, |object, method| {
            self.method(object, def, method)
        });
        object.text("name", &def.name);
    }

    fn method(&self, object: &mut Object<'_>, interface: &Interface, method: &Method) {
        object.number("col", self.col(interface.file, method.span));
        docs(object, &method.docs);
        self.args(object, "in", interface.file, &method.in_args);
        object.text_or_null(
            "in_stream",
            method.in_stream.as_ref().map(vdl::Type::unique_string),
        );
        object.number("line", self.line(interface.file, method.span));
        object.text("name", &method.name);
        self.args(object, "out", interface.file, &method.out_args);
        object.text_or_null(
            "out_stream",
            method.out_stream.as_ref().map(vdl::Type::unique_string),
        );
        object.objects("tags", &method.tags, |object, tag| {
            object.text("text", &vdl::const_text(tag.as_ref(), &self.package.path));
            object.text("type", tag.ty().unique_string());
        });
    }

    fn args(&self, object: &mut Object<'_>, name: &str, file: FileId, args: &[Arg]) {
        object.objects(name, args, |object, arg| {
            object.number("col", self.col(file, arg.span));
            object.number("line", self.line(file, arg.span));
            object.text("name", &arg.name);
            object.text("type", arg.ty.unique_string());
        });
    }

    fn full_name(&self, id: InterfaceId) -> String {
        let interface = &self.env.interfaces[id];
        format!(
            "{}.{}",
            self.env.packages[interface.package].path, interface.name
        )
    }

    fn file_name(&self, file: FileId) -> &str {
        &self.env.files[file].name
    }

    fn line(&self, file: FileId, span: Span) -> u32 {
        self.sources
            .source(self.env.files[file].source)
            .place(span.start)
            .line
    }

    fn col(&self, file: FileId, span: Span) -> u32 {
        self.sources
            .source(self.env.files[file].source)
            .place(span.start)
            .col
    }
}

fn docs(object: &mut Object<'_>, docs: &Docs) {
    object.text_unless_empty("doc", &docs.doc);
    object.text_unless_empty("doc_suffix", &docs.suffix);
}
