//! `#[derive(Vdl)]`.

mod derive;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Derives.
#[proc_macro_derive(Vdl, attributes(vdl))]
pub fn derive_vdl(input: TokenStream) -> TokenStream {
    derive::derive(&parse_macro_input!(input as DeriveInput)).into()
}
