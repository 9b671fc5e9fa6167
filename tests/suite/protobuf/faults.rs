//! Schemas that cannot be read: each has a place and a sentence, and none ends the program.

use eventbook::compat::answer::Answer;
use eventbook::compat::contract::Contract;
use eventbook::compat::languages;
use eventbook::compat::policy::Policy;
use eventbook::compat::{compare, remarks};

use super::{contract, place};

/// Place and message of what is wrong; empty where nothing is.
fn fault(contract: &Contract) -> String {
    match (languages::of(&contract.path).as_json_schema)(contract) {
        Ok(_) => String::new(),
        Err(fault) => format!("{} {}", place(&fault.place), fault.message),
    }
}

fn single(text: &str) -> String {
    fault(&contract("shop.proto", text, &[], None))
}

#[test]
fn a_fault_has_its_place() {
    for (text, expected) in [
        ("", "1:1 the file declares no message"),
        ("syntax = \"proto3\";\n", "1:1 the file declares no message"),
        (
            "edition = \"2023\";\nmessage A {}\n",
            "1:1 editions cannot be read yet, only `proto2` and `proto3`",
        ),
        (
            "syntax = \"proto3\";\nmessage A {\n  strin id = 1;\n}\n",
            "3:3 name 'strin' is not defined",
        ),
        (
            "syntax = \"proto3\";\nmessage A {\n  /* é */ string id = ;\n}\n",
            "3:23 expected an integer, but found ';'",
        ),
        (
            "syntax = \"proto3\";\nmessage A {\n  string id = 1;\n  string other = 1;\n}\n",
            "4:18 field number '1' is already used",
        ),
        (
            "syntax = \"proto3\";\nimport \"missing.proto\";\nmessage A {}\n",
            "2:1 the imported file `missing.proto` is not there",
        ),
        (
            "syntax = \"proto3\";\nmessage A {\n  string id = 1;\n",
            "3:17 expected a message field, oneof, reserved range, enum, message, option or '}', but reached end of file",
        ),
    ] {
        assert_eq!(single(text), expected, "{text}");
    }
}

#[test]
fn one_of_several_messages_must_be_named() {
    let text = "syntax = \"proto3\";\npackage shop;\nmessage Order {\n  message Line {}\n}\n\
        message Refund {}\n";
    let named = |name| fault(&contract("shop.proto", text, &[], name));
    let several =
        "# the file declares several messages, say which with `message`: `Order`, `Refund`";
    assert_eq!(named(None), several);
    assert_eq!(named(Some("Order")), "");
    assert_eq!(named(Some("shop.Refund")), "");
    assert_eq!(named(Some("Order.Line")), "");
    let near = "# no message is called `Ordre`: did you mean `Order`?";
    assert_eq!(named(Some("Ordre")), near);
    let none = "# no message is called `Payment`, only `Order`, `Order.Line`, `Refund`";
    assert_eq!(named(Some("Payment")), none);
}

#[test]
fn imports_are_found_from_the_root_and_from_the_file() {
    let text = "syntax = \"proto3\";\nimport \"money.proto\";\nimport \"shared/names.proto\";\n\
        message Order { Money total = 1; Name name = 2; }\n";
    let money =
        "syntax = \"proto3\";\nimport \"shared/names.proto\";\nmessage Money { Name name = 1; }\n";
    let names = "syntax = \"proto3\";\nmessage Name {}\n";
    let files = [("events/money.proto", money), ("shared/names.proto", names)];
    assert_eq!(fault(&contract("events/order.proto", text, &files, None)), "");
}

#[test]
fn a_fault_in_an_import_is_told_there() {
    let text = "syntax = \"proto3\";\nimport \"money.proto\";\nmessage Order {}\n";
    let files = [("money.proto", "syntax = \"proto3\";\nmessage Money {\n  int cents = 1;\n}\n")];
    let told = fault(&contract("order.proto", text, &files, None));
    assert_eq!(told, "money.proto:3:3 name 'int' is not defined");
}

#[test]
fn imports_in_a_circle_are_told() {
    let text = "syntax = \"proto3\";\nimport \"a.proto\";\nmessage Order {}\n";
    let files = [("a.proto", "import \"b.proto\";\n"), ("b.proto", "\nimport \"a.proto\";\n")];
    let told = fault(&contract("order.proto", text, &files, None));
    assert_eq!(
        told,
        "a.proto:1:1 the imports go round in a circle: `a.proto`, then `b.proto`, then `a.proto`"
    );
    let own = contract("own.proto", "import \"own.proto\";\nmessage A {}\n", &[], None);
    assert_eq!(fault(&own), "1:1 the imports go round in a circle: `own.proto`, then `own.proto`");
}

#[test]
fn what_is_too_large_is_refused() {
    let large = format!("syntax = \"proto3\";\nmessage A {{}}\n//{}\n", " ".repeat(1 << 20));
    assert_eq!(single(&large), "1:1 the file is larger than 1 MiB");
    let names: Vec<String> = (0..1001).map(|index| format!("f{index}.proto")).collect();
    let imports: String = names.iter().map(|name| format!("import \"{name}\";\n")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    let told = fault(&contract("a.proto", &imports, &files, None));
    assert!(told.ends_with("the schema and its imports are too large"), "{told}");
}

#[test]
fn deep_nesting_is_refused_or_read() {
    let nested = |depth: usize| {
        let open: String = (0..depth).map(|index| format!("message M{index} {{\n")).collect();
        format!("syntax = \"proto3\";\n{open}{}", "}\n".repeat(depth))
    };
    assert_eq!(single(&nested(31)), "");
    assert!(single(&nested(32)).contains("recursion limit"));
    for text in [
        nested(20_000),
        format!("message A {{ option (a) = {}", "{ a: ".repeat(100_000)),
        format!("message A {{ option (a) = {}", "[".repeat(100_000)),
        format!("message A {{ optional group G = 1 {}", "{ optional group G = 1 ".repeat(20_000)),
        format!("message A {{ optional int32 a = 1 [default = {}1]; }}", "-".repeat(100_000)),
        format!("message A {{ optional int32 a = 1 [{}", "a = [".repeat(100_000)),
        format!("message A {{ {}", "oneof a { ".repeat(100_000)),
        format!("message A {{ optional {}", "map<".repeat(100_000)),
        "/*".repeat(100_000),
        format!("message A {{ optional {} a = 1; }}", "a.".repeat(100_000)),
    ] {
        assert_ne!(single(&text), "", "{}", text.get(..60).unwrap());
    }
}

#[test]
fn a_long_chain_of_messages_is_compared_as_far_as_readers_go() {
    let chain = |last: &str| {
        let links: String =
            (0..200).map(|at| format!("message M{at} {{ M{} next = 1; }}\n", at + 1)).collect();
        format!("syntax = \"proto3\";\n{links}message M200 {{ {last} value = 1; }}\n")
    };
    let read = |last| contract("a.proto", &chain(last), &[], Some("M0"));
    let answer = compare(&read("int64"), &read("int32"), Policy::EVENTS).backward;
    let Answer::Undecided(obstacle) = answer else { panic!("{answer:?}") };
    assert_eq!(obstacle.reason, "messages within messages, more than 64 of them");
}

#[test]
fn a_name_forges_no_line() {
    let text = |kind: &str| {
        let name = r"a`: 1 is read as 2\nbackward: compatible";
        format!("message A {{ optional {kind} a = 1 [json_name = \"{name}\"]; }}\n")
    };
    let read = |kind| contract("a.proto", &text(kind), &[], None);
    let (old, new) = (read("int64"), read("int32"));
    for one in compare(&old, &new, Policy::EVENTS).backward.breaks() {
        assert!(one.field.contains('\n') && !one.sentence.contains('\n'), "{one:?}");
    }
    let gone = contract("a.proto", "message A {}\n", &[], None);
    for one in remarks(&old, &gone) {
        assert!(!one.sentence.contains('\n'), "{one:?}");
    }
}

#[test]
fn a_required_circle_ends() {
    let text = "message A { required A next = 1; required int32 count = 2; }\n";
    let other = "message A { required A next = 1; required string count = 2; }\n";
    let read = |text| contract("a.proto", text, &[], None);
    let comparison = compare(&read(text), &read(other), Policy::EVENTS);
    assert_eq!(comparison.backward.word(), "incompatible");
}

#[test]
fn a_text_cut_anywhere_or_with_a_letter_changed_is_read_or_refused() {
    let text = "syntax = \"proto2\";\npackage é.shop;\nimport \"google/protobuf/any.proto\";\n\
        message A {\n  required int64 a = 1 [default = -5, json_name = \"x\"];\n\
        oneof o { string b = 2; bytes c = 3; }\n  map<string, E> m = 4;\n\
        enum E { option allow_alias = true; Z = 0; Y = 0; reserved 5 to max; }\n\
        optional group G = 6 { optional A a = 1; }\n  reserved 7, 9 to 11; reserved \"q\";\n\
        extensions 100 to max;\n}\nextend A { repeated string more = 100 [packed = false]; }\n\
        service S { rpc Do(A) returns (stream A) {} }\n";
    let text = text.replace('é', "e");
    let whole = contract("a.proto", &text, &[], None);
    assert_eq!(fault(&whole), "");
    let ends = text.char_indices().map(|(at, _)| text.get(..at).unwrap_or_default().to_owned());
    let letters = "{}[]()<>;=\"'-+/*\\.0a9\n\u{0}é";
    let changed = text.char_indices().enumerate().flat_map(|(index, (at, old))| {
        let text = &text;
        letters.chars().skip(index % 24).take(1).map(move |letter| {
            let (head, tail) = (text.get(..at).unwrap(), text.get(at + old.len_utf8()..).unwrap());
            format!("{head}{letter}{tail}")
        })
    });
    for text in ends.chain(changed) {
        let broken = contract("a.proto", &text, &[], None);
        if fault(&broken).is_empty() {
            let comparison = compare(&whole, &broken, Policy::EXACT);
            assert!(remarks(&whole, &broken).len() < 100, "{comparison:?}");
        }
    }
}
