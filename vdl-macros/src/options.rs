//! Options of macros that generate code: calls as in build scripts, without the dots.

use std::path::PathBuf;

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{LitBool, LitStr, Token, bracketed, parenthesized};
use vdl_codegen::options::{Native, Options};
use vdl_parser::diagnostic::suggest::nearest;

/// What a macro was told about the code to generate.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    pub(crate) options: Options,
    /// Where package paths start.
    pub(crate) search_path: Vec<PathBuf>,
}

/// What an option takes.
enum Takes {
    Flag(fn(Options, bool) -> Options),
    Text(fn(Options, String) -> Options),
    Texts(fn(Options, Vec<String>) -> Options),
    Pair(fn(Options, String, String) -> Options),
    /// A directory in which package paths start.
    Root,
}

const KNOWN: &[(&str, Takes)] = &[
    ("search_path", Takes::Root),
    ("runtime_path", Takes::Text(Options::runtime_path)),
    (
        "compile_builtin_packages",
        Takes::Flag(Options::compile_builtin_packages),
    ),
    ("extern_path", Takes::Pair(Options::extern_path)),
    ("strip_prefix", Takes::Text(Options::strip_prefix)),
    ("module", Takes::Pair(Options::module)),
    ("flat", Takes::Flag(Options::flat)),
    ("package_feature", Takes::Pair(Options::package_feature)),
    ("rename", Takes::Pair(Options::rename)),
    (
        "native",
        Takes::Pair(|options, vdl, rust| options.native(vdl, Native::new(rust))),
    ),
    ("without_native", Takes::Text(Options::without_native)),
    ("string_type", Takes::Pair(Options::string_type)),
    ("hash_map", Takes::Texts(Options::hash_map)),
    ("hash_set", Takes::Texts(Options::hash_set)),
    ("bytes", Takes::Texts(Options::bytes)),
    ("boxed", Takes::Texts(Options::boxed)),
    ("any_as_value", Takes::Texts(Options::any_as_value)),
    ("float_keys", Takes::Texts(Options::float_keys)),
    ("no_ord", Takes::Texts(Options::no_ord)),
    ("skip_debug", Takes::Texts(Options::skip_debug)),
    ("non_exhaustive", Takes::Texts(Options::non_exhaustive)),
    ("builder", Takes::Texts(Options::builder)),
    ("type_attribute", Takes::Pair(Options::type_attribute)),
    ("enum_attribute", Takes::Pair(Options::enum_attribute)),
    ("field_attribute", Takes::Pair(Options::field_attribute)),
    ("trait_attribute", Takes::Pair(Options::trait_attribute)),
    ("build_client", Takes::Flag(Options::build_client)),
    ("build_server", Takes::Flag(Options::build_server)),
    ("default_methods", Takes::Flag(Options::default_methods)),
];

impl Parse for Settings {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut settings = Self::default();
        while !input.is_empty() {
            settings.option(input)?;
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(settings)
    }
}

impl Settings {
    fn option(&mut self, input: ParseStream<'_>) -> syn::Result<()> {
        let name = input.call(Ident::parse_any)?;
        let text = name.to_string();
        let Some((_, takes)) = KNOWN.iter().find(|(known, _)| *known == text) else {
            return Err(unknown(&name, &text));
        };
        if !input.peek(syn::token::Paren) {
            return Err(syn::Error::new(
                name.span(),
                format_args!("write `{text}({})`", takes.example()),
            ));
        }
        let inside;
        let paren = parenthesized!(inside in input);
        let arguments = Arguments {
            wanted: format!(
                "`{text}` takes {}: `{text}({})`",
                takes.describe(),
                takes.example()
            ),
            span: paren.span.join(),
        };
        let options = std::mem::take(&mut self.options);
        self.options = match takes {
            Takes::Flag(set) => set(options, arguments.flag(&inside)?),
            Takes::Text(set) => {
                let [text] = arguments.texts(&inside)?;
                set(options, text)
            }
            Takes::Pair(set) => {
                let [path, text] = arguments.texts(&inside)?;
                set(options, path, text)
            }
            Takes::Texts(set) => set(options, arguments.list(&inside)?),
            Takes::Root => {
                let [root] = arguments.texts(&inside)?;
                self.search_path.push(PathBuf::from(root));
                options
            }
        };
        Ok(())
    }
}

impl Takes {
    const fn describe(&self) -> &'static str {
        match self {
            Self::Flag(_) => "`true` or `false`",
            Self::Text(_) => "a string",
            Self::Texts(_) => "paths in VDL",
            Self::Pair(_) => "a path in VDL and a string",
            Self::Root => "a directory",
        }
    }

    const fn example(&self) -> &'static str {
        match self {
            Self::Flag(_) => "true",
            Self::Text(_) | Self::Root => "\"…\"",
            Self::Texts(_) => "[\"acme/geo.Shape\"]",
            Self::Pair(_) => "\"acme/geo\", \"…\"",
        }
    }
}

/// The arguments of an option, and what to say if they are others.
struct Arguments {
    wanted: String,
    span: Span,
}

impl Arguments {
    fn refuse(&self) -> syn::Error {
        syn::Error::new(self.span, &self.wanted)
    }

    fn flag(&self, inside: ParseStream<'_>) -> syn::Result<bool> {
        let flag: LitBool = inside.parse().map_err(|_| self.refuse())?;
        if inside.is_empty() {
            Ok(flag.value)
        } else {
            Err(self.refuse())
        }
    }

    fn texts<const N: usize>(&self, inside: ParseStream<'_>) -> syn::Result<[String; N]> {
        self.several(inside)?.try_into().map_err(|_| self.refuse())
    }

    fn list(&self, inside: ParseStream<'_>) -> syn::Result<Vec<String>> {
        if !inside.peek(syn::token::Bracket) {
            return Err(self.refuse());
        }
        let list;
        bracketed!(list in inside);
        let texts = self.several(&list)?;
        if inside.is_empty() {
            Ok(texts)
        } else {
            Err(self.refuse())
        }
    }

    fn several(&self, inside: ParseStream<'_>) -> syn::Result<Vec<String>> {
        let texts = Punctuated::<LitStr, Token![,]>::parse_terminated(inside);
        let texts = texts.map_err(|_| self.refuse())?;
        Ok(texts.iter().map(LitStr::value).collect())
    }
}

fn unknown(name: &Ident, text: &str) -> syn::Error {
    let hint = nearest(text, KNOWN.iter().map(|(known, _)| *known))
        .map(|nearest| format!("; there is `{nearest}`"))
        .unwrap_or_default();
    syn::Error::new(
        name.span(),
        format_args!("there is no option `{text}`{hint}"),
    )
}
