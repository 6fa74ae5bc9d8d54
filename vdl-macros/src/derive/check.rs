//! `check`.
use proc_macro2::TokenStream;

use super::definition::Definition;
use super::errors::Errors;
use super::model::Body;

pub(super) fn check(definition: &Definition, body: &Body, errors: &mut Errors) -> TokenStream {
    let _ = (definition, body, errors);
    TokenStream::new()
}
