//! A form as items, one a line: the company block, the questions by metal, the answers about the company, the
//! product list and the smelter rows; each with the cells that it stands for.

use crate::domain::cmrt::{
    Answer, CompanyField, CompanyQuestion, DeclaredRow, Form, Question, Reply, SmelterColumn,
};
use crate::domain::{Metal, Place};
use crate::text::count;

/// One line of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormItem {
    /// Nothing.
    Blank,
    Heading(String),
    /// The heads of the questions\u{2019} columns.
    Metals,
    /// A field of the company block.
    Field(CompanyField),
    /// A question with its answers by metal.
    Question(Question),
    /// A comment on an answer.
    Comment(Question, Metal),
    /// An answer about the company with its comment.
    Company(CompanyQuestion),
    /// A product, an index into the form\u{2019}s.
    Product(usize),
    /// A product list without products.
    NoProducts,
    /// The heads of the smelter rows\u{2019} columns.
    RowHeads,
    /// A declared row, an index into the form\u{2019}s.
    Row(usize),
}

/// The columns of a declared row that are shown, with the cells behind them.
pub const ROW_COLUMNS: [SmelterColumn; 4] =
    [SmelterColumn::Metal, SmelterColumn::Name, SmelterColumn::Id, SmelterColumn::Country];

impl FormItem {
    /// Whether it holds something of the form.
    pub fn is_content(&self) -> bool {
        match self {
            Self::Blank | Self::Heading(_) | Self::Metals | Self::RowHeads => false,
            Self::Field(_)
            | Self::Question(_)
            | Self::Comment(..)
            | Self::Company(_)
            | Self::Product(_)
            | Self::NoProducts
            | Self::Row(_) => true,
        }
    }

    /// How many cells stand side by side in it.
    pub fn columns(&self) -> usize {
        match self {
            Self::Question(_) => Metal::ALL.len(),
            Self::Company(_) => 2,
            Self::Row(_) => ROW_COLUMNS.len(),
            Self::Blank
            | Self::Heading(_)
            | Self::Metals
            | Self::Field(_)
            | Self::Comment(..)
            | Self::Product(_)
            | Self::NoProducts
            | Self::RowHeads => 1,
        }
    }

    /// The cell behind one of its columns.
    pub fn place(&self, form: &Form, column: usize) -> Option<Place> {
        match self {
            Self::Field(field) => form.fields.get(field).map(|input| form.place(input.cell)),
            Self::Question(question) => {
                let metal = Metal::ALL.get(column).or(Metal::ALL.last())?;
                form.answers.get(&(*question, *metal)).map(|reply| form.place(reply.cell))
            }
            Self::Comment(question, metal) => {
                form.answers.get(&(*question, *metal)).map(|reply| form.place(reply.comment_cell))
            }
            Self::Company(question) => {
                let reply = form.company.get(question)?;
                Some(form.place(if column == 0 { reply.cell } else { reply.comment_cell }))
            }
            Self::Row(at) => {
                let row = form.rows.get(*at)?;
                let column = ROW_COLUMNS.get(column).copied().unwrap_or(SmelterColumn::Name);
                Some(form.row_place(row.row, written_in(form, row, column)))
            }
            Self::Blank
            | Self::Heading(_)
            | Self::Metals
            | Self::Product(_)
            | Self::NoProducts
            | Self::RowHeads => None,
        }
    }

    /// The whole text of what is behind one of its columns, for the line below the form.
    pub fn whole(&self, form: &Form, column: usize) -> String {
        match self {
            Self::Field(field) => form.field(*field).to_owned(),
            Self::Question(question) => {
                let reply = Metal::ALL.get(column).and_then(|metal| form.answers.get(&(*question, *metal)));
                reply.map_or(String::new(), whole_reply)
            }
            Self::Comment(question, metal) => {
                form.answers.get(&(*question, *metal)).map_or(String::new(), |reply| reply.comment.clone())
            }
            Self::Company(question) => form.company.get(question).map_or(String::new(), whole_reply),
            Self::Product(at) => form.products.get(*at).map_or(String::new(), product_texts),
            Self::Row(at) => form.rows.get(*at).map_or(String::new(), |row| row_texts(row, "; ")),
            Self::Blank | Self::Heading(_) | Self::Metals | Self::NoProducts | Self::RowHeads => {
                String::new()
            }
        }
    }
}

/// The column of a row that a shown column\u{2019}s text stands in: a name may be in the look-up\u{2019}s, an ID in the
/// first one.
fn written_in(form: &Form, row: &DeclaredRow, column: SmelterColumn) -> SmelterColumn {
    let has = |column: SmelterColumn| form.columns.contains_key(&column) && !row.text(column).is_empty();
    if column == SmelterColumn::Name && !has(SmelterColumn::Name) && has(SmelterColumn::LookUp) {
        SmelterColumn::LookUp
    } else if column == SmelterColumn::Id && !has(SmelterColumn::Id) && has(SmelterColumn::IdInput) {
        SmelterColumn::IdInput
    } else {
        column
    }
}

fn join<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    parts.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join("; ")
}

fn whole_reply(reply: &Reply) -> String {
    join([reply.written.as_str(), &reply.comment])
}

/// Every text of a row, in the order of its columns.
fn row_texts(row: &DeclaredRow, between: &str) -> String {
    let texts =
        SmelterColumn::ALL.into_iter().map(|column| row.text(column)).filter(|text| !text.trim().is_empty());
    texts.collect::<Vec<_>>().join(between)
}

/// A form as items.
pub fn items(form: &Form) -> Vec<FormItem> {
    let mut items = vec![FormItem::Heading("Company".to_owned())];
    let fields = CompanyField::ALL.into_iter().filter(|field| form.fields.contains_key(field));
    items.extend(fields.map(FormItem::Field));
    items.extend([FormItem::Blank, FormItem::Heading("Questions by metal".to_owned()), FormItem::Metals]);
    for question in asked(form) {
        items.push(FormItem::Question(question));
    }
    items.extend(comments(form));
    let company: Vec<FormItem> = lettered(form).into_iter().map(FormItem::Company).collect();
    if !company.is_empty() {
        items.extend([FormItem::Blank, FormItem::Heading("Questions about the company".to_owned())]);
        items.extend(company);
    }
    let products = count(form.products.len(), "product", "products");
    items.extend([FormItem::Blank, FormItem::Heading(format!("Product list: {products}"))]);
    items.extend((0..form.products.len()).map(FormItem::Product));
    if form.products.is_empty() {
        items.push(FormItem::NoProducts);
    }
    let rows = count(form.rows.len(), "row", "rows");
    items.extend([FormItem::Blank, FormItem::Heading(format!("Smelter list: {rows}")), FormItem::RowHeads]);
    items.extend((0..form.rows.len()).map(FormItem::Row));
    items
}

/// The questions that the version asks, in its order.
fn asked(form: &Form) -> impl Iterator<Item = Question> {
    let is_asked =
        |question: &Question| Metal::ALL.iter().any(|m| form.answers.contains_key(&(*question, *m)));
    let mut asked: Vec<Question> = Question::ALL.into_iter().filter(is_asked).collect();
    asked.sort_by_key(|question| form.numbers.get(question).cloned());
    asked.into_iter()
}

/// The comments that are not empty, under their questions.
fn comments(form: &Form) -> Vec<FormItem> {
    let has = |question: Question, metal: Metal| {
        form.answers.get(&(question, metal)).is_some_and(|reply| !reply.comment.trim().is_empty())
    };
    let of = |question: Question| {
        Metal::ALL
            .into_iter()
            .filter(move |metal| has(question, *metal))
            .map(move |m| FormItem::Comment(question, m))
    };
    asked(form).flat_map(of).collect()
}

/// The questions about the company that the version asks, in its order.
fn lettered(form: &Form) -> Vec<CompanyQuestion> {
    let mut asked: Vec<CompanyQuestion> = form.company.keys().copied().collect();
    asked.sort_by_key(|question| (form.letters.get(question).cloned(), *question));
    asked
}

/// An answer as it is shown: its meaning, or what was written where that is not known.
pub fn answer_text(reply: &Reply) -> &str {
    match reply.answer {
        Some(answer) => answer_words(answer),
        None => reply.written.trim(),
    }
}

/// The meaning of an answer in a word or two.
pub fn answer_words(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => "Yes",
        Answer::No => "No",
        Answer::Unknown => "Unknown",
        Answer::Percent100 => "100 %",
        Answer::Over90 => "over 90 %",
        Answer::Over75 => "over 75 %",
        Answer::Over50 => "over 50 %",
        Answer::AtMost50 => "50 % or less",
        Answer::Over25 => "over 25 %",
        Answer::Under25 => "under 25 %",
        Answer::NoneOfThem => "None",
        Answer::YesAllSmelters => "Yes, all smelters",
        Answer::YesInContracts => "Yes, in contracts",
        Answer::Planned => "Planned",
        Answer::YesAudited => "Yes, third-party audit",
        Answer::YesDocuments => "Yes, documents",
        Answer::YesInternal => "Yes, internal audit",
        Answer::YesAllMethods => "Yes, all methods",
        Answer::YesIpc1755 => "Yes, IPC-1755",
        Answer::YesOtherFormat => "Yes, other format",
        Answer::YesSec => "Yes, SEC",
        Answer::YesEu => "Yes, EU",
        Answer::YesSecAndEu => "Yes, SEC and EU",
        Answer::ScopeCompany => "Company",
        Answer::ScopeProduct => "Product",
        Answer::ScopeUserDefined => "User defined",
        Answer::ScopeDivision => "Division",
        Answer::ScopeCategory => "Product category",
    }
}

/// How many rows are shown before and after the one asked for.
const AROUND: usize = 40;

/// What was read around a place, for as long as the sheet itself is not shown.
pub fn as_read(form: &Form, place: &Place) -> Vec<(u32, String)> {
    let Place::Cell(sheet, _) = place else { return Vec::new() };
    let wanted = crate::app::detail::line_of(place);
    let mut lines: Vec<(u32, String)> = if *sheet == form.smelter_sheet {
        form.rows.iter().map(|row| (row.row, row_texts(row, "   "))).collect()
    } else if *sheet == form.declaration_sheet {
        question_sheet(form)
    } else {
        let line = |product: &crate::domain::cmrt::Product| (product.row, product_texts(product));
        form.products.iter().map(line).collect()
    };
    lines.sort_by_key(|(row, _)| *row);
    let at = lines.iter().position(|(row, _)| *row >= wanted).unwrap_or(0);
    lines.into_iter().skip(at.saturating_sub(AROUND)).take(2 * AROUND + 1).collect()
}

/// What a line of the product list says.
fn product_texts(product: &crate::domain::cmrt::Product) -> String {
    let asked = [product.requester_number.as_str(), &product.requester_name];
    join([product.number.as_str(), &product.name].into_iter().chain(asked).chain([product.comment.as_str()]))
}

/// The cells of the sheet with the questions, in lines by their rows.
fn question_sheet(form: &Form) -> Vec<(u32, String)> {
    let mut cells: Vec<(crate::domain::cmrt::CellAddress, String)> = Vec::new();
    for (field, input) in &form.fields {
        cells.push((input.cell, format!("{}: {}", field.words(), input.written)));
    }
    for ((question, metal), reply) in &form.answers {
        let number = form.numbers.get(question).map_or("", String::as_str);
        let text = format!("{number} {}, {metal}: {}", question.words(), whole_reply(reply));
        cells.push((reply.cell, text));
    }
    for (question, reply) in &form.company {
        cells.push((reply.cell, format!("{}: {}", question.words(), whole_reply(reply))));
    }
    cells.sort();
    cells.into_iter().map(|(cell, text)| (cell.row, format!("{cell}  {text}"))).collect()
}
