//! `include_vdl!`: the code of packages on disk (codegen §4.3).
//!
//! What comes out is what a build script would write, token for token.

use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::{LitStr, Token};
use vdl_codegen::cargo::arguments;
use vdl_codegen::generate::plan;

use crate::manifest;
use crate::options::Settings;
use crate::package::{self, Compiled};

/// What is included, and how.
pub(crate) struct Include {
    package: LitStr,
    settings: Settings,
}

impl Parse for Include {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let package = input.parse().map_err(|error: syn::Error| {
            syn::Error::new(
                error.span(),
                "write the directory, file or package as a string: `include_vdl!(\"vdl/acme/geo\")`",
            )
        })?;
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
        Ok(Self {
            package,
            settings: input.parse()?,
        })
    }
}

/// The code, or one error with all that is wrong.
pub(crate) fn include(include: &Include) -> TokenStream {
    let refuse = |why: String| syn::Error::new(include.package.span(), why).into_compile_error();
    let Some(directory) = directory(&include.package) else {
        return refuse("Cargo does not say where the crate lies".to_owned());
    };
    let (compiled, code) = generate(&include.package.value(), &include.settings, &directory);
    let includes = includes(&compiled);
    match code {
        Ok(code) => quote!(#includes #code),
        Err(why) => {
            let error = refuse(why);
            quote!(#includes #error)
        }
    }
}

/// Where relative paths start: the folder of Cargo.toml, or that of the source file if only there is what is included.
fn directory(package: &LitStr) -> Option<PathBuf> {
    let directory = manifest::directory()?;
    let text = package.value();
    let beside = || {
        let file = package.span().unwrap().local_file()?;
        let folder = file.parent()?.canonicalize().ok()?;
        folder.join(&text).exists().then_some(folder)
    };
    if directory.join(&text).exists() {
        return Some(directory);
    }
    Some(beside().unwrap_or(directory))
}

/// Compiles a package and generates its code; what is wrong is text.
fn generate(
    text: &str,
    settings: &Settings,
    directory: &Path,
) -> (Compiled, Result<TokenStream, String>) {
    let roots: Vec<_> = settings
        .search_path
        .iter()
        .map(|root| directory.join(root))
        .collect();
    let arguments = arguments::read(&[text.to_owned()], &roots, directory);
    let mut compiled = package::compile(&arguments.texts, Some(arguments.roots), directory);
    let code = {
        let Compiled {
            checked,
            diagnostics,
            ..
        } = &mut compiled;
        plan(checked, &settings.options, diagnostics).map(|plan| plan.tree())
    };
    let errors = compiled.take_errors();
    let code = code
        .filter(|_| errors.is_empty())
        .ok_or_else(|| format!("`{text}` has errors:\n\n{}", compiled.render(&errors)));
    (compiled, code)
}

/// What makes Cargo build again when a file changes that was read.
pub(crate) fn includes(compiled: &Compiled) -> TokenStream {
    let files = compiled.files();
    quote!(#(const _: &[u8] = ::core::include_bytes!(#files);)*)
}

#[cfg(test)]
mod tests;
