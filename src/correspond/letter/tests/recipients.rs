//! Whom a mail goes to: one address, the one that is kept, or none.

use super::*;

fn case_with(name: &str, email: &str) -> Case {
    let mut case = Case::new();
    let contact = Contact { name: name.to_owned(), email: email.to_owned(), phone: String::new() };
    case.ws.suppliers.values_mut().for_each(|supplier| supplier.contacts = vec![contact.clone()]);
    case
}

/// The recipients of a head, each as its address stands there. Reads what a mail program would: quoted names, names encoded,
/// comments, angle brackets, commas, and no more.
fn recipients(to: &str) -> Vec<String> {
    let (mut all, mut part, mut quoted, mut escaped) = (Vec::new(), String::new(), false, false);
    for c in to.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ',' | ';' if !quoted => all.push(std::mem::take(&mut part)),
            '(' | ')' | ':' if !quoted => panic!("{to}"),
            _ if quoted => {}
            _ => part.push(c),
        }
    }
    all.push(part);
    let address = |part: &String| match part.split_once('<') {
        Some((_, rest)) => {
            let (address, after) = rest.split_once('>').unwrap();
            assert!(after.trim().is_empty() && !address.contains('<'), "{to}");
            address.to_owned()
        }
        None => part.trim().to_owned(),
    };
    all.iter().map(address).collect()
}

/// What the head of a letter's mail has under a name.
fn headers(letter: &Letter, name: &str) -> Vec<String> {
    let (headers, _) = parsed(&letter.eml());
    let known = [
        "X-Unsent",
        "Date",
        "Message-ID",
        "Subject",
        "To",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    ];
    let mut names: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
    assert!(names.iter().all(|name| known.contains(name)), "{headers:?}");
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all, "a header stands twice: {headers:?}");
    headers.iter().filter(|(other, _)| other == name).map(|(_, value)| value.clone()).collect()
}

fn assert_one_recipient(case: &Case, email: &str) -> Result<(), LetterError> {
    let letter = case.write(Wording::default())?;
    let to = headers(&letter, "To");
    assert_eq!(to.len(), 1);
    assert_eq!(recipients(&to[0]), [email]);
    Ok(())
}

#[test]
fn an_address_that_is_none_is_refused_with_place_and_remedy() {
    for (email, sign) in [
        ("x@y.example>, <z@other.example", "\u{201c}>\u{201d}"),
        ("<x@y.example", "\u{201c}<\u{201d}"),
        ("x@y.example,z@other.example", "\u{201c},\u{201d}"),
        ("x@y.example;z@other.example", "\u{201c};\u{201d}"),
        ("x@y.example\r\nBcc: z@other.example", "no line break"),
        ("x@y.example z", "no blank"),
        ("\"x\"@y.example", "no quote"),
        ("x@y@z.example", "this several"),
        ("x.example", "this none"),
        ("@y.example", "before"),
    ] {
        let problem: Problem = case_with("Ana", email).write(Wording::default()).unwrap_err().into();
        assert!(problem.what.contains(sign), "{email}: {problem}");
        assert!(
            problem.place.contains("Delta Cables Ltd") && problem.remedy.contains("contacts"),
            "{problem}"
        );
    }
}

/// Who stands second is not who was meant.
#[test]
fn an_address_that_is_none_is_not_passed_over() {
    let mut case = case_with("Ana", "ana@delta.example, bo@delta.example");
    let other = Contact { name: "Bo".to_owned(), email: "bo@delta.example".to_owned(), phone: String::new() };
    case.ws.suppliers.values_mut().for_each(|supplier| supplier.contacts.push(other.clone()));
    assert!(matches!(case.write(Wording::default()), Err(LetterError::Address { .. })));
}

#[test]
fn names_are_no_recipients() {
    for name in [
        "Li, Ana",
        "Ana <z@other.example>",
        "\"Ana\" z@other.example,",
        "Ana\\\"",
        "Ana\r\nBcc: z@o.example",
        "a:b;",
    ] {
        assert_one_recipient(&case_with(name, "o'brien@delta.example"), "o'brien@delta.example").unwrap();
    }
}

proptest! {
    #[test]
    fn a_mail_goes_to_the_address_that_is_kept_or_is_not_written(
        email in "\\PC{0,12}@\\PC{0,12}|[a-z<>,;:@\"'\\\\() \t\r\n\u{0}\u{2028}\u{200b}.\u{e9}-]{1,30}|[a-z]{1,70}@[a-z.]{1,200}",
        name in "\\PC{0,40}|[\r\n\u{0}:<>,;@\"\\\\a-z ]{0,40}",
    ) {
        let case = case_with(&name, &email);
        match assert_one_recipient(&case, &email) {
            Ok(()) => prop_assert!(is_email(&email)),
            Err(LetterError::Address { .. }) => prop_assert!(!is_email(&email)),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }

    #[test]
    fn no_value_of_a_letter_makes_a_header(
        text in "\\PC{0,30}|[\r\n\u{0}\u{85}\u{2028}:<>,=?_a-zA-Z ]{0,60}|(\r\n|\r|\n)Bcc: z@other.example(\r\n|\r|\n){0,2}"
    ) {
        let mut case = case_with(&text, "ana@delta.example");
        case.ws.suppliers.values_mut().for_each(|supplier| supplier.name = text.clone());
        case.changes = vec![text.clone()];
        case.findings.push(finding("Notes", "A2", Severity::Error, "A sentence", &text));
        let supplier = &case.ws.suppliers[&case.declaration.supplier];
        let workbooks = [case.workbook(&text)];
        let about = LetterSubject { supplier, workbooks: &workbooks, changes: &case.changes };
        let at = fixture::stamp().at;
        let sender = Sender { analyst: &text, company: &text, at, due: date(2027, 3, 17) };
        let own = format!(
            "Subject: a {{{{ company }}}} {{{{ supplier }}}} {{{{ file }}}} {{{{ contact }}}} {{{{ analyst }}}} {}\n\n\
             {{% for s in sections %}}{{% for p in s.points %}}{{{{ p.message }}}} {{{{ p.remedy }}}}{{% endfor %}}{{% endfor %}}",
            text.replace(['{', '\n'], "")
        );
        for wording in [Wording::default(), Wording::own_or_built_in(Some(&own))] {
            let letter = letter(about, sender, wording).unwrap();
            let to = headers(&letter, "To");
            prop_assert_eq!(recipients(&to[0]), ["ana@delta.example"]);
            prop_assert_eq!(headers(&letter, "Subject").len(), 1);
        }
    }
}
