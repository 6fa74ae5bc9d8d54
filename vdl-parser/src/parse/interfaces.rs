//! Interfaces and their methods.

use pest::iterators::Pair;

use super::docs::{DocOrder, InterfacePart, Item};
use super::grammar::Rule;
use super::{Builder, Built, run};
use crate::ast::{Docs, Embed, InterfaceDef, Method, Run, TypeExprId, TypeExprKind};

impl Builder<'_> {
    pub(super) fn interface(&mut self, pair: Pair<'_, Rule>) -> Built<()> {
        let name = self.ident(pair.as_span().start());
        let index = self.file.interfaces.len();
        let order = |part| DocOrder::Interface(index, part);
        self.document(
            order(InterfacePart::Name),
            Item::Interface(index),
            name.span,
        );
        let (embeds, methods) = (self.file.embeds.len(), self.file.methods.len());
        for item in pair.into_inner() {
            if item.as_rule() == Rule::method {
                let method = self.method(item)?;
                self.document(
                    order(InterfacePart::Method),
                    Item::Method(self.file.methods.len()),
                    method.name.span,
                );
                self.file.methods.push(method);
            } else if let Some(embed) = item.into_inner().next() {
                let embed = Embed {
                    name: self.name_ref(&embed),
                    docs: Docs::default(),
                };
                self.document(
                    order(InterfacePart::Embed),
                    Item::Embed(self.file.embeds.len()),
                    embed.name.span,
                );
                self.file.embeds.push(embed);
            }
        }
        let embeds = run(embeds, self.file.embeds.len());
        let methods = run(methods, self.file.methods.len());
        self.file.interfaces.push(InterfaceDef {
            name,
            embeds,
            methods,
            docs: Docs::default(),
        });
        Ok(())
    }

    fn method(&mut self, pair: Pair<'_, Rule>) -> Built<Method> {
        let mut method = Method {
            name: self.ident(pair.as_span().start()),
            in_args: Run::default(),
            out_args: Run::default(),
            in_stream: None,
            out_stream: None,
            tags: Run::default(),
            docs: Docs::default(),
        };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::args => method.in_args = self.args(part)?,
                Rule::stream => (method.in_stream, method.out_stream) = self.stream(part)?,
                Rule::results => method.out_args = self.arg_list(part.into_inner())?,
                Rule::tags => method.tags = self.tags(part)?,
                _ => {}
            }
        }
        Ok(method)
    }

    /// The in- and out-stream; `_` stands for none.
    fn stream(&mut self, pair: Pair<'_, Rule>) -> Built<(Option<TypeExprId>, Option<TypeExprId>)> {
        let mut pairs = pair.into_inner();
        let mut streams = [None, None];
        for stream in &mut streams {
            if !pairs.is_empty() {
                let ty = self.ty(&mut pairs, 1)?;
                *stream = (!self.is_placeholder(ty)).then_some(ty);
            }
        }
        let [in_stream, out_stream] = streams;
        Ok((in_stream, out_stream))
    }

    fn is_placeholder(&self, ty: TypeExprId) -> bool {
        let ty = self.file.type_expr(ty);
        matches!(ty.kind, TypeExprKind::Name(_)) && self.slice(ty.span) == "_"
    }

    fn tags(&mut self, pair: Pair<'_, Rule>) -> Built<Run> {
        let mut pairs = pair.into_inner();
        let start = self.file.tags.len();
        while !pairs.is_empty() {
            let tag = self.expr(&mut pairs, 1)?;
            self.file.tags.push(tag);
        }
        Ok(run(start, self.file.tags.len()))
    }
}
