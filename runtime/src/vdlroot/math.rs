//! Complex numbers, as the standard package `math` sends them: vom §15.
//!
//! They are pairs of floats to compute with elsewhere; there is no arithmetic here.

#[doc(hidden)]
pub use super::packages::math::wire;

use std::fmt;

use vdl::__vdl_structure;

/// A complex number of two floats of 32 bits; the wire type `math.Complex64`.
///
/// ```
/// use v23::math::{Complex64, Complex128};
///
/// let number = Complex64::new(1.0, -2.5);
/// assert_eq!(number.to_string(), "1-2.5i");
/// assert_eq!(number, Complex64::from((1.0, -2.5)));
/// assert_eq!(Complex128::from(number), Complex128::new(1.0, -2.5));
/// ```
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Complex64 {
    /// The real part.
    pub re: f32,
    /// The imaginary part.
    pub im: f32,
}

/// A complex number of two floats of 64 bits; the wire type `math.Complex128`.
///
/// ```
/// use v23::math::Complex128;
///
/// let number = Complex128::new(0.5, 3.0);
/// assert_eq!(number.to_string(), "0.5+3i");
/// assert_eq!(<[f64; 2]>::from(number), [0.5, 3.0]);
/// assert_eq!(Complex128::from(7.0), Complex128::new(7.0, 0.0));
/// ```
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub struct Complex128 {
    /// The real part.
    pub re: f64,
    /// The imaginary part.
    pub im: f64,
}

impl From<Complex64> for Complex128 {
    fn from(number: Complex64) -> Self {
        Self::new(number.re.into(), number.im.into())
    }
}

macro_rules! complex {
    ($($complex:ident, $name:literal, $float:ident;)*) => {$(
        impl $complex {
            /// The number with a real and an imaginary part.
            pub const fn new(re: $float, im: $float) -> Self {
                Self { re, im }
            }
        }

        impl From<$float> for $complex {
            fn from(re: $float) -> Self {
                Self::new(re, 0.0)
            }
        }

        impl From<($float, $float)> for $complex {
            fn from((re, im): ($float, $float)) -> Self {
                Self::new(re, im)
            }
        }

        impl From<[$float; 2]> for $complex {
            fn from([re, im]: [$float; 2]) -> Self {
                Self::new(re, im)
            }
        }

        impl From<$complex> for ($float, $float) {
            fn from(number: $complex) -> Self {
                (number.re, number.im)
            }
        }

        impl From<$complex> for [$float; 2] {
            fn from(number: $complex) -> Self {
                [number.re, number.im]
            }
        }

        /// The sum of its parts, such as `1-2.5i`.
        impl fmt::Display for $complex {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{:+}i", self.re, self.im)
            }
        }

        __vdl_structure! { $complex, $name { 0 re "Real": $float, 1 im "Imag": $float } }
    )*};
}

complex! {
    Complex64, "math.Complex64", f32;
    Complex128, "math.Complex128", f64;
}
