//! Argument lists of methods and errors.

use pest::iterators::{Pair, Pairs};

use super::grammar::Rule;
use super::{Builder, Built, run};
use crate::ast::{Arg, Run};

impl Builder<'_> {
    /// The arguments inside an `args` pair.
    pub(super) fn args(&mut self, pair: Pair<'_, Rule>) -> Built<Run> {
        self.arg_list(pair.into_inner())
    }

    /// Named groups or bare types.
    pub(super) fn arg_list(&mut self, pairs: Pairs<'_, Rule>) -> Built<Run> {
        let mut args = Vec::new();
        for pair in pairs {
            if pair.as_rule() == Rule::unnamed {
                let ty = self.ty(&mut pair.into_inner(), 1)?;
                args.push(Arg { name: None, ty });
            } else {
                let (names, ty) = self.names_and_type(pair, 1)?;
                args.extend(names.into_iter().map(|name| Arg { name: Some(name), ty }));
            }
        }
        let start = self.file.args.len();
        self.file.args.append(&mut args);
        Ok(run(start, self.file.args.len()))
    }
}
