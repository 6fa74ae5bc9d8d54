//! What is wrong with a conversion or an operation, without a place.

use vdl::{ConvertError, Kind, TypeRef, ValueError};

use crate::constant::float::Width;
use crate::constant::meter::Excess;
use crate::constant::{Constant, Context, text};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::source::Span;

/// A mistake, in the words of its diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// The condition.
    pub(crate) code: Code,
    /// The message.
    pub(crate) message: String,
    note: Option<String>,
    help: Option<String>,
    reported: bool,
}

impl Failure {
    /// The diagnostic of the mistake at a place; nothing when it was reported elsewhere.
    pub(crate) fn at(self, span: Span) -> Option<Diagnostic> {
        if self.reported {
            return None;
        }
        let mut diagnostic = Diagnostic::new(self.code, span, self.message);
        if let Some(note) = self.note {
            diagnostic = diagnostic.note(note);
        }
        if let Some(help) = self.help {
            diagnostic = diagnostic.help(help);
        }
        Some(diagnostic)
    }

    pub(super) fn overflow(value: String, target: TypeRef<'_>, context: Context<'_>) -> Self {
        let name = text::type_name(target, context.package);
        let range = target
            .kind()
            .integer_range()
            .map(|(least, most)| format!("`{name}` holds {least} to {most}"));
        Self {
            note: range,
            ..Self::new(Code::ConstOverflow, format!("`{value}` overflows `{name}`"))
        }
    }

    pub(super) fn underflow(
        value: String,
        target: TypeRef<'_>,
        width: Width,
        context: Context<'_>,
    ) -> Self {
        let name = text::type_name(target, context.package);
        let least = match width {
            Width::Single => format!("{:e}", f32::from_bits(1)),
            Width::Double => format!("{:e}", f64::from_bits(1)),
        };
        let note = format!("the smallest `{name}` above zero is about {least}");
        Self {
            note: Some(note),
            ..Self::new(
                Code::ConstUnderflow,
                format!("`{value}` underflows `{name}`"),
            )
        }
    }

    pub(super) fn fraction(value: String, target: TypeRef<'_>, context: Context<'_>) -> Self {
        let name = text::type_name(target, context.package);
        Self::new(
            Code::ConstPrecision,
            format!("`{value}` is not a whole number and cannot become `{name}`"),
        )
    }

    pub(super) fn fractional_operand(sign: &str, value: String) -> Self {
        Self::new(
            Code::ConstPrecision,
            format!("operator `{sign}` needs whole numbers, found `{value}`"),
        )
    }

    pub(super) fn no_conversion(
        value: &Constant,
        target: TypeRef<'_>,
        context: Context<'_>,
    ) -> Self {
        let name = text::type_name(target, context.package);
        let help = enum_help(value, target, &name);
        let value = text::constant(value, context);
        Self {
            help,
            ..Self::new(
                Code::ConstConvert,
                format!("`{value}` cannot be converted to `{name}`"),
            )
        }
    }

    pub(super) fn length(
        value: &Constant,
        found: usize,
        target: TypeRef<'_>,
        context: Context<'_>,
    ) -> Self {
        let name = text::type_name(target, context.package);
        let value = text::constant(value, context);
        let wanted = target.len().unwrap_or_default();
        Self::new(
            Code::ConstConvert,
            format!("`{value}` has length {found}, but `{name}` has length {wanted}"),
        )
    }

    pub(super) fn value(
        found: TypeRef<'_>,
        target: TypeRef<'_>,
        error: &ConvertError,
        context: Context<'_>,
    ) -> Self {
        let name = |ty: TypeRef<'_>| format!("`{}`", text::type_name(ty, context.package));
        if matches!(error, ConvertError::Nil { ty } if ty.as_ref() == target)
            && found.kind() == Kind::Any
        {
            return Self::new(
                Code::ConstConvert,
                format!("`nil` cannot be converted to {}", name(target)),
            );
        }
        let reason = match error {
            ConvertError::Incompatible { from, to }
                if from.as_ref() == found && to.as_ref() == target =>
            {
                String::from("the types have nothing in common")
            }
            ConvertError::Incompatible { from, to } => {
                format!(
                    "{} cannot become {}",
                    name(from.as_ref()),
                    name(to.as_ref())
                )
            }
            ConvertError::Number { value, ty } => {
                format!(
                    "`{}` does not fit {}",
                    text::number(value),
                    name(ty.as_ref())
                )
            }
            ConvertError::Label { label, ty } => {
                format!(
                    "enum {} has no label `{}`",
                    name(ty.as_ref()),
                    text::shorten(label.clone())
                )
            }
            ConvertError::Length {
                ty,
                expected,
                found,
            } => {
                format!(
                    "the value has length {found}, but {} has length {expected}",
                    name(ty.as_ref())
                )
            }
            ConvertError::UnionField { field, ty } => {
                format!("union {} has no field `{field}`", name(ty.as_ref()))
            }
            ConvertError::Nil { ty } => format!("`nil` cannot become {}", name(ty.as_ref())),
            ConvertError::Value(error) => error.to_string(),
            // A variant that is not known here yet.
            error => error.to_string(),
        };
        let (found, target) = (name(found), name(target));
        Self::new(
            Code::ConstConvert,
            format!("{found} cannot be converted to {target}: {reason}"),
        )
    }

    pub(super) fn too_large(error: &ValueError, target: TypeRef<'_>, context: Context<'_>) -> Self {
        let name = text::type_name(target, context.package);
        Self::new(
            Code::ConstTooLarge,
            format!("a constant of type `{name}` cannot be built: {error}"),
        )
    }

    pub(super) fn needs_type(value: &Constant, context: Context<'_>) -> Self {
        let (sort, example) = match value {
            Constant::Rational(_) => ("rational", "float64"),
            Constant::Integer(_) | Constant::Untyped(_) | Constant::Typed(_) => {
                ("integer", "int32")
            }
        };
        let value = text::constant(value, context);
        let message = format!("`{value}` is an untyped {sort}; it needs a type here");
        Self {
            help: Some(format!(
                "say which type it is meant to have, such as `{example}({value})`"
            )),
            ..Self::new(Code::ConstNeedsType, message)
        }
    }

    pub(super) fn zero_divisor(sign: &str, dividend: String, divisor: String) -> Self {
        Self::new(
            Code::ConstDivZero,
            format!("division by zero in `{dividend} {sign} {divisor}`"),
        )
    }

    pub(super) fn shift_count(sign: &str, count: String, most: u32) -> Self {
        Self::new(
            Code::ConstShift,
            format!("the count of `{sign}` is {count}; it must be between 0 and {most}"),
        )
    }

    pub(super) fn unsupported(sign: &str, operand: String) -> Self {
        Self::new(
            Code::ConstOpUnsupported,
            format!("operator `{sign}` is not defined for {operand}"),
        )
    }

    pub(super) fn not_integer(sign: &str, operand: String) -> Self {
        Self::new(
            Code::ConstConvert,
            format!("operator `{sign}` needs integers, found {operand}"),
        )
    }

    pub(super) fn mismatch(sign: &str, left: String, right: String) -> Self {
        let message = format!("mismatched operands of `{sign}`: {left} and {right}");
        Self {
            note: Some(String::from("both sides of an operator have the same type")),
            ..Self::new(Code::ConstMismatch, message)
        }
    }

    fn new(code: Code, message: String) -> Self {
        Self {
            code,
            message,
            note: None,
            help: None,
            reported: false,
        }
    }
}

/// Text becomes no enum, but the label may be known.
fn enum_help(value: &Constant, target: TypeRef<'_>, name: &str) -> Option<String> {
    let labels = target.labels()?;
    let text = match value {
        Constant::Untyped(value) | Constant::Typed(value) => value.as_ref(),
        Constant::Integer(_) | Constant::Rational(_) => return None,
    };
    let label = text
        .as_str()
        .filter(|text| labels.index_of(text).is_some())?;
    Some(format!("write the label: `{name}.{label}`"))
}

impl From<Excess> for Failure {
    fn from(excess: Excess) -> Self {
        Self {
            reported: excess == Excess::Spent,
            ..Self::new(Code::ConstTooLarge, excess.to_string())
        }
    }
}
