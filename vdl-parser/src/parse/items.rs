//! Top-level items: package clause, imports, definitions.

use pest::iterators::{Pair, Pairs};

use super::docs::{DocOrder, Item};
use super::grammar::Rule;
use super::{Builder, Built, run};
use crate::ast::{ConstDef, Docs, ErrorDef, ErrorDetail, Import, TypeDef};
use crate::scan::TokenKind;
use crate::scan::literal::string_value;

impl Builder<'_> {
    /// Builds all items of a piece.
    pub(super) fn piece(&mut self, pairs: Pairs<'_, Rule>) -> Built<()> {
        for pair in pairs {
            match pair.as_rule() {
                Rule::const_def => {
                    let def = self.const_def(pair)?;
                    self.document(
                        DocOrder::Const,
                        Item::Const(self.file.consts.len()),
                        def.name.span,
                    );
                    self.file.consts.push(def);
                }
                Rule::type_def => self.type_def(pair)?,
                Rule::error_def => self.error_def(pair)?,
                Rule::interface => self.interface(pair)?,
                Rule::package => {
                    let name = self.ident(pair.as_span().start() + 1);
                    self.document(DocOrder::Package, Item::Package, name.span);
                    self.file.package = Some(name);
                }
                Rule::import => self.import(&pair),
                Rule::config => self.file.config = Some(self.const_def(pair)?),
                Rule::exprs => self.exprs(pair)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn import(&mut self, pair: &Pair<'_, Rule>) {
        let tokens = pair.as_span();
        let alias = (tokens.end() - tokens.start() == 2).then(|| self.ident(tokens.start()));
        let path_span = self.token_span(tokens.end() - 1);
        let path = String::from_utf8_lossy(&string_value(self.slice(path_span))).into_owned();
        let place = alias.map_or(path_span, |alias| alias.span);
        self.document(
            DocOrder::Import,
            Item::Import(self.file.imports.len()),
            place,
        );
        self.file.imports.push(Import {
            alias,
            path,
            path_span,
            docs: Docs::default(),
        });
    }

    /// `name = expr`, of a const or of the config clause.
    fn const_def(&mut self, pair: Pair<'_, Rule>) -> Built<ConstDef> {
        let name = self.ident(pair.as_span().start());
        let (exprs, names) = (self.file.exprs.len(), self.file.name_refs.len());
        let value = self.expr(&mut pair.into_inner(), 0)?;
        Ok(ConstDef {
            name,
            value,
            nodes: run(exprs, self.file.exprs.len()),
            name_refs: run(names, self.file.name_refs.len()),
            docs: Docs::default(),
        })
    }

    fn exprs(&mut self, pair: Pair<'_, Rule>) -> Built<()> {
        let mut pairs = pair.into_inner();
        while !pairs.is_empty() {
            let expr = self.expr(&mut pairs, 0)?;
            self.file.expr_list.push(expr);
        }
        Ok(())
    }

    fn type_def(&mut self, pair: Pair<'_, Rule>) -> Built<()> {
        let name = self.ident(pair.as_span().start());
        let nodes = self.file.type_exprs.len();
        self.document(DocOrder::Type, Item::Type(self.file.types.len()), name.span);
        let body = self.ty(&mut pair.into_inner(), 0)?;
        let nodes = run(nodes, self.file.type_exprs.len());
        self.file.types.push(TypeDef {
            name,
            body,
            nodes,
            docs: Docs::default(),
        });
        Ok(())
    }

    fn error_def(&mut self, pair: Pair<'_, Rule>) -> Built<()> {
        let name = self.ident(pair.as_span().start());
        let mut params = run(0, 0);
        let details = self.file.error_details.len();
        for part in pair.into_inner() {
            if part.as_rule() == Rule::args {
                params = self.args(part)?;
            } else {
                self.error_detail(&part);
            }
        }
        let details = run(details, self.file.error_details.len());
        self.document(
            DocOrder::Error,
            Item::Error(self.file.errors.len()),
            name.span,
        );
        self.file.errors.push(ErrorDef {
            name,
            params,
            details,
            docs: Docs::default(),
        });
        Ok(())
    }

    fn error_detail(&mut self, pair: &Pair<'_, Rule>) {
        let start = pair.as_span().start();
        let detail = if self.tokens[start].kind == TokenKind::Identifier {
            ErrorDetail::Action(self.ident(start))
        } else {
            let text = |index| {
                String::from_utf8_lossy(&string_value(self.slice(self.token_span(index))))
                    .into_owned()
            };
            ErrorDetail::Format {
                lang: text(start),
                format: text(start + 2),
                span: self.pair_span(pair),
            }
        };
        self.file.error_details.push(detail);
    }
}
