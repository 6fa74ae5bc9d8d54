//! The union whose values define types: vom §4. No stream ever sends it.

use std::sync::LazyLock;

use vdl::{Kind, Type, TypeBuilder};

/// The type of the bodies of type messages.
pub(super) static WIRE_TYPE: LazyLock<Type> = LazyLock::new(build);

fn build() -> Type {
    let mut builder = TypeBuilder::new();
    let string = builder.primitive(Kind::String);
    let number = builder.primitive(Kind::Uint64);
    let id = builder.named("v.io/v23/vom.TypeId");
    builder.define(id, number);
    let strings = builder.list(string);
    let mut structure = |local: &str, fields: &[(&str, vdl::Pending)]| {
        let name = builder.named(format!("v.io/v23/vom.{local}"));
        let base = builder.structure(fields.iter().copied());
        builder.define(name, base);
        name
    };
    let field = structure("wireField", &[("Name", string), ("Type", id)]);
    let named = structure("wireNamed", &[("Name", string), ("Base", id)]);
    let enumeration = structure("wireEnum", &[("Name", string), ("Labels", strings)]);
    let array = [("Name", string), ("Elem", id), ("Len", number)];
    let array = structure("wireArray", &array);
    let list = structure("wireList", &[("Name", string), ("Elem", id)]);
    let set = structure("wireSet", &[("Name", string), ("Key", id)]);
    let map = [("Name", string), ("Key", id), ("Elem", id)];
    let map = structure("wireMap", &map);
    let optional = structure("wireOptional", &[("Name", string), ("Elem", id)]);
    let fields = builder.list(field);
    let mut with_fields = |local: &str| {
        let name = builder.named(format!("v.io/v23/vom.{local}"));
        let base = builder.structure([("Name", string), ("Fields", fields)]);
        builder.define(name, base);
        name
    };
    let (record, union) = (with_fields("wireStruct"), with_fields("wireUnion"));
    let wire_type = builder.named("v.io/v23/vom.wireType");
    let base = builder.union([
        ("NamedT", named),
        ("EnumT", enumeration),
        ("ArrayT", array),
        ("ListT", list),
        ("SetT", set),
        ("MapT", map),
        ("StructT", record),
        ("UnionT", union),
        ("OptionalT", optional),
    ]);
    builder.define(wire_type, base);
    let built = builder.build().expect("the types are valid");
    built[wire_type].clone()
}
