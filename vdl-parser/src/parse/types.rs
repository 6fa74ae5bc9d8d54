//! Types, and the fields of structs and unions.

use pest::iterators::{Pair, Pairs};

use super::docs::{DocOrder, Item};
use super::grammar::Rule;
use super::{Builder, Built, Stop, run};
use crate::ast::{Docs, Field, Label, NameRef, Run, TypeExpr, TypeExprId, TypeExprKind};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::scan::TokenKind;
use crate::source::Span;

impl Builder<'_> {
    /// Builds the type that the next pairs spell: prefixes and a base.
    pub(super) fn ty(&mut self, pairs: &mut Pairs<'_, Rule>, depth: usize) -> Built<TypeExprId> {
        let first = pairs.next().ok_or(Stop)?;
        self.ty_from(first, pairs, depth)
    }

    /// Builds the type that starts with a pair already taken.
    pub(super) fn ty_from(
        &mut self,
        first: Pair<'_, Rule>,
        pairs: &mut Pairs<'_, Rule>,
        depth: usize,
    ) -> Built<TypeExprId> {
        match first.as_rule() {
            Rule::sequence | Rule::optional | Rule::map => {}
            _ => return self.base(first, depth),
        }
        let mut prefixes = vec![self.prefix(first, depth)?];
        loop {
            let next = pairs.next().ok_or(Stop)?;
            let elem = match next.as_rule() {
                Rule::sequence | Rule::optional | Rule::map => {
                    let prefix = self.prefix(next, depth)?;
                    prefixes.push(prefix);
                    self.check_type_depth(depth + prefixes.len(), prefixes[0].0)?;
                    continue;
                }
                _ => self.base(next, depth + prefixes.len())?,
            };
            return Ok(prefixes
                .into_iter()
                .rev()
                .fold(elem, |elem, (span, prefix)| {
                    let kind = match prefix {
                        Prefix::List => TypeExprKind::List(elem),
                        Prefix::Array(len) => TypeExprKind::Array(len, elem),
                        Prefix::Optional => TypeExprKind::Optional(elem),
                        Prefix::Map(key) => TypeExprKind::Map(key, elem),
                    };
                    let span = span.to(self.file.type_expr(elem).span);
                    self.type_expr(kind, span)
                }));
        }
    }

    fn prefix(&mut self, pair: Pair<'_, Rule>, depth: usize) -> Built<(Span, Prefix)> {
        let span = self.pair_span(&pair);
        let tokens = pair.as_span();
        Ok((
            span,
            match pair.as_rule() {
                Rule::optional => Prefix::Optional,
                Rule::map => Prefix::Map(self.nested(pair, depth)?),
                _ if tokens.end() - tokens.start() == 3 => {
                    Prefix::Array(self.token_span(tokens.start() + 1))
                }
                _ => Prefix::List,
            },
        ))
    }

    /// The type inside the brackets of a map or set.
    fn nested(&mut self, pair: Pair<'_, Rule>, depth: usize) -> Built<TypeExprId> {
        let span = self.pair_span(&pair);
        self.check_type_depth(depth + 1, span)?;
        self.ty(&mut pair.into_inner(), depth + 1)
    }

    fn base(&mut self, pair: Pair<'_, Rule>, depth: usize) -> Built<TypeExprId> {
        let span = self.pair_span(&pair);
        let kind = match pair.as_rule() {
            Rule::name => TypeExprKind::Name(self.name_ref(&pair)),
            Rule::set => TypeExprKind::Set(self.nested(pair, depth)?),
            Rule::structure => TypeExprKind::Struct(self.fields(pair, depth)?),
            Rule::union => TypeExprKind::Union(self.fields(pair, depth)?),
            Rule::enumeration => TypeExprKind::Enum(self.labels(&pair)),
            Rule::error => TypeExprKind::Error,
            Rule::typeobject => TypeExprKind::TypeObject,
            _ => return Err(Stop),
        };
        Ok(self.type_expr(kind, span))
    }

    fn type_expr(&mut self, kind: TypeExprKind, span: Span) -> TypeExprId {
        self.file.type_exprs.push(TypeExpr { kind, span });
        TypeExprId(self.file.type_exprs.len() as u32 - 1)
    }

    /// A dotted name, from its tokens.
    pub(super) fn name_ref(&mut self, pair: &Pair<'_, Rule>) -> NameRef {
        let tokens = pair.as_span();
        let mut at = tokens.start();
        let qualifier = (self.tokens[at].kind == TokenKind::String).then(|| self.token_span(at));
        if qualifier.is_some() {
            at += 2;
        }
        let start = self.file.names.len();
        while at < tokens.end() {
            let name = self.ident(at);
            self.file.names.push(name);
            at += 2;
        }
        NameRef {
            qualifier,
            parts: run(start, self.file.names.len()),
            span: self.pair_span(pair),
        }
    }

    fn labels(&mut self, pair: &Pair<'_, Rule>) -> Run {
        let start = self.file.labels.len();
        let tokens = pair.as_span();
        for at in tokens.start() + 2..tokens.end() {
            if self.tokens[at].kind == TokenKind::Identifier {
                let name = self.ident(at);
                self.document(
                    DocOrder::Type,
                    Item::Label(self.file.labels.len()),
                    name.span,
                );
                self.file.labels.push(Label {
                    name,
                    docs: Docs::default(),
                });
            }
        }
        run(start, self.file.labels.len())
    }

    fn fields(&mut self, pair: Pair<'_, Rule>, depth: usize) -> Built<Run> {
        let span = self.pair_span(&pair);
        self.check_type_depth(depth + 1, span)?;
        // Fields of a nested struct come first in the pool, so that each struct's own are one run.
        let base = self.open_fields.len();
        for field in pair.into_inner() {
            let names = self.open_names.len();
            let ty = self.names_and_type(field, depth + 1)?;
            let fields = self.open_names.drain(names..).map(|name| Field {
                name,
                ty,
                docs: Docs::default(),
            });
            self.open_fields.extend(fields);
        }
        let start = self.file.fields.len();
        for at in base..self.open_fields.len() {
            let field = self.open_fields[at];
            self.document(
                DocOrder::Type,
                Item::Field(self.file.fields.len()),
                field.name.span,
            );
            self.file.fields.push(field);
        }
        self.open_fields.truncate(base);
        Ok(run(start, self.file.fields.len()))
    }

    /// `a, b T`: the list holds types until its end shows that all but the last are names. The names are left on the
    /// stack of open names.
    pub(super) fn names_and_type(
        &mut self,
        pair: Pair<'_, Rule>,
        depth: usize,
    ) -> Built<TypeExprId> {
        let mut pairs = pair.into_inner();
        loop {
            let (start, parts) = (self.file.type_exprs.len(), self.file.names.len());
            let ty = self.ty(&mut pairs, depth)?;
            if pairs.is_empty() {
                return Ok(ty);
            }
            let expr = *self.file.type_expr(ty);
            match expr.kind {
                TypeExprKind::Name(NameRef {
                    qualifier: None,
                    parts,
                    ..
                }) if parts.len() == 1 => {
                    self.open_names.push(self.file.names[parts.range()][0]);
                }
                _ => self.not_a_name(expr.span),
            }
            self.file.type_exprs.truncate(start);
            self.file.names.truncate(parts);
        }
    }

    fn not_a_name(&mut self, span: Span) {
        let text: String = self.slice(span).chars().take(60).collect();
        self.diagnostics.push(
            Diagnostic::new(Code::SyntaxFieldName, span, format!("expected a name, found the type `{text}`"))
                .label("a name is expected here")
                .help("names come before their type: `a, b T`; a comma may be missing, or a name before an earlier type"),
        );
    }
}

enum Prefix {
    List,
    Array(Span),
    Optional,
    Map(TypeExprId),
}
