//! Canonical type strings back to types, so that two spellings of one recursive type compare equal.

use std::collections::HashMap;

use vdl::{Kind, Pending, Type, TypeBuilder};

/// The type of a canonical string.
///
/// # Panics
///
/// When the text is not one.
pub(super) fn parse(text: &str) -> Type {
    let mut parser = Parser {
        rest: text,
        builder: TypeBuilder::new(),
        named: HashMap::new(),
    };
    let ty = parser.ty();
    assert!(parser.rest.is_empty(), "{text}: stopped at {}", parser.rest);
    let built = parser
        .builder
        .build()
        .unwrap_or_else(|errors| panic!("{text}: {errors:?}"));
    built[ty].clone()
}

struct Parser<'s> {
    rest: &'s str,
    builder: TypeBuilder,
    named: HashMap<&'s str, Pending>,
}

impl<'s> Parser<'s> {
    fn eat(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn word(&mut self, is_end: fn(char) -> bool) -> &'s str {
        let end = self.rest.find(is_end).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn ty(&mut self) -> Pending {
        if self.eat("?") {
            let elem = self.ty();
            return self.builder.optional(elem);
        }
        if self.eat("[]") {
            let elem = self.ty();
            return self.builder.list(elem);
        }
        if self.eat("[") {
            let len = self.word(|ch| ch == ']').parse().expect("an array length");
            self.eat("]");
            let elem = self.ty();
            return self.builder.array(len, elem);
        }
        if self.eat("set[") {
            let key = self.ty();
            self.eat("]");
            return self.builder.set(key);
        }
        if self.eat("map[") {
            let key = self.ty();
            self.eat("]");
            let elem = self.ty();
            return self.builder.map(key, elem);
        }
        if self.eat("enum{") {
            let labels: Vec<String> = self
                .word(|ch| ch == '}')
                .split(';')
                .map(str::to_owned)
                .collect();
            self.eat("}");
            return self.builder.enumeration(labels);
        }
        if self.eat("struct{") {
            let fields = self.fields();
            return self.builder.structure(fields);
        }
        if self.eat("union{") {
            let fields = self.fields();
            return self.builder.union(fields);
        }
        let word = self.word(|ch| matches!(ch, ' ' | ';' | ']' | '}'));
        if let Some(kind) = Kind::primitive_from_name(word) {
            return self.builder.primitive(kind);
        }
        if let Some(named) = self.named.get(word) {
            return *named;
        }
        let named = self.builder.named(word);
        self.named.insert(word, named);
        assert!(self.eat(" "), "{word} is not expanded at its first mention");
        let base = self.ty();
        self.builder.define(named, base);
        named
    }

    fn fields(&mut self) -> Vec<(String, Pending)> {
        let mut fields = Vec::new();
        while !self.eat("}") {
            let name = self.word(|ch| ch == ' ').to_owned();
            self.eat(" ");
            fields.push((name, self.ty()));
            self.eat(";");
        }
        fields
    }
}
