//! Beginnings: every skeleton builds as it is, and the schemas know everything that content says.

use std::collections::BTreeSet;
use std::fs;

use bluebook::diag::Sources;
use bluebook::model::resolve::load_project;
use bluebook::scaffold::framework_schemas::framework_schemas;
use bluebook::scaffold::schemas::kinds;
use bluebook::source::decode::Shape;
use bluebook::source::system::Os;
use bluebook::source::yaml::{self, Entry, Kind, Node, Style};
use serde_json::Value;

use crate::project::{Project, root};

/// Every framework of the repository: its content folder below the root, and its name.
const FRAMEWORKS: [(&str, &str); 7] = [
    ("content", "esi-follow-up"),
    ("content", "omi"),
    ("content", "omi2"),
    ("examples/first-framework/content", "libraries"),
    ("examples/surrey-cases/content", "omi"),
    ("tests/cases/odd/content", "harbours"),
    ("tests/cases/small/content", "visits"),
];

/// A project with one framework and no report.
fn with_framework(content: &str, id: &str) -> Project {
    let mut project = Project::new();
    let content = root().join(content);
    project = project.file("content/programme.yaml", fs::read(content.join("programme.yaml")).expect("a programme"));
    for entry in fs::read_dir(content.join("frameworks").join(id)).expect("a framework") {
        let entry = entry.expect("an entry");
        let path = format!("content/frameworks/{id}/{}", entry.file_name().to_string_lossy());
        project = project.file(&path, fs::read(entry.path()).expect("a file"));
    }
    project
}

#[test]
fn a_new_report_on_every_framework_builds_as_a_draft() {
    for (content, id) in FRAMEWORKS {
        let project = with_framework(content, id);
        let said = project.run(["new", "report", "port-elder"]).quiet();
        assert!(said.starts_with("Wrote content/reports/port-elder/ ("), "{said}");
        assert!(said.ends_with("build it with 'bluebook build --drafts'\n"), "{said}");
        let built = project.run(["build", "--drafts", "--deny-warnings"]);
        assert!(built.status == Some(0) && built.stdout.starts_with("Built 1 draft report "), "{id}: {built}");
        // Whether short forms that the wording explains are listed too is for the author to judge.
        let names = built.stderr.lines().filter_map(|line| line.split_once('[')?.1.split_once("]: ")).map(|(name, _)| name);
        let left: Vec<&str> = names.filter(|name| *name != "unlisted-explanation").collect();
        assert_eq!(left, [""; 0], "{id}: {built}");
        for (path, bytes) in project.files("content/reports/port-elder") {
            let first = String::from_utf8_lossy(&bytes).lines().next().map(str::to_owned).unwrap_or_default();
            let Some(schema) = first.strip_prefix("# yaml-language-server: $schema=") else {
                assert_ne!(path.rsplit('.').next(), Some("yaml"), "{path} begins with no modeline");
                continue;
            };
            let levels = 3 + path.matches('/').count();
            let schema = schema.strip_prefix(&"../".repeat(levels)).expect("the way to the project's folder");
            project.run(["schema"]).quiet();
            assert!(project.path(schema).exists(), "{id}/{path}: there is no {schema}");
        }
        let scores = project.text("content/reports/port-elder/scores.yaml");
        let page = project.text("drafts/port-elder/index.html");
        assert!(scores.contains("criteria:\n") && page.contains("Example finding"), "{id}");
        // None of the examples can be published: each is said at its line.
        let project = project.edit("content/reports/port-elder/report.yaml", "state: working", "state: published");
        let said = project.run(["check", "--format", "short"]).stderr;
        for (path, bytes) in project.files("content/reports/port-elder") {
            for (index, line) in String::from_utf8_lossy(&bytes).lines().enumerate() {
                let is_example = line.contains("xample") && !line.trim_start().starts_with('#');
                let place = format!("content/reports/port-elder/{path}:{}:", index + 1);
                let told = said.lines().any(|line| line.starts_with(&place) && line.contains("error[mark-left-behind]"));
                assert!(told || !is_example, "{id}: nothing is said of {path}, line {}: {line}\n{said}", index + 1);
            }
        }
    }
}

/// The names of all keys of a shape, those within them too.
fn keys(shape: &Shape, found: &mut BTreeSet<&'static str>) {
    match shape {
        Shape::Record(record) | Shape::Mixed(record, _) => {
            for key in &record.keys {
                found.insert(key.name);
                keys(&key.shape, found);
            }
        }
        Shape::List(below) | Shape::Map(below) => keys(below, found),
        Shape::Either(shapes) => shapes.iter().for_each(|shape| keys(shape, found)),
        _ => {}
    }
}

#[test]
fn skeletons_show_every_key_and_the_commented_ones_are_sound() {
    let project = Project::new();
    project.run(["new", "framework", "mine"]).quiet();
    project.run(["new", "report", "yours"]).quiet();
    for (path, name) in [("content/frameworks/mine/framework.yaml", "framework"), ("content/reports/yours/report.yaml", "report")] {
        // With every key that is commented out in use: `#key` and not `# words`.
        let taken_up = |line: &str| match line.trim_start().strip_prefix('#') {
            Some(rest) if !rest.starts_with(' ') || rest.starts_with("  ") => format!("{}{rest}\n", &line[..line.len() - rest.len() - 1]),
            _ => format!("{line}\n"),
        };
        let text: String = project.text(path).lines().map(taken_up).collect();
        let kind = kinds().into_iter().find(|kind| kind.name == name).expect("a kind of file");
        assert_eq!(objections(&schema(name), &node(&text), ""), [""; 0], "{text}");
        let mut wanted = BTreeSet::new();
        keys(&kind.shape, &mut wanted);
        let missing: Vec<&str> = wanted.into_iter().filter(|key| !text.contains(&format!("{key}:"))).collect();
        assert_eq!(missing, [""; 0], "{path}");
    }
}

#[test]
fn an_empty_folder_becomes_a_programme_with_a_report() {
    let project = Project::new();
    project.run(["new", "report", "port-elder"]).fails(
        2,
        "error[no-frameworks]: there is no framework that a report could be on\n--> content/frameworks\n = help: begin with one: \
         `bluebook new framework ID`; or name another content folder with --content\n\n'bluebook explain no-frameworks' says more about it\n",
    );
    assert_eq!(
        project.run(["new", "framework", "harbours"]).quiet(),
        "Wrote content/frameworks/harbours/ (6 files) and content/programme.yaml\nNext: begin a report on it with 'bluebook new report SLUG \
         --framework harbours', and build it with 'bluebook build --drafts'\n"
    );
    project.run(["new", "report", "port-elder", "--framework", "harbours"]).quiet();
    assert_eq!(project.names("content"), ["frameworks", "programme.yaml", "reports"]);
    let said = project.run(["build", "--drafts", "--deny-warnings"]).quiet();
    assert!(said.starts_with("Built 1 draft report ("), "{said}");
}

#[test]
fn nothing_is_overwritten() {
    let project = with_framework("tests/cases/small/content", "visits").file("content/reports/mine/foreword.md", "Mine.\n");
    let before = project.files("content");
    project.run(["new", "report", "mine"]).fails(
        2,
        "error[already-there]: there is a content/reports/mine already, and nothing is overwritten\n--> content/reports/mine\n = help: take \
         another name; if the folder is your own and not needed, take it away first\n\n'bluebook explain already-there' says more about it\n",
    );
    assert_eq!(project.run(["new", "framework", "visits"]).status, Some(2));
    assert_eq!(project.run(["new", "report", "Port Elder"]).status, Some(2));
    assert_eq!(project.run(["new", "report", "elder", "--framework", "visit"]).status, Some(2));
    assert_eq!(project.files("content"), before);
}

#[test]
fn a_framework_with_mistakes_is_told_and_no_report_is_made() {
    let project = with_framework("tests/cases/small/content", "visits").edit(
        "content/frameworks/visits/framework.yaml",
        "\nsections:",
        "\nsektions:",
    );
    let ran = project.run(["new", "report", "elder"]);
    assert!(ran.status == Some(1) && ran.stderr.contains("error[unknown-key]"), "{ran}");
    assert!(!project.path("content/reports").exists());
}

// Schemas ---------------------------------------------------------------------------------------------------------------------

/// What a schema has against a value, each with its path. Only the words that our schemas use.
fn objections(schema: &Value, node: &Node, path: &str) -> Vec<String> {
    if let Some(any) = schema.get("anyOf").and_then(Value::as_array) {
        let each: Vec<Vec<String>> = any.iter().map(|schema| objections(schema, node, path)).collect();
        return if each.iter().any(Vec::is_empty) { Vec::new() } else { each.concat() };
    }
    let text = |node: &Node| if let Kind::Scalar { text, .. } = &node.kind { text.clone() } else { String::new() };
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        let known = words.iter().any(|word| word.as_str() == Some(&text(node)));
        return if known { Vec::new() } else { vec![format!("{path}: not among {words:?}")] };
    }
    let plain = matches!(&node.kind, Kind::Scalar { style: Style::Plain, .. });
    let kinds: Vec<&str> = match &node.kind {
        Kind::Null => vec!["null"],
        Kind::Sequence { .. } => vec!["array"],
        Kind::Mapping { .. } => vec!["object"],
        Kind::Scalar { text, .. } if plain && ["true", "false"].contains(&text.as_str()) => vec!["boolean"],
        Kind::Scalar { text, .. } if plain && text.parse::<i64>().is_ok() => vec!["integer", "number"],
        Kind::Scalar { text, .. } if plain && text.parse::<f64>().is_ok() => vec!["number"],
        Kind::Scalar { .. } => vec!["string"],
    };
    let wanted: Vec<&str> = match schema.get("type") {
        None => return Vec::new(),
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).collect(),
        Some(one) => one.as_str().into_iter().collect(),
    };
    if !kinds.iter().any(|kind| wanted.contains(kind)) {
        return vec![format!("{path}: {kinds:?} where {wanted:?} is wanted")];
    }
    let number = text(node).parse::<f64>().ok();
    let beyond = |word: &str, beyond: fn(&f64, &f64) -> bool| {
        let limit = schema.get(word).and_then(Value::as_f64);
        number.zip(limit).is_some_and(|(number, limit)| beyond(&number, &limit))
    };
    if kinds.contains(&"number") && (beyond("minimum", f64::lt) || beyond("maximum", f64::gt)) {
        return vec![format!("{path}: out of range")];
    }
    match &node.kind {
        Kind::Sequence { items, .. } => items.iter().flat_map(|item| objections(&schema["items"], item, path)).collect(),
        Kind::Mapping { entries, .. } => {
            let below = |Entry { key, value }: &Entry| {
                let path = format!("{path}/{}", key.value);
                match schema.get("properties").and_then(|known| known.get(&key.value)) {
                    Some(known) => objections(known, value, &path),
                    None if schema["additionalProperties"] == Value::Bool(false) => vec![format!("{path}: not known")],
                    None => objections(&schema["additionalProperties"], value, &path),
                }
            };
            let missing = schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
            let missing = missing.filter(|name| !entries.iter().any(|entry| entry.key.value == *name));
            entries.iter().flat_map(below).chain(missing.map(|name| format!("{path}: no {name}"))).collect()
        }
        _ => Vec::new(),
    }
}

/// A schema's text, what it refers to put in place of each reference.
fn whole(text: &str) -> Value {
    fn put(part: &mut Value, defs: &Value) {
        match part {
            Value::Array(items) => items.iter_mut().for_each(|item| put(item, defs)),
            Value::Object(fields) => {
                if let Some(name) = fields.get("$ref").and_then(Value::as_str).and_then(|path| path.strip_prefix("#/$defs/")) {
                    *part = defs[name].clone();
                    assert!(part.is_object(), "there is what is referred to");
                    put(part, defs);
                } else {
                    fields.values_mut().for_each(|field| put(field, defs));
                }
            }
            _ => {}
        }
    }
    let mut schema: Value = serde_json::from_str(text).expect("JSON");
    let defs = schema.as_object_mut().and_then(|fields| fields.remove("$defs")).unwrap_or_default();
    put(&mut schema, &defs);
    schema
}

fn node(text: &str) -> Node {
    let mut sources = Sources::default();
    let file = sources.add("a.yaml", text);
    yaml::parse(file, text, &mut Vec::new()).expect("YAML")
}

fn schema(name: &str) -> Value {
    let kind = kinds().into_iter().find(|kind| kind.name == name).expect("a kind of file");
    whole(&kind.schema())
}

#[test]
fn the_schemas_accept_all_content_that_builds() {
    let mut seen = 0;
    for content in [
        "content",
        "examples/first-framework/content",
        "examples/surrey-cases/content",
        "tests/cases/odd/content",
        "tests/cases/small/content",
    ] {
        for entry in walkdir::WalkDir::new(root().join(content)).into_iter().filter_map(Result::ok) {
            let path = entry.path().strip_prefix(root().join(content)).expect("below").to_string_lossy().replace('\\', "/");
            if entry.path().extension().is_none_or(|ending| ending != "yaml") {
                continue;
            }
            let kind = kinds().into_iter().find(|kind| kind.is_at(&path)).unwrap_or_else(|| panic!("no schema is for {path}"));
            let objections = objections(&schema(kind.name), &node(&fs::read_to_string(entry.path()).expect("text")), "");
            assert_eq!(objections, [""; 0], "{content}/{path}");
            seen += 1;
        }
    }
    assert!(seen > 30, "the content was not found");
    let theme = "extends: large-print\npage: { size: [210 mm, 297 mm], margin-left: 30 mm, widows: 2 }\ncolor: { accent: '#5B2C6F' }\ntext: { size: 12 }\n";
    assert_eq!(objections(&schema("theme"), &node(theme), ""), [""; 0]);
    let questions = "- { id: 1.2a, text: Was it?, criterion: 1.2, kind: summary, threads: [a], case-types: [Licence] }\n";
    assert_eq!(objections(&schema("questions"), &node(questions), ""), [""; 0]);
}

#[test]
fn the_schemas_of_a_framework_accept_what_builds_and_know_its_names() {
    let mut seen = 0;
    for content in ["content", "examples/first-framework/content", "tests/cases/odd/content", "tests/cases/small/content"] {
        let project = load_project(&Os, &root().join(content), &mut Sources::default(), &[]).expect("sound content").value;
        for report in &project.reports {
            let schemas = framework_schemas(&report.framework);
            let folder = root().join(content).join("reports").join(&report.slug);
            let of = |kind: &str| {
                let (_, text) = schemas.iter().find(|(name, _)| name.starts_with(&format!("{kind}."))).expect("a schema");
                whole(text)
            };
            let sections = fs::read_dir(folder.join("sections")).expect("findings").map(|entry| ("section", entry.expect("a file").path()));
            let single = ["scores", "good-practice"].map(|kind| (kind, folder.join(format!("{kind}.yaml"))));
            for (kind, path) in sections.chain(single).filter(|(_, path)| path.exists()) {
                let text = fs::read_to_string(&path).expect("text");
                assert_eq!(objections(&of(kind), &node(&text), ""), [""; 0], "{}", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 15, "the content was not found");
    let project = load_project(&Os, &root().join("content"), &mut Sources::default(), &[]).expect("sound content").value;
    let schemas = |id: &str| {
        let framework = project.frameworks.iter().find(|framework| framework.id == id).expect("the framework");
        framework_schemas(framework).into_iter().map(|(_, text)| whole(&text)).collect::<Vec<_>>()
    };
    let esi = schemas("esi-follow-up");
    let scores = "criteria:\n  A1: { original: Well, follow-up: Well met }\n  B9: { original: 1, follow-up: 2 }\n  B1: { originl: 1 }\n";
    let said = objections(&esi[0], &node(scores), "");
    assert!(said.iter().any(|said| said.starts_with("/criteria/A1/original: not among")), "{said:?}");
    assert!(
        said.contains(&"/criteria/B9: not known".to_owned()) && said.contains(&"/criteria/B1/originl: not known".to_owned()),
        "{said:?}"
    );
    let omi = schemas("omi");
    let section = "section: 5\ncriteria:\n  1.1:\n    strenghts: [One.]\n";
    let said = objections(&omi[1], &node(section), "");
    assert!(said[0].starts_with("/section: not among") && said[1] == "/criteria/1.1/strenghts: not known", "{said:?}");
}

#[test]
fn the_schemas_object_to_mistakes() {
    let report = "framework: omi\narea: Surrey\nstate: publishd\npublishd: 2008\n";
    assert_eq!(
        objections(&schema("report"), &node(report), ""),
        [
            "/state: not among [String(\"working\"), String(\"factual-accuracy\"), String(\"embargoed\"), String(\"published\")]",
            "/publishd: not known",
            ": no published",
        ]
    );
    assert_eq!(objections(&schema("section"), &node("section: 1\ncriteria:\n  1.1:\n    strengths: One.\n"), "").len(), 1);
    assert!(!objections(&schema("scores"), &node("criteria:\n  1.1: [80]\n"), "").is_empty());
    assert_eq!(objections(&schema("framework"), &node("title: A\nscoring: { model: omi3 }\n"), "").len(), 7);
}

#[test]
fn schemas_are_written_over_our_own_and_over_nothing_else() {
    let project = Project::case("small");
    assert_eq!(project.run(["schema"]).quiet(), format!("Wrote {} schemas to schemas/\n", kinds().len() + 3));
    let broken = Project::case("small").edit("content/frameworks/visits/framework.yaml", "short: VI\n", "");
    let ran = broken.run(["schema"]);
    assert!(ran.status == Some(0) && ran.stderr.contains("warning[framework-with-errors]"), "{ran}");
    assert_eq!(broken.names("schemas").len(), kinds().len());
    let first = project.files("schemas");
    for (path, bytes) in &first {
        let schema: Value = serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{path}");
    }
    project.run(["schema"]).quiet();
    assert_eq!(project.files("schemas"), first);
    let project = project.file("mine/report.schema.json", "{}\n");
    let ran = project.run(["schema", "--out", "mine"]);
    assert!(ran.status == Some(2) && ran.stderr.contains("error[already-there]"), "{ran}");
    assert_eq!(project.names("mine"), ["report.schema.json"]);
}

#[test]
fn the_readme_names_every_schema_with_its_place() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README");
    for kind in kinds() {
        let line = format!("\"schemas/{}\": \"content/{}\"", kind.file(), kind.place);
        assert!(readme.contains(&line), "README.md lacks {line}");
    }
}
