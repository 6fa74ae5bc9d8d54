//! What all kinds of types have in common: the head of an impl, the ways of fields, and small functions.

use std::marker::PhantomData;

use super::super::identity;
use super::super::{Of, ReadError, Reader, Target, VdlType, VdlWrite};
use crate::types::{Type, TypeRef};

/// The VDL type of a Rust type, which the caller keeps.
pub fn build<T: VdlType + ?Sized>() -> Type {
    identity::build::<T>()
}

/// The error for a position that a type does not have.
#[cold]
pub fn unknown_index<'t, T: VdlType + ?Sized, R: Reader<'t>>(reader: &R, index: usize) -> R::Error {
    let ty = T::vdl_type().clone();
    reader.fail(ReadError::Index { ty, index })
}

/// The target that a Rust type is, without patience for fields it does not know.
#[derive(Debug)]
pub struct Strict<T: ?Sized>(Of<T>);

impl<T: ?Sized> Strict<T> {
    /// The target that `T` is.
    pub fn new() -> Self {
        Self(Of::new())
    }
}

impl<T: ?Sized> Default for Strict<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: ?Sized> Clone for Strict<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Strict<T> {}

impl<'t, T: VdlType + ?Sized> Target<'t> for Strict<T> {
    fn ty(self) -> TypeRef<'t> {
        self.0.ty()
    }

    fn refuses_unknown(self) -> bool {
        true
    }
}

/// A type that is no key.
#[derive(Debug)]
pub enum NoKey {}

/// Finds out whether a type has a `Default`, and whether that is zero.
///
/// With both traits in scope, `(&Probe::<T>::new()).default_is_zero()` means the first one if it applies and else the
/// second one.
#[derive(Debug)]
pub struct Probe<T>(PhantomData<fn() -> T>);

impl<T> Probe<T> {
    /// A probe of `T`.
    #[expect(
        clippy::new_without_default,
        reason = "it is made by macros alone, and is about `Default`"
    )]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

/// Types with a `Default`.
pub trait KnownDefault {
    /// Whether it is zero.
    fn default_is_zero(&self) -> bool;
}

impl<T: Default + VdlWrite> KnownDefault for Probe<T> {
    fn default_is_zero(&self) -> bool {
        T::default().is_zero()
    }
}

/// All other types.
pub trait AnyDefault {
    /// Whether there is nothing against it.
    fn default_is_zero(&self) -> bool;
}

impl<T> AnyDefault for &Probe<T> {
    fn default_is_zero(&self) -> bool {
        true
    }
}

/// An impl of a trait for a type with a head; see [`super`].
#[doc(hidden)]
#[macro_export]
macro_rules! __vdl_impl {
    (
        {[$($generics:tt)*] [$rust:ty] [$($predicates:tt)*] [$($param:ident)*] [$identity:ty] [$($argument:tt)*]}
        $trait:ident $bound:ident [$($more:tt)*]
        { $($body:tt)* }
    ) => {
        #[automatically_derived]
        impl<$($generics)*> $crate::$trait for $rust
        where
            $($predicates)*
            $($param: $crate::$bound,)*
            $($more)*
        {
            $($body)*
        }
    };
}

/// [`VdlType`] for a named type; its structure is an expression.
#[doc(hidden)]
#[macro_export]
macro_rules! __vdl_named {
    (
        {[$($generics:tt)*] [$rust:ty] [$($predicates:tt)*] [$($param:ident)*] [$identity:ty] [$($argument:expr,)*]}
        ($name:expr) $is_byte:expr;
        |$describer:ident| $structure:expr
    ) => {
        #[automatically_derived]
        impl<$($generics)*> $crate::VdlType for $rust
        where
            $($predicates)*
            $($param: $crate::VdlType,)*
        {
            type Identity = $identity;

            const IS_BYTE: bool = $is_byte;

            const SIGNATURE: $crate::coder::Signature = {
                const __NAME: $crate::coder::glue::TypeName = $name;
                __NAME.signature()$(.applied_to(<$param as $crate::VdlType>::SIGNATURE))*
            };

            fn describe(describer: &mut $crate::coder::Describer) -> $crate::Pending {
                const __NAME: $crate::coder::glue::TypeName = $name;
                describer.declared::<Self>(&__NAME, &[$($argument),*], |$describer| $structure)
            }

            $crate::__vdl_own_type! { $($argument,)* }
        }
    };
}

/// The type kept beside the Rust type, if it has no parameters.
#[doc(hidden)]
#[macro_export]
macro_rules! __vdl_own_type {
    () => {
        fn vdl_type() -> &'static $crate::Type {
            static __TYPE: ::std::sync::OnceLock<$crate::Type> = ::std::sync::OnceLock::new();
            __TYPE.get_or_init($crate::coder::glue::build::<Self>)
        }
    };
    ($($argument:expr,)+) => {};
}

/// One thing about a field, whichever way it travels.
#[doc(hidden)]
#[macro_export]
macro_rules! __vdl_way {
    (describe $describer:ident $ty:ty, [with $to:path, $from:path $(, default $make:path)?]) => {
        $crate::coder::glue::describe_with::<$ty, _, _, _, _>($to, $from, $describer)
    };
    (describe $describer:ident $ty:ty, [$(default $make:path)?]) => {
        $describer.of::<$ty>()
    };

    (is_byte $ty:ty, [with $to:path, $from:path]) => {
        $crate::coder::glue::no_byte::<$ty, _, _>($to)
    };
    (is_byte $ty:ty, []) => {
        <$ty as $crate::VdlType>::IS_BYTE
    };

    (to_byte $value:expr, $ty:ty, [with $($more:tt)*]) => {
        0
    };
    (to_byte $value:expr, $ty:ty, []) => {
        <$ty as $crate::VdlWrite>::to_byte($value)
    };

    (from_byte $byte:ident $ty:ty, [with $($more:tt)*]) => {{
        // No type that is converted is of kind byte.
        _ = $byte;
        $crate::coder::glue::zero_with::<$ty>()
    }};
    (from_byte $byte:ident $ty:ty, []) => {
        <$ty as $crate::VdlRead>::from_byte($byte)
    };

    (zero $ty:ty, [$(with $to:path, $from:path,)? default $make:path]) => {
        $make()
    };
    (zero $ty:ty, [with $to:path, $from:path]) => {
        $crate::coder::glue::zero_with::<$ty>()
    };
    (zero $ty:ty, []) => {
        <$ty as $crate::VdlRead>::zero()
    };

    (is_zero $value:expr, $ty:ty, [$(with $to:path, $from:path,)? default $make:path]) => {
        false
    };
    (is_zero $value:expr, $ty:ty, [with $to:path, $from:path]) => {
        $crate::coder::glue::is_zero_with::<$ty, _, _>($from, $value)
    };
    (is_zero $value:expr, $ty:ty, []) => {
        <$ty as $crate::VdlWrite>::is_zero($value)
    };

    (write $writer:ident $value:expr, $ty:ty, [with $to:path, $from:path $(, default $make:path)?]) => {
        $crate::coder::glue::write_with::<$ty, _, _, _>($from, $value, $writer)
    };
    (write $writer:ident $value:expr, $ty:ty, [$(default $make:path)?]) => {
        <$ty as $crate::VdlWrite>::write($value, $writer)
    };

    (field $writer:ident $index:literal $value:expr, $ty:ty, [with $to:path, $from:path]) => {
        $crate::coder::glue::field_with::<$ty, _, _, _>($from, $value, $index, $writer)?
    };
    (field $writer:ident $index:literal $value:expr, $ty:ty, []) => {
        if !<$ty as $crate::VdlWrite>::is_zero($value) {
            $crate::coder::Writer::field($writer, $index)?;
            <$ty as $crate::VdlWrite>::write($value, $writer)?;
        }
    };
    (field $writer:ident $index:literal $value:expr, $ty:ty, $way:tt) => {{
        $crate::coder::Writer::field($writer, $index)?;
        $crate::__vdl_way!(write $writer $value, $ty, $way)?;
    }};

    (read $reader:ident $ty:ty, [with $to:path, $from:path $(, default $make:path)?]) => {
        $crate::coder::glue::read_with::<$ty, _, _, _>($to, $reader)?
    };
    (read $reader:ident $ty:ty, [$(default $make:path)?]) => {
        <$ty as $crate::VdlRead>::read($reader)?
    };
}

/// The type that decides whether a field lets its owner be a key.
#[doc(hidden)]
#[macro_export]
macro_rules! __vdl_key {
    ($ty:ty, [$(default $make:path)?]) => {
        $ty
    };
    // Which type travels is known to inference alone.
    ($ty:ty, [with $($more:tt)*]) => {
        $crate::coder::glue::NoKey
    };
}

/// The target of a struct.
#[doc(hidden)]
#[macro_export]
macro_rules! __vdl_target {
    (open) => {
        $crate::coder::Of::<Self>::new()
    };
    (strict) => {
        $crate::coder::glue::Strict::<Self>::new()
    };
}
