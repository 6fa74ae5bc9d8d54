//! Operators (`vdl-language` §7.3).

use std::borrow::Cow;
use std::cmp::Ordering;

use vdl::Type;

use crate::ast::{BinaryOp, UnaryOp};
use crate::constant::failure::Failure;
use crate::constant::integer::{Integer, IntegerOp, NoResult};
use crate::constant::meter::{Excess, MAX_BYTES};
use crate::constant::rational::{Rational, RationalOp};
use crate::constant::scalar::Scalar;
use crate::constant::{Constant, Context, convert, text};

/// The largest shift count.
const MAX_SHIFT: u32 = 2000;

/// The result of a unary operation.
pub(crate) fn unary(
    op: UnaryOp,
    operand: Constant,
    context: Context<'_>,
) -> Result<Constant, Failure> {
    let sign = unary_sign(op);
    let ty = operand.ty().map(|ty| ty.to_owned());
    match (op, operand.scalar()) {
        (UnaryOp::Not, Scalar::Boolean(value)) => boolean(!value, ty.as_ref(), context),
        (UnaryOp::Plus, Scalar::Integer(_) | Scalar::Rational(_)) => Ok(operand),
        (UnaryOp::Minus, Scalar::Integer(value)) => integer(value.negate(), ty.as_ref(), context),
        (UnaryOp::Minus, Scalar::Rational(value)) => rational(value.negate(), ty.as_ref(), context),
        (UnaryOp::Not | UnaryOp::Plus | UnaryOp::Minus, _) => {
            Err(Failure::unsupported(sign, text::sort(&operand, context)))
        }
        (UnaryOp::Complement, _) => {
            let value = whole(sign, &operand, context)?;
            let range = ty
                .as_ref()
                .map(Type::kind)
                .filter(|kind| kind.is_unsigned())
                .and_then(|kind| kind.integer_range());
            match (range, value.to_i128()) {
                (Some((_, most)), Some(value)) => {
                    integer(Integer::Small(most - value), ty.as_ref(), context)
                }
                (Some(_) | None, _) => integer(value.complement(), ty.as_ref(), context),
            }
        }
    }
}

/// The result of a binary operation.
pub(crate) fn binary(
    op: BinaryOp,
    left: Constant,
    right: Constant,
    context: Context<'_>,
) -> Result<Constant, Failure> {
    let sign = binary_sign(op);
    let uniform = match meaning(op) {
        Meaning::Shift(direction) => return shift(sign, direction, &left, &right, context),
        Meaning::Uniform(uniform) => uniform,
    };
    let (left, right) = coerce(sign, left, right, context)?;
    match uniform {
        Uniform::Logic(logic) => match (left.scalar(), right.scalar()) {
            (Scalar::Boolean(a), Scalar::Boolean(b)) => {
                boolean(logic(a, b), type_of(&left).as_ref(), context)
            }
            _ => Err(Failure::unsupported(sign, text::sort(&left, context))),
        },
        Uniform::Equality(wanted) => {
            equality(&left, &right, context).map(|equal| Constant::boolean(equal == wanted))
        }
        Uniform::Order(test) => order(sign, test, &left, &right, context),
        Uniform::Arithmetic(integers, rationals) => {
            arithmetic(sign, integers, rationals, &left, &right, context)
        }
        Uniform::Whole(op) => whole_numbers(sign, op, &left, &right, context),
    }
}

enum Meaning {
    Shift(Direction),
    Uniform(Uniform),
}

#[derive(Clone, Copy)]
enum Direction {
    Left,
    Right,
}

/// Operations whose operands are brought to one type first.
enum Uniform {
    Logic(fn(bool, bool) -> bool),
    /// With the result for equal operands.
    Equality(bool),
    Order(fn(Ordering) -> bool),
    Arithmetic(IntegerOp, RationalOp),
    Whole(IntegerOp),
}

const fn meaning(op: BinaryOp) -> Meaning {
    Meaning::Uniform(match op {
        BinaryOp::OrOr => Uniform::Logic(|left, right| left || right),
        BinaryOp::AndAnd => Uniform::Logic(|left, right| left && right),
        BinaryOp::Less => Uniform::Order(Ordering::is_lt),
        BinaryOp::Greater => Uniform::Order(Ordering::is_gt),
        BinaryOp::LessEqual => Uniform::Order(Ordering::is_le),
        BinaryOp::GreaterEqual => Uniform::Order(Ordering::is_ge),
        BinaryOp::NotEqual => Uniform::Equality(false),
        BinaryOp::Equal => Uniform::Equality(true),
        BinaryOp::Add => Uniform::Arithmetic(IntegerOp::Add, RationalOp::Add),
        BinaryOp::Subtract => Uniform::Arithmetic(IntegerOp::Subtract, RationalOp::Subtract),
        BinaryOp::Multiply => Uniform::Arithmetic(IntegerOp::Multiply, RationalOp::Multiply),
        BinaryOp::Divide => Uniform::Arithmetic(IntegerOp::Quotient, RationalOp::Divide),
        BinaryOp::Remainder => Uniform::Whole(IntegerOp::Remainder),
        BinaryOp::And => Uniform::Whole(IntegerOp::And),
        BinaryOp::Or => Uniform::Whole(IntegerOp::Or),
        BinaryOp::Xor => Uniform::Whole(IntegerOp::Xor),
        BinaryOp::ShiftLeft => return Meaning::Shift(Direction::Left),
        BinaryOp::ShiftRight => return Meaning::Shift(Direction::Right),
    })
}

/// Brings two operands to one type, or two untyped ones to one category.
fn coerce(
    sign: &str,
    left: Constant,
    right: Constant,
    context: Context<'_>,
) -> Result<(Constant, Constant), Failure> {
    match (left.ty(), right.ty()) {
        (Some(a), Some(b)) if a == b => Ok((left, right)),
        (Some(_), Some(_)) => Err(mismatch(sign, &left, &right, context)),
        (Some(ty), None) => {
            let right = Constant::Typed(convert::scalar(&right, ty, context)?);
            Ok((left, right))
        }
        (None, Some(ty)) => {
            let left = Constant::Typed(convert::scalar(&left, ty, context)?);
            Ok((left, right))
        }
        (None, None) => match (left, right) {
            (Constant::Integer(left), right @ Constant::Rational(_)) => {
                Ok((Constant::Rational(Box::new(Rational::whole(&left))), right))
            }
            (left @ Constant::Rational(_), Constant::Integer(right)) => {
                Ok((left, Constant::Rational(Box::new(Rational::whole(&right)))))
            }
            (left, right) => {
                let same = match (&left, &right) {
                    (Constant::Integer(_), Constant::Integer(_)) => true,
                    (Constant::Rational(_), Constant::Rational(_)) => true,
                    (Constant::Untyped(left), Constant::Untyped(right)) => {
                        left.kind() == right.kind()
                    }
                    _ => false,
                };
                if same {
                    Ok((left, right))
                } else {
                    Err(mismatch(sign, &left, &right, context))
                }
            }
        },
    }
}

fn equality(left: &Constant, right: &Constant, context: Context<'_>) -> Result<bool, Failure> {
    match (left.scalar(), right.scalar()) {
        (Scalar::Other(left), Scalar::Other(right)) => {
            // Shared parts are looked at once for each place that they have.
            context.meter.bytes(left.size().min(right.size()))?;
            Ok(left == right)
        }
        (left, right) => Ok(compare(&left, &right, context)?.is_some_and(Ordering::is_eq)),
    }
}

fn order(
    sign: &str,
    test: fn(Ordering) -> bool,
    left: &Constant,
    right: &Constant,
    context: Context<'_>,
) -> Result<Constant, Failure> {
    match (left.scalar(), right.scalar()) {
        (Scalar::Boolean(_) | Scalar::Other(_), _) => {
            Err(Failure::unsupported(sign, text::sort(left, context)))
        }
        (left, right) => Ok(Constant::boolean(
            compare(&left, &right, context)?.is_some_and(test),
        )),
    }
}

/// How two scalars of one category compare.
fn compare(
    left: &Scalar<'_>,
    right: &Scalar<'_>,
    context: Context<'_>,
) -> Result<Option<Ordering>, Excess> {
    Ok(match (left, right) {
        (Scalar::Boolean(left), Scalar::Boolean(right)) => Some(left.cmp(right)),
        (Scalar::Bytes(left), Scalar::Bytes(right)) => Some(left.cmp(right)),
        (Scalar::Integer(left), Scalar::Integer(right)) => Some(left.cmp(right)),
        (Scalar::Rational(left), Scalar::Rational(right)) => {
            Some(left.compare(right, context.meter)?)
        }
        _ => None,
    })
}

fn arithmetic(
    sign: &str,
    integers: IntegerOp,
    rationals: RationalOp,
    left: &Constant,
    right: &Constant,
    context: Context<'_>,
) -> Result<Constant, Failure> {
    let ty = type_of(left);
    match (left.scalar(), right.scalar()) {
        (Scalar::Integer(a), Scalar::Integer(b)) => {
            let result = a.apply(integers, &b, context.meter);
            integer(
                result.map_err(|why| no_result(why, sign, left, right, context))?,
                ty.as_ref(),
                context,
            )
        }
        (Scalar::Rational(a), Scalar::Rational(b)) => {
            let result = a.apply(rationals, &b, context.meter);
            rational(
                result.map_err(|why| no_result(why, sign, left, right, context))?,
                ty.as_ref(),
                context,
            )
        }
        (Scalar::Bytes(a), Scalar::Bytes(b)) if integers == IntegerOp::Add => {
            join(a, b, ty.as_ref(), context)
        }
        _ => Err(Failure::unsupported(sign, text::sort(left, context))),
    }
}

fn join(
    left: &[u8],
    right: &[u8],
    ty: Option<&Type>,
    context: Context<'_>,
) -> Result<Constant, Failure> {
    let length = left.len() + right.len();
    if length > MAX_BYTES {
        return Err(Excess::Bytes.into());
    }
    context.meter.bytes(length as u64)?;
    let joined = [left, right].concat();
    match ty {
        None => Ok(Constant::Untyped(convert::bytes(
            joined,
            Type::STRING.as_ref(),
            context,
        )?)),
        Some(ty) => convert::bytes(joined, ty.as_ref(), context).map(Constant::Typed),
    }
}

fn whole_numbers(
    sign: &str,
    op: IntegerOp,
    left: &Constant,
    right: &Constant,
    context: Context<'_>,
) -> Result<Constant, Failure> {
    let (a, b) = (whole(sign, left, context)?, whole(sign, right, context)?);
    let result = a
        .apply(op, &b, context.meter)
        .map_err(|why| no_result(why, sign, left, right, context))?;
    integer(result, type_of(left).as_ref(), context)
}

fn shift(
    sign: &str,
    direction: Direction,
    left: &Constant,
    right: &Constant,
    context: Context<'_>,
) -> Result<Constant, Failure> {
    let (value, count) = (whole(sign, left, context)?, whole(sign, right, context)?);
    let small = count
        .to_i128()
        .and_then(|count| u32::try_from(count).ok())
        .filter(|count| *count <= MAX_SHIFT);
    let Some(count) = small else {
        return Err(Failure::shift_count(sign, text::integer(&count), MAX_SHIFT));
    };
    let result = match direction {
        Direction::Left => value.shift_left(count, context.meter)?,
        Direction::Right => value.shift_right(count),
    };
    integer(result, type_of(left).as_ref(), context)
}

/// The value of an operand that must be an integer or an untyped whole rational.
fn whole<'c>(
    sign: &str,
    operand: &'c Constant,
    context: Context<'_>,
) -> Result<Cow<'c, Integer>, Failure> {
    match (operand.scalar(), operand.ty()) {
        (Scalar::Integer(value), _) => Ok(value),
        (Scalar::Rational(value), None) => match value.to_integer(context.meter)? {
            Some(value) => Ok(Cow::Owned(value)),
            None => Err(Failure::fractional_operand(sign, text::rational(&value))),
        },
        _ => Err(Failure::not_integer(sign, text::sort(operand, context))),
    }
}

fn boolean(value: bool, ty: Option<&Type>, context: Context<'_>) -> Result<Constant, Failure> {
    match ty {
        None => Ok(Constant::boolean(value)),
        Some(ty) => {
            convert::scalar(&Constant::boolean(value), ty.as_ref(), context).map(Constant::Typed)
        }
    }
}

fn integer(value: Integer, ty: Option<&Type>, context: Context<'_>) -> Result<Constant, Failure> {
    match ty {
        None => Ok(Constant::Integer(value)),
        Some(ty) => convert::integer(&value, ty.as_ref(), context).map(Constant::Typed),
    }
}

fn rational(value: Rational, ty: Option<&Type>, context: Context<'_>) -> Result<Constant, Failure> {
    match ty {
        None => Ok(Constant::Rational(Box::new(value))),
        Some(ty) => convert::rational(&value, ty.as_ref(), context).map(Constant::Typed),
    }
}

fn type_of(constant: &Constant) -> Option<Type> {
    constant.ty().map(|ty| ty.to_owned())
}

fn mismatch(sign: &str, left: &Constant, right: &Constant, context: Context<'_>) -> Failure {
    Failure::mismatch(sign, text::sort(left, context), text::sort(right, context))
}

fn no_result(
    why: NoResult,
    sign: &str,
    left: &Constant,
    right: &Constant,
    context: Context<'_>,
) -> Failure {
    match why {
        NoResult::ZeroDivisor => Failure::zero_divisor(
            sign,
            text::constant(left, context),
            text::constant(right, context),
        ),
        NoResult::Excess(excess) => excess.into(),
    }
}

const fn unary_sign(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::Not => "!",
        UnaryOp::Plus => "+",
        UnaryOp::Minus => "-",
        UnaryOp::Complement => "^",
    }
}

const fn binary_sign(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::OrOr => "||",
        BinaryOp::AndAnd => "&&",
        BinaryOp::Less => "<",
        BinaryOp::Greater => ">",
        BinaryOp::LessEqual => "<=",
        BinaryOp::GreaterEqual => ">=",
        BinaryOp::NotEqual => "!=",
        BinaryOp::Equal => "==",
        BinaryOp::Add => "+",
        BinaryOp::Subtract => "-",
        BinaryOp::Or => "|",
        BinaryOp::Xor => "^",
        BinaryOp::Multiply => "*",
        BinaryOp::Divide => "/",
        BinaryOp::Remainder => "%",
        BinaryOp::And => "&",
        BinaryOp::ShiftLeft => "<<",
        BinaryOp::ShiftRight => ">>",
    }
}
