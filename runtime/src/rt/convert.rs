//! Types of other libraries in the place of wire types, alone and inside containers: codegen §3.15.
//!
//! A type that implements [`Convert`] says how a native type becomes a wire type and back. Wire types do so for the native
//! types that options put in their place; the other types here carry that into lists, maps and optionals.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Display;
use std::hash::Hash;
use std::marker::PhantomData;

use vdl::{VdlRead, VdlWrite};

/// How a native type becomes a wire type and back.
pub trait Convert {
    /// What travels.
    type Wire;
    /// What the program holds.
    type Native;

    /// What the program holds for what has come.
    ///
    /// # Errors
    ///
    /// If the native type cannot hold it.
    fn to_native(wire: Self::Wire) -> Result<Self::Native, String>;

    /// What travels for what the program holds.
    ///
    /// # Errors
    ///
    /// If the wire type cannot hold it.
    fn from_native(native: &Self::Native) -> Result<Self::Wire, String>;
}

/// The functions of a [`Convert`] by paths.
#[derive(Debug)]
pub struct Way<C>(PhantomData<C>);

impl<C: Convert> Way<C> {
    /// See [`Convert::to_native`].
    ///
    /// # Errors
    ///
    /// As there.
    pub fn to_native(wire: C::Wire) -> Result<C::Native, String> {
        C::to_native(wire)
    }

    /// See [`Convert::from_native`].
    ///
    /// # Errors
    ///
    /// As there.
    pub fn from_native(native: &C::Native) -> Result<C::Wire, String> {
        C::from_native(native)
    }

    /// The native form of a wire constant.
    ///
    /// # Panics
    ///
    /// If the native type cannot hold it.
    pub fn constant(wire: C::Wire) -> C::Native {
        match C::to_native(wire) {
            Ok(native) => native,
            Err(error) => panic!(
                "a constant of {}: {error}",
                std::any::type_name::<C::Native>()
            ),
        }
    }
}

/// What travels as it is.
#[derive(Debug)]
pub struct Same<T>(PhantomData<T>);

impl<T: Clone + VdlRead + VdlWrite> Convert for Same<T> {
    type Wire = T;
    type Native = T;

    fn to_native(wire: T) -> Result<T, String> {
        Ok(wire)
    }

    fn from_native(native: &T) -> Result<T, String> {
        Ok(native.clone())
    }
}

/// A string that is held in another type.
#[derive(Debug)]
pub struct Text<T>(PhantomData<T>);

impl<T: From<String> + AsRef<str>> Convert for Text<T> {
    type Wire = String;
    type Native = T;

    fn to_native(wire: String) -> Result<T, String> {
        Ok(wire.into())
    }

    fn from_native(native: &T) -> Result<String, String> {
        Ok(native.as_ref().to_owned())
    }
}

macro_rules! containers {
    ($(#[doc = $doc:literal] $name:ident: $container:ident, $($bound:path),*;)*) => {$(
        #[doc = $doc]
        #[derive(Debug)]
        pub struct $name<C>(PhantomData<C>);

        impl<C: Convert> Convert for $name<C>
        where
            $(C::Wire: $bound, C::Native: $bound,)*
        {
            type Wire = $container<C::Wire>;
            type Native = $container<C::Native>;

            fn to_native(wire: Self::Wire) -> Result<Self::Native, String> {
                wire.into_iter().map(C::to_native).collect()
            }

            fn from_native(native: &Self::Native) -> Result<Self::Wire, String> {
                native.iter().map(C::from_native).collect()
            }
        }
    )*};
}

containers! {
    #[doc = "The elements of a list."]
    InList: Vec,;
    #[doc = "The keys of a set."]
    InSet: BTreeSet, Ord;
    #[doc = "The keys of a hashed set."]
    InHashSet: HashSet, Eq, Hash;
}

macro_rules! maps {
    ($(#[doc = $doc:literal] $name:ident: $container:ident, $($bound:path),*;)*) => {$(
        #[doc = $doc]
        #[derive(Debug)]
        pub struct $name<K, E>(PhantomData<(K, E)>);

        impl<K: Convert, E: Convert> Convert for $name<K, E>
        where
            $(K::Wire: $bound, K::Native: $bound,)*
        {
            type Wire = $container<K::Wire, E::Wire>;
            type Native = $container<K::Native, E::Native>;

            fn to_native(wire: Self::Wire) -> Result<Self::Native, String> {
                let entries = wire.into_iter();
                entries
                    .map(|(key, elem)| Ok((K::to_native(key)?, E::to_native(elem)?)))
                    .collect()
            }

            fn from_native(native: &Self::Native) -> Result<Self::Wire, String> {
                let entries = native.iter();
                entries
                    .map(|(key, elem)| Ok((K::from_native(key)?, E::from_native(elem)?)))
                    .collect()
            }
        }
    )*};
}

maps! {
    #[doc = "The keys and elements of a map."]
    InMap: BTreeMap, Ord;
    #[doc = "The keys and elements of a hashed map."]
    InHashMap: HashMap, Eq, Hash;
}

/// What an optional holds.
#[derive(Debug)]
pub struct InOption<C>(PhantomData<C>);

impl<C: Convert> Convert for InOption<C> {
    type Wire = Option<C::Wire>;
    type Native = Option<C::Native>;

    fn to_native(wire: Self::Wire) -> Result<Self::Native, String> {
        wire.map(C::to_native).transpose()
    }

    fn from_native(native: &Self::Native) -> Result<Self::Wire, String> {
        native.as_ref().map(C::from_native).transpose()
    }
}

/// What a box holds.
#[derive(Debug)]
pub struct InBox<C>(PhantomData<C>);

impl<C: Convert> Convert for InBox<C> {
    type Wire = Box<C::Wire>;
    type Native = Box<C::Native>;

    fn to_native(wire: Self::Wire) -> Result<Self::Native, String> {
        C::to_native(*wire).map(Box::new)
    }

    fn from_native(native: &Self::Native) -> Result<Self::Wire, String> {
        C::from_native(native).map(Box::new)
    }
}

/// The elements of an array.
#[derive(Debug)]
pub struct InArray<C, const N: usize>(PhantomData<C>);

impl<C: Convert, const N: usize> Convert for InArray<C, N> {
    type Wire = [C::Wire; N];
    type Native = [C::Native; N];

    fn to_native(wire: Self::Wire) -> Result<Self::Native, String> {
        let elems: Vec<C::Native> = wire
            .into_iter()
            .map(C::to_native)
            .collect::<Result<_, _>>()?;
        elems.try_into().map_err(|_| wrong_length())
    }

    fn from_native(native: &Self::Native) -> Result<Self::Wire, String> {
        let elems: Vec<C::Wire> = native
            .iter()
            .map(C::from_native)
            .collect::<Result<_, _>>()?;
        elems.try_into().map_err(|_| wrong_length())
    }
}

fn wrong_length() -> String {
    "array of another length".to_owned()
}

/// The result of a conversion with any kind of error.
///
/// # Errors
///
/// If there is one.
pub fn converted<T, E: Display>(result: Result<T, E>) -> Result<T, String> {
    result.map_err(|error| error.to_string())
}

/// A wire type and the native type in its place.
#[doc(hidden)]
#[macro_export]
macro_rules! __v23_converts {
    ($wire:ident, $native:ty) => {
        $crate::__v23_converts! {
            $wire, $native,
            <$native as ::core::convert::TryFrom<$wire>>::try_from,
            <$wire as ::core::convert::TryFrom<&$native>>::try_from
        }
    };
    ($wire:ident, $native:ty, $to:expr, $from:expr) => {
        impl $crate::rt::Convert for $wire {
            type Wire = Self;
            type Native = $native;

            fn to_native(wire: Self) -> ::core::result::Result<$native, ::std::string::String> {
                $crate::rt::converted($to(wire))
            }

            fn from_native(
                native: &$native,
            ) -> ::core::result::Result<Self, ::std::string::String> {
                $crate::rt::converted($from(native))
            }
        }
    };
}
