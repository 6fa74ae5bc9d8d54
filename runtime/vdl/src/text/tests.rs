use crate::{Pending, Type, TypeBuilder, Value, const_text, type_text, untyped_text};

#[test]
fn scalars() {
    check(Value::from(true), "true");
    check(Value::from("a\nb"), r#""a\nb""#);
    check(Value::from(-4_i32), "int32(-4)");
    check(Value::from(200_u8), "byte(200)");
    check(Value::from(0.1_f32), "float32(0.1)");
    check(Value::from(1e10), "float64(1e+10)");
    check(
        made(Value::bool(&named("p.Flag", &Type::BOOL), true)),
        "Flag(true)",
    );
    check(
        made(Value::string(&named("p.Name", &Type::STRING), "xy")),
        r#"Name("xy")"#,
    );
    check(
        made(Value::string(&named("t.Tag", &Type::STRING), "c")),
        r#""t".Tag("c")"#,
    );
    check(
        made(Value::integer(&named("Bare", &Type::INT32), 1)),
        "Bare(1)",
    );
    let color = ok(Type::enumeration("p.Color", ["Red", "Green"]));
    check(made(Value::enum_label(&color, 1)), "Color.Green");
    let other = ok(Type::enumeration("lib/sub.En", ["A", "B"]));
    check(made(Value::enum_label(&other, 1)), r#""lib/sub".En.B"#);
}

#[test]
fn type_objects() {
    let point = point();
    let lists = ok(Type::map(&Type::STRING, &Type::list(&point)));
    check(Value::from(Type::ANY), "typeobject(any)");
    check(Value::from(Type::error()), "typeobject(error)");
    check(
        Value::from(Type::wire_error()),
        r#"typeobject("v.io/v23/vdl".WireError)"#,
    );
    check(Value::from(lists), "typeobject(map[string][]P)");
    check(Value::from(ok(Type::optional(&point))), "typeobject(?P)");
}

#[test]
fn bytes_are_written_as_strings() {
    let byte = named("p.B", &Type::BYTE);
    let hash = named("p.Hash", &ok(Type::array(4, &byte)));
    check(
        made(Value::bytes(&Type::list(&Type::BYTE), "Hi\0\u{7f}")),
        r#"[]byte("Hi\x00\x7f")"#,
    );
    check(
        made(Value::bytes(&Type::list(&byte), *b"\xff")),
        r#"[]B("\xff")"#,
    );
    check(made(Value::bytes(&hash, "wxyz")), r#"Hash("wxyz")"#);
    check(made(Value::zero(&hash)), r#"Hash("\x00\x00\x00\x00")"#);
}

#[test]
fn lists_and_arrays() {
    let ints = Type::list(&Type::INT32);
    check(list(&ints, [0, 0, 5].map(Value::from)), "[]int32{0, 0, 5}");
    check(list(&ints, []), "[]int32{}");
    check(
        list(
            &Type::list(&ints),
            [list(&ints, [1_i32.into()]), list(&ints, [])],
        ),
        "[][]int32{{1}, {}}",
    );
    let four = named("p.Four", &ok(Type::array(4, &Type::UINT16)));
    check(made(Value::zero(&four)), "Four{}");
    check(
        list(&four, [0_u16, 0, 0, 9].map(Value::from)),
        "Four{0, 0, 0, 9}",
    );
    check(
        made(Value::array(&four, vec![Value::from(1_u16)])),
        "Four{1, 0, 0, 0}",
    );
}

#[test]
fn keys_are_sorted_by_their_text() {
    let ints = ok(Type::set(&Type::INT32));
    let keys = [9, -1, 2, 10].map(|key: i32| Value::from(key));
    check(
        made(Value::set(&ints, keys.into())),
        "set[int32]{-1, 10, 2, 9}",
    );
    let keys = [21, 2, 1].map(|key: i32| Value::from(key));
    check(made(Value::set(&ints, keys.into())), "set[int32]{1, 2, 21}");
    let names = ok(Type::map(&Type::STRING, &Type::INT32));
    let entries = ["z", "a\"", "a", "a!"].map(|key| (Value::from(key), Value::from(1_i32)));
    check(
        made(Value::map(&names, entries.into())),
        r#"map[string]int32{"a!": 1, "a": 1, "a\"": 1, "z": 1}"#,
    );
    let point = point();
    let points = ok(Type::map(&point, &Type::BOOL));
    let entries = [10, 9].map(|x: i32| (at(&point, x), Value::from(true)));
    check(
        made(Value::map(&points, entries.into())),
        "map[P]bool{{X: 10}: true, {X: 9}: true}",
    );
}

#[test]
fn structs_show_what_is_not_zero() {
    let point = point();
    let optional = ok(Type::optional(&point));
    let holder = ok(Type::structure(
        "p.H",
        [
            ("A", optional.clone()),
            ("B", Type::ANY),
            ("C", point.clone()),
            ("D", Type::FLOAT64),
        ],
    ));
    check(made(Value::zero(&holder)), "H{}");
    let parts = vec![
        made(Value::optional_some(&optional, at(&point, 0))),
        at(&point, 2),
        at(&point, 0),
        Value::from(-0.0),
    ];
    check(
        made(Value::structure(&holder, parts)),
        "H{A: {}, B: P{X: 2}}",
    );
}

#[test]
fn unions_show_their_field() {
    let union = ok(Type::union(
        "p.U",
        [("N", Type::INT64), ("S", Type::STRING)],
    ));
    check(made(Value::zero(&union)), "U{N: 0}");
    check(
        made(Value::union(&union, 1, Value::from(""))),
        r#"U{S: ""}"#,
    );
    check(
        list(&Type::list(&union), [made(Value::zero(&union))]),
        "[]U{{N: 0}}",
    );
}

#[test]
fn optionals_and_any() {
    let point = point();
    let optional = ok(Type::optional(&point));
    let some = made(Value::optional_some(&optional, at(&point, 4)));
    check(some.clone(), "?P{X: 4}");
    check(made(Value::optional_none(&optional)), "?P(nil)");
    check(made(Value::zero(&Type::error())), "error(nil)");
    check(Value::any_none(), "any(nil)");
    check(made(Value::any_some(at(&point, 1))), "any(P{X: 1})");
    let parts = [
        Value::from("s"),
        Value::from(1_i32),
        Value::any_none(),
        some,
        made(Value::optional_none(&optional)),
        list(&Type::list(&point), [at(&point, 3)]),
        Value::from(Type::BOOL),
    ];
    check(
        list(&Type::list(&Type::ANY), parts),
        r#"[]any{"s", int32(1), nil, ?P{X: 4}, ?P(nil), []P{{X: 3}}, typeobject(bool)}"#,
    );
}

#[test]
fn errors_have_a_short_name() {
    let parts = vec![
        Value::from("x.Y"),
        made(Value::enum_label(&Type::wire_retry_code(), 3)),
        Value::from("why"),
        list(&Type::list(&Type::ANY), [Value::from("a")]),
    ];
    let error = made(Value::structure(&Type::wire_error(), parts));
    check(
        made(Value::optional_some(&Type::error(), error)),
        r#"error{Id: "x.Y", RetryCode: RetryBackoff, Msg: "why", ParamList: {"a"}}"#,
    );
}

#[test]
fn untyped_text_leaves_the_outer_type_out() {
    assert_eq!(untyped_text(at(&point(), 4).as_ref(), "p"), "{X: 4}");
    assert_eq!(untyped_text(Value::from(4_i32).as_ref(), "p"), "4");
}

#[test]
fn unnamed_types_are_spelled_out() {
    let mut builder = TypeBuilder::new();
    let point = builder.existing(&point());
    let label = builder.enumeration(["A", "B"]);
    let array = builder.array(3, label);
    let set = builder.set(array);
    let fields: [(&str, Pending); 2] = [("F", set), ("G", point)];
    let union = builder.union(fields);
    let outer = builder.structure([("U", union)]);
    let built = builder.build().expect("the types are valid");
    assert_eq!(
        type_text(built[outer].as_ref(), "p"),
        "struct{U union{F set[[3]enum{A;B}];G P}}"
    );
}

fn check(value: Value, expected: &str) {
    assert_eq!(const_text(value.as_ref(), "p"), expected);
}

fn ok(ty: Result<Type, crate::TypeError>) -> Type {
    ty.expect("the type is valid")
}

fn made(value: Result<Value, crate::ValueError>) -> Value {
    value.expect("the value fits")
}

fn named(name: &str, base: &Type) -> Type {
    ok(Type::named(name, base))
}

fn list(ty: &Type, elems: impl Into<Vec<Value>>) -> Value {
    made(Value::list(ty, elems.into()))
}

fn point() -> Type {
    ok(Type::structure("p.P", [("X", Type::INT32)]))
}

fn at(point: &Type, x: i32) -> Value {
    made(Value::structure(point, vec![Value::from(x)]))
}
