//! The elements or fields of a composite literal while they come in, in any order.

use vdl::{TypeRef, Value};

use super::expression::Evaluation;
use crate::ast::ExprId;
use crate::constant::failure::Failure;

/// About as many bytes an element takes that nobody wrote.
const FILLER: u64 = 24;

/// The elements or fields of a literal while they come in, by position.
pub(super) struct Parts<'s, 'a> {
    evaluation: Evaluation<'s, 'a>,
    /// The literal.
    id: ExprId,
    values: Vec<Value>,
    /// Which of the values were given and which fill a gap; empty as long as there was no gap.
    given: Vec<bool>,
    failed: bool,
}

/// What became of a part.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Put {
    Done,
    /// The position has a value already.
    Again,
}

impl<'s, 'a> Parts<'s, 'a> {
    pub(super) fn new(evaluation: Evaluation<'s, 'a>, id: ExprId, capacity: usize) -> Self {
        Self {
            evaluation,
            id,
            values: Vec::with_capacity(capacity),
            given: Vec::new(),
            failed: false,
        }
    }

    /// Notes that a part is missing because of a mistake.
    pub(super) fn fail(&mut self) {
        self.failed = true;
    }

    /// Gives the value of a position. Positions before it that have none yet are zero.
    pub(super) fn put<'t>(
        &mut self,
        at: usize,
        value: Option<Value>,
        part: impl Fn(usize) -> Option<TypeRef<'t>>,
    ) -> Put {
        // A stand-in keeps the position: it may still be given twice.
        self.failed |= value.is_none();
        let value = value.unwrap_or_else(Value::any_none);
        if at > self.values.len() {
            self.fill(at, part);
        }
        if at < self.values.len() {
            if self.given.get(at).copied().unwrap_or(true) {
                self.failed = true;
                return Put::Again;
            }
            self.values[at] = value;
            self.given[at] = true;
            return Put::Done;
        }
        self.values.push(value);
        if !self.given.is_empty() {
            self.given.push(true);
        }
        Put::Done
    }

    /// Fills up to a position with zeros.
    pub(super) fn fill<'t>(&mut self, end: usize, part: impl Fn(usize) -> Option<TypeRef<'t>>) {
        let gap = (end - self.values.len()) as u64;
        let paid = self.evaluation.context.meter.bytes(gap * FILLER);
        if self
            .evaluation
            .check(self.id, paid.map_err(Failure::from))
            .is_none()
        {
            self.failed = true;
        }
        self.given.resize(self.values.len(), true);
        self.given.resize(end, false);
        for at in self.values.len()..end {
            let zero = part(at)
                .filter(|_| !self.failed)
                .map(|ty| (ty, Value::zero(&ty.to_owned())));
            let value = zero.and_then(|(ty, zero)| self.evaluation.made(self.id, ty, zero));
            self.failed |= value.is_none();
            self.values.push(value.unwrap_or_else(Value::any_none));
        }
    }

    /// How many positions there are.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// The parts, unless one is missing.
    pub(super) fn finish(self) -> Option<Vec<Value>> {
        (!self.failed).then_some(self.values)
    }
}
