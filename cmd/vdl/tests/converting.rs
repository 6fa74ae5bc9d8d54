//! `vdl convert`.

use std::fs;

use crate::tree::{Ran, Tree};

const GEO: &[(&str, &str)] = &[(
    "acme/geo/geo.vdl",
    "package geo\n\ntype Point struct {\n\tX, Y int32\n}\n\ntype Shade enum {\n\tLight\n\tDark\n}\n\n\
     type Mark struct {\n\tAt ?Point\n\tShade Shade\n\tNote any\n}\n",
)];

const MARK: &str = "\"acme/geo\".Mark";

/// Converts a text and shows all that came of it.
fn shown(input: &str, args: &[&str]) -> String {
    let ran = converted(input, args);
    ran.shown(&format!("vdl convert {}", args.join(" ")))
}

fn converted(input: &str, args: &[&str]) -> Ran {
    let args = [&["convert"][..], args].concat();
    Tree::new(GEO).run_with_input(&args, input)
}

#[test]
fn values_go_between_all_forms() {
    let constants = "\"acme/geo\".Mark{At: {X: 1, Y: -2}, Shade: Dark, Note: any(\"acme/geo\".Point{X: 3})}\n\
                     \"acme/geo\".Mark{Note: any(int8(1))}\n";
    let texts = ["hex", "base64", "json", "vdl", "text"].map(|form| {
        let args = [
            "--from=vdl",
            "--type",
            MARK,
            "--json-any=typed",
            "--to",
            form,
        ];
        let there = converted(constants, &args);
        assert_eq!((there.code, there.err.as_str()), (Some(0), ""), "{form}");
        let args = [
            "--to=vdl",
            "--type",
            MARK,
            "--json-any=typed",
            "--from",
            form,
        ];
        let back = converted(&there.out, &args);
        assert_eq!((back.err.as_str(), back.code), ("", Some(0)), "{form}");
        assert_eq!(
            back.out,
            constants.replace("any(", "").replace(")}", "}"),
            "{form}"
        );
        format!("{form}\n{}", there.out)
    });
    insta::assert_snapshot!(texts.join("\n"));
}

#[test]
fn files_and_binary_streams() {
    let tree = Tree::new(GEO);
    tree.write("points.json", "{\"x\": 1}\n\n{\n  \"y\": 2\n}\n");
    let from = [
        "--from=json",
        "--type=\"acme/geo\".Point",
        "--file=points.json",
    ];
    let args = [&["convert", "--to=vom"][..], &from].concat();
    let output = tree.command(&args).output().expect("the command starts");
    fs::write(tree.file("points.vom"), &output.stdout).expect("a writable tree");
    let ran = tree.run(&["convert", "--file", "points.vom"]);
    assert_eq!(ran.out, "{\"x\":1,\"y\":0}\n{\"x\":0,\"y\":2}\n");
    let ran = tree.run(&[
        "convert",
        "-to",
        "text",
        "-file=points.vom",
        "-type=map[string]int64",
    ]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err
            .starts_with("error: type \"acme/geo\".Point does not convert"),
        "{}",
        ran.err
    );
}

#[test]
fn values_become_values_of_the_type() {
    insta::assert_snapshot!(
        [
            shown("", &["--from=hex", "--to=vdl", "81100e"]),
            shown(
                "",
                &["--from=hex", "--to=text", "--type", "float64", "81100e"]
            ),
            shown(
                "",
                &[
                    "--from=hex",
                    "--to=text",
                    "--type",
                    "?\"acme/geo\".Point",
                    "81100e"
                ]
            ),
            shown(
                "int32(300)\n",
                &["--from=text", "--to=hex", "--type", "byte"]
            ),
            shown("", &["--from=vdl", "--to=text", "--type", "int32", "-7"]),
            shown(
                "{\"acme/geo\".Shade.Dark}",
                &[
                    "--from=vdl",
                    "--to=text",
                    "--import=acme/geo",
                    "--type=[]any"
                ]
            ),
        ]
        .join("\n")
    );
}

#[test]
fn mistakes_have_a_place() {
    let of_points = ["--from=json", "--to=vdl", "--type=[]\"acme/geo\".Point"];
    insta::assert_snapshot!(
        [
            shown(
                "[{\"x\": 1}]\n[\n  {\"x\": 1},\n  {\"z\": 1}]\n",
                &of_points
            ),
            shown("[", &of_points),
            shown(
                "{X: 1}\n{X: 2,\n Y: y}",
                &["--from=vdl", "--type=\"acme/geo\".Point"]
            ),
            shown("int32(1)\nint33(1)", &["--from=text"]),
            shown("8110 0\n0 x", &["--from=hex"]),
            shown("811002\n1", &["--from=hex"]),
            shown("gRAO*", &["--from=base64"]),
            shown("8110021e", &["--from=hex"]),
            shown("1", &["--from=json"]),
            shown("1", &["--from=json", "--type=\"acme/geo\".Pont"]),
            shown("1", &["--from=json", "--type=\"acme/gео\".Point"]),
            shown("1", &["--from=json", "--type=[]"]),
            shown("1", &["--from=yaml"]),
            shown("1", &["--from=json", "--type=int32", "--file=none"]),
            shown("8106 01 ff", &["--from=hex"]),
        ]
        .join("\n")
    );
}
