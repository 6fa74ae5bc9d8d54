//! The head of impls: generics, and what tells instances of a generic type apart.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{GenericParam, Generics};

/// What goes into the `HEAD` of glue macros.
#[derive(Debug)]
pub(super) struct Head {
    /// What goes behind `impl`.
    generics: TokenStream,
    /// The type with its arguments.
    pub(super) rust: TokenStream,
    /// Where-clauses, each with its comma.
    predicates: TokenStream,
    /// Type parameters.
    params: Vec<Ident>,
    /// Const parameters with their types.
    consts: Vec<(Ident, TokenStream)>,
    /// Type and const parameters in order.
    order: Vec<Argument>,
    /// Names of lifetimes, with their quotation mark.
    lifetimes: Vec<String>,
    /// The type with `'static` for every lifetime.
    eternal: TokenStream,
}

#[derive(Debug)]
enum Argument {
    Type(Ident),
    Const(Ident),
}

impl Head {
    pub(super) fn new(ident: &Ident, generics: &Generics) -> Self {
        let mut head = Self {
            generics: TokenStream::new(),
            rust: TokenStream::new(),
            predicates: TokenStream::new(),
            params: Vec::new(),
            consts: Vec::new(),
            order: Vec::new(),
            lifetimes: Vec::new(),
            eternal: TokenStream::new(),
        };
        let (impl_generics, type_generics, _) = generics.split_for_impl();
        head.rust = quote!(#ident #type_generics);
        // The brackets come from the macro.
        let inner: Vec<TokenTree> = impl_generics.to_token_stream().into_iter().collect();
        if inner.len() > 2 {
            head.generics = inner[1..inner.len() - 1].iter().cloned().collect();
        }
        for param in &generics.params {
            match param {
                GenericParam::Lifetime(param) => head.lifetimes.push(param.lifetime.to_string()),
                GenericParam::Type(param) => {
                    head.params.push(param.ident.clone());
                    head.order.push(Argument::Type(param.ident.clone()));
                }
                GenericParam::Const(param) => {
                    let ty = param.ty.to_token_stream();
                    head.consts.push((param.ident.clone(), ty));
                    head.order.push(Argument::Const(param.ident.clone()));
                }
            }
        }
        if let Some(clause) = &generics.where_clause {
            let predicates = &clause.predicates;
            head.predicates = quote!(#predicates);
            if !predicates.empty_or_trailing() {
                head.predicates.extend(quote!(,));
            }
        }
        head.eternal = replace(head.rust.clone(), &head.lifetimes, &head.rust);
        head
    }

    /// The type with `'static` for every lifetime.
    pub(super) fn eternal(&self) -> &TokenStream {
        &self.eternal
    }

    /// Whether there are type or const parameters.
    pub(super) fn is_generic(&self) -> bool {
        !self.order.is_empty()
    }

    /// Whether the type borrows, so that it is for writing alone.
    pub(super) fn borrows(&self) -> bool {
        !self.lifetimes.is_empty()
    }

    /// Tokens that mean the same outside of the impls of this type, with `'static` in the place of its lifetimes.
    pub(super) fn outside(&self, tokens: TokenStream) -> TokenStream {
        replace(tokens, &self.lifetimes, &self.eternal)
    }

    /// The item that stands for the type among all types, if that is not the type itself.
    pub(super) fn marker(&self) -> Option<TokenStream> {
        let params = &self.params;
        let consts = self
            .consts
            .iter()
            .map(|(ident, ty)| quote!(const #ident: #ty));
        self.is_generic().then(|| {
            quote! {
                pub struct __Identity<#(#params,)* #(#consts,)*>(
                    ::core::marker::PhantomData<fn() -> (#(#params,)*)>
                );
            }
        })
    }

    /// The head as glue macros want it.
    pub(super) fn tokens(&self, root: &TokenStream) -> TokenStream {
        let Self {
            generics,
            rust,
            predicates,
            params,
            ..
        } = self;
        let consts = self.consts.iter().map(|(ident, _)| ident);
        let identity = if self.is_generic() {
            quote!(__Identity<#(<#params as #root::VdlType>::Identity,)* #(#consts,)*>)
        } else if self.borrows() {
            self.eternal.clone()
        } else {
            quote!(Self)
        };
        let arguments = self.order.iter().map(|argument| match argument {
            Argument::Type(ident) => quote!(#root::glue::word::<#ident>),
            Argument::Const(ident) => {
                quote!(|_| ::std::string::ToString::to_string(&#ident))
            }
        });
        quote! {
            {[#generics] [#rust] [#predicates] [#(#params)*] [#identity] [#(#arguments,)*]}
        }
    }
}

fn replace(tokens: TokenStream, lifetimes: &[String], this: &TokenStream) -> TokenStream {
    let mut replaced = TokenStream::new();
    let mut quote_mark = false;
    for token in tokens {
        let next = match token {
            TokenTree::Ident(ident) if quote_mark && is_one_of(&ident, lifetimes) => {
                TokenTree::Ident(Ident::new("static", ident.span()))
            }
            TokenTree::Ident(ident) if ident == "Self" => {
                quote_mark = false;
                replaced.extend(this.clone());
                continue;
            }
            TokenTree::Group(group) => {
                let mut inner = proc_macro2::Group::new(
                    group.delimiter(),
                    replace(group.stream(), lifetimes, this),
                );
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => token,
        };
        quote_mark = matches!(&next, TokenTree::Punct(punct) if punct.as_char() == '\'');
        replaced.extend([next]);
    }
    replaced
}

fn is_one_of(ident: &Ident, lifetimes: &[String]) -> bool {
    lifetimes.iter().any(|lifetime| {
        lifetime
            .strip_prefix('\'')
            .is_some_and(|name| ident == name)
    })
}
