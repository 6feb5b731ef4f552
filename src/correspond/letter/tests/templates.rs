//! Templates of one's own: what they may say, and that none takes the program's time or memory.

use super::*;
use crate::correspond::letter::filters::FILTERS;

/// A template that says every point, with something before it.
fn with(before: &str) -> String {
    format!(
        "Subject: x\n\n{before}\n{{% for section in sections %}}{{% for point in section.points %}}\n\
         {{{{ point.message }}}}\n{{% endfor %}}{{% endfor %}}"
    )
}

/// The text before the points.
fn filled(before: &str) -> String {
    let text = with(before);
    let letter =
        Case::new().write(Wording::own_or_built_in(Some(&text))).unwrap_or_else(|e| panic!("{before}: {e}"));
    letter.body.split("The template is an old one").next().unwrap().trim().to_owned()
}

fn told(text: &str) -> (String, String) {
    let problem = Case::new().refused(text);
    assert!(!problem.remedy.is_empty());
    (problem.place, problem.what)
}

#[test]
fn what_a_letter_needs_is_filled() {
    for (template, text) in [
        (
            "{% if contact and not number %}a{% elif count > 3 %}{{ supplier }}{% else %}b{% endif %}",
            "Delta Cables Ltd",
        ),
        ("{% if (count >= 7 or contact == 'x') and number != \"9\" %}a{% endif %}", "a"),
        ("{{ 'one' if count == 1 else 'many' }}", "many"),
        ("{% for change in changes %}{{ change }}{% else %}none{% endfor %}", "none"),
        ("{% for s in sections if s.heading != 'Elsewhere' %}{{ loop.revindex }}{% endfor %}", "654321"),
        (
            "{% for s in sections %}{{ loop.index }}{% if not loop.last %}, {% endif %}{% endfor %}",
            "1, 2, 3, 4, 5, 6, 7",
        ),
        ("{{ sections.0.heading }}, {{ sections.0.points.0.number }}", "The workbook, 1"),
        (
            "{{ company|upper }} {{ supplier|lower|title }} {{ 'aB'|capitalize }}",
            "ACME & SÖHNE Delta Cables Ltd Ab",
        ),
        (
            "{{ due|replace(' ', '.') }} {{ ' a '|trim }} {{ contact|default('x') }}",
            "17.March.2027 a Zoë Löw, Dr.",
        ),
        ("{{ rating|default('none', true) }} {{ changes|length }} {{ changes|join(', ') }}.", "none 0 ."),
        ("{{ (sections|first).heading }} {{ supplier|length }}", "The workbook 16"),
        (
            "{% if rating is defined or number is not none %}a{% endif %}{% if count is odd %}b{% endif %}",
            "ab",
        ),
        ("{# set #}{% raw %}{% set a = 1 %}{% endraw %}", "{% set a = 1 %}"),
        ("a {{- company -}} b", "aAcme & Söhneb"),
        ("{% if 1 < count < 9 %}{{ 1.5 }}{% endif %}", "1.5"),
    ] {
        assert_eq!(filled(template), text, "{template}");
    }
}

#[test]
fn every_filter_is_there() {
    for name in FILTERS {
        let values = if name == "replace" { "('a', 'b')" } else { "" };
        let of = if name == "join" { "changes" } else { "company" };
        filled(&format!("{{{{ {of}|{name}{values} }}}}"));
    }
}

#[test]
fn what_a_letter_does_not_need_is_refused_with_its_line_and_what_to_write_instead() {
    for (template, what, instead) in [
        ("{% set a = 1 %}", "\u{201c}set\u{201d}", "where it is wanted"),
        ("{% set ns = namespace(s=1) %}", "\u{201c}set\u{201d}", "where it is wanted"),
        ("{% with a = 1 %}{% endwith %}", "\u{201c}with\u{201d}", "where it is wanted"),
        ("{% macro m() %}{% endmacro %}", "\u{201c}macro\u{201d}", "write the text out"),
        ("{% call m() %}{% endcall %}", "\u{201c}call\u{201d}", "write the text out"),
        ("{% block b %}{% endblock %}", "\u{201c}block\u{201d}", "write the text out"),
        ("{% include 'a' %}", "\u{201c}include\u{201d}", "one file"),
        ("{% import 'a' as b %}", "\u{201c}import\u{201d}", "one file"),
        ("{% from 'a' import b %}", "\u{201c}from\u{201d}", "one file"),
        ("{% extends 'a' %}", "\u{201c}extends\u{201d}", "one file"),
        ("{% do range(3) %}", "\u{201c}do\u{201d}", "leave it out"),
        ("{% filter upper %}{% endfilter %}", "\u{201c}filter\u{201d}", "each value"),
        ("{% autoescape true %}{% endautoescape %}", "\u{201c}autoescape\u{201d}", "plain text"),
        ("{% while true %}", "\u{201c}while\u{201d}", "values, if, for"),
        ("{% for a in range(9) %}{% endfor %}", "\u{201c}range\u{201d}", "sections"),
        ("{% for a in [1, 2] %}{% endfor %}", "\u{201c}[\u{201d}", "for"),
        ("{% for a in (1, 2) %}{% endfor %}", "\u{201c},\u{201d}", "one value"),
        ("{% for a, b in sections %}{% endfor %}", "\u{201c},\u{201d}", "one value"),
        ("{% for a in sections recursive %}{% endfor %}", "\u{201c}recursive\u{201d}", "inside the other"),
        ("{% for a in sections %}{{ loop(a) }}{% endfor %}", "a call", "loop.index"),
        ("{{ company ~ supplier }}", "\u{201c}~\u{201d}", "one after the other"),
        ("{{ company + supplier }}", "\u{201c}+\u{201d}", "loop.index"),
        ("{{ count - 1 }}", "\u{201c}-\u{201d}", "loop.index"),
        ("{{ company * 999999999 }}", "\u{201c}*\u{201d}", "loop.index"),
        ("{{ count / 2 }}", "\u{201c}/\u{201d}", "loop.index"),
        ("{{ count // 2 }}", "\u{201c}//\u{201d}", "loop.index"),
        ("{{ 9 ** 9 }}", "\u{201c}**\u{201d}", "loop.index"),
        ("{{ '%9999999999s' % company }}", "\u{201c}%\u{201d}", "loop.index"),
        ("{{ company.upper() }}", "a call", "values"),
        ("{{ company|join(d='x') }}", "\u{201c}=\u{201d}", "without names"),
        ("{% if company = 'x' %}{% endif %}", "\u{201c}=\u{201d}", "=="),
        ("{% if 'a' in company %}{% endif %}", "\u{201c}in\u{201d}", "=="),
        ("{% if 'a' not in company %}{% endif %}", "\u{201c}in\u{201d}", "=="),
        ("{{ sections[0] }}", "\u{201c}[\u{201d}", "sections.0"),
        ("{{ {'a': 1} }}", "\u{201c}{\u{201d}", "two brackets"),
        ("{{{ company }}}", "\u{201c}{\u{201d}", "two brackets"),
        ("{{ company|center(99999999) }}", "filter \u{201c}center\u{201d}", "upper"),
        ("{{ company|indent(99999999) }}", "filter \u{201c}indent\u{201d}", "upper"),
        ("{{ '%s'|format(company) }}", "filter \u{201c}format\u{201d}", "upper"),
        ("{{ company is divisibleby(2) }}", "question \u{201c}divisibleby\u{201d}", "defined"),
    ] {
        let (place, why) = told(&with(&format!("\n{template}")));
        assert!(place.ends_with("line 4"), "{template}: {place}");
        assert!(why.contains(what) && why.contains(instead), "{template}: {why}");
    }
}

#[test]
fn what_would_never_end_is_refused() {
    let loops = "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}";
    assert!(told(&format!("Subject: x\n\n{loops}")).0.ends_with("line 3"));
    let memory = "{% set ns = namespace(s=\"x\") %}{% for a in range(40) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}\
                  {{ ns.s|length }}";
    assert!(told(&format!("Subject: x\n\n{memory}")).1.contains("set"));
    // Over the lists that are given, each inside the other.
    for (open, close) in [
        ("{% for a in sections %}{% for b in a.points %}", "{% endfor %}{% endfor %}"),
        ("{% for a in sections %}", "{% endfor %}"),
        ("{% for a in sections if a != company %}", "{% endfor %}"),
    ] {
        let deep = |body: &str| with(&format!("{}{body}{}", open.repeat(12), close.repeat(12)));
        let (_, why) = told(&deep(""));
        assert!(why.contains("too many steps"), "{why}");
        let (_, why) = told(&deep(&"x".repeat(20_000)));
        assert!(why.contains("far longer"), "{why}");
    }
    let (_, why) = told(&with(
        &format!("{}{}", "{% for s in sections %}".repeat(3), "{% endfor %}".repeat(3))
            .replace("%}{% endfor", &format!("%}}{}{{% endfor", "{{ sections }}".repeat(900))),
    ));
    assert!(why.contains("far longer") || why.contains("too many steps"), "{why}");
}

#[test]
fn filters_do_not_fill_the_memory() {
    let wide = "w".repeat(20_000);
    let mut doubled = "company".to_owned();
    for _ in 0..6 {
        doubled = format!("{doubled}|replace('e', '{}')", "ee".repeat(900));
    }
    assert!(told(&with(&format!("{{{{ {doubled} }}}}"))).1.contains("too much text"));
    let joined = format!("{{{{ sections|join('{wide}')|replace('w', '{wide}') }}}}");
    assert!(told(&with(&joined)).1.contains("too much text"));
    let empty = format!("{{{{ '{wide}'|replace('', '{wide}') }}}}");
    assert!(told(&with(&empty)).1.contains("too much text"));
    let often = format!(
        "{{% for a in sections %}}{{% for b in sections %}}{}{{% endfor %}}{{% endfor %}}",
        format!("{{% if '{wide}'|upper %}}{{% endif %}}").repeat(2)
    );
    assert!(told(&with(&often)).1.contains("too much text"));
}

/// Templates that go deep, each by another way.
fn deep(levels: usize) -> Vec<String> {
    let expression = |text: String| format!("Subject: x\n\n{{{{ {text} }}}}");
    let statement = |text: String| format!("Subject: x\n\n{text}");
    vec![
        expression("not ".repeat(levels) + "true"),
        expression("-".repeat(levels) + "1"),
        expression("(".repeat(levels) + "1" + &")".repeat(levels)),
        expression("(".repeat(levels)),
        expression("[".repeat(levels) + &"]".repeat(levels)),
        expression("{1:".repeat(levels) + "1" + &"}".repeat(levels)),
        expression("company".to_owned() + &".a".repeat(levels)),
        expression("company".to_owned() + &"[0]".repeat(levels)),
        expression("company".to_owned() + &"()".repeat(levels)),
        expression("company".to_owned() + &"|upper".repeat(levels)),
        expression("company".to_owned() + &"|join(company".repeat(levels) + &")".repeat(levels)),
        expression("company".to_owned() + &" is defined".repeat(levels)),
        expression("1 if 1 else ".repeat(levels) + "1"),
        expression("1".to_owned() + &" if 1".repeat(levels)),
        expression("1".to_owned() + &" or 1".repeat(levels)),
        expression("1".to_owned() + &" and not 1".repeat(levels)),
        expression("1".to_owned() + &" == 1".repeat(levels)),
        expression("1".to_owned() + &" + 1".repeat(levels)),
        expression("1".to_owned() + &" ~ 1".repeat(levels)),
        expression("'a' ".repeat(levels)),
        statement("{% if 1 %}".repeat(levels) + &"{% endif %}".repeat(levels)),
        statement("{% if 1 %}".repeat(levels)),
        statement("{% if 1 %}".to_owned() + &"{% elif 1 %}".repeat(levels) + "{% endif %}"),
        statement("{% if 1 %}{% else %}".repeat(levels)),
        statement("{% for a in changes %}".repeat(levels) + &"{% endfor %}".repeat(levels)),
        statement(format!("{{% for {}a in changes %}}{{% endfor %}}", "(".repeat(levels))),
        statement(format!("{{% for a in {}changes %}}{{% endfor %}}", "(".repeat(levels))),
    ]
}

#[test]
fn what_goes_too_deep_is_refused_before_it_is_parsed() {
    for levels in [130, 1000, 4000, 60_000] {
        for text in deep(levels) {
            let shown: String = text.chars().take(60).collect();
            let (place, why) = told(&text);
            assert!(place.ends_with("line 3") || why.contains("64 KB"), "{levels} {shown}: {place} {why}");
        }
    }
}

/// The threads that fill letters have 2 MiB of stack, as the threads of tests do.
#[test]
fn what_is_just_flat_enough_fits_on_a_stack() {
    for levels in 1..=120 {
        for text in deep(levels) {
            let _ = Case::new().write(Wording::own_or_built_in(Some(&text)));
            let inside =
                text.replace("Subject: x\n\n", &format!("Subject: x\n\n{}", "{% if 1 %}".repeat(23)));
            let _ = Case::new().write(Wording::own_or_built_in(Some(&inside)));
        }
    }
}

#[test]
fn a_long_template_is_refused_and_one_that_is_just_short_enough_is_filled() {
    let fits = with(&"x".repeat(LONGEST_TEMPLATE - with("").len()));
    assert_eq!(fits.len(), LONGEST_TEMPLATE);
    assert!(Case::new().write(Wording::own_or_built_in(Some(&fits))).is_ok());
    assert!(told(&(fits + "x")).1.contains("64 KB"));
}

#[test]
fn a_long_letter_is_written_like_a_short_one() {
    let mut case = Case::new();
    let told = |n: u32| finding("Smelter List", &format!("D{n}"), Severity::Error, &format!("a{n}"), "");
    case.findings = (5..5005).map(told).collect();
    assert_eq!(case.letter().body.matches("(Smelter List, cell D").count(), 5000);
    let own = with(
        "{% for s in sections %}{% for p in s.points %}{% if p.remedy and p.cells %}{{ p.message|upper }}\
                    {% endif %}{{ p.cells }}: {{ p.message }}, {{ p.number }} of {{ count }}\n{% endfor %}{% endfor %}",
    );
    assert!(case.write(Wording::own_or_built_in(Some(&own))).is_ok());
}

proptest! {
    #[test]
    fn no_template_breaks_anything(
        parts in prop::collection::vec(prop::sample::select(vec![
            "{{ ", " }}", "{% ", " %}", "for ", "if ", "elif ", "else ", "endfor ", "endif ", "in ", "not ", "and ", "is ",
            "(", ")", "[", "]", "{", "}", ".", ",", ":", "|", "~", "=", "==", "-", "{#", "#}", "{% raw %}", "{% endraw %}",
            "sections ", "points ", "company ", "upper ", "join ", "loop ", "0 ", "1.5", "'a'", "\"", "\\", "\u{e9}", "\n",
            "{% for a in sections %}", "{% endfor %}", "{% if count %}", "{% endif %}", "{{ a.points }}",
        ]), 0..60)
    ) {
        let text = format!("Subject: x\n{}", parts.concat());
        match Case::new().write(Wording::own_or_built_in(Some(&text))) {
            Ok(letter) => prop_assert!(letter.body.len() < 1 << 20),
            Err(LetterError::Template { name, why, .. }) => prop_assert!(name == OWN_TEMPLATE && !why.is_empty()),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}
