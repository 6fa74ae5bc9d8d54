//! Methods of services: from `async fn`s to what they are on the wire.

use std::collections::HashMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::{
    FnArg, GenericArgument, Pat, PathArguments, ReturnType, Signature, TraitItemFn, Type, TypePath,
};
use vdl_codegen::rust::interface::{
    Arg, CLIENT_FUNCTIONS, Lending, Method, PARAMETERS, Passed, Streams,
};

use super::assertion;
use super::attributes::{Attributes, OutNames, comment, unraw};
use super::lending::lending;
use crate::derive::errors::Errors;
use crate::derive::names::{self, Case, Of};
use crate::derive::types::{self, Position, text};

/// The methods of a service.
pub(super) struct Methods<'a> {
    rt: &'a TokenStream,
    pub(super) found: Vec<Method>,
    /// What the compiler is to prove.
    pub(super) assertions: TokenStream,
    /// The types that it is to prove something about.
    asserted: Vec<String>,
    /// Names on the wire, with the methods that have them.
    names: HashMap<String, Ident>,
}

impl<'a> Methods<'a> {
    pub(super) fn new(rt: &'a TokenStream) -> Self {
        Self {
            rt,
            found: Vec::new(),
            assertions: TokenStream::new(),
            asserted: Vec::new(),
            names: HashMap::new(),
        }
    }

    pub(super) fn add(&mut self, method: &TraitItemFn, errors: &mut Errors) {
        let signature = &method.sig;
        let attributes = Attributes::new(&method.attrs, errors);
        check_form(method, errors);
        let wire = self.name(&signature.ident, &attributes, errors);
        let in_args = self.in_args(signature, errors);
        let out_args = self.results(signature, attributes.out_names.as_ref(), errors);
        let streams = attributes.stream.as_ref().map(|stream| {
            let mut item = |ty: &Type| {
                types::check(ty, Position::Unnamed, errors);
                ty.to_token_stream()
            };
            Streams {
                server: stream.send.as_ref().map(&mut item),
                client: stream.recv.as_ref().map(&mut item),
            }
        });
        let rt = self.rt;
        self.found.push(Method {
            wire,
            name: signature.ident.clone(),
            doc: comment(&method.attrs),
            docs: attributes.docs,
            in_args,
            out_args,
            streams,
            tags: attributes
                .tags
                .iter()
                .map(|tag| quote!(#rt::any(&#tag)))
                .collect(),
        });
    }

    /// Has the compiler prove what a type is.
    fn assert(&mut self, ty: &Type, expected: &TokenStream) {
        let seen = ty.to_token_stream().to_string();
        if !self.asserted.contains(&seen) {
            self.assertions.extend(assertion(ty, expected));
            self.asserted.push(seen);
        }
    }

    fn name(&mut self, ident: &Ident, attributes: &Attributes, errors: &mut Errors) -> String {
        if CLIENT_FUNCTIONS.contains(&ident.to_string().as_str()) {
            errors.push(
                ident.span(),
                format_args!(
                    "clients have a function `{ident}` already; call the method something else and say `#[vdl(rename = \"{}\")]`",
                    Case::Pascal.apply(ident)
                ),
            );
        }
        let name = names::name(
            ident,
            attributes.rename.as_ref(),
            Case::Pascal,
            Of::Member,
            errors,
        );
        if let Some(other) = self.names.insert(name.clone(), ident.clone()) {
            errors.push(
                attributes
                    .rename
                    .as_ref()
                    .map_or_else(|| ident.span(), Spanned::span),
                format_args!(
                    "`{name}` is the VDL name of `{other}` already; say `#[vdl(rename = \"…\")]`"
                ),
            );
        }
        name
    }

    fn in_args(&mut self, signature: &Signature, errors: &mut Errors) -> Vec<Arg> {
        let mut typed: Vec<_> = signature
            .inputs
            .iter()
            .filter_map(|arg| match arg {
                FnArg::Typed(arg) => Some(arg),
                FnArg::Receiver(_) => None,
            })
            .collect();
        // The trait has these in any case; who writes them down is right too.
        let leading: Vec<bool> = typed
            .iter()
            .zip(["Context", "ServerCall"])
            .map(|(arg, name)| is_reference_to(&arg.ty, name))
            .collect();
        match leading.as_slice() {
            [true, true] => {
                let rt = self.rt;
                for (arg, expected) in typed
                    .drain(..2)
                    .zip([quote!(&#rt::Context), quote!(&#rt::ServerCall)])
                {
                    self.assert(&arg.ty, &expected);
                }
            }
            [true, ..] => {
                errors.push_at(
                    &typed[0].ty,
                    "leave this away, or write both: `cx: &Context, call: &ServerCall`; implementations have both in any case",
                );
                return Vec::new();
            }
            _ => {}
        }
        let mut taken: Vec<String> = PARAMETERS.iter().map(|name| (*name).to_owned()).collect();
        let mut args = Vec::new();
        for arg in typed {
            let Pat::Ident(pattern) = &*arg.pat else {
                errors.push_at(&arg.pat, "write a name: it is part of the interface");
                continue;
            };
            let label = unraw(&pattern.ident);
            if !label.is_ascii() || label.starts_with('_') {
                errors.push(
                    pattern.ident.span(),
                    format_args!("`{label}` is no name in VDL: names begin with an ASCII letter"),
                );
            }
            if refuse_borrowed(&arg.ty, errors) {
                continue;
            }
            types::check(&arg.ty, Position::Unnamed, errors);
            let mut name = pattern.ident.clone();
            while taken.contains(&name.to_string()) {
                name = Ident::new(&format!("{name}_"), name.span());
            }
            taken.push(name.to_string());
            let ty = arg.ty.to_token_stream();
            let (lending, elem) = lending(&arg.ty);
            args.push(Arg {
                label,
                name,
                lent: lending.ty(&ty, || elem),
                passed: Passed::plain(ty, lending),
            });
        }
        args
    }

    /// The results, without the error.
    fn results(
        &mut self,
        signature: &Signature,
        names: Option<&OutNames>,
        errors: &mut Errors,
    ) -> Vec<Arg> {
        let ReturnType::Type(_, output) = &signature.output else {
            errors.push(
                signature.ident.span(),
                "every call can fail; write `-> Result<(), v23::Error>`",
            );
            return Vec::new();
        };
        let Some((value, error)) = result(output) else {
            errors.push_at(
                output,
                format_args!(
                    "every call can fail; write `Result<{}, v23::Error>`",
                    text(output)
                ),
            );
            return Vec::new();
        };
        let rt = self.rt;
        match error {
            Some(error) => self.assert(error, &quote!(#rt::Error)),
            None => self.assert(output, &quote!(::core::result::Result<#value, #rt::Error>)),
        }
        let types: Vec<&Type> = if let Type::Tuple(tuple) = value {
            tuple.elems.iter().collect()
        } else {
            vec![value]
        };
        if types.len() == 1 && matches!(value, Type::Tuple(_)) {
            errors.push_at(value, "one result stands without parentheses");
            return Vec::new();
        }
        if let Some(names) = names
            && names.names.len() != types.len()
        {
            errors.push_at(
                &names.all,
                format_args!(
                    "`{}` gives {} results, and these are {} names",
                    signature.ident,
                    types.len(),
                    names.names.len()
                ),
            );
        }
        let label = |at: usize| {
            names
                .and_then(|names| names.names.get(at))
                .map_or_else(String::new, syn::LitStr::value)
        };
        let outs = types.iter().enumerate().map(|(at, ty)| {
            types::check(ty, Position::Unnamed, errors);
            let ty = ty.to_token_stream();
            Arg {
                label: label(at),
                name: Ident::new("out", Span::call_site()),
                passed: Passed::plain(ty.clone(), Lending::Reference),
                lent: ty,
            }
        });
        outs.collect()
    }
}

fn check_form(method: &TraitItemFn, errors: &mut Errors) {
    let signature = &method.sig;
    if signature.asyncness.is_none() {
        errors.push(
            signature.fn_token.span,
            format_args!(
                "write `async fn {}`: a call takes its time",
                signature.ident
            ),
        );
    }
    let others = [
        signature.constness.as_ref().map(Spanned::span),
        signature.abi.as_ref().map(Spanned::span),
    ];
    for span in others.into_iter().flatten() {
        errors.push(span, "methods of a service are plain `async fn`s");
    }
    if !signature.generics.params.is_empty() || signature.generics.where_clause.is_some() {
        errors.push(
            signature.generics.span(),
            "methods of a service have no parameters of this kind: callers elsewhere could not choose them; write `v23::Any` for values of any type",
        );
    }
    if let Some(body) = &method.default {
        errors.push(
            body.brace_token.span.join(),
            "a service says what there is, not how; write `;` here, and the body where the trait is implemented",
        );
    }
    match signature.inputs.first() {
        Some(FnArg::Receiver(receiver)) => {
            let is_shared = receiver.to_token_stream().to_string().replace(' ', "") == "&self";
            if !is_shared {
                errors.push_at(
                    receiver,
                    "write `&self`: a server answers many calls at once; what changes belongs into a `Mutex`",
                );
            }
        }
        Some(FnArg::Typed(_)) | None => errors.push(
            signature.ident.span(),
            format_args!(
                "write `async fn {}(&self, …)`: methods belong to a server",
                signature.ident
            ),
        ),
    }
}

/// Reports arguments that are not what a server is given.
fn refuse_borrowed(ty: &Type, errors: &mut Errors) -> bool {
    if let Type::Reference(reference) = ty {
        let owned = if let Type::Slice(slice) = &*reference.elem {
            format!("Vec<{}>", text(&slice.elem))
        } else if last(&reference.elem).is_some_and(|last| last == "str") {
            "String".to_owned()
        } else {
            text(&reference.elem)
        };
        errors.push_at(
            ty,
            format_args!(
                "write `{owned}`: a server owns what it is given; clients lend it in any case"
            ),
        );
        return true;
    }
    if last(ty).is_some_and(|last| last == "ServerStream") {
        errors.push_at(
            ty,
            "streams are said with an attribute: `#[stream(send = T, recv = U)]`; implementations have this parameter",
        );
        return true;
    }
    false
}

fn is_reference_to(ty: &Type, name: &str) -> bool {
    let Type::Reference(reference) = ty else {
        return false;
    };
    last(&reference.elem).is_some_and(|last| last == name)
}

/// The last element of a path.
fn last(ty: &Type) -> Option<&Ident> {
    let Type::Path(TypePath {
        qself: None, path, ..
    }) = ty
    else {
        return None;
    };
    Some(&path.segments.last()?.ident)
}

/// The types of a `Result`: that of the value, and that of the error unless an alias hides it.
fn result(ty: &Type) -> Option<(&Type, Option<&Type>)> {
    let Type::Path(TypePath {
        qself: None, path, ..
    }) = ty
    else {
        return None;
    };
    let segment = path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    let mut types = arguments.args.iter().filter_map(|argument| {
        if let GenericArgument::Type(ty) = argument {
            Some(ty)
        } else {
            None
        }
    });
    let value = types.next()?;
    (segment.ident == "Result").then(|| (value, types.next()))
}
