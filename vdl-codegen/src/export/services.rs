//! Services as interfaces of VDL.

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Expr, FnArg, GenericArgument, ItemTrait, Lit, LitStr, Pat, PathArguments,
    ReturnType, Signature, Token, TraitItem, Type, TypeParamBound,
};

use super::attributes::{Attributes, comment, is};
use super::names::{Meaning, plain};
use super::types::{Scope, text};
use crate::rust::interface::wire_name;

/// The lines of an interface, each without its indentation.
pub(super) fn interface(
    name: &str,
    item: &ItemTrait,
    scope: &mut Scope<'_>,
) -> Result<Vec<String>, String> {
    let mut lines = comment(&item.attrs);
    lines.push(format!("type {name} interface {{"));
    for bound in &item.supertraits {
        let TypeParamBound::Trait(bound) = bound else {
            continue;
        };
        match scope.names.meaning(scope.module, &bound.path) {
            Meaning::Defined(defined) => {
                let (package, name) = (defined.package.clone(), defined.name.clone());
                lines.push(scope.named(&package, &name));
            }
            Meaning::Other(name) if name == "Send" || name == "Sync" => {}
            Meaning::Other(name) => return Err(format!("`{name}` is no service of this crate")),
        }
    }
    for item in &item.items {
        if let TraitItem::Fn(method) = item {
            lines.extend(comment(&method.attrs));
            let line = method_line(&method.sig, &method.attrs, scope);
            lines.push(line.map_err(|why| format!("method `{}`: {why}", method.sig.ident))?);
        }
    }
    lines.push("}".to_owned());
    Ok(lines)
}

fn method_line(
    signature: &Signature,
    attributes: &[Attribute],
    scope: &mut Scope<'_>,
) -> Result<String, String> {
    let own = Attributes::new(attributes, "vdl");
    let name = own
        .text("rename")
        .map_or_else(|| wire_name(&plain(&signature.ident)), str::to_owned);
    let mut args = Vec::new();
    for arg in &signature.inputs {
        let FnArg::Typed(arg) = arg else {
            continue;
        };
        // The context and the call; arguments are owned.
        if matches!(&*arg.ty, Type::Reference(_)) {
            continue;
        }
        let Pat::Ident(pattern) = &*arg.pat else {
            return Err("an argument has no name".to_owned());
        };
        args.push(format!("{} {}", plain(&pattern.ident), scope.ty(&arg.ty)?));
    }
    let stream = stream(attributes, scope)?;
    let outs = outs(signature, attributes, scope)?;
    let tags = tags(attributes, scope)?;
    Ok(format!("{name}({}){stream} {outs}{tags}", args.join(", ")))
}

fn stream(attributes: &[Attribute], scope: &mut Scope<'_>) -> Result<String, String> {
    let (mut send, mut recv) = (None, None);
    for attribute in attributes
        .iter()
        .filter(|attribute| is(attribute, "stream"))
    {
        let parsed = attribute.parse_nested_meta(|meta| {
            let ty: Type = meta.value()?.parse()?;
            if meta.path.is_ident("send") {
                send = Some(ty);
            } else {
                recv = Some(ty);
            }
            Ok(())
        });
        parsed.map_err(|error| error.to_string())?;
    }
    let mut item = |ty: Option<Type>| ty.map(|ty| scope.ty(&ty)).transpose();
    // VDL is written from the side of the client.
    Ok(match (item(recv)?, item(send)?) {
        (None, None) => String::new(),
        (Some(sent), None) => format!(" stream<{sent}>"),
        (None, Some(received)) => format!(" stream<_, {received}>"),
        (Some(sent), Some(received)) => format!(" stream<{sent}, {received}>"),
    })
}

fn outs(
    signature: &Signature,
    attributes: &[Attribute],
    scope: &mut Scope<'_>,
) -> Result<String, String> {
    let ReturnType::Type(_, output) = &signature.output else {
        return Err("it gives no `Result`".to_owned());
    };
    let value = value(output).ok_or_else(|| format!("`{}` is no `Result`", text(output)))?;
    let types: Vec<&Type> = match value {
        Type::Tuple(tuple) => tuple.elems.iter().collect(),
        other => vec![other],
    };
    let names = out_names(attributes);
    let mut outs = Vec::new();
    for (at, ty) in types.iter().enumerate() {
        let ty = scope.ty(ty)?;
        outs.push(match (names.get(at), types.len()) {
            (Some(name), _) => format!("{name} {ty}"),
            (None, 1) => ty,
            // Several results have names in VDL.
            (None, _) => format!("out{} {ty}", at + 1),
        });
    }
    Ok(if outs.is_empty() {
        "error".to_owned()
    } else {
        format!("({} | error)", outs.join(", "))
    })
}

fn value(output: &Type) -> Option<&Type> {
    let Type::Path(path) = output else {
        return None;
    };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

fn out_names(attributes: &[Attribute]) -> Vec<String> {
    let mut names = Vec::new();
    for attribute in attributes.iter().filter(|attribute| is(attribute, "out")) {
        // Whatever is odd is told by the compiler.
        let _ = attribute.parse_nested_meta(|meta| {
            let inside;
            syn::parenthesized!(inside in meta.input);
            let found = Punctuated::<LitStr, Token![,]>::parse_terminated(&inside)?;
            names.extend(found.iter().map(LitStr::value));
            Ok(())
        });
    }
    names
}

fn tags(attributes: &[Attribute], scope: &mut Scope<'_>) -> Result<String, String> {
    let mut tags = Vec::new();
    for attribute in attributes.iter().filter(|attribute| is(attribute, "tag")) {
        let values = attribute.parse_args_with(Punctuated::<Expr, Token![,]>::parse_terminated);
        for value in values.map_err(|error| error.to_string())? {
            let tag = tag(&value, scope);
            tags.push(tag.ok_or_else(|| {
                format!(
                    "what the tag `{}` is, only the compiler knows",
                    value.to_token_stream()
                )
            })?);
        }
    }
    Ok(if tags.is_empty() {
        String::new()
    } else {
        format!(" {{{}}}", tags.join(", "))
    })
}

/// The constant for a value that is written out.
fn tag(value: &Expr, scope: &mut Scope<'_>) -> Option<String> {
    match value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(vdl::const_text(
                vdl::Value::from(text.value().as_str()).as_ref(),
                "",
            )),
            Lit::Bool(flag) => Some(flag.value.to_string()),
            Lit::Int(number) => {
                let ty = match number.suffix() {
                    "" => "int32",
                    "u8" => "byte",
                    "u16" => "uint16",
                    "u32" => "uint32",
                    "u64" => "uint64",
                    "i8" => "int8",
                    "i16" => "int16",
                    "i32" => "int32",
                    "i64" => "int64",
                    _ => return None,
                };
                Some(format!("{ty}({})", number.base10_digits()))
            }
            _ => None,
        },
        // A label of an enum.
        Expr::Path(path) => {
            let mut elements: Vec<_> = path
                .path
                .segments
                .iter()
                .map(|segment| &segment.ident)
                .collect();
            let label = elements.pop()?;
            match scope.names.meaning_of(scope.module, elements) {
                Meaning::Defined(defined) => {
                    let (package, name) = (defined.package.clone(), defined.name.clone());
                    Some(format!("{}.{}", scope.named(&package, &name), label))
                }
                Meaning::Other(_) => None,
            }
        }
        _ => None,
    }
}
