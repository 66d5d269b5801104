//! From the tables of keys to JSON Schemas (draft 2020-12), so that an editor completes and checks what is being typed.
//!
//! In comes a [`Shape`], which decoders have anyway; out comes the text of a schema. A schema is laxer than the tool: it knows one
//! file, and of what the framework says no more than names. What it refuses the tool refuses too, so an editor never objects to content that builds.

use serde_json::{Map, Value, json};

use super::decode::{Record, Shape};

/// In every schema, so that the tool knows its own files again.
pub const MADE_BY: &str = "Made by 'bluebook schema' from the tool's own tables of keys. Do not edit: run it again.";

/// The schema of a kind of file, as text.
pub fn schema(title: &str, about: &str, shape: &Shape) -> String {
    let mut schema = shared(object(shape));
    schema.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("$comment".into(), json!(MADE_BY));
    schema.insert("title".into(), json!(title));
    schema.insert("description".into(), json!(about.trim()));
    // A value of this kind always has a text form.
    format!("{:#}\n", Value::Object(schema))
}

/// The schema with what stands in it several times put below `$defs`, once: a score that may be written in four ways would otherwise
/// stand there for every criterion.
fn shared(mut schema: Map<String, Value>) -> Map<String, Value> {
    let mut kept = Vec::new();
    keep_inside(&mut schema, &mut kept);
    let defs: Map<String, Value> = kept.into_iter().enumerate().map(|(index, part)| (format!("s{index}"), part)).collect();
    if !defs.is_empty() {
        schema.insert("$defs".into(), Value::Object(defs));
    }
    schema
}

fn keep_inside(schema: &mut Map<String, Value>, kept: &mut Vec<Value>) {
    for (word, part) in schema {
        match part {
            // A mapping of names, one of which may be `items` or `description`, and no schema itself.
            Value::Object(properties) if word == "properties" => properties.values_mut().for_each(|property| keep(property, kept)),
            _ => keep(part, kept),
        }
    }
}

/// Replaces every larger schema in `part`, from the inside out, by a reference to where it is kept.
fn keep(part: &mut Value, kept: &mut Vec<Value>) {
    match part {
        Value::Array(items) => items.iter_mut().for_each(|item| keep(item, kept)),
        Value::Object(fields) => {
            keep_inside(fields, kept);
            if !["anyOf", "properties", "items"].iter().any(|word| fields.contains_key(*word)) {
                return;
            }
            // What a key is for stands beside the reference.
            let about = fields.remove("description");
            let own = Value::Object(std::mem::take(fields));
            let index = kept.iter().position(|other| *other == own).unwrap_or_else(|| {
                kept.push(own);
                kept.len() - 1
            });
            fields.insert("$ref".into(), json!(format!("#/$defs/s{index}")));
            fields.extend(about.map(|about| ("description".to_owned(), about)));
        }
        _ => {}
    }
}

fn value(shape: &Shape) -> Value {
    Value::Object(object(shape))
}

/// Texts are scalars of any kind: YAML takes `title: 2008` for a number, and the tool takes it for the text that it is.
fn object(shape: &Shape) -> Map<String, Value> {
    let schema = match shape {
        Shape::Text => json!({ "type": ["string", "number", "boolean"], "pattern": r"\S" }),
        Shape::Line => json!({ "type": ["string", "number", "boolean"], "pattern": r"^[^\n]*\S[^\n]*\s*$" }),
        Shape::Cell => json!({ "type": ["string", "number", "boolean", "null"], "pattern": r"^[^\n]*\s*$" }),
        Shape::Form(_, pattern) => json!({ "type": ["string", "number"], "pattern": pattern }),
        Shape::Percent => json!({ "type": ["number", "string"], "minimum": 0, "maximum": 100, "pattern": r"^[0-9]+(\.[0-9]{1,2})?$" }),
        Shape::Count => json!({ "type": ["integer", "string"], "minimum": 1, "pattern": "^[0-9]+$" }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Choice(names) => json!({ "enum": names }),
        Shape::List(item) => json!({ "type": "array", "items": value(item), "minItems": 1 }),
        Shape::Map(below) => json!({ "type": "object", "additionalProperties": value(below), "minProperties": 1 }),
        Shape::Record(record) => self::record(record, &json!(false)),
        Shape::Mixed(record, others) => self::record(record, &value(others)),
        Shape::Either(shapes) => json!({ "anyOf": shapes.iter().map(value).collect::<Vec<_>>() }),
        Shape::Words(words) => json!({ "enum": words.iter().flat_map(|word| as_read(word)).collect::<Vec<_>>() }),
        Shape::Named(keys, others) => named(keys, others.as_deref()),
        Shape::Open => json!({}),
    };
    match schema {
        Value::Object(schema) => schema,
        _ => Map::new(),
    }
}

/// A word as YAML may read it: `1` and `1.2` without quotes are numbers.
fn as_read(word: &str) -> Vec<Value> {
    let number = word.parse::<i64>().map(|number| json!(number)).or_else(|_| word.parse::<f64>().map(|number| json!(number)));
    let plain = word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    std::iter::once(json!(word)).chain(number.ok().filter(|_| plain)).collect()
}

fn named(keys: &[(String, String, Shape)], others: Option<&Shape>) -> Value {
    let property = |about: &str, shape: &Shape| {
        let mut schema = object(shape);
        schema.insert("description".into(), json!(about.trim()));
        Value::Object(schema)
    };
    let properties: Map<String, Value> = keys.iter().map(|(name, about, shape)| (name.clone(), property(about, shape))).collect();
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": others.map_or(json!(false), value) });
    // The YAML language server takes a key such as 1.2 for a number, and finds it among patterns only.
    let numbers = keys.iter().map(|(name, ..)| name).filter(|name| name.parse::<f64>().is_ok());
    let patterns: Map<String, Value> = numbers.map(|name| (format!("^{}$", name.replace('.', "\\.")), json!({}))).collect();
    if others.is_none() && !patterns.is_empty() {
        schema["patternProperties"] = Value::Object(patterns);
    }
    schema
}

fn record(record: &Record, others: &Value) -> Value {
    let property = |shape: &Shape, about: &str| {
        let mut schema = object(shape);
        schema.insert("description".into(), json!(about.trim()));
        Value::Object(schema)
    };
    let properties: Map<String, Value> = record.keys.iter().map(|key| (key.name.to_owned(), property(&key.shape, key.about))).collect();
    let required: Vec<&str> = record.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": others });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::{Shape, schema};
    use crate::source::decode::{Key, Record};

    #[test]
    fn a_number_for_a_key_is_a_pattern_too() {
        let key = |name: &str| (name.to_owned(), String::new(), Shape::Percent);
        let text = schema("Scores", "", &Shape::Named(vec![key("1.2"), key("B1")], None));
        let schema: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(schema["patternProperties"], serde_json::json!({ r"^1\.2$": {} }));
        assert_eq!(schema["additionalProperties"], false);
    }

    #[test]
    fn a_record_becomes_an_object() {
        let key = |name, required, shape| Key { name, about: " What it is.", required, shape };
        let keys = vec![
            key("items", true, Shape::Line),
            key("states", false, Shape::List(Box::new(Shape::Choice(vec!["working", "published"])))),
            key("note", false, Shape::Either(vec![Shape::Flag, Shape::Map(Box::new(Shape::Percent))])),
        ];
        let text = schema("A thing", " About it.", &Shape::Record(Record { about: "", keys }));
        let schema: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["description"], "About it.");
        assert_eq!(schema["required"], serde_json::json!(["items"]));
        assert_eq!(schema["additionalProperties"], false);
        assert_eq!(schema["properties"]["items"]["description"], "What it is.");
        assert_eq!(schema["properties"]["states"]["$ref"], "#/$defs/s1");
        assert_eq!(schema["properties"]["states"]["description"], "What it is.");
        assert_eq!(schema["$defs"]["s1"]["items"]["enum"][1], "published");
        assert_eq!(schema["$defs"]["s0"]["anyOf"][1]["additionalProperties"]["maximum"], 100);
    }
}
