//! Mistakes in a template are all reported at once, each with file, line and item.

use ::schemas::template::load;

const HEAD: &str =
    "id = \"x\"\nedition = 1\ntitle = { vi = \"a\", en = \"a\" }\nvalid_from = \"2026-01-01\"\n";
const SECTION: &str = "[[section]]\nid = \"A\"\nlabel = { vi = \"a\", en = \"a\" }\n";

fn check(body: &str, expected: &[&str]) {
    let errors = match load(&format!("{HEAD}{SECTION}{body}"), "x.toml") {
        Ok(_) => Vec::new(),
        Err(errors) => errors.0.iter().map(ToString::to_string).collect(),
    };
    assert_eq!(errors.len(), expected.len(), "{errors:#?}");
    for (error, expected) in errors.iter().zip(expected) {
        assert!(error.contains(expected), "{error}\nlacks: {expected}");
    }
}

fn item(rest: &str) -> String {
    format!("[[section.item]]\nid = \"A01\"\nlabel = {{ vi = \"a\", en = \"a\" }}\n{rest}\n")
}

#[test]
fn a_good_template_loads() {
    check(&item("kind = { type = \"yes_no\" }\nweight = 2"), &[]);
}

#[test]
fn all_mistakes_are_reported_with_file_line_and_item() {
    let body = item("kind = { type = \"yes_no\" }\nweight = 1.234\ncolour = \"red\"")
        + "[[section.item]]\nid = \"A02\"\nlabel = { vi = \"\", en = \"a\" }\n\
           kind = { type = \"single\", choices = [{ id = \"late\", label = { vi = \"a\", en = \"a\" } }] }\n\
           [[section.item.finding]]\nwhen = \"value == 'lste'\"\nseverity = \"minor\"\n\
           statement = { vi = \"{A03.num}\", en = \"x\" }\n";
    check(
        &body,
        &[
            "x.toml:13: A01: unknown field `colour`",
            "x.toml:16: A02: the label has no text in 'vi'",
            "x.toml:19: A02: in 'value == 'lste'': 'lste' is none of 'late'",
            "x.toml:21: A02: in 'A03.num': unknown name 'A03.num'",
        ],
    );
}

#[test]
fn rules_are_type_checked() {
    for (when, expected) in [
        ("value.num", "expected true or false, found a whole number"),
        ("value.percent > 'a'", "cannot be compared"),
        ("value.percent < param.none", "unknown name 'param.none'"),
        ("value.part > 1", "'A01' has no 'part'; it has den, num, percent"),
        ("value > 1", "name the one that is meant"),
        ("visit.date > '1/7/2025'", "is not a date such as"),
        ("days(visit.date) > 1", "days takes 2 values"),
        ("soon(visit.date)", "unknown function 'soon'"),
        ("value.num / value.den > 1", "dividing whole numbers"),
        ("value.num >", "syntax error"),
        ("[1].all(x, x > 0)", "not available"),
        ("visit.date + 1 > visit.date", "use days()"),
    ] {
        let rest = format!(
            "kind = {{ type = \"ratio\" }}\nweight = 1\n[[section.item.finding]]\nwhen = \"{when}\"\n\
             severity = \"minor\"\nstatement = {{ vi = \"a\", en = \"a\" }}"
        );
        let errors = load(&format!("{HEAD}{SECTION}{}", item(&rest)), "x.toml").unwrap_err();
        let text = errors.to_string();
        assert!(text.contains(expected), "{when}: {text}");
        assert!(text.starts_with("x.toml:14: A01:"), "{text}");
    }
}

#[test]
fn what_the_form_says_is_checked() {
    for (rest, expected) in [
        ("kind = { type = \"integer\", range = [0, 1] }", "unknown field `range`"),
        ("kind = { type = \"text\" }\nweight = 1", "earn no points"),
        ("kind = { type = \"periods\" }", "only be asked in rows"),
        ("kind = { type = \"yes_no\" }\nweight = -1", "weight -1"),
        ("kind = { type = \"ratio\", target = \"none\" }", "unknown parameter 'none'"),
        ("kind = { type = \"decimal\", range = [2, 1] }", "lies above"),
        ("kind = { type = \"multi\", choices = [] }", "nothing to choose from"),
        (
            "kind = { type = \"yes_no\" }\n[[section.item.basis]]\ncite = \"x\"\nfrom = \"2026-02-01\"\nto = \"2026-01-01\"",
            "lies before 'from'",
        ),
        ("kind = { type = \"yes_no\" }\nvisible = \"A01\"", "comes later in the form"),
        (
            "kind = { type = \"yes_no\" }\n[[section.item]]\nid = \"A01\"\nlabel = { vi = \"a\", en = \"a\" }\nkind = { type = \"yes_no\" }",
            "already an item 'A01'",
        ),
        (
            "kind = { type = \"yes_no\" }\n[[group]]\nid = \"G\"\nlabel = { vi = \"a\", en = \"a\" }\nitem = \"B01\"\nfield = []\ndated_by = \"d\"",
            "unknown item 'B01'",
        ),
    ] {
        let text = load(&format!("{HEAD}{SECTION}{}", item(rest)), "x.toml").unwrap_err().to_string();
        assert!(text.contains(expected), "{rest}: {text}");
    }
}
