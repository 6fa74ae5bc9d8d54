//! From a definition to impls: syntax → what it says ([`attributes`], [`definition`]) → what it means ([`model`]) →
//! impls ([`expand`]).
//!
//! Every step but the last reports all that is wrong; the last one cannot fail. How a type is coded is not decided here:
//! expansions are calls of the macros in `vdl::coder::glue`.

mod attributes;
mod check;
mod definition;
mod enums;
pub(crate) mod errors;
mod expand;
mod head;
mod model;
pub(crate) mod names;
mod structs;
pub(crate) mod types;

use proc_macro2::TokenStream;
use syn::{Data, DeriveInput};

use self::definition::Definition;
use self::errors::Errors;
use self::expand::expand;
use self::model::Model;

/// The impls for a definition, or errors that say what to write instead.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    let model = understand(input, &mut errors);
    match (errors.finish(), model) {
        (Ok(()), Some(model)) => expand(&model),
        (Ok(()), None) => TokenStream::new(),
        (Err(error), _) => error.into_compile_error(),
    }
}

fn understand(input: &DeriveInput, errors: &mut Errors) -> Option<Model> {
    let definition = Definition::new(input, errors)?;
    let body = match &input.data {
        Data::Struct(data) => structs::body(&definition, &data.fields, errors),
        Data::Enum(data) => enums::body(&definition, data, errors),
        Data::Union(data) => {
            errors.push(
                data.union_token.span,
                "the fields of a Rust union cannot be told apart; a VDL union is an enum whose variants hold one value each",
            );
            None
        }
    }?;
    let assertions = check::check(&definition, &body, errors);
    Some(Model {
        root: definition.root,
        head: definition.head,
        body,
        assertions,
    })
}
