//! The conversions that generated newtypes have: codegen §3.5, §3.7 and §3.8.

/// From and to what is held.
#[doc(hidden)]
#[macro_export]
macro_rules! __v23_holds {
    ($rust:ident, $inner:ty) => {
        impl ::core::convert::From<$inner> for $rust {
            fn from(held: $inner) -> Self {
                Self(held)
            }
        }

        impl ::core::convert::From<$rust> for $inner {
            fn from(value: $rust) -> Self {
                value.0
            }
        }
    };
}

/// A number or boolean.
#[doc(hidden)]
#[macro_export]
macro_rules! __v23_scalar {
    ($rust:ident, $inner:ty) => {
        $crate::__v23_holds! { $rust, $inner }

        impl ::core::fmt::Display for $rust {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, f)
            }
        }

        impl ::core::str::FromStr for $rust {
            type Err = <$inner as ::core::str::FromStr>::Err;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                <$inner as ::core::str::FromStr>::from_str(text).map(Self)
            }
        }
    };
}

/// A string.
#[doc(hidden)]
#[macro_export]
macro_rules! __v23_text {
    ($rust:ident, $inner:ty) => {
        $crate::__v23_holds! { $rust, $inner }

        impl ::core::convert::From<&str> for $rust {
            fn from(text: &str) -> Self {
                Self(::core::convert::From::from(::std::string::String::from(
                    text,
                )))
            }
        }

        impl ::core::fmt::Display for $rust {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(::core::convert::AsRef::<str>::as_ref(&self.0))
            }
        }

        impl ::core::str::FromStr for $rust {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }

        impl ::core::convert::AsRef<str> for $rust {
            fn as_ref(&self) -> &str {
                ::core::convert::AsRef::<str>::as_ref(&self.0)
            }
        }

        impl ::core::borrow::Borrow<str> for $rust {
            fn borrow(&self) -> &str {
                ::core::convert::AsRef::<str>::as_ref(&self.0)
            }
        }
    };
}

/// An array.
#[doc(hidden)]
#[macro_export]
macro_rules! __v23_array {
    ($rust:ident, [$elem:ty; $len:literal]) => {
        $crate::__v23_holds! { $rust, [$elem; $len] }

        impl<__I: ::core::slice::SliceIndex<[$elem]>> ::core::ops::Index<__I> for $rust {
            type Output = __I::Output;

            fn index(&self, index: __I) -> &Self::Output {
                &self.0[index]
            }
        }

        impl ::core::convert::AsRef<[$elem]> for $rust {
            fn as_ref(&self) -> &[$elem] {
                &self.0
            }
        }

        $crate::__v23_iterates! { $rust, [$elem; $len] }
    };
}

/// By value and by reference.
#[doc(hidden)]
#[macro_export]
macro_rules! __v23_iterates {
    ($rust:ident, $inner:ty) => {
        impl ::core::iter::IntoIterator for $rust {
            type Item = <$inner as ::core::iter::IntoIterator>::Item;
            type IntoIter = <$inner as ::core::iter::IntoIterator>::IntoIter;

            fn into_iter(self) -> Self::IntoIter {
                ::core::iter::IntoIterator::into_iter(self.0)
            }
        }

        impl<'__a> ::core::iter::IntoIterator for &'__a $rust {
            type Item = <&'__a $inner as ::core::iter::IntoIterator>::Item;
            type IntoIter = <&'__a $inner as ::core::iter::IntoIterator>::IntoIter;

            fn into_iter(self) -> Self::IntoIter {
                ::core::iter::IntoIterator::into_iter(&self.0)
            }
        }
    };
}

/// A list, set or map.
#[doc(hidden)]
#[macro_export]
macro_rules! __v23_container {
    ($rust:ident, $inner:ty) => {
        $crate::__v23_holds! { $rust, $inner }
        $crate::__v23_iterates! { $rust, $inner }

        impl $rust {
            /// How many there are.
            #[must_use]
            pub fn len(&self) -> usize {
                self.0.len()
            }

            /// Whether there are none.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.0.is_empty()
            }

            /// Goes through all of them.
            pub fn iter(&self) -> <&$inner as ::core::iter::IntoIterator>::IntoIter {
                self.0.iter()
            }
        }

        impl ::core::iter::FromIterator<<$inner as ::core::iter::IntoIterator>::Item> for $rust {
            fn from_iter<__I>(items: __I) -> Self
            where
                __I:
                    ::core::iter::IntoIterator<Item = <$inner as ::core::iter::IntoIterator>::Item>,
            {
                Self(::core::iter::FromIterator::from_iter(items))
            }
        }
    };
}

/// What grows.
#[doc(hidden)]
#[macro_export]
macro_rules! __v23_collection {
    ($rust:ident, $inner:ty) => {
        $crate::__v23_container! { $rust, $inner }

        impl ::core::iter::Extend<<$inner as ::core::iter::IntoIterator>::Item> for $rust {
            fn extend<__I>(&mut self, items: __I)
            where
                __I:
                    ::core::iter::IntoIterator<Item = <$inner as ::core::iter::IntoIterator>::Item>,
            {
                ::core::iter::Extend::extend(&mut self.0, items);
            }
        }
    };
}

/// A list.
#[doc(hidden)]
#[macro_export]
macro_rules! __v23_list {
    ($rust:ident, $elem:ty) => {
        $crate::__v23_collection! { $rust, ::std::vec::Vec<$elem> }

        impl ::core::convert::AsRef<[$elem]> for $rust {
            fn as_ref(&self) -> &[$elem] {
                &self.0
            }
        }
    };
}

/// A list of bytes, which is shown in hexadecimal.
#[doc(hidden)]
#[macro_export]
macro_rules! __v23_byte_list {
    ($rust:ident, shared) => {
        $crate::__v23_container! { $rust, $crate::rt::Bytes }
        $crate::__v23_byte_list! { @ $rust, $crate::rt::Bytes::copy_from_slice }
    };
    ($rust:ident) => {
        $crate::__v23_collection! { $rust, ::std::vec::Vec<u8> }
        $crate::__v23_byte_list! { @ $rust, ::std::vec::Vec::from }
    };
    (@ $rust:ident, $copy:path) => {
        impl ::core::convert::From<&[u8]> for $rust {
            fn from(bytes: &[u8]) -> Self {
                Self($copy(bytes))
            }
        }

        impl ::core::convert::AsRef<[u8]> for $rust {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        impl ::core::fmt::Debug for $rust {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::rt::fmt_bytes(::core::stringify!($rust), &self.0, f)
            }
        }
    };
}

/// Shows bytes in hexadecimal, of many only the first ones.
///
/// # Errors
///
/// If the formatter cannot take more.
pub fn fmt_bytes(name: &str, bytes: &[u8], f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
    const SHOWN: usize = 64;
    write!(f, "{name}(")?;
    for byte in bytes.iter().take(SHOWN) {
        write!(f, "{byte:02x}")?;
    }
    if bytes.len() > SHOWN {
        write!(f, "… {} bytes", bytes.len())?;
    }
    f.write_str(")")
}
