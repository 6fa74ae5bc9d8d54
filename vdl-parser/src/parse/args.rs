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
        // No argument list is inside another: the pool itself can take them.
        let start = self.file.args.len();
        for pair in pairs {
            if pair.as_rule() == Rule::unnamed {
                let ty = self.ty(&mut pair.into_inner(), 1)?;
                self.file.args.push(Arg { name: None, ty });
            } else {
                let names = self.open_names.len();
                let ty = self.names_and_type(pair, 1)?;
                let names = self.open_names.drain(names..);
                self.file.args.extend(names.map(|name| Arg {
                    name: Some(name),
                    ty,
                }));
            }
        }
        Ok(run(start, self.file.args.len()))
    }
}
