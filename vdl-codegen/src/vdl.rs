//! A compiled package as canonical VDL: what the IR holds, in definition order, with documentation.
//!
//! Constants are evaluated, and names of other packages carry their path (`"a/b".Name`), so that a definition can be
//! read on its own. The text parses, but it is for reading: sources may not use quoted paths.

use vdl::{Shape, Type, Value};
use vdl_parser::ast::FileKind;
use vdl_parser::env::{
    Arg, Docs, Env, ErrorDef, Interface, InterfaceId, Method, Package, PackageId, Retry, TypeDef,
};
use vdl_parser::source::SourceMap;

use crate::format::format;

/// The canonical VDL of a package.
#[must_use]
pub fn vdl(env: &Env, package: PackageId) -> String {
    let package = &env.packages[package];
    let mut printer = Printer {
        env,
        package,
        out: String::new(),
    };
    printer.package();
    in_columns(printer.out, &package.path)
}

/// The text as the formatter would have it.
fn in_columns(text: String, path: &str) -> String {
    let mut sources = SourceMap::new();
    let Ok(id) = sources.add(path, None, text.clone().into_bytes()) else {
        return text;
    };
    format(sources.source(id), id, FileKind::Package).unwrap_or(text)
}

struct Printer<'e> {
    env: &'e Env,
    package: &'e Package,
    out: String,
}

impl Printer<'_> {
    fn package(&mut self) {
        let package = self.package;
        self.line(&format!("// {}", quoted(&package.path)));
        if let Some(config) = &package.config {
            self.line(&format!("// config = {}", self.value(config)));
        }
        self.line("");
        self.documented("", &package.docs, &format!("package {}", package.name));
        for id in &package.types {
            self.type_def(&self.env.types[*id]);
        }
        for id in &package.consts {
            let def = &self.env.consts[*id];
            self.line("");
            self.documented(
                "",
                &def.docs,
                &format!("const {} = {}", def.name, self.value(&def.value)),
            );
        }
        for id in &package.errors {
            self.error(&self.env.errors[*id]);
        }
        for id in &package.interfaces {
            self.interface(&self.env.interfaces[*id]);
        }
    }

    fn type_def(&mut self, def: &TypeDef) {
        let unnamed = def.base.name().is_none();
        let (keyword, members) = match def.base.shape() {
            Shape::Struct(fields) if unnamed => ("struct", self.fields(fields)),
            Shape::Union(fields) if unnamed => ("union", self.fields(fields)),
            Shape::Enum(labels) if unnamed => {
                ("enum", labels.iter().map(ToString::to_string).collect())
            }
            Shape::Struct(_)
            | Shape::Union(_)
            | Shape::Enum(_)
            | Shape::Any
            | Shape::Optional(_)
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
            | Shape::TypeObject
            | Shape::Array { .. }
            | Shape::List(_)
            | Shape::Set(_)
            | Shape::Map { .. } => {
                self.line("");
                let text = format!("type {} {}", def.name, self.ty(&def.base));
                return self.documented("", &def.docs, &text);
            }
        };
        self.line("");
        self.documented("", &def.docs, &format!("type {} {keyword} {{", def.name));
        let none = Docs::default();
        for (at, text) in members.iter().enumerate() {
            self.documented(
                "\t",
                def.members.get(at).map_or(&none, |member| &member.docs),
                text,
            );
        }
        self.line("}");
    }

    fn fields(&self, fields: vdl::Fields<'_>) -> Vec<String> {
        fields
            .iter()
            .map(|field| {
                format!(
                    "{} {}",
                    field.name,
                    vdl::type_text(field.ty, &self.package.path)
                )
            })
            .collect()
    }

    fn error(&mut self, def: &ErrorDef) {
        let retry = (def.retry != Retry::NoRetry).then(|| def.retry.name().to_owned());
        let formats = def
            .formats
            .iter()
            .map(|format| format!("{}: {}", quoted(&format.lang), quoted(&format.text)));
        let details: Vec<String> = retry.into_iter().chain(formats).collect();
        let text = format!(
            "error {}({}) {{{}}}",
            def.name,
            self.args(&def.params),
            details.join(", ")
        );
        self.line("");
        self.documented("", &def.docs, &text);
    }

    fn interface(&mut self, def: &Interface) {
        self.line("");
        self.documented("", &def.docs, &format!("type {} interface {{", def.name));
        for embed in &def.embeds {
            let name = self.interface_name(embed.interface);
            self.documented("\t", &embed.docs, &name);
        }
        for method in &def.methods {
            let text = self.method(method);
            self.documented("\t", &method.docs, &text);
        }
        self.line("}");
    }

    fn interface_name(&self, id: InterfaceId) -> String {
        let interface = &self.env.interfaces[id];
        let package = &self.env.packages[interface.package];
        if package.path == self.package.path {
            interface.name.clone()
        } else {
            format!("{}.{}", quoted(&package.path), interface.name)
        }
    }

    fn method(&self, method: &Method) -> String {
        let mut text = format!("{}({})", method.name, self.args(&method.in_args));
        let stream = match (&method.in_stream, &method.out_stream) {
            (None, None) => String::new(),
            (Some(sent), None) => format!(" stream<{}>", self.ty(sent)),
            (None, Some(received)) => format!(" stream<_, {}>", self.ty(received)),
            (Some(sent), Some(received)) => {
                format!(" stream<{}, {}>", self.ty(sent), self.ty(received))
            }
        };
        text.push_str(&stream);
        if method.out_args.is_empty() {
            text.push_str(" error");
        } else {
            text.push_str(&format!(" ({} | error)", self.args(&method.out_args)));
        }
        if !method.tags.is_empty() {
            let tags: Vec<String> = method.tags.iter().map(|tag| self.value(tag)).collect();
            text.push_str(&format!(" {{{}}}", tags.join(", ")));
        }
        text
    }

    fn args(&self, args: &[Arg]) -> String {
        let texts = args.iter().map(|arg| {
            let ty = self.ty(&arg.ty);
            if arg.name.is_empty() {
                ty
            } else {
                format!("{} {ty}", arg.name)
            }
        });
        texts.collect::<Vec<_>>().join(", ")
    }

    fn ty(&self, ty: &Type) -> String {
        vdl::type_text(ty.as_ref(), &self.package.path)
    }

    fn value(&self, value: &Value) -> String {
        vdl::const_text(value.as_ref(), &self.package.path)
    }

    /// A line with the documentation before it and after it.
    fn documented(&mut self, indent: &str, docs: &Docs, text: &str) {
        for line in docs.doc.lines() {
            // The later lines of a block comment are its own text.
            if line.starts_with("//") || line.starts_with("/*") {
                self.out.push_str(indent);
            }
            self.line(line);
        }
        self.out.push_str(indent);
        self.out.push_str(text);
        self.line(&docs.suffix);
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }
}

/// A text as a VDL literal.
fn quoted(text: &str) -> String {
    vdl::const_text(Value::from(text).as_ref(), "")
}
