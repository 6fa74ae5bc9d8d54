//! Building types.

use vdl::{Kind, Pending, Type, TypeBuilder, TypeErrorKind};

#[test]
fn names_are_split_at_the_last_dot() {
    let check = |name: &str, path: &str, local: &str| {
        let ty = Type::named(name, &Type::BOOL).expect("any name will do");
        assert_eq!(ty.name(), Some(name));
        assert_eq!(
            (ty.package_path(), ty.local_name()),
            (Some(path), Some(local))
        );
    };
    check("v.io/v23/vdl.WireError", "v.io/v23/vdl", "WireError");
    check("p.T", "p", "T");
    check("T", "", "T");
    check(".", "", "");
    assert_eq!(Type::BOOL.package_path(), None);
}

#[test]
fn a_type_can_be_entered_anywhere() {
    // The same two types, described from either side, partly unrolled, and out of existing types.
    let node_first = || {
        let mut builder = TypeBuilder::new();
        let node = builder.named("p.Node");
        let tree = builder.named("p.Tree");
        let kids = builder.list(tree);
        let body = builder.structure([("Kids", kids)]);
        builder.define(node, body);
        let optional = builder.optional(node);
        let key = builder.primitive(Kind::String);
        let map = builder.map(key, optional);
        builder.define(tree, map);
        let built = builder.build().expect("the types are valid");
        (built[node].clone(), built[tree].clone())
    };
    let (node, tree) = node_first();
    assert_eq!(
        node.to_string(),
        "p.Node struct{Kids []p.Tree map[string]?p.Node}"
    );
    assert_eq!(
        tree.to_string(),
        "p.Tree map[string]?p.Node struct{Kids []p.Tree}"
    );

    let mut builder = TypeBuilder::new();
    let existing_tree = builder.existing(&tree);
    let kids = builder.list(existing_tree);
    let body = builder.structure([("Kids", kids)]);
    let copy = builder.named("p.Node");
    builder.define(copy, body);
    let unrolled = builder.named("p.Tree");
    let optional = builder.optional(copy);
    let key = builder.primitive(Kind::String);
    let map = builder.map(key, optional);
    builder.define(unrolled, map);
    let built = builder.build().expect("the types are valid");
    assert_eq!(built[copy], node);
    assert_eq!(built[unrolled], tree);
    assert_eq!(
        built[optional],
        Type::optional(&node).expect("a named struct can be optional")
    );
    assert_eq!(built[kids], Type::list(&tree));
    assert_eq!(
        built[kids],
        node.fields()
            .and_then(|fields| fields.get(0))
            .expect("a field")
            .ty
    );
}

#[test]
fn definitions_may_be_repeated_and_renamed() {
    let mut builder = TypeBuilder::new();
    let ints: Vec<Pending> = (0..2)
        .map(|_| {
            let int = builder.primitive(Kind::Int32);
            let named = builder.named("p.N");
            builder.define(named, int);
            named
        })
        .collect();
    let renamed = builder.named("p.M");
    builder.define(renamed, ints[0]);
    let place = builder.reserve();
    builder.define(place, renamed);
    let built = builder.build().expect("the definitions agree");
    assert_eq!(built[ints[0]], built[ints[1]]);
    assert_eq!(built[renamed].to_string(), "p.M int32");
    assert_eq!(built[place], built[renamed]);
}

#[test]
fn recursion_through_a_new_name_of_an_old_type() {
    // type A struct{Next ?B}; type B A
    let mut builder = TypeBuilder::new();
    let (a, b) = (builder.named("p.A"), builder.named("p.B"));
    let next = builder.optional(b);
    let body = builder.structure([("Next", next)]);
    builder.define(a, body);
    builder.define(b, a);
    let built = builder.build().expect("the types are valid");
    assert_eq!(
        built[a].to_string(),
        "p.A struct{Next ?p.B struct{Next ?p.B}}"
    );
    assert_eq!(built[b].to_string(), "p.B struct{Next ?p.B}");
}

#[test]
fn reaching_is_a_property_of_the_whole_cycle() {
    let mut builder = TypeBuilder::new();
    let node = builder.named("p.Node");
    let any = builder.primitive(Kind::Any);
    let kids = builder.list(node);
    let body = builder.structure([("Kids", kids), ("Data", any)]);
    builder.define(node, body);
    let flat = builder.primitive(Kind::TypeObject);
    let flat = builder.list(flat);
    let built = builder.build().expect("the types are valid");
    assert!(built[node].reaches_any() && built[kids].reaches_any());
    assert!(!built[node].reaches_typeobject());
    assert!(built[flat].reaches_typeobject() && !built[flat].reaches_any());
    assert!(!built[kids].can_be_key() && Type::FLOAT32.can_be_key() && !Type::ANY.can_be_key());
}

#[test]
fn fields_and_labels_are_found_by_name() {
    for count in [1, 8, 9, 500] {
        let name = |i: usize| format!("F{}", (i * 7919) % count);
        let fields: Vec<_> = (0..count)
            .map(|i| (format!("{}x{i}", name(i)), Type::BOOL))
            .collect();
        let ty = Type::structure("p.S", fields.clone()).expect("the names are distinct");
        let own = ty.fields().expect("a struct has fields");
        for (i, (name, _)) in fields.iter().enumerate() {
            assert_eq!(own.index_of(name), Some(i));
            assert_eq!(own.get(i).map(|field| field.name), Some(name.as_str()));
        }
        assert_eq!(own.index_of("F"), None);
        assert_eq!(own.index_of("zz"), None);
    }
    let mut labels: Vec<_> = (0..20).map(|i| format!("L{i}")).collect();
    labels.push("L3".to_owned());
    let ty = Type::enumeration("p.E", labels).expect("labels may be repeated");
    assert_eq!(
        ty.labels().and_then(|labels| labels.index_of("L3")),
        Some(3)
    );
    assert_eq!(ty.labels().and_then(|labels| labels.index_of("L4x")), None);
}

#[test]
fn walking_meets_every_type_once() {
    let mut builder = TypeBuilder::new();
    let node = builder.named("p.Node");
    let kids = builder.list(node);
    let key = builder.primitive(Kind::String);
    let map = builder.map(key, kids);
    let body = builder.structure([("Kids", kids), ("Name", key), ("Map", map)]);
    builder.define(node, body);
    let built = builder.build().expect("the types are valid");
    let met: Vec<_> = built[node].walk().map(|ty| ty.kind()).collect();
    assert_eq!(met, [Kind::Struct, Kind::List, Kind::String, Kind::Map]);
}

#[test]
fn built_in_error_types() {
    assert_eq!(
        Type::error().to_string(),
        "?v.io/v23/vdl.WireError struct{Id string;RetryCode v.io/v23/vdl.WireRetryCode \
         enum{NoRetry;RetryConnection;RetryRefetch;RetryBackoff};Msg string;ParamList []any}"
    );
    assert_eq!(Type::error().elem(), Some(Type::wire_error().as_ref()));
}

type IsExpected<'a> = &'a dyn Fn(&TypeErrorKind, &[Pending]) -> bool;

/// Describes types, and the violations to be reported: where, and what matters of them.
fn check(
    describe: impl FnOnce(&mut TypeBuilder) -> Vec<Pending>,
    expected: &[(usize, IsExpected<'_>)],
) {
    let mut builder = TypeBuilder::new();
    let marked = describe(&mut builder);
    let errors = builder
        .build()
        .map(|_| ())
        .expect_err("the types are not valid");
    assert_eq!(errors.len(), expected.len(), "{errors:?}");
    for (error, (at, is_expected)) in errors.iter().zip(expected) {
        assert!(is_expected(&error.kind, &marked), "{error:?}");
        assert_eq!(error.at, marked[*at], "{error:?}");
        assert!(!error.to_string().is_empty());
    }
}

#[test]
fn parts_that_are_not_allowed() {
    check(
        |builder| {
            let int = builder.primitive(Kind::Int32);
            let empty = builder.array(0, int);
            let long = builder.array(1 << 63, int);
            let enumeration = builder.enumeration([] as [&str; 0]);
            let label = builder.enumeration(["A", ""]);
            let union = builder.union([] as [(&str, Pending); 0]);
            let field = builder.structure([("A", int), ("", int), ("A", int)]);
            let optional = builder.optional(int);
            let unnamed = builder.optional(field);
            let kind = builder.primitive(Kind::Struct);
            vec![
                empty,
                long,
                enumeration,
                label,
                union,
                field,
                optional,
                unnamed,
                kind,
            ]
        },
        &[
            (0, &|kind, _| {
                matches!(kind, TypeErrorKind::ArrayLength { len: 0 })
            }),
            (1, &|kind, _| {
                matches!(
                    kind,
                    TypeErrorKind::ArrayLength {
                        len: 0x8000_0000_0000_0000
                    }
                )
            }),
            (2, &|kind, _| matches!(kind, TypeErrorKind::NoLabels)),
            (3, &|kind, _| {
                matches!(kind, TypeErrorKind::EmptyLabel { index: 1 })
            }),
            (4, &|kind, _| matches!(kind, TypeErrorKind::NoFields)),
            (5, &|kind, _| {
                matches!(kind, TypeErrorKind::EmptyField { index: 1 })
            }),
            (
                5,
                &|kind, _| matches!(kind, TypeErrorKind::DuplicateField { name, first: 0, second: 2 } if name == "A"),
            ),
            (
                6,
                &|kind, _| matches!(kind, TypeErrorKind::OptionalElem { elem } if elem == "int32"),
            ),
            (
                7,
                &|kind, _| matches!(kind, TypeErrorKind::OptionalElem { elem } if elem.starts_with("struct{A int32;")),
            ),
            (8, &|kind, _| {
                matches!(kind, TypeErrorKind::NotPrimitive { kind: Kind::Struct })
            }),
        ],
    );
}

#[test]
fn keys_that_are_not_allowed() {
    check(
        |builder| {
            let any = builder.primitive(Kind::Any);
            let int = builder.primitive(Kind::Int32);
            let of_any = builder.set(any);
            let bytes = Type::list(&Type::BYTE);
            let bytes = builder.existing(&bytes);
            let of_bytes = builder.map(bytes, int);
            // A key that contains a list far down, in a new and in an existing type.
            let inner = builder.named("p.Inner");
            let body = builder.structure([("A", int), ("B", bytes)]);
            builder.define(inner, body);
            let array = builder.array(2, inner);
            let deep = builder.set(array);
            let old = Type::structure("p.Old", [("T", Type::TYPEOBJECT)]).expect("it is valid");
            let old = builder.existing(&old);
            let of_old = builder.set(old);
            // Repeated under a name, but reported once.
            let named = builder.named("p.Set");
            builder.define(named, of_any);
            // Fine: numbers, labels and what is made of them.
            let label = builder.enumeration(["A"]);
            let pair = builder.array(2, label);
            builder.set(pair);
            let own = builder.named("p.Own");
            let set_of_own = builder.set(own);
            let body = builder.structure([("S", set_of_own)]);
            builder.define(own, body);
            vec![of_any, of_bytes, deep, of_old, set_of_own]
        },
        &[
            (
                0,
                &|kind, _| matches!(kind, TypeErrorKind::Key { key, contains: Kind::Any } if key == "any"),
            ),
            (
                1,
                &|kind, _| matches!(kind, TypeErrorKind::Key { key, contains: Kind::List } if key == "[]byte"),
            ),
            (
                2,
                &|kind, _| matches!(kind, TypeErrorKind::Key { key, contains: Kind::List } if key == "[2]p.Inner"),
            ),
            (
                3,
                &|kind, _| matches!(kind, TypeErrorKind::Key { key, contains: Kind::TypeObject } if key == "p.Old"),
            ),
            (
                4,
                &|kind, _| matches!(kind, TypeErrorKind::Key { key, contains: Kind::Set } if key == "p.Own"),
            ),
        ],
    );
}

#[test]
fn cycles_that_are_not_allowed() {
    check(
        |builder| {
            let (a, b) = (builder.named("p.A"), builder.named("p.B"));
            let array = builder.array(2, b);
            let body = builder.structure([("B", array)]);
            builder.define(a, body);
            let body = builder.union([("A", a)]);
            builder.define(b, body);
            let itself = builder.named("p.Self");
            let body = builder.structure([("Self", itself)]);
            builder.define(itself, body);
            let place = builder.reserve();
            let list = builder.list(place);
            builder.define(place, list);
            vec![a, b, array, itself, list]
        },
        &[
            (0, &|kind, marked| {
                let expected = vec![marked[0], marked[2], marked[1]];
                matches!(kind, TypeErrorKind::StrictCycle { members } if *members == expected)
            }),
            (
                3,
                &|kind, marked| matches!(kind, TypeErrorKind::StrictCycle { members } if members[..] == marked[3..4]),
            ),
            (
                4,
                &|kind, marked| matches!(kind, TypeErrorKind::UnnamedCycle { members } if members[..] == marked[4..]),
            ),
        ],
    );
}

#[test]
fn names_that_stand_for_nothing() {
    check(
        |builder| {
            let (a, b, c) = (
                builder.named("p.A"),
                builder.named("p.B"),
                builder.named("p.C"),
            );
            builder.define(a, b);
            builder.define(b, a);
            builder.define(c, a);
            let missing = builder.named("p.Missing");
            let user = builder.list(missing);
            let any = builder.primitive(Kind::Any);
            let named_any = builder.named("p.Any");
            builder.define(named_any, any);
            let empty = builder.named("");
            builder.define(empty, user);
            let int = builder.primitive(Kind::Int8);
            let twice = builder.named("p.Twice");
            builder.define(twice, int);
            builder.define(twice, int);
            vec![a, b, missing, named_any, empty, twice]
        },
        &[
            (
                0,
                &|kind, marked| matches!(kind, TypeErrorKind::NameCycle { members } if members[..] == marked[..2]),
            ),
            (
                2,
                &|kind, _| matches!(kind, TypeErrorKind::Undefined { name: Some(name) } if name == "p.Missing"),
            ),
            (
                3,
                &|kind, _| matches!(kind, TypeErrorKind::CannotBeNamed { name, kind: Kind::Any } if name == "p.Any"),
            ),
            (4, &|kind, _| matches!(kind, TypeErrorKind::EmptyName)),
            (
                5,
                &|kind, _| matches!(kind, TypeErrorKind::Redefined { name: Some(name) } if name == "p.Twice"),
            ),
        ],
    );
}

#[test]
fn a_name_has_one_meaning() {
    let old = |ty: &Type| {
        let named = Type::named("p.N", ty).expect("it is valid");
        Type::structure("p.Holder", [("N", named)]).expect("it is valid")
    };
    let narrow = old(&Type::INT32);
    let same = {
        let mut builder = TypeBuilder::new();
        builder.existing(&narrow);
        let int = builder.primitive(Kind::Int32);
        let named = builder.named("p.N");
        builder.define(named, int);
        builder.build().expect("the name has one meaning")[named].clone()
    };
    assert_eq!(
        narrow
            .fields()
            .and_then(|fields| fields.get(0))
            .expect("a field")
            .ty,
        same
    );
    check(
        |builder| {
            let holder = builder.existing(&narrow);
            let int = builder.primitive(Kind::Int64);
            let named = builder.named("p.N");
            builder.define(named, int);
            vec![holder, named]
        },
        &[(
            1,
            &|kind, marked| matches!(kind, TypeErrorKind::NameConflict { name, other } if name == "p.N" && *other == marked[0]),
        )],
    );
    assert!(Type::map(&old(&Type::INT8), &old(&Type::INT16)).is_err());
}
