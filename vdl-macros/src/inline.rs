//! `inline!`: the code of a package that stands in the middle of Rust (codegen §4.3).
//!
//! From tokens or a literal to text ([`source`]), from its header to a package path ([`header`]), and from findings back
//! to tokens ([`errors`]).

mod errors;
mod header;
mod source;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use vdl_codegen::generate::plan;

use self::source::Source;
use crate::include::includes;
use crate::manifest;
use crate::package::{self, Compiled, Memory};

/// The code, or errors at tokens.
pub(crate) fn inline(input: TokenStream) -> TokenStream {
    expand(input).unwrap_or_else(|error| error.into_compile_error())
}

fn expand(input: TokenStream) -> syn::Result<TokenStream> {
    let source = Source::new(input)?;
    let header = header::header(&source.text).map_err(|why| source.refuse_start(&why))?;
    let Some(directory) = manifest::directory() else {
        return Err(source.refuse_start("Cargo does not say where the crate lies"));
    };
    let mut roots: Vec<_> = source
        .settings
        .search_path
        .iter()
        .map(|root| directory.join(root))
        .collect();
    if roots.is_empty() {
        roots.push(directory.join("vdl"));
    }
    let memory = Memory {
        path: &header.path,
        file: &source.file(),
        text: &header.text,
    };
    let mut compiled = package::compile_memory(&memory, roots, &directory);
    let code = {
        let Compiled {
            checked,
            diagnostics,
            ..
        } = &mut compiled;
        let checked = &*checked;
        plan(checked, &source.settings.options, diagnostics).map(|plan| match plan.packages() {
            [package] => Ok(plan.items(*package)),
            packages => {
                let mut paths = packages.iter().map(|id| &checked.env.packages[*id].path);
                Err(paths
                    .find(|path| **path != header.path)
                    .cloned()
                    .unwrap_or_default())
            }
        })
    };
    let found = compiled.take_errors();
    match code {
        Some(Ok(items)) if found.is_empty() => Ok(module(&header.path, &compiled, &items)),
        Some(Err(other)) if found.is_empty() => Err(source.refuse_start(&format!(
            "the code of the package `{other}` is not here; say where it is: `#![vdl(extern_path(\"{other}\", \"::…\"))]`",
        ))),
        Some(_) | None => Err(errors::errors(&source, &compiled, &found)),
    }
}

/// The items in a module of their own, so that nothing is said about what is not used, and their names outside of it.
fn module(path: &str, compiled: &Compiled, items: &TokenStream) -> TokenStream {
    let includes = includes(compiled);
    let name: String = path
        .chars()
        .map(|ch| if ch.is_ascii_alphanumeric() { ch } else { '_' })
        .collect();
    let name = Ident::new(&format!("__vdl_{name}"), Span::call_site());
    quote! {
        #[allow(
            clippy::all,
            clippy::nursery,
            clippy::pedantic,
            dead_code,
            missing_docs,
            unreachable_pub,
            unused_qualifications
        )]
        mod #name {
            #includes
            #items
        }
        #[allow(unreachable_pub, unused_imports)]
        pub use #name::*;
    }
}
