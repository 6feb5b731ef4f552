//! A letter to a supplier of the demo, for templates to be filled with.

use std::sync::OnceLock;

use jiff::Timestamp;
use rcoi::checks::declaration::CheckContext;
use rcoi::correspond::letter::{LetterDraft, LetterSubject, LetterWorkbook, Sender, customary_due};
use rcoi::demo;
use rcoi::domain::cmrt::Form;
use rcoi::domain::{Declaration, IdGen, SourceId, Supplier};

/// The letter without its words.
pub fn draft() -> LetterDraft {
    static DRAFT: OnceLock<LetterDraft> = OnceLock::new();
    DRAFT.get_or_init(made).clone()
}

fn made() -> LetterDraft {
    let sent = demo::suppliers_on(demo::DAY).into_iter().nth(2).expect("the demo has seven suppliers");
    let form = demo::form(&sent.files.first().expect("it sent a file").filled);
    let findings = CheckContext::new(demo::DAY).check(&form, None, demo::DAY);
    let mut ids = IdGen::new([7; 16]);
    let supplier = Supplier {
        number: sent.number,
        contacts: sent.contacts,
        ..Supplier::named(ids.supplier(), sent.name)
    };
    let declaration = declaration(&mut ids, &supplier, &form);
    let workbook =
        LetterWorkbook { declaration: &declaration, form: &form, file: "cmrt.xlsx", findings: &findings };
    let changes = ["Tin: named again".to_owned()];
    let about = LetterSubject { supplier: &supplier, workbooks: &[workbook], changes: &changes };
    let due = customary_due(demo::DAY);
    let sender = Sender { analyst: "Ada Example", company: "Example Corp", at: Timestamp::UNIX_EPOCH, due };
    LetterDraft::of(about, sender).expect("it has something to correct")
}

fn declaration(ids: &mut IdGen, supplier: &Supplier, form: &Form) -> Declaration {
    Declaration {
        id: ids.declaration(),
        supplier: supplier.id.clone(),
        source: SourceId::new("0123456789abcdef"),
        form: String::new(),
        look_up: None,
        company: supplier.name.clone(),
        version: form.version,
        language: form.language,
        scope: form.scope,
        date: form.date,
        received: demo::DAY,
        rows: u32::try_from(form.rows.len()).expect("rows are few"),
    }
}
