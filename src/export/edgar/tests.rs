use super::*;

/// The findings of a body's content.
fn body(content: &str) -> Vec<String> {
    let text = format!("<html>\n<head><title>t</title></head>\n<body>\n{content}\n</body>\n</html>\n");
    check(&text).iter().map(ToString::to_string).collect()
}

#[test]
fn a_plain_document_is_good() {
    let content = "<h1 align=\"center\">A &#38; B</h1><p>x<br>y <b>z</b></p><!-- no > end -->\n\
        <table border=\"1\"><tr><td nowrap>1<table><tr><th>2</th></tr></table></td></tr></table>\n\
        <ul><li>a</li></ul><a name=\"x\">x</a><a href=\"#x\">y</a> &amp; &#8217; &#xE9;\n\
        <a href=\"ex-1.htm\">z</a><a href=\"https://www.sec.gov/Archives/edgar/data/1\">sec</a><hr>";
    assert_eq!(body(content), Vec::<String>::new());
}

#[test]
fn tags_beyond_the_subset_are_found() {
    for tag in ["span", "thead", "tbody", "script", "style", "form", "iframe", "object", "section"] {
        let found = body(&format!("<p>x</p>\n<{tag}>"));
        assert_eq!(found, [format!("line 5: <{tag}> is not a tag that EDGAR takes")]);
    }
}

#[test]
fn attributes_beyond_the_subset_are_found() {
    for attribute in ["style=\"x\"", "onclick=\"x\"", "class='x'", "ID=\"x\""] {
        assert_eq!(body(&format!("<p {attribute}>x</p>")).len(), 1, "{attribute}");
    }
    assert_eq!(body("<p align>x</p>"), ["line 4: the attribute align has no value"]);
    assert!(body("<p align=left>x</p>")[0].contains("not in quotes"));
}

#[test]
fn wrong_nesting_is_found() {
    for (content, expected) in [
        ("<p><table><tr><td>x</td></tr></table></p>", "line 4: <table> cannot stand in <p>"),
        ("<table><td>x</td></table>", "line 4: <td> cannot stand in <table>"),
        ("<li>x</li>", "line 4: <li> cannot stand in <body>"),
        ("<table>x</table>", "line 4: text cannot stand in <table>"),
        ("<p>a\n<b>b</p>", "line 5: <b> has no end"),
        ("x</p>", "line 4: </p> ends nothing"),
        ("<b><p>x</p></b>", "line 4: <p> cannot stand in <b>"),
        ("<body>x</body>", "line 4: <body> cannot stand in <body>"),
    ] {
        assert_eq!(
            body(content).first().map(String::as_str).unwrap_or_default(),
            expected_in(content, expected)
        );
    }
}

/// The whole-document finding of a second body sorts before the one with a line.
fn expected_in<'a>(content: &str, expected: &'a str) -> &'a str {
    if content.starts_with("<body>") { "the document has 2 <body> tags instead of one" } else { expected }
}

#[test]
fn letters_beyond_ascii_are_found() {
    assert_eq!(body("<p>S\u{f6}hne</p>"), ["line 4: the character U+00F6 is not ASCII text"]);
    assert_eq!(body("<p>\u{1b}</p>"), ["line 4: the character U+001B is not ASCII text"]);
}

#[test]
fn links_outside_are_found() {
    for link in [
        "https://example.com/",
        "http://www.sec.gov.example.com/Archives/",
        "//example.com",
        "javascript:x",
        "&#106;avascript:x",
        "mailto:a",
        "../x.htm",
        "",
    ] {
        assert_eq!(body(&format!("<a href=\"{link}\">x</a>")).len(), 1, "{link}");
    }
    assert_eq!(body("<img src=\"https://example.com/x.gif\">").len(), 1);
}

#[test]
fn bare_signs_and_unknown_entities_are_found() {
    for content in ["a & b", "a &amp b", "&euro;", "&#128;", "&#xD800;", "&#;", "1 < 2", "<!-- open", "<p"] {
        assert!(!body(content).is_empty(), "{content}");
    }
}

#[test]
fn a_document_has_one_body() {
    assert_eq!(check("").len(), 1);
    assert_eq!(check("<html></html>").len(), 1);
    assert!(!check("text").is_empty());
}

#[test]
fn names_follow_the_rules() {
    assert!(check_name("sample-cmr-2022.htm").is_empty());
    assert!(check_name("8853_x.1.htm").is_empty());
    for name in [
        "Sample.htm",
        "-x.htm",
        "a b.htm",
        "x.html",
        "é.htm",
        "",
        "a/b.htm",
        &format!("{}.htm", "a".repeat(29)),
    ] {
        assert!(!check_name(name).is_empty(), "{name}");
    }
}
