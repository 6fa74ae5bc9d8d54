//! Rust types without a VDL type of their own.

/// The coder traits for a type that stands for the type of its field; see [`super`].
#[doc(hidden)]
#[macro_export]
macro_rules! __vdl_transparent {
    ([both] $head:tt { $field:tt: $ty:ty } { $($skipped:tt: $make:path),* $(,)? }) => {
        $crate::__vdl_transparent! { [write] $head { $field: $ty } {} }

        $crate::__vdl_impl! { $head VdlRead VdlRead [] {
            fn zero() -> Self {
                Self {
                    $field: <$ty as $crate::VdlRead>::zero(),
                    $($skipped: $make(),)*
                }
            }

            #[inline]
            fn read<'__t, __R: $crate::coder::Reader<'__t>>(
                reader: &mut __R,
            ) -> ::core::result::Result<Self, __R::Error> {
                ::core::result::Result::Ok(Self {
                    $field: <$ty as $crate::VdlRead>::read(reader)?,
                    $($skipped: $make(),)*
                })
            }

            #[inline]
            fn from_byte(byte: u8) -> Self {
                Self {
                    $field: <$ty as $crate::VdlRead>::from_byte(byte),
                    $($skipped: $make(),)*
                }
            }
        }}
    };
    ([write] $head:tt { $field:tt: $ty:ty } $skipped:tt) => {
        $crate::__vdl_stands_for! { $head $ty, <$ty as $crate::VdlType>::IS_BYTE }

        $crate::__vdl_impl! { $head VdlWrite VdlWrite [] {
            #[inline]
            fn is_zero(&self) -> bool {
                <$ty as $crate::VdlWrite>::is_zero(&self.$field)
            }

            #[inline]
            fn write<__W: $crate::coder::Writer>(
                &self,
                writer: &mut __W,
            ) -> ::core::result::Result<(), __W::Error> {
                <$ty as $crate::VdlWrite>::write(&self.$field, writer)
            }

            fn bare_type(&self) -> $crate::TypeRef<'_> {
                <$ty as $crate::VdlWrite>::bare_type(&self.$field)
            }

            fn write_bare<__W: $crate::coder::Writer>(
                &self,
                writer: &mut __W,
            ) -> ::core::result::Result<(), __W::Error> {
                <$ty as $crate::VdlWrite>::write_bare(&self.$field, writer)
            }

            #[inline]
            fn to_byte(&self) -> u8 {
                <$ty as $crate::VdlWrite>::to_byte(&self.$field)
            }
        }}
    };
}

/// The coder traits for a type that is converted to and from another one; see [`super`].
#[doc(hidden)]
#[macro_export]
macro_rules! __vdl_native {
    ([both] $head:tt { $wire:ty, $to:path, $from:path }) => {
        $crate::__vdl_native! { [write] $head { $wire, $to, $from } }

        $crate::__vdl_impl! { $head VdlRead VdlRead [] {
            fn zero() -> Self {
                $crate::coder::glue::zero_with::<Self>()
            }

            fn read<'__t, __R: $crate::coder::Reader<'__t>>(
                reader: &mut __R,
            ) -> ::core::result::Result<Self, __R::Error> {
                $crate::coder::glue::read_with::<Self, $wire, _, _>($to, reader)
            }
        }}
    };
    ([write] $head:tt { $wire:ty, $to:path, $from:path }) => {
        $crate::__vdl_stands_for! { $head $wire, $crate::coder::glue::no_byte::<Self, $wire, _>($to) }

        $crate::__vdl_impl! { $head VdlWrite VdlWrite [] {
            fn is_zero(&self) -> bool {
                $crate::coder::glue::is_zero_with::<Self, _, _>($from, self)
            }

            fn write<__W: $crate::coder::Writer>(
                &self,
                writer: &mut __W,
            ) -> ::core::result::Result<(), __W::Error> {
                $crate::coder::glue::write_with::<Self, _, _, _>($from, self, writer)
            }
        }}
    };
}

/// `VdlType`, `VdlStruct` and `VdlKey` for a type that stands for the VDL type of another one.
#[doc(hidden)]
#[macro_export]
macro_rules! __vdl_stands_for {
    ($head:tt $wire:ty, $is_byte:expr) => {
        $crate::__vdl_impl! { $head VdlType VdlType [] {
            type Identity = <$wire as $crate::VdlType>::Identity;

            const IS_BYTE: bool = $is_byte;

            const SIGNATURE: $crate::coder::Signature = <$wire as $crate::VdlType>::SIGNATURE;

            fn describe(describer: &mut $crate::coder::Describer) -> $crate::Pending {
                <$wire as $crate::VdlType>::describe(describer)
            }

            fn vdl_type() -> &'static $crate::Type {
                <$wire as $crate::VdlType>::vdl_type()
            }
        }}

        // Bounds on types without parameters are checked where they are used only if they look as if they had some.
        $crate::__vdl_impl! { $head VdlStruct VdlType [for<'__held> $wire: $crate::VdlStruct,] {} }

        $crate::__vdl_impl! { $head VdlKey VdlType [for<'__held> $wire: $crate::VdlKey,] {} }
    };
}
