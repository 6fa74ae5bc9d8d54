//! Cases of the front end: programs that compile, programs that are refused.

use regex::RegexBuilder;
use serde::Deserialize;
use serde_json::Value as Json;
use vdl::const_text;
use vdl_parser::diagnostic::Diagnostic;

use super::run::{Input, Outcome, run};
use super::{Failure, dump, read_cases, run_files};

#[test]
fn cases_vdl_ok() {
    run_files("cases", "vdl/ok.json", read_cases, check_ok);
}

#[test]
fn cases_vdl_bad() {
    run_files("cases", "vdl/bad.json", read_cases, check_bad);
}

#[derive(Deserialize)]
struct OkCase {
    #[serde(flatten)]
    input: Input,
    expect: Json,
}

fn check_ok(case: &OkCase) -> Option<Failure> {
    let outcome = run(&case.input);
    let mut report = Vec::new();
    if outcome.errors.is_empty() {
        let values: Vec<Json> = outcome
            .values
            .iter()
            .map(|value| {
                serde_json::json!({"type": value.ty().unique_string(), "text": const_text(value.as_ref(), "")})
            })
            .collect();
        let seen = match case.expect.get("value") {
            Some(_) => serde_json::json!({ "value": values.first() }),
            None if case.expect.get("values").is_some() => serde_json::json!({ "values": values }),
            None => dump::of(&outcome),
        };
        dump::compare(&case.expect, &seen, "", &mut report);
    } else {
        report.push("expected no error".to_owned());
        report.extend(outcome.errors.iter().map(|error| describe(&outcome, error)));
    }
    (!report.is_empty()).then(|| Failure {
        id: case.input.id.clone(),
        report,
    })
}

#[derive(Deserialize)]
struct BadCase {
    #[serde(flatten)]
    input: Input,
    expect: Refusal,
}

#[derive(Deserialize)]
struct Refusal {
    code: String,
    errors: usize,
    #[serde(rename = "match")]
    pattern: String,
    at: Vec<At>,
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
struct At {
    file: String,
    line: Option<u32>,
    col: Option<u32>,
}

fn check_bad(case: &BadCase) -> Option<Failure> {
    let outcome = run(&case.input);
    let expect = &case.expect;
    let mut report = Vec::new();
    if outcome.errors.len() != expect.errors {
        report.push(format!(
            "expected {} errors, found {}",
            expect.errors,
            outcome.errors.len()
        ));
    }
    if !outcome
        .errors
        .iter()
        .all(|error| error.code.name() == expect.code)
    {
        report.push(format!("expected code {}", expect.code));
    }
    let pattern = RegexBuilder::new(&expect.pattern)
        .case_insensitive(true)
        .build()
        .expect("a pattern of the case");
    if !outcome
        .errors
        .iter()
        .any(|error| pattern.is_match(&error.message))
    {
        report.push(format!("expected a message like {:?}", expect.pattern));
    }
    for at in &expect.at {
        if !outcome
            .errors
            .iter()
            .any(|error| is_at(&outcome, error, at))
        {
            report.push(format!("expected an error at {at:?}"));
        }
    }
    if report.is_empty() {
        return None;
    }
    report.extend(outcome.errors.iter().map(|error| describe(&outcome, error)));
    Some(Failure {
        id: case.input.id.clone(),
        report,
    })
}

fn is_at(outcome: &Outcome, error: &Diagnostic, at: &At) -> bool {
    let Some((id, place)) = error.span.and_then(|span| outcome.sources.locate(span)) else {
        return false;
    };
    let name = outcome.sources.source(id).name();
    // An expression list has no file; the recorded name for its syntax errors is another.
    (name == at.file || (at.file == "exprs" && name == "_expr/_expr.vdl"))
        && at.line.is_none_or(|line| line == place.line)
        && at.col.is_none_or(|col| col == place.col)
}

fn describe(outcome: &Outcome, error: &Diagnostic) -> String {
    let place = error
        .span
        .map_or_else(String::new, |span| outcome.sources.describe(span));
    format!("seen: {place}: {} [{}]", error.message, error.code.name())
}
