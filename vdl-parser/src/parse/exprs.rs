//! Expressions: operands and operators side by side become nodes, children first.

use pest::iterators::{Pair, Pairs};

use super::grammar::Rule;
use super::{Builder, Built, Stop, next_rule, run};
use crate::ast::{
    BinaryOp, Entry, Expr, ExprId, ExprKind, NameRefId, TypeExpr, TypeExprId, TypeExprKind, UnaryOp,
};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::scan::TokenKind;
use crate::source::Span;

/// Binds tighter than every operator.
const TIGHTEST: u8 = 5;

impl Builder<'_> {
    /// Builds the expression that the next pairs spell.
    pub(super) fn expr(&mut self, pairs: &mut Pairs<'_, Rule>, depth: usize) -> Built<ExprId> {
        let left = self.unary(pairs, depth)?;
        if next_rule(pairs) == Some(Rule::binary) {
            self.operators(left, pairs, 1, depth)
        } else {
            Ok(left)
        }
    }

    /// Folds operators of at least a level onto their left operand. Chains of one level are a loop, so they may be
    /// arbitrarily long; the recursion is over levels.
    fn operators(
        &mut self,
        mut left: ExprId,
        pairs: &mut Pairs<'_, Rule>,
        least: u8,
        depth: usize,
    ) -> Built<ExprId> {
        while let Some(pair) = pairs.peek()
            && pair.as_rule() == Rule::binary
        {
            let at = pair.as_span().start();
            let (op, level) = binary_op(self.tokens[at].kind).ok_or(Stop)?;
            if level < least {
                break;
            }
            pairs.next();
            let mut right = self.unary(pairs, depth)?;
            if level < TIGHTEST {
                right = self.operators(right, pairs, level + 1, depth)?;
            }
            left = self.push(ExprKind::Binary(op, left, right), self.token_span(at));
        }
        Ok(left)
    }

    fn unary(&mut self, pairs: &mut Pairs<'_, Rule>, depth: usize) -> Built<ExprId> {
        let first = pairs.next().ok_or(Stop)?;
        if first.as_rule() != Rule::signs {
            return self.operand(first, pairs, depth);
        }
        let tokens = first.as_span();
        let operand = pairs.next().ok_or(Stop)?;
        let depth = depth + (tokens.end() - tokens.start());
        self.check_depth(depth, self.token_span(tokens.start()))?;
        let mut expr = self.operand(operand, pairs, depth)?;
        for at in (tokens.start()..tokens.end()).rev() {
            let op = match self.tokens[at].kind {
                TokenKind::Not => UnaryOp::Not,
                TokenKind::Plus => UnaryOp::Plus,
                TokenKind::Minus => UnaryOp::Minus,
                _ => UnaryOp::Complement,
            };
            expr = self.push(ExprKind::Unary(op, expr), self.token_span(at));
        }
        Ok(expr)
    }

    fn operand(
        &mut self,
        first: Pair<'_, Rule>,
        pairs: &mut Pairs<'_, Rule>,
        depth: usize,
    ) -> Built<ExprId> {
        let at = first.as_span().start();
        match first.as_rule() {
            Rule::literal => {
                let token = self.tokens[at];
                let kind = match token.kind {
                    TokenKind::Integer => ExprKind::Integer,
                    TokenKind::Rational => ExprKind::Rational,
                    _ => ExprKind::String,
                };
                Ok(self.push(kind, token.span))
            }
            // A literal further on, past a comma or colon, is the next value and not the body of this name.
            Rule::name => match pairs
                .peek()
                .filter(|next| first_token(next) == first.as_span().end())
                .map(|next| next.as_rule())
            {
                Some(Rule::call | Rule::body) => {
                    let name = self.name_ref(&first);
                    self.file.type_exprs.push(TypeExpr {
                        kind: TypeExprKind::Name(name),
                        span: name.span,
                    });
                    let ty = TypeExprId(self.file.type_exprs.len() as u32 - 1);
                    self.typed(ty, pairs, depth)
                }
                Some(Rule::index) => {
                    let name = self.push_name_ref(&first);
                    let pair = pairs.next().ok_or(Stop)?;
                    let span = self.pair_span(&first).to(self.pair_span(&pair));
                    let index = self.inside(pair, depth)?;
                    Ok(self.push(ExprKind::Index(name, index), span))
                }
                _ => {
                    let name = self.push_name_ref(&first);
                    let span = self.file.name_ref(name).span;
                    Ok(self.push(ExprKind::Name(name), span))
                }
            },
            Rule::group => self.inside(first, depth),
            Rule::body => self.composite(None, first, depth),
            Rule::type_call => {
                let span = self.pair_span(&first);
                let ty = self.ty(&mut first.into_inner(), depth + 1)?;
                Ok(self.push(ExprKind::TypeObject(ty), span))
            }
            _ => {
                let ty = self.ty_from(first, pairs, depth)?;
                self.typed(ty, pairs, depth)
            }
        }
    }

    /// The conversion or literal that follows a type.
    fn typed(
        &mut self,
        ty: TypeExprId,
        pairs: &mut Pairs<'_, Rule>,
        depth: usize,
    ) -> Built<ExprId> {
        let pair = pairs.next().ok_or(Stop)?;
        if pair.as_rule() == Rule::call {
            let span = self.file.type_expr(ty).span.to(self.pair_span(&pair));
            let arg = self.inside(pair, depth)?;
            return Ok(self.push(ExprKind::Convert(ty, arg), span));
        }
        self.composite(Some(ty), pair, depth)
    }

    /// The one expression inside brackets.
    fn inside(&mut self, pair: Pair<'_, Rule>, depth: usize) -> Built<ExprId> {
        self.check_depth(depth + 1, self.token_span(first_token(&pair)))?;
        self.expr(&mut pair.into_inner(), depth + 1)
    }

    fn composite(
        &mut self,
        ty: Option<TypeExprId>,
        pair: Pair<'_, Rule>,
        depth: usize,
    ) -> Built<ExprId> {
        let open = self.token_span(first_token(&pair));
        let span = open.to(self.token_span(pair.as_span().end() - 1));
        self.check_depth(depth + 1, open)?;
        let mut pairs = pair.into_inner();
        // Entries of nested literals come first in the pool, so that each literal's own are one run.
        let base = self.open_entries.len();
        while let Some(first) = pairs.peek() {
            if matches!(first.as_rule(), Rule::select | Rule::subscript) {
                self.refuse_suffix(&first);
                break;
            }
            let value = self.expr(&mut pairs, depth + 1)?;
            // What separates this expression from the next stands right before the next.
            let keyed = pairs.peek().is_some_and(|next| {
                let before = first_token(&next).checked_sub(1);
                before
                    .and_then(|at| self.tokens.get(at))
                    .is_some_and(|token| token.kind == TokenKind::Colon)
            });
            let entry = if keyed {
                Entry {
                    key: Some(value),
                    value: self.expr(&mut pairs, depth + 1)?,
                }
            } else {
                Entry { key: None, value }
            };
            self.open_entries.push(entry);
        }
        let start = self.file.entries.len();
        self.file.entries.extend(self.open_entries.drain(base..));
        let entries = run(start, self.file.entries.len());
        Ok(self.push(ExprKind::Composite(ty, entries), span))
    }

    fn refuse_suffix(&mut self, pair: &Pair<'_, Rule>) {
        let span = self.token_span(first_token(pair));
        let diagnostic = if pair.as_rule() == Rule::select {
            Diagnostic::new(
                Code::SyntaxSelectOnLiteral,
                span,
                "cannot select a field of a literal",
            )
        } else {
            Diagnostic::new(Code::SyntaxIndexOnLiteral, span, "cannot index a literal")
        };
        self.diagnostics
            .push(diagnostic.help("give the literal a name: define it as a const and use that"));
    }

    fn push_name_ref(&mut self, pair: &Pair<'_, Rule>) -> NameRefId {
        let name = self.name_ref(pair);
        self.file.name_refs.push(name);
        NameRefId(self.file.name_refs.len() as u32 - 1)
    }

    fn push(&mut self, kind: ExprKind, span: Span) -> ExprId {
        self.file.exprs.push(Expr { kind, span });
        ExprId(self.file.exprs.len() as u32 - 1)
    }
}

/// The first token of an operand or suffix; some rules start after their opening token.
fn first_token(pair: &Pair<'_, Rule>) -> usize {
    let start = pair.as_span().start();
    match pair.as_rule() {
        Rule::body | Rule::group | Rule::call | Rule::index | Rule::select | Rule::subscript => {
            start.saturating_sub(1)
        }
        _ => start,
    }
}

/// The operator of a token and its level, loosest first (`vdl-language` §3).
const fn binary_op(kind: TokenKind) -> Option<(BinaryOp, u8)> {
    Some(match kind {
        TokenKind::OrOr => (BinaryOp::OrOr, 1),
        TokenKind::AndAnd => (BinaryOp::AndAnd, 2),
        TokenKind::Less => (BinaryOp::Less, 3),
        TokenKind::Greater => (BinaryOp::Greater, 3),
        TokenKind::LessEqual => (BinaryOp::LessEqual, 3),
        TokenKind::GreaterEqual => (BinaryOp::GreaterEqual, 3),
        TokenKind::NotEqual => (BinaryOp::NotEqual, 3),
        TokenKind::Equal => (BinaryOp::Equal, 3),
        TokenKind::Plus => (BinaryOp::Add, 4),
        TokenKind::Minus => (BinaryOp::Subtract, 4),
        TokenKind::Or => (BinaryOp::Or, 4),
        TokenKind::Caret => (BinaryOp::Xor, 4),
        TokenKind::Star => (BinaryOp::Multiply, TIGHTEST),
        TokenKind::Slash => (BinaryOp::Divide, TIGHTEST),
        TokenKind::Percent => (BinaryOp::Remainder, TIGHTEST),
        TokenKind::And => (BinaryOp::And, TIGHTEST),
        TokenKind::ShiftLeft => (BinaryOp::ShiftLeft, TIGHTEST),
        TokenKind::ShiftRight => (BinaryOp::ShiftRight, TIGHTEST),
        _ => return None,
    })
}
