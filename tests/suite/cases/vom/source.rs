//! The same types and values in VDL source.

use serde_json::{Value as Json, json};
use vdl::{Type, Value};

use super::report::{Report, same};
use crate::cases::run::{Input, Outcome, run};

/// Checks that the source means the type and the value.
pub(super) fn check(record: &Json, ty: &Type, value: &Value, report: &mut Report<'_>) {
    if record["vdl_checked"] != true {
        return;
    }
    let text = |key: &str| record[key].as_str().unwrap_or_default();
    let source = format!(
        "package a\n{}\n{}\ntype Held struct {{ Type {} }}\nconst Constant = {}\n",
        text("vdl_imports"),
        text("vdl_decls"),
        text("vdl_type"),
        text("vdl_const"),
    );
    let input = json!({
        "id": record["name"],
        "packages": [{"path": "vec/a", "files": {"a.vdl": source}}],
        "targets": ["vec/a"],
    });
    let input: Input = serde_json::from_value(input).expect("this is how cases look");
    let outcome = run(&input);
    for error in &outcome.errors {
        report.add(format!("VDL source: {}", error.message));
    }
    if !outcome.errors.is_empty() {
        return;
    }
    match held_type(&outcome) {
        Some(seen) if seen == *ty => {}
        seen => report.add(format!("VDL type: expected {ty}, seen {seen:?}")),
    }
    match constant(&outcome) {
        Some(seen) if same(value, &seen) => {}
        seen => report.add(format!("VDL constant: expected {value}, seen {seen:?}")),
    }
}

fn held_type(outcome: &Outcome) -> Option<Type> {
    let env = &outcome.checked.env;
    let held = &env.types[env.type_def("vec/a.Held")?].ty;
    Some(held.fields()?.get(0)?.ty.to_owned())
}

fn constant(outcome: &Outcome) -> Option<Value> {
    let env = &outcome.checked.env;
    let mut consts = env.consts.iter().map(|(_, constant)| constant);
    let constant = consts.find(|constant| constant.name == "Constant")?;
    Some(constant.value.clone())
}
