//! The methods that every object has: rpc §4.1.

use super::description::{ArgDesc, InterfaceDesc, MethodDesc};
use super::errors;
use super::invoker::Results;
use crate::vdlroot::signature::{Arg, Embed, Interface, Method};
use crate::verror::Error;
use crate::vom::Any;

/// What the names of reserved methods begin with.
pub(super) const PREFIX: &str = "__";

const SIGNATURE: &str = "Signature";
const METHOD_SIGNATURE: &str = "MethodSignature";
const GLOB: &str = "Glob";

/// Answers the reserved method with a name, without its prefix.
pub(super) fn answer(
    interface: Option<&'static InterfaceDesc>,
    suffix: &str,
    method: &str,
    args: Vec<Any>,
) -> Result<Results, Error> {
    let count = args.len();
    let mut args = args.into_iter();
    match (method, args.next(), count) {
        (SIGNATURE, None, _) => {
            let interface = interface.ok_or_else(|| errors::unknown_suffix(suffix))?;
            Results::new().and(&signature(interface))
        }
        (METHOD_SIGNATURE, Some(name), 1) => {
            let name: String = name
                .decode()
                .map_err(|error| errors::bad_named_arg(suffix, method, 0, &error))?;
            Results::new().and(&method_signature(interface, &name)?)
        }
        (SIGNATURE, Some(_), _) => Err(errors::named_arg_count(suffix, method, count as u64, 0)),
        (METHOD_SIGNATURE, _, _) => Err(errors::named_arg_count(suffix, method, count as u64, 1)),
        (_, _, _) => Err(errors::unknown_method(method)),
    }
}

/// What an object can do: its interface and those that it embeds, then the reserved methods.
#[must_use]
pub fn signature(interface: &'static InterfaceDesc) -> Vec<Interface> {
    let mut interfaces = interface_signatures(interface);
    interfaces.push(reserved());
    interfaces
}

/// An interface and those that it embeds, through all levels; those without methods of their own are left out.
#[must_use]
pub fn interface_signatures(interface: &'static InterfaceDesc) -> Vec<Interface> {
    let mut signatures: Vec<Interface> = Vec::new();
    for interface in interface.family() {
        let is_known = signatures
            .iter()
            .any(|known| known.name == interface.name && known.pkg_path == interface.package);
        if !interface.methods.is_empty() && !is_known {
            signatures.push(one(interface));
        }
    }
    signatures
}

fn method_signature(
    interface: Option<&'static InterfaceDesc>,
    name: &str,
) -> Result<Method, Error> {
    if let Some(name) = name.strip_prefix(PREFIX) {
        let known = reserved().methods.into_iter();
        let mut found = known.filter(|method| method.name.strip_prefix(PREFIX) == Some(name));
        let method = found.next().ok_or_else(|| errors::unknown_method(name))?;
        return Ok(Method {
            name: name.to_owned(),
            ..method
        });
    }
    let method = interface.and_then(|interface| interface.method(name));
    method
        .map(of_method)
        .ok_or_else(|| errors::unknown_method(name))
}

fn one(interface: &InterfaceDesc) -> Interface {
    let mut methods: Vec<Method> = interface.methods.iter().map(of_method).collect();
    methods.sort_by(|a, b| a.name.cmp(&b.name));
    let embeds = interface.embeds.iter().map(|embed| Embed {
        name: embed.name.to_owned(),
        pkg_path: embed.package.to_owned(),
        doc: embed.doc.to_owned(),
    });
    Interface {
        name: interface.name.to_owned(),
        pkg_path: interface.package.to_owned(),
        doc: interface.doc.to_owned(),
        embeds: embeds.collect(),
        methods,
    }
}

fn of_method(method: &MethodDesc) -> Method {
    Method {
        name: method.name.to_owned(),
        doc: method.doc.to_owned(),
        in_args: method.in_args.iter().map(arg).collect(),
        out_args: method.out_args.iter().map(arg).collect(),
        in_stream: method.in_stream.as_ref().map(arg),
        out_stream: method.out_stream.as_ref().map(arg),
        tags: method.tags.to_vec(),
    }
}

fn arg(arg: &ArgDesc) -> Arg {
    Arg {
        name: arg.name.to_owned(),
        doc: arg.doc.to_owned(),
        r#type: (arg.ty)().clone(),
    }
}

fn reserved() -> Interface {
    let method = |name: &str, doc: &str| Method {
        name: format!("{PREFIX}{name}"),
        doc: doc.to_owned(),
        ..Method::default()
    };
    let of = |name: &str, ty: &vdl::Type| Arg {
        name: name.to_owned(),
        r#type: ty.clone(),
        ..Arg::default()
    };
    let any = of("", &vdl::Type::ANY);
    Interface {
        name: "__Reserved".to_owned(),
        doc: "// __Reserved methods are answered for every object.".to_owned(),
        methods: vec![
            Method {
                in_args: vec![of("pattern", &vdl::Type::STRING)],
                in_stream: Some(any.clone()),
                out_stream: Some(any),
                ..method(
                    GLOB,
                    "// Glob lists the names below the object that match a pattern.",
                )
            },
            Method {
                in_args: vec![of("method", &vdl::Type::STRING)],
                out_args: vec![of("", type_of::<Method>())],
                ..method(METHOD_SIGNATURE, "// MethodSignature describes one method.")
            },
            Method {
                out_args: vec![of("", type_of::<Vec<Interface>>())],
                ..method(SIGNATURE, "// Signature describes all methods.")
            },
        ],
        ..Interface::default()
    }
}

fn type_of<T: vdl::VdlType>() -> &'static vdl::Type {
    T::vdl_type()
}
