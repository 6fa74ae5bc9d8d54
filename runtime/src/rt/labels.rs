//! What generated enums and unions know about their labels and fields: codegen §3.6 and §3.11.

use std::fmt;

/// A text that is no label of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLabel {
    text: String,
    labels: &'static str,
}

impl fmt::Display for UnknownLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no label of {}", self.text, self.labels)
    }
}

impl std::error::Error for UnknownLabel {}

/// The value whose label is a text, or the lower case of whose label is.
///
/// # Errors
///
/// If there is none.
pub fn find_label<E: Copy>(
    all: &[E],
    label: impl Fn(E) -> &'static str,
    name: &'static str,
    text: &str,
) -> Result<E, UnknownLabel> {
    let is_lower = |label: &str| {
        label.len() == text.len()
            && label
                .bytes()
                .zip(text.bytes())
                .all(|(a, b)| a.to_ascii_lowercase() == b)
    };
    let exact = all.iter().find(|value| label(**value) == text);
    exact
        .or_else(|| all.iter().find(|value| is_lower(label(**value))))
        .copied()
        .ok_or_else(|| UnknownLabel {
            text: text.to_owned(),
            labels: name,
        })
}

/// Labels of an enum as text and by position.
#[doc(hidden)]
#[macro_export]
macro_rules! __v23_labels {
    ($rust:ident, $name:literal { $($index:literal $variant:ident $label:literal),* $(,)? }) => {
        impl $rust {
            /// All labels, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The label as VDL spells it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $label,)*
                }
            }

            /// The position of the label.
            #[must_use]
            pub const fn index(self) -> usize {
                match self {
                    $(Self::$variant => $index,)*
                }
            }

            /// The label at a position.
            #[must_use]
            pub const fn from_index(index: usize) -> ::core::option::Option<Self> {
                match index {
                    $($index => ::core::option::Option::Some(Self::$variant),)*
                    _ => ::core::option::Option::None,
                }
            }
        }

        impl ::core::fmt::Display for $rust {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        /// Labels may be in lower case.
        impl ::core::str::FromStr for $rust {
            type Err = $crate::rt::UnknownLabel;

            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::rt::UnknownLabel> {
                $crate::rt::find_label(Self::ALL, Self::as_str, $name, text)
            }
        }

        impl ::core::convert::TryFrom<&str> for $rust {
            type Error = $crate::rt::UnknownLabel;

            fn try_from(text: &str) -> ::core::result::Result<Self, $crate::rt::UnknownLabel> {
                $crate::rt::find_label(Self::ALL, Self::as_str, $name, text)
            }
        }

        impl ::core::convert::AsRef<str> for $rust {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
    };
}

/// The field of a union by name and by position, and unions of a payload.
#[doc(hidden)]
#[macro_export]
macro_rules! __v23_fields {
    ($rust:ident { $($index:literal $variant:ident $name:literal $([$ty:ty])?),* $(,)? }) => {
        impl $rust {
            /// The name of the field as VDL spells it.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => $name,)*
                }
            }

            /// The position of the field.
            #[must_use]
            pub const fn index(&self) -> usize {
                match self {
                    $(Self::$variant(_) => $index,)*
                }
            }
        }

        $($(
            impl ::core::convert::From<$ty> for $rust {
                fn from(held: $ty) -> Self {
                    Self::$variant(held)
                }
            }
        )?)*
    };
}
